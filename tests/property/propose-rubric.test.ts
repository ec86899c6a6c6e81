import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cell, ParsedDocument } from '../../shared/domain/parsed-document.ts';
import { proposeRubric } from '../../shared/extraction/propose-rubric.ts';
import { listRows } from '../../shared/rubrics/list-rows.ts';
import { qd06Rubric } from '../../shared/rubrics/qd-06-2019/rubric.ts';

const names = fc.constantFrom(
  '',
  '7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình tiêm chủng mở rộng',
  '3. Trẻ em bị xâm hại',
  'Tiêu chí 9',
  'Tổng cộng',
  'Nội dung khác',
);
const lines = fc.constantFrom(
  'Từ 77% trở lên',
  'từ 55% đến dưới 77%',
  'Dưới 55%: 0 điểm',
  '- Không có',
  'Có từ 1 đến 2 em: 33 điểm',
  'a) Tỷ lệ trẻ em được khám sức khỏe định kỳ',
  'Mỗi trường hợp trừ 5 điểm',
  'Có Ban bảo vệ trẻ em: 11 điểm',
  'Còn lại',
  'ghi chú',
  'điểm tối đa 44 điểm',
);
const row = fc.record({
  name: names,
  scale: fc.array(lines, { maxLength: 4 }).map((all) => all.join('\n')),
  hasPoints: fc.boolean(),
  figures: fc.integer({ min: 1, max: 3 }),
  isWords: fc.boolean(),
});

/** A table with the law's head; figures of the column of points are all different, from 100 on. */
function makeAnnex(rows: readonly (typeof row extends fc.Arbitrary<infer T> ? T : never)[]): {
  readonly document: ParsedDocument;
  readonly points: readonly Cell[];
} {
  let next = 100;
  const cells: Cell[] = [];
  const points: Cell[] = [];
  const put = (at: number, column: number, text: string): Cell => {
    const locator = { kind: 'table', table: 1, row: at + 1, column: column + 1 } as const;
    const cell: Cell = { row: at, column, rowSpan: 1, columnSpan: 1, text, locator };
    if (text !== '') cells.push(cell);
    return cell;
  };
  ['Tên gọi của tiêu chí', 'Cách tính và thang điểm', 'Số điểm'].forEach((text, column) =>
    put(0, column, text),
  );
  rows.forEach(({ name, scale, hasPoints, figures, isWords }, position) => {
    put(position + 1, 0, name);
    put(position + 1, 1, scale);
    if (!hasPoints) return;
    const text = isWords
      ? 'theo hướng dẫn'
      : Array.from({ length: figures }, () => String((next += 1))).join('\n');
    points.push(put(position + 1, 2, text));
  });
  const table = { kind: 'table', index: 1, rowCount: rows.length + 1, columnCount: 3, cells } as const;
  return { document: { format: 'docx', blocks: [table], scanned: false, legacyEncoding: null }, points };
}

it('whatever an annex says, no figure of its column of points is lost: a rule has it or a doubt names it', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const { document, points } = makeAnnex(rows);
      const { rubric, doubts } = proposeRubric({ document, file: 'a.docx', before: qd06Rubric });
      const scored = new Set(
        [
          ...listRows(rubric).map(({ citation }) => citation),
          ...rubric.criteria.flatMap(({ items }) => items.map(({ rule }) => rule)),
        ].flatMap((citation) =>
          'points' in citation && typeof citation.points === 'number' ? [String(citation.points)] : [],
        ),
      );
      const said = doubts.map(({ message, source }) => `${message} ${source?.raw ?? ''}`).join('\n');
      const lost = points
        .flatMap(({ text }) => text.split('\n'))
        .filter((figure) => !scored.has(figure) && !said.includes(figure));
      expect(lost).toEqual([]);
    }),
  );
});

it('an annex proposes the same rubric every time, nothing of it verified', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const input = { document: makeAnnex(rows).document, file: 'a.docx', before: qd06Rubric };
      const draft = proposeRubric(input);
      expect(proposeRubric(input)).toEqual(draft);
      expect(listRows(draft.rubric).filter(({ citation }) => citation.verified !== null)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
