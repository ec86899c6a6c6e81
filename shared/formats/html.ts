import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { decodeBytes } from '../mail/decode-bytes.ts';
import { readHtmlText } from '../mail/html-text.ts';
import { describeWordFile, failWordFile } from './describe-word-file.ts';
import { DraftNumbering, type DraftBlock } from './docx-draft.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';
import { buildTable, WordDraft, type RowCell, type RowOfCells } from './word-draft.ts';

/** Attack: a page of 100 MB; what offices export has some hundred kilobytes. In bytes. */
const maxBytes = 10_000_000;

/** Attack: a cell over a billion columns. */
const maxSpan = 200;

/** Web pages, mostly what programs export under the names .doc and .xls: their text and tables; nothing in them is run or fetched. */
export const htmlFormat = defineFormat({
  id: 'html',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'html',
  parse: (input) => Promise.resolve(parseHtml(input)),
});

function parseHtml({ bytes, file }: FormatInput): ReadFile {
  const html = decodeBytes(bytes.subarray(0, maxBytes));
  if (html === undefined)
    return failWordFile(
      'html',
      'unreadable',
      file,
      'không nhận ra bảng mã của trang HTML; đề nghị lưu lại dạng .docx hoặc .xlsx và gửi lại',
    );
  const draft = new WordDraft();
  const blocks = new DraftNumbering().toBlocks(readBlocks(html, draft));
  return describeWordFile('html', file, {
    ...{ blocks, pictures: /<img\b/i.test(html) ? 1 : 0, unread: draft.unread, hasMacros: false },
    legacyEncoding: draft.tally.result(),
    isCut: draft.isFull || bytes.length > maxBytes,
    missing: [],
  });
}

interface OpenRow {
  readonly cells: RowCell[];
  readonly isHidden: boolean;
}

interface OpenCell {
  readonly from: number;
  readonly isHidden: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** Paragraphs and the outermost tables; a table inside a cell is text of that cell. */
function readBlocks(html: string, draft: WordDraft): readonly DraftBlock[] {
  const blocks: DraftBlock[] = [];
  let depth = 0;
  let rows: RowOfCells[] = [];
  let row: OpenRow | undefined;
  let cell: OpenCell | undefined;
  /** Where the text outside tables goes on. */
  let from = 0;
  /** Cells that lie over rows below: the last of these rows, and their columns, by the first column. */
  let over = new Map<number, { readonly until: number; readonly columns: number }>();

  const paragraphs = (source: string, isHidden: boolean): readonly DraftBlock[] =>
    readHtmlText(source)
      .split('\n')
      .flatMap((text) => {
        draft.count(0, text.length);
        return draft.paragraph([{ text, font: '', isHidden }], 'body');
      });

  /** Columns that cells of rows above lie over. */
  const cover = (open: OpenRow): void => {
    for (;;) {
      const column = open.cells.at(-1)?.right ?? 0;
      const above = over.get(column);
      if (above === undefined || above.until < rows.length) return;
      open.cells.push({ left: column, right: column + above.columns, vertical: 'continue', blocks: [] });
    }
  };

  const closeCell = (at: number): void => {
    if (cell === undefined || row === undefined) return;
    cover(row);
    const left = row.cells.at(-1)?.right ?? 0;
    const { isHidden, columns, rows: span } = cell;
    if (span > 1) over.set(left, { until: rows.length + span - 1, columns });
    row.cells.push({
      ...{ left, right: left + columns, blocks: paragraphs(html.slice(cell.from, at), isHidden) },
      ...(span > 1 ? { vertical: 'first' as const } : {}),
    });
    cell = undefined;
  };

  const closeRow = (at: number): void => {
    closeCell(at);
    if (row === undefined) return;
    cover(row);
    if (row.cells.length > 0) rows.push(row);
    draft.count(row.cells.length, 0);
    row = undefined;
  };

  const closeTable = (at: number): void => {
    closeRow(at);
    if (rows.length > 0) blocks.push(buildTable(rows, 'body', 'grid'));
    rows = [];
    over = new Map();
  };

  // Attack: a million comments that never end; the first one takes the rest, as in a browser.
  const tags = /<!--[\s\S]*?(?:-->|$)|<(\/?)(table|tr|td|th)\b([^>]{0,5000})>/gi;
  for (const tag of html.matchAll(tags)) {
    const [whole, slash, rawName, attributes = ''] = tag;
    if (rawName === undefined || draft.isFull) continue;
    const name = rawName.toLowerCase();
    const isClosing = slash === '/';
    const isHidden = /(?:display\s*:\s*none|mso-hide\s*:\s*all)/i.test(attributes);
    if (name === 'table') {
      if (!isClosing && depth === 0) blocks.push(...paragraphs(html.slice(from, tag.index), false));
      depth = Math.max(depth + (isClosing ? -1 : 1), 0);
      if (isClosing && depth === 0) {
        closeTable(tag.index);
        from = tag.index + whole.length;
      }
    } else if (depth === 1) {
      if (name === 'tr') {
        closeRow(tag.index);
        if (!isClosing) row = { cells: [], isHidden };
      } else {
        closeCell(tag.index);
        row ??= { cells: [], isHidden: false };
        if (!isClosing)
          cell = {
            ...{ from: tag.index + whole.length, isHidden },
            ...{ columns: spanOf(attributes, 'colspan'), rows: spanOf(attributes, 'rowspan') },
          };
      }
    }
  }
  if (depth > 0) closeTable(html.length);
  else blocks.push(...paragraphs(html.slice(from), false));
  return blocks;
}

function spanOf(attributes: string, name: 'colspan' | 'rowspan'): number {
  const value = new RegExp(`\\b${name}\\s*=\\s*["']?\\s*(\\d{1,9})`, 'i').exec(attributes)?.[1];
  return Math.min(Math.max(Number(value ?? 1), 1), maxSpan);
}
