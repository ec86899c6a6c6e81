import type { Block, Cell, Table } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';

const asks =
  /^[-–+•\s]*(?:(?:\d+|[a-zđ])[.)]\s*)?(?:chỉ tiêu|chỉ số|nội dung)(?:\s+(?:số\s+)?\d+)?\s*:\s*(\P{L}*\p{L}[^:;]{5,200})$/iu;
const answers =
  /^[-–+•\s]*(?:kết quả|số liệu|thực hiện|đạt được|trả lời|đáp)(?:\s+(?:thực hiện|đạt được|năm\s+20\d\d))*\s*:\s*/iu;
/** "Câu 12. Tỷ suất trẻ em bị tai nạn, thương tích? (tối đa 20 điểm)" */
const question =
  /^[-–+•\s]*(?:câu(?:\s+hỏi)?\s+)?(?:\d+(?:\.\d+)*|[a-zđ])\s*[.):/]\s*(\p{L}[^?:;]{5,200})\?\s*(?:\([^()]*\))?\s*$/iu;
const isKey = /^(?:chi tieu|chi so|noi dung|ket qua|so lieu|thuc hien|danh gia|diem|minh chung|ghi chu)\b/u;
/** Between a question and its answer there may be what was planned and who says so. */
const linesBetween = 3;

/** Says with each result what was asked: "Chỉ tiêu: X" above "Kết quả: 98%", "Câu 2. X?" above "Trả lời: 98%" become "X: 98%", on lines of their own or parted by semicolons. */
export function joinAskedResults(blocks: readonly Block[]): readonly Block[] {
  let asked: string | undefined;
  let since = 0;
  const complete = (part: string): string => {
    const asking = (asks.exec(part.trim()) ?? question.exec(part.trim()))?.[1]?.trim();
    if (asking !== undefined) {
      asked = asking;
      since = 0;
      return part;
    }
    since += 1;
    if (asked === undefined || since > linesBetween || !answers.test(part)) return part;
    return part.replace(answers, `${asked}: `);
  };
  return blocks.map((block) => {
    if (block.kind !== 'paragraph') return block;
    const text = block.text
      .split(/(?<=[;\n])\s*/u)
      .map((part) => complete(part.replace(/;$/u, '')) + (part.endsWith(';') ? '; ' : ''))
      .join('');
    return text === block.text ? block : { ...block, text };
  });
}

/** A table that repeats its questions down one column ("Chỉ tiêu | …", "Kết quả | …") as one with a column each; the same table where it does not. */
export function unstackTable(table: Table): Table {
  const textAt = (row: number, column: number): Cell | undefined =>
    table.cells.find((cell) => cell.row === row && cell.column === column);
  const keys = Array.from({ length: table.rowCount }, (_, row) => foldWords(textAt(row, 0)?.text ?? ''));
  const first = keys[0] ?? '';
  const starts = keys.flatMap((key, row) => (key === first ? [row] : []));
  if (table.columnCount !== 2 || starts.length < 2 || !keys.every((key) => isKey.test(key))) return table;
  const titles = [...new Set(keys)];
  const cells = keys.flatMap((key, row) => {
    const value = textAt(row, 1);
    const record = starts.findLastIndex((start) => start <= row);
    return value === undefined
      ? []
      : [{ ...value, row: record + 1, column: titles.indexOf(key), rowSpan: 1, columnSpan: 1 }];
  });
  const heads = titles.map((title, column) => ({
    ...(textAt(keys.indexOf(title), 0) as Cell),
    row: 0,
    column,
    rowSpan: 1,
    columnSpan: 1,
  }));
  return { ...table, rowCount: starts.length + 1, columnCount: titles.length, cells: [...heads, ...cells] };
}
