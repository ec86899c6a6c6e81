import { boxAround, type TextLine, type Word } from './pdf-lines.ts';

/** The space between two columns, in points: no text of a table's rows crosses it save titles. */
export interface Gutter {
  readonly from: number;
  readonly to: number;
}

/** A part of a line that lies in one column or, as a title does, across several. */
export interface GapPiece extends TextLine {
  readonly column: number;
  readonly columnSpan: number;
}

/** Gap between words, in font sizes, from which on they are two texts. */
const textGap = 0.9;

/** The same at a gutter, where a text fills its column to the last letter. */
const gapAtGutter = 0.4;

/** Share of the lines that may cross a gutter: the titles of groups and notes. */
const mostCrossing = 0.4;

/** Attack: coordinates of millions of points; the widest sheets of paper have 2,400. */
const maxWidth = 5_000;

/** Texts of a line: its words as far as no wide gap parts them. */
export function runsOf(line: TextLine): readonly TextLine[] {
  return cutWhere(line, (before, after) => after.left - before.right >= textGap * line.size);
}

function cutWhere(line: TextLine, isCut: (before: Word, after: Word) => boolean): readonly TextLine[] {
  const parts: Word[][] = [];
  for (const word of line.words) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part === undefined || before === undefined || isCut(before, word)) parts.push([word]);
    else part.push(word);
  }
  return parts.map((words) => ({ ...line, ...boxAround(words), words }));
}

/**
 * Finds the columns of lines by the spaces that run down between their texts.
 * @param leastTexts fewest texts below each other that make a column.
 * @returns the spaces left to right; none where the lines have but one column.
 */
export function findGutters(lines: readonly TextLine[], leastTexts: number): readonly Gutter[] {
  if (lines.length === 0) return [];
  const { left, right } = boxAround(lines);
  const width = Math.ceil(right - left);
  if (width <= 0 || width > maxWidth) return [];
  const crossed = new Uint16Array(width);
  const parted = new Uint16Array(width);
  const add = (counts: Uint16Array, from: number, to: number) => {
    for (let at = Math.max(0, Math.floor(from)); at < Math.min(width, Math.ceil(to)); at++)
      counts[at] = (counts[at] ?? 0) + 1;
  };
  for (const line of lines) {
    const runs = runsOf(line);
    for (const [index, run] of runs.entries()) {
      const next = runs[index + 1];
      add(crossed, run.left - left, run.right - left);
      if (next !== undefined) add(parted, Math.ceil(run.right - left), Math.floor(next.left - left));
    }
  }
  const size = usualSize(lines);
  return findValleys(crossed, leastTexts).flatMap((valley): Gutter[] => {
    const levels = [0, 1, 2, ...(lines.length >= 40 ? [3] : [])];
    const floors = levels.map((level) => floorOf(crossed, valley, level));
    const floor = floors.find(({ from, to }) => to - from >= gapAtGutter * size);
    if (floor === undefined) return [];
    const { from, to } = floor;
    const crossing = valley.least;
    const using = parted.subarray(from, to).reduce((most, count) => Math.max(most, count), 0);
    const isGutter = using >= leastTexts && crossing <= Math.min(using, mostCrossing * lines.length);
    return isGutter ? [{ from: left + from, to: left + to }] : [];
  });
}

interface Valley extends Gutter {
  /** How many lines cross its floor. */
  readonly least: number;
}

/** Where fewest lines cross, between places that at least `rise` lines more do. */
function findValleys(crossed: Uint16Array, rise: number): readonly Valley[] {
  const valleys: Valley[] = [];
  let most = 0;
  let least = Infinity;
  let start = 0;
  for (let at = 0; at < crossed.length; at++) {
    const count = crossed[at] ?? 0;
    if (least === Infinity) {
      if (count >= most) [most, start] = [count, at + 1];
      if (count <= most - rise) least = count;
    } else if (count < least) least = count;
    else if (count >= least + rise) {
      valleys.push({ from: start, to: at, least });
      [least, most, start] = [Infinity, count, at + 1];
    }
  }
  return valleys;
}

/** The longest stretch of a valley that no more than `level` lines beyond the fewest cross. */
function floorOf(crossed: Uint16Array, valley: Valley, level: number): Gutter {
  let best: Gutter = { from: valley.from, to: valley.from };
  let from = valley.from;
  for (let at = valley.from; at <= valley.to; at++) {
    if (at < valley.to && (crossed[at] ?? 0) <= valley.least + level) continue;
    if (at - from >= best.to - best.from) best = { from, to: at };
    from = at + 1;
  }
  return best;
}

/** The font size of most lines, in points. */
function usualSize(lines: readonly TextLine[]): number {
  const sizes = lines.map((line) => line.size).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 10;
}

/** Cuts a line at the gutters and gives each part its columns; a part that crosses a gutter lies in several. */
export function cutAtGutters(line: TextLine, gutters: readonly Gutter[]): readonly GapPiece[] {
  const parts = cutWhere(line, (before, after) => {
    const gap = after.left - before.right;
    if (gap < gapAtGutter * line.size) return false;
    return gutters.some(({ from, to }) =>
      gap >= textGap * line.size
        ? Math.min(after.left, to) - Math.max(before.right, from) > 0
        : before.right <= to + 1 && after.left >= to - 1,
    );
  });
  const pieces: GapPiece[] = [];
  for (const part of parts) {
    const before = pieces.at(-1);
    const least = before === undefined ? 0 : before.column + before.columnSpan;
    const column = Math.max(gutters.filter(({ from }) => part.left >= from - 1).length, 0);
    const last = Math.max(column, gutters.filter(({ to }) => part.right > to + 1).length);
    if (before !== undefined && column < least) {
      const words = [...before.words, ...part.words];
      const columnSpan = Math.max(least, last + 1) - before.column;
      pieces[pieces.length - 1] = { ...before, ...boxAround(words), words, columnSpan };
    } else pieces.push({ ...part, column, columnSpan: last - column + 1 });
  }
  return pieces;
}
