import type { PdfCharacter, Rectangle, Turn } from './pdf-characters.ts';

/** Characters without a gap between them. Coordinates as of the characters. */
export interface Word extends Rectangle {
  readonly text: string;
  readonly size: number;
  /** A glyph in it has no known letter, or two different letters lie on top of each other. */
  readonly doubtful: boolean;
  /** 0..1, the least of its letters, where they were recognised in a picture. */
  readonly confidence?: number;
  /** Drawing-order numbers of its letters. */
  readonly indexes: readonly number[];
}

/** Words on one baseline, left to right. */
export interface TextLine extends Rectangle {
  readonly words: readonly Word[];
  /** y of the baseline. */
  readonly baseline: number;
  readonly size: number;
}

/** A gap wider than this many times the font size parts a line into side-by-side texts. */
const partingGap = 1.8;

/** Baselines this far apart, in font sizes, are still one line. */
const baselineTolerance = 0.25;

/** At most this share of the size of the text it belongs to is a superscript's or subscript's size. */
const scriptSize = 0.8;

const combiningMark = /^\p{M}$/u;

interface Glyph extends PdfCharacter {
  /** Raised or lowered against the line: 951¹ must not read 9511. */
  readonly script?: 'super' | 'sub';
  readonly doubtful?: true;
}

interface OpenLine {
  readonly baseline: number;
  size: number;
  glyphs: Glyph[];
}

/**
 * Builds lines from characters by their positions alone; drawing order is ignored, since a font without Vietnamese letters is drawn in fragments.
 * @param borders x positions at which a word may be cut: borders of table cells.
 * @returns lines top-down; text of other directions follows in its own lines.
 */
export function buildLines(
  characters: readonly PdfCharacter[],
  borders: readonly Rectangle[] = [],
): TextLine[] {
  const lines: TextLine[] = [];
  for (const turn of [0, 3, 1, 2, 'slanted'] as const) {
    const ofTurn = characters.filter((character) => character.turn === turn);
    if (ofTurn.length === 0) continue;
    const back = (box: Rectangle) => rotate(box, turn === 'slanted' ? 0 : turn, 'back');
    for (const open of groupByBaseline(ofTurn.map((character) => straighten(character, turn)))) {
      const words = buildWords(open, turn === 0 ? borders : []);
      if (words.length === 0) continue;
      const box = boxAround(words);
      lines.push({
        words: turn === 0 ? words : words.map((word) => ({ ...word, ...back(word) })),
        ...(turn === 0 ? box : back(box)),
        baseline: turn === 0 ? open.baseline : back(box).bottom,
        size: open.size,
      });
    }
  }
  return lines;
}

/** The line as text: a space between words, a tab where the gap is wide. */
export function textOfLine(words: readonly Word[]): string {
  let text = '';
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before !== undefined) text += isParted(before, word) ? '\t' : ' ';
    text += word.text;
  }
  return text;
}

/** Cuts a line into the side-by-side texts that wide gaps make of it. */
export function splitAtWideGaps(line: TextLine): TextLine[] {
  const parts: Word[][] = [];
  for (const word of line.words) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part === undefined || before === undefined || isParted(before, word)) parts.push([word]);
    else part.push(word);
  }
  return parts.map((words) => ({ ...line, ...boxAround(words), words }));
}

/** The smallest rectangle around all boxes. */
export function boxAround(boxes: readonly Rectangle[]): Rectangle {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

function isParted(before: Word, after: Word): boolean {
  return after.left - before.right > partingGap * Math.max(before.size, after.size);
}

function rotate(box: Rectangle, turn: 0 | 1 | 2 | 3, way: 'upright' | 'back'): Rectangle {
  const turns = way === 'upright' ? turn : (4 - turn) % 4;
  const { left, top, right, bottom } = box;
  if (turns === 1) return { left: top, right: bottom, top: -right, bottom: -left };
  if (turns === 2) return { left: -right, right: -left, top: -bottom, bottom: -top };
  if (turns === 3) return { left: -bottom, right: -top, top: left, bottom: right };
  return box;
}

function straighten(character: PdfCharacter, turn: Turn): Glyph {
  if (turn === 0 || turn === 'slanted') return character;
  const point = rotate(
    { left: character.x, right: character.x, top: character.y, bottom: character.y },
    turn,
    'upright',
  );
  return { ...character, ...rotate(character, turn, 'upright'), x: point.left, y: point.top };
}

function groupByBaseline(glyphs: readonly Glyph[]): OpenLine[] {
  const sorted = [...glyphs].sort((a, b) => a.y - b.y || a.index - b.index);
  const lines: OpenLine[] = [];
  for (const glyph of sorted) {
    const line = lines.at(-1);
    if (
      line !== undefined &&
      glyph.y - line.baseline <= baselineTolerance * Math.max(line.size, glyph.size, 1)
    ) {
      line.glyphs.push(glyph);
      line.size = Math.max(line.size, glyph.size);
    } else lines.push({ baseline: glyph.y, size: glyph.size, glyphs: [glyph] });
  }
  return attachScripts(lines.map(trueBaseline)).filter((line) =>
    line.glyphs.some((glyph) => glyph.text !== ' '),
  );
}

/** The baseline most glyphs of the size of the line share. */
function trueBaseline(line: OpenLine): OpenLine {
  const tall = line.glyphs.filter((glyph) => glyph.size >= 0.85 * line.size);
  const middle = tall[Math.floor(tall.length / 2)];
  const baseline = middle?.y ?? line.baseline;
  return {
    baseline,
    size: line.size,
    glyphs: line.glyphs.map((glyph) => markScript(glyph, line, baseline)),
  };
}

function markScript(glyph: Glyph, line: OpenLine, baseline: number): Glyph {
  if (glyph.size > scriptSize * line.size || line.size === 0) return glyph;
  const raise = (baseline - glyph.y) / line.size;
  if (raise > -0.08 && raise < 0.1) return glyph;
  // Small print in the column beside is no superscript.
  if (!line.glyphs.some((neighbour) => isScriptOf(glyph, neighbour))) return glyph;
  return { ...glyph, script: raise > 0 ? 'super' : 'sub' };
}

/** Moves small raised or lowered pieces into the line they stand on. */
function attachScripts(lines: readonly OpenLine[]): OpenLine[] {
  const glyphsOf = lines.map((): Glyph[] => []);
  for (const [index, line] of lines.entries()) {
    const hosts = [index - 1, index + 1].filter((other) => {
      const host = lines[other];
      return (
        host !== undefined &&
        line.size <= scriptSize * host.size &&
        Math.abs(host.baseline - line.baseline) < 0.7 * host.size
      );
    });
    for (const glyph of line.glyphs) {
      const at = hosts.find((other) =>
        lines[other]?.glyphs.some((neighbour) => isScriptOf(glyph, neighbour)),
      );
      const host = at === undefined ? undefined : lines[at];
      if (at === undefined || host === undefined) glyphsOf[index]?.push(glyph);
      else glyphsOf[at]?.push({ ...glyph, script: line.baseline < host.baseline ? 'super' : 'sub' });
    }
  }
  return lines.map((line, index) => ({ ...line, glyphs: glyphsOf[index] ?? [] }));
}

/** The small glyph stands right behind, or over, a letter of full size. */
function isScriptOf(glyph: Glyph, neighbour: Glyph): boolean {
  return (
    neighbour.text !== ' ' &&
    glyph.size <= scriptSize * neighbour.size &&
    glyph.left - neighbour.right < 0.6 * neighbour.size &&
    neighbour.left - glyph.right < 0.2 * neighbour.size
  );
}

function buildWords(line: OpenLine, borders: readonly Rectangle[]): Word[] {
  const marks = line.glyphs.filter((glyph) => combiningMark.test(glyph.text));
  const letters = withoutOverprint(
    line.glyphs
      .filter((glyph) => !combiningMark.test(glyph.text) && glyph.text !== ' ')
      .sort((a, b) => a.x - b.x || a.index - b.index),
  );
  const spaces = line.glyphs.filter((glyph) => glyph.text === ' ').sort((a, b) => a.x - b.x);
  const marksOf = assignMarks(letters, marks);
  // Text with real spaces needs no guessing from narrow gaps; letter-spaced headings have such gaps inside words.
  const narrowGap = 0.16;
  const openGap = spaces.length * 12 >= letters.length ? 0.3 : narrowGap;

  const words: Word[] = [];
  let current: Glyph[] = [];
  const flush = () => {
    if (current.length > 0) words.push(finishWord(current, marksOf));
    current = [];
  };
  let space = 0;
  for (const letter of letters) {
    const before = current.at(-1);
    if (before !== undefined) {
      const gap = letter.left - before.right;
      const size = Math.max(before.size, letter.size);
      while (space < spaces.length && (spaces[space]?.x ?? 0) < before.x) space += 1;
      const next = spaces[space];
      const hasSpace = next !== undefined && next.x <= letter.x + 0.01 && gap >= 0.06 * size;
      // Where a letter comes from another font, drawn for itself, its space is often left out.
      const open = before.object === letter.object ? openGap : narrowGap;
      if (hasSpace || gap > open * size || isCut(before, letter, borders)) flush();
    }
    current.push(letter);
  }
  flush();
  return words;
}

/** Two texts of neighbouring cells that touch: cut at the border between them, never inside one drawn text. */
function isCut(before: Glyph, after: Glyph, borders: readonly Rectangle[]): boolean {
  if (before.object === after.object) return false;
  const tolerance = 0.15 * before.size;
  return borders.some(
    (border) =>
      border.top <= before.y &&
      border.bottom >= before.y - before.size / 2 &&
      border.left >= before.right - tolerance &&
      border.left <= after.left + tolerance,
  );
}

/** Drops glyphs printed twice for boldness (55 for 5) and marks different glyphs printed over each other. */
function withoutOverprint(sorted: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of sorted) {
    let isRepeat = false;
    for (let back = kept.length - 1; back >= 0 && back >= kept.length - 3; back--) {
      const other = kept[back];
      if (other === undefined || Math.abs(glyph.x - other.x) > 0.12 * glyph.size) continue;
      if (glyph.object === other.object && Math.abs(glyph.index - other.index) === 1) continue;
      if (Math.abs(glyph.y - other.y) > 0.12 * glyph.size) continue;
      if (glyph.text === other.text) isRepeat = true;
      else kept[back] = { ...other, doubtful: true };
    }
    if (!isRepeat) kept.push(glyph);
  }
  return kept;
}

/** Gives each combining mark to the letter it is drawn over. */
function assignMarks(letters: readonly Glyph[], marks: readonly Glyph[]): ReadonlyMap<Glyph, string> {
  const assigned = new Map<Glyph, string>();
  for (const mark of [...marks].sort((a, b) => markOrder(a.text) - markOrder(b.text) || a.index - b.index)) {
    // A mark without width stands at the end of its letter.
    const middle =
      mark.right - mark.left < 0.1 * mark.size ? mark.x - 0.1 * mark.size : (mark.left + mark.right) / 2;
    let best: Glyph | undefined;
    let distance = Infinity;
    for (const letter of letters) {
      const away = Math.max(letter.left - middle, middle - letter.right, 0);
      const fromMiddle = Math.abs(middle - (letter.left + letter.right) / 2) / 1000;
      if (away + fromMiddle < distance) {
        distance = away + fromMiddle;
        best = letter;
      }
    }
    if (best !== undefined) assigned.set(best, (assigned.get(best) ?? '') + mark.text);
  }
  return assigned;
}

/** Circumflex, breve and horn join the vowel before the tone does. */
function markOrder(mark: string): number {
  return mark === '\u0302' || mark === '\u0306' || mark === '\u031b' ? 0 : 1;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

function finishWord(glyphs: readonly Glyph[], marksOf: ReadonlyMap<Glyph, string>): Word {
  const text = glyphs.map((glyph) => scripted(glyph) + (marksOf.get(glyph) ?? '')).join('');
  const own = glyphs.filter((glyph) => glyph.script === undefined);
  return {
    ...boxAround(glyphs),
    text: text.normalize('NFC'),
    size: Math.max(...(own.length > 0 ? own : glyphs).map((glyph) => glyph.size)),
    indexes: glyphs.map((glyph) => glyph.index),
    doubtful: glyphs.some((glyph) => glyph.doubtful === true || glyph.text === '\ufffd'),
    ...leastConfidence(glyphs),
  };
}

/** How sure recognised words are: nothing for words that were not recognised in a picture. */
export interface Sureness {
  readonly confidence?: number;
  readonly unsure?: readonly string[];
}

/** From here on a recognised figure counts as read. */
const sureFigure = 0.9;

/** How sure the words of some lines are: the usual one for letters, and each unsure word with figures by itself. */
export function sureness(lines: readonly TextLine[]): Sureness {
  const words = lines.flatMap((line) => line.words).filter((word) => word.confidence !== undefined);
  const isFigure = (word: Word): boolean => /\d/u.test(word.text);
  const isUnsure = (word: Word): boolean => isFigure(word) && (word.confidence ?? 1) < sureFigure;
  const usual = words
    .filter((word) => !isFigure(word))
    .map((word) => word.confidence ?? 1)
    .sort((a, b) => a - b);
  const unsure = words.filter(isUnsure).map((word) => word.text);
  return {
    ...(usual.length > 0
      ? { confidence: usual[Math.floor((usual.length - 1) / 2)] ?? 1 }
      : leastConfidence(
          words.some((word) => !isUnsure(word)) ? words.filter((word) => !isUnsure(word)) : words,
        )),
    ...(unsure.length === 0 ? {} : { unsure }),
  };
}

/** The sureness of two texts that are joined. */
export function mergeSureness(a: Sureness, b: Sureness): Sureness {
  const unsure = [...(a.unsure ?? []), ...(b.unsure ?? [])];
  return { ...leastConfidence([a, b]), ...(unsure.length === 0 ? {} : { unsure }) };
}

/** The least confidence of parts that have one. */
function leastConfidence(parts: readonly { readonly confidence?: number }[]): {
  readonly confidence?: number;
} {
  const known = parts.map((part) => part.confidence).filter((value) => value !== undefined);
  return known.length === 0 ? {} : { confidence: Math.min(...known) };
}

function scripted(glyph: Glyph): string {
  if (glyph.script === undefined) return glyph.text;
  const digit = '0123456789'.indexOf(glyph.text);
  if (digit < 0 || glyph.text.length !== 1) return glyph.text;
  return (glyph.script === 'super' ? superscripts : subscripts).charAt(digit);
}
