import { expect, it } from 'vitest';
import type { Block, ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocuments } from '../../../shared/extraction/extract-documents.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const line = (text: string, page?: number): Block => ({
  kind: 'paragraph',
  role: 'body',
  text,
  locator: page === undefined ? { kind: 'paragraph', index: 1 } : { kind: 'page', page },
});

const office = ['ỦY BAN NHÂN DÂN', 'XÃ LÂM SƠN'];
const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];
const letter = [
  ...office,
  'Số: 12/TTr-UBND',
  ...motto,
  'TỜ TRÌNH',
  'Về việc đề nghị công nhận xã phù hợp với trẻ em năm 2023',
  'Ủy ban nhân dân xã kính trình Ủy ban nhân dân huyện xem xét, công nhận theo quy định.',
  'Nơi nhận:',
  'TM. ỦY BAN NHÂN DÂN',
  'CHỦ TỊCH',
];
const report = [
  ...office,
  'Số: 34/BC-UBND',
  ...motto,
  'BÁO CÁO',
  'Kết quả thực hiện tiêu chí xã phù hợp với trẻ em năm 2023',
  'Tiêu chí 2. Tỷ lệ trẻ em được khai sinh đúng quy định đạt 98,4% (922/937 trẻ em).',
];

const extract = (format: ParsedDocument['format'], blocks: readonly Block[]) =>
  extractDocuments({
    files: [{ file: 'ho so.pdf', document: { format, blocks, scanned: false, legacyEncoding: null } }],
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  })
    .flat()
    .map(({ extraction, bound }) => ({
      kind: extraction.kind,
      number: extraction.number,
      figures: extraction.readings.map(({ value }) => value),
      bound,
    }));

it('papers scanned into one PDF are each read by itself, with their own pages', () => {
  const blocks = [
    ...letter.map((text) => line(text, 1)),
    ...report.map((text) => line(text, 2)),
    line('Số liệu trên được tổng hợp từ các ngành, đoàn thể của xã trong năm.', 3),
  ];
  expect(extract('pdf', blocks)).toEqual([
    {
      kind: 'submission-letter',
      number: '12/TTr-UBND',
      figures: [],
      bound: { place: 1, pages: { first: 1, last: 1 } },
    },
    {
      kind: 'report',
      number: '34/BC-UBND',
      figures: [0.984],
      bound: { place: 2, pages: { first: 2, last: 3 } },
    },
  ]);
});

it('papers written into one Word file are parted by their letterheads', () => {
  expect(
    extract(
      'docx',
      [...letter, ...report].map((text) => line(text)),
    ),
  ).toEqual([
    { kind: 'submission-letter', number: '12/TTr-UBND', figures: [], bound: { place: 1, pages: null } },
    { kind: 'report', number: '34/BC-UBND', figures: [0.984], bound: { place: 2, pages: null } },
  ]);
});

it('a page that begins with a heading in capitals goes on with its paper', () => {
  const blocks = [
    ...report.map((text) => line(text, 1)),
    line('BIỂU TỔNG HỢP', 2),
    line('Tiêu chí 7. Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt 95,2%.', 2),
  ];
  expect(extract('pdf', blocks)).toEqual([
    { kind: 'report', number: '34/BC-UBND', figures: [0.984, 0.952], bound: undefined },
  ]);
});
