import { describe, expect, it } from 'vitest';
import type { Locator } from '../../../shared/domain/locator.ts';
import type { Cell, ParsedDocument, Table } from '../../../shared/domain/parsed-document.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocuments } from '../../../shared/extraction/extract-documents.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

type Shown = string | Pick<Cell, 'text' | 'confidence' | 'unsure'>;

const locator: Locator = { kind: 'page', page: 1 };

const tableOf = (rows: readonly (readonly Shown[])[]): Table => ({
  kind: 'table',
  index: 1,
  rowCount: rows.length,
  columnCount: rows[0]?.length ?? 0,
  cells: rows.flatMap((row, at) =>
    row.map((shown, column) => ({
      row: at,
      column,
      rowSpan: 1,
      columnSpan: 1,
      locator,
      confidence: 0.97,
      ...(typeof shown === 'string' ? { text: shown } : shown),
    })),
  ),
});

const picture = (texts: readonly string[], rows: readonly (readonly Shown[])[]): ParsedDocument => ({
  format: 'image',
  blocks: [
    ...texts.map((text) => ({ kind: 'paragraph', role: 'body', text, locator, confidence: 0.97 }) as const),
    tableOf(rows),
  ],
  pages: 1,
  scanned: true,
  legacyEncoding: null,
});

const extract = (files: readonly { readonly file: string; readonly document: ParsedDocument }[]) =>
  extractDocuments({
    files,
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  }).flatMap((papers) => papers.map(({ extraction }) => extraction));

const title = ['ỦY BAN NHÂN DÂN', 'XÃ LÂM SƠN', 'BẢNG TỰ CHẤM ĐIỂM'];
const head = ['TT', 'Nội dung tiêu chí', 'Điểm tối đa', 'Kết quả', 'Điểm tự chấm'];
const registration = (result: Shown) => ['2', 'Trẻ em được khai sinh đúng quy định', '75', result, '75'];

/** The reading of the rate of registered births in a score sheet whose result cell is this. */
const readRegistration = (result: Shown) => {
  const [sheet] = extract([{ file: 'a.jpg', document: picture(title, [head, registration(result)]) }]);
  const reading = sheet?.readings.find(({ indicator }) => indicator === 'c02.birth-registration-rate');
  return {
    value: reading?.value,
    isPlain: (reading?.confidence ?? 0) >= 0.9,
    accuses: reading?.printedRate !== undefined,
  };
};

describe('a figure read from a picture', () => {
  it('is plain when its letters are sure', () => {
    expect(readRegistration('98,4%')).toEqual({ value: 0.984, isPlain: true, accuses: false });
  });

  it('is doubtful when its letters are not', () => {
    expect(readRegistration({ text: '98,4%', confidence: 0.97, unsure: ['98,4%'] })).toEqual({
      value: 0.984,
      isPlain: false,
      accuses: false,
    });
  });

  it('is confirmed by the fraction printed beside it', () => {
    expect(
      readRegistration({ text: '922/937 = 98,4%', confidence: 0.97, unsure: ['922/937', '98,4%'] }),
    ).toEqual({ value: 0.984, isPlain: true, accuses: false });
  });

  it('accuses nobody of wrong arithmetic when a digit may be misread', () => {
    expect(readRegistration({ text: '922/987 = 98,4%', confidence: 0.97, unsure: ['922/987'] })).toEqual({
      value: 0.984,
      isPlain: false,
      accuses: false,
    });
  });

  it('tells wrong arithmetic where all digits are sure', () => {
    expect(readRegistration('922/937 = 89,4%')).toMatchObject({ accuses: true });
  });

  it('loses the digit that a per cent sign was taken for, and is not quite plain then', () => {
    expect(readRegistration('922/937 = 98,49%')).toEqual({ value: 0.984, isPlain: false, accuses: false });
  });
});

describe('a paper photographed page by page', () => {
  it('is one score sheet whose every figure names its own picture', () => {
    const [first, second] = extract([
      { file: 'IMG_1.jpg', document: picture(title, [head, registration('922/937 = 98,4%')]) },
      {
        file: 'IMG_2.jpg',
        document: picture([], [['5', 'Trẻ em bị tai nạn, thương tích', '75', '6/937 = 0,64%', '70']]),
      },
    ]);

    expect([first?.kind, second?.kind]).toEqual(['score-sheet', 'score-sheet']);
    expect(first?.claims.map(({ criterion, points, source }) => [criterion, points, source.file])).toEqual([
      [2, 75, 'IMG_1.jpg'],
      [5, 70, 'IMG_2.jpg'],
    ]);
    expect(second?.claims).toEqual([]);
  });

  it('ends where a picture with a letterhead begins another', () => {
    const sheet = picture(title, [head, registration('98,4%')]);
    const kinds = extract([
      { file: 'IMG_1.jpg', document: sheet },
      {
        file: 'IMG_2.jpg',
        document: picture(['ỦY BAN NHÂN DÂN', 'XÃ LÂM SƠN', 'DANH SÁCH HỌC SINH'], [['a', 'b']]),
      },
    ]).map(({ kind }) => kind);

    expect(kinds[1]).not.toBe('score-sheet');
  });
});
