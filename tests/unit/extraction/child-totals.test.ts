import { describe, expect, it } from 'vitest';
import type { DossierDocument } from '../../../shared/domain/document.ts';
import { checkChildTotals, findChildTotal } from '../../../shared/extraction/child-totals.ts';
import { listLines } from '../../../shared/extraction/document-lines.ts';
import { documentOf } from './table-of.ts';

const total = (...parts: Parameters<typeof documentOf>[0]): number | undefined =>
  findChildTotal(listLines(documentOf(parts)), 2023);

describe('the number of all children of a commune', () => {
  it.each([
    ['Tổng số trẻ em dưới 16 tuổi: 1.260 em.', 1260],
    ['Tổng số trẻ em trên địa bàn xã là 1 260 trẻ.', 1260],
    ['Tổng số trẻ em (dưới 16 tuổi) trên địa bàn: 1.260, trong đó nữ 600.', 1260],
    ['Toàn xã có 1.260 trẻ em dưới 16 tuổi.', 1260],
    ['Tổng số trẻ em trên địa bàn xã năm 2023: 1.260; năm 2022: 1.300.', 1260],
  ])('is read from "%s"', (text, expected) => {
    expect(total(text)).toBe(expected);
  });

  it.each([
    ['Tổng số trẻ em: 981 em, được khám sức khỏe 951 em.'],
    ['Tổng số trẻ em dưới 6 tuổi trên địa bàn: 310 em.'],
    ['Tổng số trẻ em trên địa bàn được khám sức khỏe: 951 em.'],
    ['Có 2 em bị xâm hại trên tổng số trẻ em trên địa bàn 0,2%.'],
    ['Toàn xã có 37 trẻ em có hoàn cảnh đặc biệt.'],
    ['Năm 2022 tổng số trẻ em trên địa bàn xã là 1.300 em.'],
  ])('is not told by "%s"', (text) => {
    expect(total(text)).toBeUndefined();
  });

  it('stands beside its label in a table', () => {
    expect(
      total([
        ['TT', 'Nội dung', 'ĐVT', 'Số lượng'],
        [1, 'Tổng số trẻ em dưới 16 tuổi', 'Trẻ', '1.260'],
        [2, 'Tổng số trẻ em dưới 6 tuổi', 'Trẻ', 310],
      ]),
    ).toBe(1260);
  });

  it('is no number of the row below the head of a column', () => {
    expect(
      total([
        ['Thôn', 'Tổng số trẻ em trên địa bàn'],
        [1, 'Làng Trung', 105],
      ]),
    ).toBeUndefined();
  });

  it('is not known where one paper prints two', () => {
    expect(
      total('Tổng số trẻ em dưới 16 tuổi: 1.260.', 'Tổng số trẻ em trên địa bàn xã: 1.290.'),
    ).toBeUndefined();
  });

  const paper = (kind: 'report' | 'score-sheet', childTotal?: number, year = 2023): DossierDocument => ({
    mailId: 'mail-1',
    file: `${kind}.docx`,
    sha256: kind,
    blob: null,
    format: 'docx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction: {
      file: `${kind}.docx`,
      kind,
      number: null,
      date: null,
      year,
      commune: null,
      corrects: false,
      readings: [],
      claims: [],
      claimedTotal: null,
      findings: [],
      ...(childTotal === undefined ? {} : { childTotal }),
    },
  });
  const messages = (...documents: readonly DossierDocument[]): readonly string[] =>
    checkChildTotals(documents, 2023).map(({ message }) => message);

  it('is remarked on where two papers of the year differ in it, and only there', () => {
    expect(messages(paper('score-sheet', 1260), paper('report', 1290))).toEqual([
      'Tổng số trẻ em: Bảng tự chấm điểm ghi 1.260, Báo cáo kết quả tự đánh giá ghi 1.290.',
    ]);
    expect(messages(paper('score-sheet', 1260), paper('report', 1260))).toEqual([]);
    expect(messages(paper('score-sheet', 1260), paper('report'))).toEqual([]);
    expect(messages(paper('score-sheet', 1260), paper('report', 1290, 2022))).toEqual([]);
  });
});
