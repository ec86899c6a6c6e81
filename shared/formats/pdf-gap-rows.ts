import type { GapPiece } from './pdf-gap-columns.ts';
import { textOfLine, type TextLine } from './pdf-lines.ts';

/** What a cell of figures looks like: 197, 98,5%, 197/200, 50/50 đ, 1.000 điểm, a dash for zero. */
export const figureText = /^[-–]?(?:\d[\d.,]*\s?(?:\/\s?\d[\d.,]*)?\s?%?(?:\s?\p{L}{1,6})?|[-–])$/u;

/** A line of a table, cut into its columns. */
export interface CutLine {
  readonly line: TextLine;
  readonly pieces: readonly GapPiece[];
}

/** What the columns of a table hold. */
export interface ColumnKinds {
  /** The leftmost column of texts: what the row is about. */
  readonly label: number;
  /** Columns of figures right of it. */
  readonly figures: ReadonlySet<number>;
  /** How far the texts of each column reach to the right, in points. */
  readonly rights: readonly number[];
  /** Usual distance between the lines of one text, in font sizes; 0 where no text goes on. */
  readonly pitch: number;
  /** Labels of several lines have their figures beside the first. */
  readonly isTopAligned: boolean;
}

const opensText =
  /^(?:[-–+*•▪■➢✓☐☑]|\p{L}[).]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,4}[.)]|(?:Tiêu chí|TIÊU CHÍ)\s+\d+|TC\s*\d+|Tổng|TỔNG|Cộng|CỘNG)(?:\s|$|[:.])/u;

/** Longest way from a line to the next of the same text, in font sizes. */
const longestPitch = 1.75;

/** Lines of one text differ no more in distance. */
const samePitch = 1.1;
const lowerCasePitch = 1.25;

/** Distances that differ by no more than this factor are the same. */
const sameDistance = 1.15;

/** Least letters of most texts in a column that says what the rows are about. */
const leastLetters = 6;

const textOf = (piece: TextLine): string => textOfLine(piece.words).replaceAll('\t', ' ');

/** Whether a text begins as a row or an item does: "a)", "1.", "Tiêu chí 1". */
export function startsText(piece: TextLine): boolean {
  return opensText.test(textOf(piece));
}

/** Learns what the columns hold. */
export function kindsOf(lines: readonly CutLine[], columns: number): ColumnKinds {
  const own = Array.from({ length: columns }, (_, column) =>
    lines.flatMap(({ pieces }) =>
      pieces.filter((piece) => piece.column === column && piece.columnSpan === 1),
    ),
  );
  const label = own.findIndex((pieces) => {
    const lengths = pieces.map((piece) => textOf(piece).match(/\p{L}/gu)?.length ?? 0).sort((a, b) => a - b);
    return (lengths[Math.floor(lengths.length / 2)] ?? 0) >= leastLetters;
  });
  const figures = new Set<number>();
  for (const [column, pieces] of own.entries()) {
    const count = pieces.filter((piece) => figureText.test(textOf(piece))).length;
    if (column > Math.max(label, 0) && count >= 2 && count >= 0.4 * pieces.length) figures.add(column);
  }
  const rights = own.map((pieces, column) => {
    // Titles reach over the column: only texts with others beside them show where it ends.
    const beside = lines.flatMap((line) =>
      line.pieces.some((piece) => piece.column === column + 1)
        ? line.pieces.filter((piece) => pieces.includes(piece))
        : [],
    );
    return (beside.length >= 2 ? beside : pieces).reduce((right, piece) => Math.max(right, piece.right), 0);
  });
  const kinds = { label: Math.max(label, 0), figures, rights, pitch: pitchOf(own), isTopAligned: false };
  return { ...kinds, isTopAligned: beginAtTop(lines, kinds) };
}

/** Whether labels go on below the line with their figures more often than above it. */
function beginAtTop(lines: readonly CutLine[], kinds: ColumnKinds): boolean {
  let balance = 0;
  const hasFigure = ({ pieces }: CutLine): boolean => pieces.some(({ column }) => kinds.figures.has(column));
  for (const [index, below] of lines.entries()) {
    const above = lines[index - 1];
    const upper = above === undefined ? undefined : labelOf(above, kinds);
    const lower = labelOf(below, kinds);
    if (above === undefined || upper === undefined || lower === undefined || !goesOnIn(upper, lower, kinds))
      continue;
    if (hasFigure(above) && !hasFigure(below)) balance += 1;
    if (!hasFigure(above) && hasFigure(below)) balance -= 1;
  }
  return balance > 0;
}

/** How far apart the lines of one text are: those that go on in lower case tell. Nought where none does. */
function pitchOf(columns: readonly (readonly GapPiece[])[]): number {
  const distances = columns
    .flatMap((pieces) =>
      pieces.slice(1).flatMap((piece, index) => {
        const above = pieces[index];
        const distance = above === undefined ? 0 : (piece.baseline - above.baseline) / piece.size;
        return distance > 0 &&
          distance <= longestPitch &&
          /^\p{Ll}/u.test(textOf(piece)) &&
          !startsText(piece)
          ? [distance]
          : [];
      }),
    )
    .sort((a, b) => a - b);
  // Texts of rows may begin in lower case too: those lie farther apart.
  return distances[Math.floor(distances.length / 4)] ?? 0;
}

/** Whether a text goes on in another below it: the next word had no room left, or it begins in lower case. */
export function goesOnIn(above: GapPiece, below: GapPiece, kinds: ColumnKinds): boolean {
  const text = textOf(below);
  if (below.baseline - above.baseline > longestPitch * Math.max(above.size, below.size)) return false;
  if (opensText.test(text)) return false;
  const distance = (below.baseline - above.baseline) / below.size;
  if (/^[\p{Ll})%,;=]/u.test(text)) return kinds.pitch === 0 || distance <= lowerCasePitch * kinds.pitch;
  if (distance > samePitch * kinds.pitch) return false;
  const [first] = below.words;
  const edge = kinds.rights[above.column + above.columnSpan - 1] ?? above.right;
  const room = edge - above.right;
  return first !== undefined && first.right - first.left + 0.3 * below.size >= room - 0.4 * below.size;
}

interface OpenRow {
  readonly lines: CutLine[];
  /** Its texts begin above its label: those of the cells beside stand higher. */
  isPending: boolean;
}

/**
 * Gathers the lines of each row of a table whose rows nothing parts. A label begins a row, unless it goes on from the line above; a
 * second figure in one column does; texts beside neither belong to the nearer row.
 */
export function groupIntoRows(
  lines: readonly CutLine[],
  kinds: ColumnKinds,
): readonly (readonly CutLine[])[] {
  const rows: OpenRow[] = [];
  for (const [index, line] of lines.entries()) {
    const row = rows.at(-1);
    const isLabelled = labelOf(line, kinds) !== undefined;
    if (row === undefined || startsRow(row, line, lines[index + 1], kinds))
      rows.push({ lines: [line], isPending: !isLabelled });
    else {
      row.lines.push(line);
      if (isLabelled) row.isPending = false;
    }
  }
  return rows.map((row) => row.lines);
}

const labelOf = ({ pieces }: CutLine, { label }: ColumnKinds): GapPiece | undefined =>
  pieces.find(({ column }) => column === label);

function startsRow(row: OpenRow, line: CutLine, next: CutLine | undefined, kinds: ColumnKinds): boolean {
  const above = row.lines.flatMap(({ pieces }) => pieces);
  const isSingle = ({ column }: GapPiece): boolean => column < kinds.label || kinds.figures.has(column);
  const isTaken = line.pieces.some((piece) => {
    const upper = above.findLast(({ column }) => column === piece.column);
    // "75 / 75" over "điểm" is one text.
    const isRest = upper !== undefined && /^\p{Ll}/u.test(textOf(piece)) && goesOnIn(upper, piece, kinds);
    return isSingle(piece) && upper !== undefined && !isRest;
  });
  if (isTaken) return true;
  const label = labelOf(line, kinds);
  const labelAbove = above.findLast(({ column }) => column === kinds.label);
  if (label !== undefined) {
    if (labelAbove !== undefined)
      return (
        !goesOnIn(labelAbove, label, kinds) ||
        (!/^\p{Ll}/u.test(textOf(label)) && isFresh(line, above, kinds))
      );
    return !row.isPending && !above.some(({ column }) => column < kinds.label);
  }
  if (line.pieces.some(({ column }) => column < kinds.label))
    // A number in the middle of a label of several lines.
    return labelAbove === undefined || next === undefined || !continuesLabel(labelAbove, next, kinds);
  if (row.isPending && labelAbove === undefined) return false;
  return belongsBelow(row, line, next, kinds);
}

/** A text beside the label begins, where the row has one in its column. */
function isFresh(line: CutLine, above: readonly GapPiece[], kinds: ColumnKinds): boolean {
  return line.pieces.some((piece) => {
    const upper = above.findLast(({ column }) => column === piece.column);
    return piece.column !== kinds.label && upper !== undefined && !goesOnIn(upper, piece, kinds);
  });
}

function continuesLabel(labelAbove: GapPiece, next: CutLine, kinds: ColumnKinds): boolean {
  const label = labelOf(next, kinds);
  return label !== undefined && goesOnIn(labelAbove, label, kinds);
}

/**
 * A line beside no label stands nearer to the row below, or its text goes on there. In a table whose rows begin at the top of their
 * cells it never does: there it is a further line of the row above.
 */
function belongsBelow(row: OpenRow, line: CutLine, next: CutLine | undefined, kinds: ColumnKinds): boolean {
  const last = row.lines.at(-1);
  if (next === undefined || last === undefined || kinds.isTopAligned) return false;
  const before = line.line.baseline - last.line.baseline;
  const after = next.line.baseline - line.line.baseline;
  const goesOnAbove = row.lines.some((own) => continuesAny(own, line, kinds));
  if (goesOnAbove || before * sameDistance < after) return false;
  return (
    after * sameDistance < before || (labelOf(next, kinds) !== undefined && continuesAny(line, next, kinds))
  );
}

function continuesAny(above: CutLine, below: CutLine, kinds: ColumnKinds): boolean {
  return below.pieces.some((piece) => {
    const upper = above.pieces.find(({ column }) => column === piece.column);
    return upper !== undefined && !kinds.figures.has(piece.column) && goesOnIn(upper, piece, kinds);
  });
}
