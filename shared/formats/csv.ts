import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Block, Cell, Paragraph, Table } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { decodeBytes, readOldText } from '../mail/decode-bytes.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';
import { failWorkbook, maxCells } from './workbook-content.ts';
import { sayAddress } from './xlsx-sheet.ts';

/** Attack: a table of 100 MB; the longest of a commune has some thousand rows. */
const maxBytes = 10_000_000;

/** Below any figure that is accepted without a person: cells that may stand in the wrong columns, fractions that became days. */
const doubtfulConfidence = 0.3;

/** Rows looked at to tell the separator. */
const sampleRows = 200;

/** Rows named in one finding. */
const maxNamed = 10;

/** Tables as text (RFC 4180 and its kin): separator and encoding are found from the content. One column of sentences is read as text. */
export const csvFormat = defineFormat({
  id: 'csv',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'csv',
  parse: (input) => Promise.resolve(parseCsv(input)),
});

function parseCsv({ bytes, file }: FormatInput): ReadFile {
  const sample = bytes.subarray(0, maxBytes);
  const text = (readOldText(sample) ?? decodeBytes(sample))?.replace(/^\ufeff/u, '');
  if (text === undefined)
    return failWorkbook(
      'csv',
      'unreadable',
      file,
      'không nhận ra bảng mã của tệp CSV; đề nghị lưu lại dạng .xlsx và gửi lại',
    );
  const isCut = bytes.length > maxBytes;
  const split = splitRows(text);
  const content = split.separator === '' ? asText(split.rows) : asTable(split, sheetName(file), file);
  const { blocks, shown, total } = content;
  const limits =
    isCut || shown < total
      ? [
          makeFinding(
            'processing-limit',
            { document: file, read: `${shown}`, total: isCut ? `trên ${total} dòng` : `${total} dòng` },
            { about: file },
          ),
        ]
      : [];
  const damage = split.isBroken
    ? [
        makeFinding(
          'unreadable-file',
          { file, reason: 'có dấu nháy kép mở mà không đóng, các ô phía sau có thể đọc sai' },
          { about: file },
        ),
      ]
    : [];
  if (blocks.length === 0)
    return failWorkbook('csv', 'unreadable', file, 'tệp CSV không có ô nào có nội dung');
  const gaps = [...limits, ...damage, ...content.gaps];
  return {
    status: gaps.length > 0 ? 'partly-read' : 'read',
    format: 'csv',
    document: { format: 'csv', blocks, scanned: false, legacyEncoding: null },
    findings: [...gaps, ...content.remarks],
  };
}

interface Content {
  readonly blocks: readonly Block[];
  /** What of the rows cannot be used. */
  readonly gaps: readonly Finding[];
  readonly remarks: readonly Finding[];
  /** Rows with something in them: kept, and all. */
  readonly shown: number;
  readonly total: number;
}

/** The name Excel gives the sheet of a csv: that of the file. */
function sheetName(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.[^.]*$/u, '').slice(0, 100);
}

function asText(rows: readonly (readonly string[])[]): Content {
  const blocks = rows.flatMap(([text = ''], index): Paragraph[] =>
    text === ''
      ? []
      : [{ kind: 'paragraph', role: 'body', text, locator: { kind: 'paragraph', index: index + 1 } }],
  );
  const kept = blocks.slice(0, maxCells);
  return { blocks: kept, gaps: [], remarks: [], shown: kept.length, total: blocks.length };
}

function asTable({ rows, separator, quotedRows }: SplitText, sheet: string, file: string): Content {
  const isShifted = findShifted(rows, separator, quotedRows);
  const cells: Cell[] = [];
  let shown = 0;
  for (const [row, texts] of rows.entries()) {
    if (cells.length + texts.length > maxCells) break;
    if (texts.some((text) => text !== '')) shown += 1;
    for (const [column, text] of texts.entries())
      if (text !== '')
        cells.push({
          ...{ row, column, rowSpan: 1, columnSpan: 1, text },
          locator: { kind: 'cell', sheet, address: sayAddress(row, column) },
          ...(isShifted(row) || savedDate.test(text) ? { confidence: doubtfulConfidence } : {}),
        });
  }
  const table: Table = {
    ...{ kind: 'table', index: 1, sheet, cells },
    rowCount: cells.reduce((most, cell) => Math.max(most, cell.row + 1), 0),
    columnCount: cells.reduce((most, cell) => Math.max(most, cell.column + 1), 0),
  };
  const shifted = rows.flatMap((_, row) => (isShifted(row) ? [`${row + 1}`] : []));
  return {
    blocks: cells.length === 0 ? [] : [table],
    gaps: describeShifted(shifted, file, sheet),
    remarks: findDates(cells, file, sheet),
    shown,
    total: rows.filter((texts) => texts.some((text) => text !== '')).length,
  };
}

/**
 * Says of rows whether their cells may stand in the wrong columns: they have more than the others or, between commas, more than the heading.
 * A figure with a decimal comma that nobody quoted ("98,5") takes two places and moves the rest of its row.
 */
function findShifted(
  rows: SplitText['rows'],
  separator: string,
  quotedRows: ReadonlySet<number>,
): (row: number) => boolean {
  const widths = rows.map((row) => row.findLastIndex((text) => text !== '') + 1);
  const heading = rows.findIndex(
    (row, at) => (widths[at] ?? 0) > 1 && !row.some((text) => /^[\d.]+%?$/u.test(text)),
  );
  const columns = (separator === ',' ? widths[heading] : undefined) ?? commonWidth(widths);
  return (at) =>
    (widths[at] ?? 0) > columns ||
    (separator === ',' && !quotedRows.has(at) && rows[at]?.some(isHalfFigure) === true);
}

/** "đạt 98" before "5%": words and the whole part of a figure in one cell, its decimals in the next. */
function isHalfFigure(text: string, column: number, row: readonly string[]): boolean {
  return /\p{L}.*\d$/u.test(text) && /^\d{1,2}(?!\d)/u.test(row[column + 1] ?? '');
}

/** The width most rows have; 0 where there is none. */
function commonWidth(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].sort(([a, times], [b, otherTimes]) => otherTimes - times || b - a)[0]?.[0] ?? 0;
}

function describeShifted(rows: readonly string[], file: string, sheet: string): Finding[] {
  const [first] = rows;
  if (first === undefined) return [];
  const named = `${rows.slice(0, maxNamed).join(', ')}${rows.length > maxNamed ? ', …' : ''}`;
  return [
    makeFinding(
      'unreadable-file',
      {
        file,
        reason: `dòng ${named} có số ô không khớp với tiêu đề (có thể do dấu phẩy thập phân), số liệu ở đó chưa được dùng; đề nghị lưu lại dạng .xlsx và gửi lại`,
      },
      {
        about: file,
        severity: 'warning',
        source: { file, locator: { kind: 'cell', sheet, address: `A${first}` } },
      },
    ),
  ];
}

/** What Excel writes where it took "7/5" for a day before the table was saved as text. */
const savedDate = /^\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Thg\s?\d{1,2})$/iu;

function findDates(cells: readonly Cell[], file: string, sheet: string): Finding[] {
  return cells
    .filter(({ text }) => savedDate.test(text))
    .slice(0, maxNamed)
    .map(({ row, column, text }) => {
      const address = sayAddress(row, column);
      return makeFinding(
        'excel-date-figure',
        { place: `ô ${address}, trang tính "${sheet}"`, shown: text },
        { about: file, source: { file, locator: { kind: 'cell', sheet, address } } },
      );
    });
}

interface SplitText {
  readonly rows: readonly (readonly string[])[];
  /** Empty where the text is no table. */
  readonly separator: string;
  readonly quotedRows: ReadonlySet<number>;
  /** A quote is never closed. */
  readonly isBroken: boolean;
}

/** Rows of cells by the separator that makes the most even table; a first line "sep=;" names it. */
function splitRows(text: string): SplitText {
  const named = /^sep=(.)\r?\n/iu.exec(text);
  if (named !== null) return splitBy(text.slice(named[0].length), named[1] ?? ';', Infinity);
  const candidates = ['\t', ';', '|', ','].map((separator) => {
    const { rows } = splitBy(text, separator, sampleRows);
    const widths = rows.map((row) => row.length);
    const columns = commonWidth(widths);
    const even = widths.filter((width) => width === columns).length;
    const filled = widths.filter((width) => width > 0).length;
    // "đạt 98,5%" in two halves, line after line, is a sentence.
    const isProse = separator === ',' && columns === 2 && rows.some((row) => row.some(isHalfFigure));
    return { separator, score: columns < 2 || filled === 0 || isProse ? 0 : even / filled };
  });
  // Commas stand in sentences and figures as well: the others are believed first.
  const best = candidates.reduce((one, other) => (other.score > one.score ? other : one));
  // One line in two at least must be of the table, else these are sentences.
  return splitBy(text, best.score >= 0.5 ? best.separator : '', Infinity);
}

/** Cells in NFC without spaces around them; a line without content gives a row without cells. */
function splitBy(text: string, separator: string, maxRows: number): SplitText {
  const quotedRows = new Set<number>();
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    row.push(toNfc(cell.replace(/[\u0000-\u0008\u000b-\u001f]/gu, ' ')).trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row.length === 1 && row[0] === '' ? [] : row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < maxRows; at += 1) {
    const sign = text[at] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && separator !== '' && cell.trim() === '') {
      isQuoted = true;
      quotedRows.add(rows.length);
      cell = '';
    } else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
    else if (text[at + 1] !== '\n') endRow();
  }
  if (rows.length < maxRows && (cell !== '' || row.length > 0)) endRow();
  return { rows, separator, quotedRows, isBroken: isQuoted };
}
