import type { ParagraphRole } from '../domain/parsed-document.ts';
import { findColumnedTable } from './columned-table.ts';
import type { PdfPage, Rectangle } from './pdf-characters.ts';
import { findGapTable } from './pdf-gap-tables.ts';
import {
  boxAround,
  buildLines,
  mergeSureness,
  splitAtWideGaps,
  sureness,
  textOfLine,
  type TextLine,
} from './pdf-lines.ts';
import { readOpenRegions } from './pdf-open-regions.ts';
import { joinTables, readRuledTables, type PageCell, type PageTable } from './pdf-tables.ts';

/** A paragraph as it stands on one page. */
export interface PageParagraph extends Rectangle {
  readonly kind: 'paragraph';
  readonly role: ParagraphRole;
  readonly text: string;
  readonly page: number;
  /** Line of the page, from 1, where it begins. */
  readonly line: number;
  readonly doubtful: boolean;
  /** 0..1, for words recognised in a picture. */
  readonly confidence?: number;
  /** Its words with figures that were recognised without certainty. */
  readonly unsure?: readonly string[];
  /** Its first line starts at the left edge of its column. */
  readonly startsFlush: boolean;
  /** Its last line reaches the right edge of its column. */
  readonly endsFull: boolean;
}

export type PageBlock = PageParagraph | { readonly kind: 'table'; readonly table: PageTable };

interface NumberedLine extends TextLine {
  readonly number: number;
}

/** Lays one page out: tables, frames, columns and paragraphs in reading order. */
export function layOutPage(page: PdfPage): PageBlock[] {
  const { tables, rest } = readRuledTables(page);
  const { parts, outside } = readOpenRegions(page, tables, rest);
  const lines = numberLines(page, buildLines(outside));
  const edges = edgesOf(lines, [...tables, ...parts.map(({ box }) => box)]);
  const framed = parts.map(({ box, table, characters }) => {
    if (table !== null) return { box, blocks: [{ kind: 'table' as const, table }] };
    const own = numberLines(page, buildLines(characters));
    const left = Math.min(...own.map((line) => line.left));
    return { box, blocks: layOutLines(own, page, { left, right: box.right - (left - box.left) }) };
  });
  const ruled = tables.map((table) => ({ box: table, blocks: [{ kind: 'table' as const, table }] }));
  const blocks: PageBlock[] = [];
  let remaining = lines;
  for (const part of [...ruled, ...framed].sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)) {
    const middle = (line: NumberedLine) => line.baseline - 0.3 * line.size;
    const above = remaining.filter((line) => middle(line) < part.box.top);
    blocks.push(...layOutLines(above, page, edges), ...part.blocks);
    remaining = remaining.filter((line) => middle(line) >= part.box.top);
  }
  blocks.push(...layOutLines(remaining, page, edges));
  return blocks;
}

/** Counts lines as an officer would on the printed page: those inside tables too. */
function numberLines(page: PdfPage, lines: readonly TextLine[]): NumberedLine[] {
  const baselines = buildLines(page.characters).map((line) => line.baseline);
  return lines.map((line) => ({
    ...line,
    number: Math.max(1, baselines.filter((baseline) => baseline <= line.baseline + 1).length),
  }));
}

/** Joins what page breaks tore: tables with the same columns, and sentences. Repeated page heads and numbers stand between. */
export function joinPages(pages: readonly (readonly PageBlock[])[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  for (const page of pages) {
    const margin = page.filter(isMargin);
    const body = page.filter((block) => !isMargin(block));
    const [first] = body;
    const lastAt = blocks.findLastIndex((block) => !isMargin(block));
    const last = blocks[lastAt];
    const joined = last === undefined || first === undefined ? null : joinBlocks(last, first);
    if (joined === null) blocks.push(...page);
    else {
      blocks[lastAt] = joined;
      blocks.push(...margin, ...body.slice(1));
    }
  }
  return blocks;
}

function isMargin(block: PageBlock): boolean {
  return block.kind === 'paragraph' && (block.role === 'header' || block.role === 'footer');
}

function joinBlocks(last: PageBlock, first: PageBlock): PageBlock | null {
  if (last.kind === 'table' && first.kind === 'table') {
    const table = joinTables(last.table, first.table);
    return table === null ? null : { kind: 'table', table };
  }
  if (last.kind === 'paragraph' && first.kind === 'paragraph') {
    const goesOn =
      last.endsFull &&
      first.startsFlush &&
      !/[.;:!?]$/u.test(last.text) &&
      /^[\p{Ll}\d(]/u.test(first.text) &&
      !listMark.test(first.text);
    if (goesOn)
      return {
        ...last,
        text: `${last.text} ${first.text}`,
        doubtful: last.doubtful || first.doubtful,
        ...mergeSureness(last, first),
        endsFull: first.endsFull,
      };
  }
  return null;
}

/** A stretch of lines without a ruled table. In a picture the words' places are no more than near: it has a search of its own. */
function layOutLines(lines: readonly NumberedLine[], page: PdfPage, edges: Edges): PageBlock[] {
  const isPictured = lines.some((line) => line.words.some(({ confidence }) => confidence !== undefined));
  const body = [...lines].sort((a, b) => a.baseline - b.baseline || a.left - b.left);
  const found = isPictured
    ? findColumnedTable(body, page.number, page.rules)
    : findGapTable(body, page.number);
  if (found === null) return layOutPlainLines(lines, page, edges);
  const below = body.slice(found.end);
  return [
    ...layOutPlainLines(body.slice(0, found.start), page, edges),
    { kind: 'table', table: found.table },
    ...(isPictured ? layOutPlainLines(below, page, edges) : layOutLines(below, page, edges)),
  ];
}

/** Unruled tables, side-by-side blocks, paragraphs. */
function layOutPlainLines(lines: readonly NumberedLine[], page: PdfPage, edges: Edges): PageBlock[] {
  const blocks: PageBlock[] = [];
  let plain: NumberedLine[] = [];
  const flush = () => {
    if (plain.length > 0) blocks.push(...layOutColumns(plain, page, edges));
    plain = [];
  };
  const body = [...lines].sort((a, b) => a.baseline - b.baseline || a.left - b.left);
  for (let index = 0; index < body.length;) {
    const line = body[index];
    if (line === undefined) break;
    const found = findUnruledTable(body, index, page.number);
    if (found === null) {
      const role = marginRole(line, page);
      if (role === 'body') plain.push(line);
      else {
        flush();
        blocks.push(paragraphOf([line], role, page, { left: line.left, right: line.right }));
      }
      index += 1;
    } else {
      flush();
      blocks.push({ kind: 'table', table: found.table });
      index = found.end;
    }
  }
  flush();
  return blocks;
}

/** Page numbers in the margins; anything else there is text. */
function marginRole(line: TextLine, page: PdfPage): ParagraphRole {
  const text = textOfLine(line.words);
  if (!/^(?:trang\s+)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*\/\s*\d{1,3})?$/iu.test(text)) return 'body';
  if (line.bottom < page.height * 0.1) return 'header';
  if (line.top > page.height * 0.9) return 'footer';
  return 'body';
}

/** What a cell of figures looks like: 197, 98,5%, 197/200, 1.000 điểm, a dash for zero. */
const figure = /^[-–]?(?:\d[\d.,]*\s?(?:\/\s?\d[\d.,]*)?\s?%?(?:\s\p{L}{1,6})?|[-–])$/u;

const minUnruledRows = 3;

/** Attack: a page of ten thousand short lines makes the search below quadratic; no table without rules is this long. */
const maxUnruledRows = 120;

/**
 * Finds a table that only gaps make, starting at line `start`: at least three lines in a row with the same gutters and a column of figures.
 * Conservative: side-by-side blocks (heads, signatures) have no column of figures.
 */
function findUnruledTable(
  lines: readonly NumberedLine[],
  start: number,
  page: number,
): { readonly table: PageTable; readonly end: number } | null {
  const rows: TextLine[][] = [];
  let gutters: readonly (readonly [number, number])[] = [];
  let pitch = 0;
  let end = start;
  for (const line of lines.slice(start, start + maxUnruledRows)) {
    const parts = splitAtWideGaps(line);
    const above = rows.at(-1);
    const wrapped = above === undefined ? null : wrapsInto(parts, above, gutters);
    if (above !== undefined && wrapped !== null) {
      above.push(...parts);
      gutters = wrapped;
      end += 1;
      continue;
    }
    if (parts.length < 2) break;
    const previous = rows.at(-1)?.[0];
    if (previous !== undefined) {
      const distance = line.baseline - previous.baseline;
      if (distance > 4 * line.size || (pitch > 0 && distance > 2 * pitch)) break;
      pitch = Math.max(pitch, distance);
    }
    // More texts than columns would put two figures into one cell.
    if (rows.length > 0 && parts.length > gutters.length + 1) break;
    const next = narrow(gutters, rows.length === 0, parts);
    // Number and label stand apart in the head and together in the rows.
    const spare = rows.length === 1 && gutters.length > 2 ? 1 : 0;
    if (rows.length > 0 && next.length < gutters.length - spare) break;
    gutters = next;
    rows.push([...parts]);
    end += 1;
  }
  if (rows.length < minUnruledRows || gutters.length === 0) return null;
  const box = boxAround(rows.flat());
  const xs = [box.left, ...gutters.map(([from, to]) => (from + to) / 2), box.right];
  const table = cellsBetween(xs, rows, box, page);
  const columns = xs.length - 1;
  const hasFigures = Array.from({ length: columns - 1 }, (_, index) => index + 1).some((column) => {
    const texts = table.cells.filter((cell) => cell.column === column).map((cell) => cell.text);
    const figures = texts.filter((text) => figure.test(text)).length;
    return figures >= minUnruledRows - 1 && figures >= 0.6 * texts.length;
  });
  return hasFigures ? { table, end } : null;
}

/** Columns from which on a lone text below a cell can only be that cell's second line. */
const leastGuttersWrapped = 3;

/** The gutters left by a text that goes on below one cell of the row above, close to it; null where it does not. */
function wrapsInto(
  parts: readonly TextLine[],
  above: readonly TextLine[],
  gutters: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] | null {
  const [only, ...more] = parts;
  const lowest = Math.max(...above.map(({ baseline }) => baseline));
  if (only === undefined || more.length > 0 || gutters.length < leastGuttersWrapped) return null;
  const next = narrow(gutters, false, parts);
  return only.baseline - lowest <= 1.4 * only.size && next.length === gutters.length ? next : null;
}

/** The free intervals that stay free with one more line. */
function narrow(
  gutters: readonly (readonly [number, number])[],
  isFirst: boolean,
  parts: readonly TextLine[],
): readonly (readonly [number, number])[] {
  if (isFirst)
    return parts.slice(1).map((part, index) => [parts[index]?.right ?? part.left, part.left] as const);
  const least = 0.8 * (parts[0]?.size ?? 10);
  const result: (readonly [number, number])[] = [];
  for (const [from, to] of gutters) {
    // Text of this line may end before the gutter or begin after it, so its outer sides are free too.
    let best: readonly [number, number] | null = null;
    for (let index = 0; index < parts.length + 1; index++) {
      const freeFrom = index === 0 ? -Infinity : (parts[index - 1]?.right ?? 0);
      const freeTo = parts[index]?.left ?? Infinity;
      const overlap = [Math.max(from, freeFrom), Math.min(to, freeTo)] as const;
      if (overlap[1] - overlap[0] >= least && (best === null || overlap[1] - overlap[0] > best[1] - best[0]))
        best = overlap;
    }
    if (best !== null) result.push(best);
  }
  return result;
}

function cellsBetween(
  xs: readonly number[],
  rows: readonly (readonly TextLine[])[],
  box: Rectangle,
  page: number,
): PageTable {
  const cells: PageCell[] = [];
  for (const [row, parts] of rows.entries())
    for (let column = 0; column + 1 < xs.length; column++) {
      const left = xs[column] ?? 0;
      const right = xs[column + 1] ?? 0;
      const inside = parts.filter((part) => {
        const middle = (part.left + part.right) / 2;
        return middle >= left && middle <= right;
      });
      const [any] = parts;
      if (any === undefined) continue;
      cells.push({
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        left,
        right,
        top: Math.min(...parts.map((part) => part.top)),
        bottom: Math.max(...parts.map((part) => part.bottom)),
        page,
        text: inside.map((part) => textOfLine(part.words)).join(' '),
        doubtful: inside.some((part) => part.words.some((word) => word.doubtful)),
        ...sureness(inside),
      });
    }
  return { ...box, xs, rowCount: rows.length, cells, openTop: false, openBottom: false };
}

/** Splits lines into side-by-side blocks where a clear gutter runs down several lines; left is read before right. */
function layOutColumns(lines: readonly NumberedLine[], page: PdfPage, edges: Edges): PageBlock[] {
  const blocks: PageBlock[] = [];
  let plain: NumberedLine[] = [];
  const flush = () => {
    blocks.push(...mergeParagraphs(plain, page, edges));
    plain = [];
  };
  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (line === undefined) break;
    const band = findBand(lines, index);
    if (band === null) {
      plain.push(line);
      index += 1;
      continue;
    }
    flush();
    const isBodyText = Math.min(band.left.length, band.right.length) >= minColumnLines;
    for (const side of [band.left, band.right])
      blocks.push(...(isBodyText ? mergeParagraphs(side, page, edgesOf(side, [])) : mergeHead(side, page)));
    index = band.end;
  }
  flush();
  return blocks;
}

/** Side-by-side blocks this long are columns of running text; shorter ones are heads and signatures. */
const minColumnLines = 10;

/** Lines of a head or signature stand for themselves, save where one goes on in lower case. */
function mergeHead(lines: readonly NumberedLine[], page: PdfPage): PageBlock[] {
  const groups: NumberedLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const isRest =
      before !== undefined &&
      /^\p{Ll}/u.test(textOfLine(line.words)) &&
      !/[.;:]$/u.test(textOfLine(before.words)) &&
      line.baseline - before.baseline < 2 * line.size;
    if (group !== undefined && isRest) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => paragraphOf(group, 'body', page, edgesOf(lines, [])));
}

/** Left and right margin of running text. */
interface Edges {
  readonly left: number;
  readonly right: number;
}

/** The margins by the text; by the tables too where there is little text. */
function edgesOf(lines: readonly TextLine[], tables: readonly Rectangle[]): Edges {
  const boxes: readonly Rectangle[] = lines.length < 8 ? [...lines, ...tables] : lines;
  return { left: Math.min(...boxes.map((box) => box.left)), right: rightEdge(boxes) };
}

/** The right margin: where long lines end; one overlong line does not move it. */
function rightEdge(lines: readonly Rectangle[]): number {
  const ends = lines.map((line) => line.right).sort((a, b) => b - a);
  const [first = 0, second = first] = ends;
  return first - second > 20 ? second : first;
}

/** Side-by-side lines from `start` on, or null when no gutter runs down at least two lines. */
function findBand(
  lines: readonly NumberedLine[],
  start: number,
): { readonly left: NumberedLine[]; readonly right: NumberedLine[]; readonly end: number } | null {
  const line = lines[start];
  if (line === undefined) return null;
  const parts = splitAtWideGaps(line);
  if (parts.length !== 2) return null;
  let gutter: readonly [number, number] = [parts[0]?.right ?? 0, parts[1]?.left ?? 0];
  const left: NumberedLine[] = [];
  const right: NumberedLine[] = [];
  let end = start;
  let lastTwoSided = start;
  for (; end < lines.length; end++) {
    const current = lines[end];
    const before = lines[end - 1];
    if (current === undefined) break;
    if (end > start && before !== undefined && current.baseline - before.baseline > 9 * current.size) break;
    const [one, two, ...more] = splitAtWideGaps(current);
    if (one === undefined || more.length > 0) break;
    const next: readonly [number, number] =
      two === undefined
        ? one.right < gutter[1]
          ? [Math.max(gutter[0], one.right), gutter[1]]
          : [gutter[0], Math.min(gutter[1], one.left)]
        : [Math.max(gutter[0], one.right), Math.min(gutter[1], two.left)];
    if (next[1] - next[0] < current.size) break;
    gutter = next;
    if (two !== undefined) lastTwoSided = end;
    for (const part of two === undefined ? [one] : [one, two])
      (part.left >= gutter[1] - 0.01 ? right : left).push({ ...part, number: current.number });
  }
  // One line alone is no block, and what follows below both sides belongs to the page again.
  const isBlock = lastTwoSided > start || end > start + 1;
  // Labels with figures behind a wide gap are rows, not columns: a figure must stay with its label.
  const figures = right.filter((part) => figure.test(textOfLine(part.words))).length;
  if (!isBlock || figures * 2 >= right.length) return null;
  return { left, right, end };
}

const listMark = /^(?:[-–+*•▪■➢✓☐☑☒✗]|\p{L}[).]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,4}[.)])(?:\s|$)/u;

/** "Cộng tác viên thôn: có ........ 15 điểm": the line is full, and ends. */
const leaderEnd = /(?:\.{5}|…{2})\s?[^.…]{1,20}$/u;

/** Joins wrapped lines into paragraphs by indentation, spacing and whether the next word would have fitted. */
function mergeParagraphs(lines: readonly NumberedLine[], page: PdfPage, edges: Edges): PageBlock[] {
  const groups: NumberedLine[][] = [];
  const pitch = usualPitch(lines);
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group === undefined || before === undefined || startsParagraph(before, line, group, edges, pitch))
      groups.push([line]);
    else group.push(line);
  }
  return groups.map((group) => paragraphOf(group, 'body', page, edges));
}

function usualPitch(lines: readonly NumberedLine[]): number {
  const distances = lines
    .slice(1)
    .map((line, index) => line.baseline - (lines[index]?.baseline ?? line.baseline))
    .filter((distance) => distance > 0)
    .sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 3)] ?? 0;
}

function startsParagraph(
  before: NumberedLine,
  line: NumberedLine,
  group: readonly NumberedLine[],
  edges: Edges,
  pitch: number,
): boolean {
  const distance = line.baseline - before.baseline;
  if (distance > Math.max(1.5 * pitch, 1.3 * line.size) && distance > 1.6 * line.size) return true;
  if (Math.abs(line.size - before.size) > 0.15 * before.size) return true;
  if (splitAtWideGaps(line).length > 1 || splitAtWideGaps(before).length > 1) return true;
  const text = textOfLine(line.words);
  if (listMark.test(text) || leaderEnd.test(textOfLine(before.words))) return true;
  const [first] = line.words;
  const room = edges.right - before.right;
  const need = first === undefined ? 0 : first.right - first.left + 0.25 * line.size;
  if (need < room - 0.5 * line.size) return true;
  if (isCentred(line, edges) !== isCentred(before, edges)) return true;
  // A first line is set in from the margin; a hanging item goes on set in from its own first line.
  const isSetIn = line.left - edges.left > 0.9 * line.size;
  const hangs = group[0] !== undefined && line.left - group[0].left > 0.9 * line.size;
  if (!isSetIn || (hangs && group.length === 1)) return false;
  if (group.length > 1) return line.left - before.left > 0.9 * line.size;
  return /^[\p{Lu}"“]/u.test(text);
}

/** A title: clear of both margins by the same distance. */
function isCentred(line: TextLine, edges: Edges): boolean {
  const before = line.left - edges.left;
  const after = edges.right - line.right;
  return before > 2 * line.size && after > 2 * line.size && Math.abs(before - after) < 1.5 * line.size;
}

function paragraphOf(
  lines: readonly NumberedLine[],
  role: ParagraphRole,
  page: PdfPage,
  edges: Edges,
): PageParagraph {
  let text = '';
  for (const line of lines) {
    const own = textOfLine(line.words);
    if (text === '') text = own;
    // 2020- | 2023 and 197/ | 200 are one figure each.
    else text += /\d[-–/]$/u.test(text) && /^\d/u.test(own) ? own : ` ${own}`;
  }
  const [first] = lines;
  const last = lines.at(-1);
  return {
    kind: 'paragraph',
    role,
    text,
    ...boxAround(lines),
    page: page.number,
    line: first?.number ?? 1,
    doubtful: lines.some((line) => line.words.some((word) => word.doubtful)),
    ...sureness(lines),
    startsFlush: first !== undefined && first.left - edges.left < 0.5 * first.size,
    endsFull: last !== undefined && edges.right - last.right < 4 * last.size,
  };
}
