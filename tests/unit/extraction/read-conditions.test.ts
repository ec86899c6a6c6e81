import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { describe, expect, it } from 'vitest';
import { proposeRubric } from '../../../shared/extraction/propose-rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { annexHead, readAnnex } from './annex-document.ts';

type Block = string | readonly (readonly string[])[];

/** A made-up text: paragraphs and tables in their order. */
async function propose(...blocks: readonly Block[]) {
  const document = new Document({
    sections: [
      {
        children: blocks.map((block) =>
          typeof block === 'string'
            ? new Paragraph(block)
            : new Table({
                rows: block.map(
                  (cells) =>
                    new TableRow({
                      children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })),
                    }),
                ),
              }),
        ),
      },
    ],
  });
  const bytes = new Uint8Array(await Packer.toBuffer(document));
  return proposeRubric({ document: await readAnnex(bytes), file: 'phu-luc.docx', before: qd06Rubric });
}

type Draft = Awaited<ReturnType<typeof propose>>;

const levelsOf = ({ rubric }: Draft) => {
  const { thresholds } = rubric.conditions;
  return [
    thresholds['urban-ward'].points,
    thresholds.other.points,
    thresholds['mountain-island-or-special'].points,
  ];
};
const doubtsOf = ({ doubts }: Draft): readonly string[] =>
  doubts
    .map(({ message }) => message)
    .filter((message) => !/tiêu chí \d+ trong bảng|tìm thấy bảng/u.test(message));

const noZero = 'b) Không có tiêu chí nào bị 0 điểm;';
const allMet = 'a) Đạt đủ 13 tiêu chí quy định tại Điều 2;';
const all = [
  'Điều 3. Điều kiện công nhận (số liệu bịa để kiểm thử)',
  allMet,
  noZero,
  'c) Tổng số điểm từ 777 điểm trở lên đối với phường thuộc quận, thị xã, thành phố của thành phố trực thuộc trung ương; từ 555 điểm trở lên đối với xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn; từ 666 điểm trở lên đối với xã, phường, thị trấn còn lại.',
];

describe('the conditions of recognition in an official text', () => {
  it('are read from its sentences, each with its words, its place and its article', async () => {
    const draft = await propose(...all);
    expect([levelsOf(draft), doubtsOf(draft)]).toEqual([[777, 666, 555], []]);
    const { thresholds, noZeroCriterion, allCriteriaMet } = draft.rubric.conditions;
    expect(thresholds.other).toEqual({
      points: 666,
      status: 'sourced',
      source: expect.stringContaining('phu-luc.docx, ') as string,
      reference: 'Điều 3, điều kiện công nhận của Quy định kèm theo Quyết định số 06/QĐ-TTg',
      verified: null,
      entered: { file: 'phu-luc.docx', locator: expect.anything() as unknown, raw: all[3] },
    });
    expect([noZeroCriterion.entered?.raw, allCriteriaMet.entered?.raw]).toEqual([noZero, allMet]);
  });

  it('are read from a table of its own, the class before its level', async () => {
    const draft = await propose(allMet, noZero, [
      ['Khu vực', 'Mức điểm'],
      ['Phường thuộc quận, thị xã, thành phố của thành phố trực thuộc trung ương', 'Từ 777 điểm trở lên'],
      ['Xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn', 'Từ 555 điểm trở lên'],
      ['Xã, phường, thị trấn còn lại', 'Từ 666 điểm trở lên'],
    ]);
    expect([levelsOf(draft), doubtsOf(draft)]).toEqual([[777, 666, 555], []]);
  });

  it('are not taken from a level of a criterion that speaks of mountain communes', async () => {
    const draft = await propose([
      annexHead.map(String),
      ['10. Trẻ em đến trường, lớp mầm non', 'Xã miền núi: từ 80% trở lên: 44 điểm; dưới 80%: 0 điểm', '44'],
    ]);
    expect(levelsOf(draft)).toEqual([900, 850, 800]);
    expect(draft.rubric.conditions).toEqual(qd06Rubric.conditions);
    expect(doubtsOf(draft).join()).not.toContain('Không tìm thấy điều kiện');
  });

  it('leave a doubt for each that a text with some of them lacks', async () => {
    const draft = await propose(allMet, 'Xã, phường, thị trấn còn lại: từ 666 điểm trở lên.');
    expect(levelsOf(draft)).toEqual([900, 666, 800]);
    expect(doubtsOf(draft)).toEqual([
      'Không tìm thấy điều kiện "mức điểm tối thiểu: phường thuộc quận, thị xã, thành phố của thành phố trực thuộc trung ương" trong tệp, giữ như bản trước.',
      'Không tìm thấy điều kiện "mức điểm tối thiểu: xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn" trong tệp, giữ như bản trước.',
      'Không tìm thấy điều kiện "không có tiêu chí nào bị 0 điểm" trong tệp, giữ như bản trước.',
    ]);
  });

  it.each([
    ['Xã miền núi, hải đảo và xã còn lại: từ 555 điểm trở lên', 'Chưa rõ mức điểm tối thiểu ở'],
    ['Xã, thị trấn còn lại: trên 666 điểm', 'Văn bản ghi trên 666 điểm'],
    ['Đạt đủ 15 tiêu chí', 'Văn bản ghi đạt 15 tiêu chí, thang điểm có 13 tiêu chí'],
    ['Tiêu chí đạt khi có từ 50% số điểm tối đa trở lên', 'Chưa dùng nội dung về tiêu chí đạt'],
    ['Xã còn lại: từ 640 điểm trở lên', 'được nêu khác nhau: 666 và 640 điểm'],
  ])('ask a person about "%s"', async (line, doubt) => {
    const lines = line.startsWith('Đạt') ? [line, ...all.slice(2)] : [...all, line];
    expect(doubtsOf(await propose(...lines)).join('\n')).toContain(doubt);
  });
});
