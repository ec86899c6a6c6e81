import { describe, expect, it } from 'vitest';
import { stateFindings } from '../../../shared/appraisal/state-findings.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { FindingCode } from '../../../shared/domain/finding-catalogue.ts';
import { findingCatalogue, makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { commune, documentOf, revisionOf, round } from './fixture-revisions.ts';

function state(findings: readonly Finding[]) {
  const documents = ['mot.docx', 'hai.docx', 'ba.docx'].map((file) => documentOf(file, 'evidence'));
  const revision = revisionOf(qd06Rubric, { documents, findings });
  return stateFindings({ revision, round, commune, vocabulary: qd06Rubric.vocabulary });
}

const zero = (criterion: number): Finding =>
  makeFinding('zero-criterion', { criterion }, { about: String(criterion) });

describe('findings in words', () => {
  it('stand by severity, then by criterion, whatever the order they were found in', () => {
    const stated = state([
      makeFinding(
        'points-exceed-max',
        { criterion: 7, points: '60', max: '50', maxSource: 'theo bảng của xã' },
        { about: '7' },
      ),
      makeFinding('macro-file', { document: 'mot.docx' }, { about: 'mot.docx' }),
      zero(3),
      makeFinding(
        'missing-document',
        { commune: 'xã Suối Hoa', document: 'Tờ trình', year: 2023 },
        { about: 'submission-letter' },
      ),
    ]);
    expect(stated.map(({ title, sentences }) => [title, sentences])).toEqual([
      [
        'Phải xử lý trước khi trình',
        ['- Hồ sơ xã Suối Hoa chưa có Tờ trình (thành phần bắt buộc của đợt năm 2023).'],
      ],
      [
        'Cần làm rõ',
        [
          '- Tiêu chí 3 được chấm 0 điểm. Điều kiện công nhận yêu cầu không có tiêu chí nào bị 0 điểm; đề nghị Hội đồng xem xét trước khi xét tổng điểm.',
          '- Tiêu chí 7: điểm tự chấm 60 vượt điểm tối đa 50 (theo bảng của xã).',
        ],
      ],
      ['Ghi chú', ['- Tài liệu kiểm chứng có macro; chỉ đọc số liệu, macro không được chạy.']],
    ]);
  });

  it('of one code and one wording are one line with their count', () => {
    const encodings = ['mot.docx', 'hai.docx', 'ba.docx'].map((file) =>
      makeFinding('legacy-encoding', { document: file, encoding: 'TCVN3' }, { about: file }),
    );
    expect(state(encodings).flatMap(({ sentences }) => sentences)).toEqual([
      '- Tài liệu kiểm chứng dùng phông chữ cũ; đã chuyển sang Unicode để đọc, đề nghị kiểm tra lại tên riêng và chữ hoa có dấu. (03 trường hợp)',
    ]);
  });

  it('put missing papers and missing figures together', () => {
    const missing = (kind: string): Finding =>
      makeFinding(
        'missing-document',
        { commune: 'xã Suối Hoa', document: kind, year: 2023 },
        { about: kind },
      );
    const noFigure = (about: string, criterion: number): Finding =>
      makeFinding('missing-indicator', { criterion, indicator: about }, { about });
    const stated = state([
      missing('minutes'),
      missing('report'),
      noFigure('c09.health-check-rate', 9),
      noFigure('c08.stunting-rate', 8),
    ]);
    expect(stated.flatMap(({ sentences }) => sentences)).toEqual([
      '- Hồ sơ xã Suối Hoa chưa có: Biên bản họp Hội đồng đánh giá cấp xã; Báo cáo kết quả tự đánh giá (thành phần bắt buộc của đợt năm 2023).',
      '- Chưa tìm thấy số liệu của 02 chỉ tiêu: tiêu chí 8 ("Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"); tiêu chí 9 ("Tỷ lệ trẻ em được khám sức khỏe định kỳ"); chưa đủ căn cứ chấm điểm các nội dung này.',
    ]);
  });

  it('are cut after twenty of one code, and the rest is counted', () => {
    const many = Array.from({ length: 500 }, (_, position) =>
      makeFinding(
        'missing-formula-value',
        { place: '' },
        {
          source: { file: 'mot.docx', locator: { kind: 'cell', sheet: 'S', address: `B${position + 1}` } },
        },
      ),
    );
    const [stated] = state(many);
    expect(stated?.sentences.length).toBe(22);
    expect(stated?.sentences[0]).toBe('- Công thức chưa có kết quả (500 nội dung):');
    expect(stated?.sentences.at(-1)).toBe('+ Và 480 nội dung khác cùng loại.');
  });

  it('give figures of an ordinary criterion, but none of criterion 5 nor of one that cannot be told', () => {
    const conflict = (about: string, criterion: number): Finding =>
      makeFinding(
        'conflicting-readings',
        { criterion, indicator: 'X', source1: 'Bảng điểm', value1: '8', source2: 'Báo cáo', value2: '11' },
        { about },
      );
    const sentence = (about: string, criterion: number): string | undefined =>
      state([conflict(about, criterion)])[0]?.sentences[0];
    expect(sentence('c09.health-check-rate', 9)).toContain('ghi 8, Báo cáo ghi 11');
    expect(sentence('c05.injured-children', 5)).toBe(
      '- Tiêu chí 5, chỉ tiêu "Số trẻ em bị tai nạn, thương tích": số liệu chưa thống nhất giữa các tài liệu (nêu tại Phụ lục), chưa được dùng để tính điểm; đề nghị đối chiếu, xác nhận.',
    );
    expect(sentence('không rõ', 5)).toBe(
      '- Số liệu chưa thống nhất giữa các tài liệu (nêu tại Phụ lục), chưa được dùng để tính điểm; đề nghị đối chiếu, xác nhận.',
    );
  });

  it('print the sentence they carry only for codes made of our own words; all others may quote a document', () => {
    const quoted = 'cháu Trần Thị Mẫu';
    const codes = Object.keys(findingCatalogue) as FindingCode[];
    const printing = codes.filter((code) => {
      const finding = { code, about: 'mot.docx', severity: 'warning' as const, message: quoted };
      return state([finding]).some(({ sentences }) => sentences.join().includes(quoted));
    });
    expect(printing.sort()).toEqual([
      'base-differs',
      'claim-above-rule',
      'claim-below-rule',
      'date-order',
      'external-link',
      'late-submission',
      'mail-commune-differs',
      'max-differs',
      'missing-document',
      'missing-indicator',
      'missing-points',
      'other-figure',
      'other-points',
      'personal-data',
      'points-differ-across',
      'points-differ-from-minutes',
      'points-exceed-max',
      'points-not-on-scale',
      'points-sum-mismatch',
      'shared-file',
      'superseded-form',
      'total-differs-across',
      'total-mismatch',
      'unsigned-draft',
      'wrong-period',
      'zero-criterion',
    ]);
  });
});
