import { isGarbled } from './measure-letters.ts';
import { cropGrey, type Grey } from './raster.ts';
import {
  asLetters,
  asUnsure,
  digitsOf,
  findInk,
  leastOwnConfidence,
  readAgain,
  stretched,
  toPage,
  wordConfidence,
  type ReadWord,
  type Rereading,
} from './read-cells.ts';

/**
 * Reads again the lines of a page that hold figures or letters Tesseract is not sure of, each by itself and enlarged:
 * a figure is sure when both readings agree on it. Of other words the reading it is surer of stands.
 */
export async function readLinesAgain(
  page: Grey,
  words: readonly ReadWord[],
  rereading: Rereading,
): Promise<readonly ReadWord[]> {
  const lines = new Map<number, ReadWord[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  const result: ReadWord[] = [];
  for (const line of lines.values()) {
    if (line.every((word) => !/[\d/]/u.test(word.text) && word.confidence >= 0.6)) {
      result.push(...line.map(asLetters));
      continue;
    }
    const box = {
      left: Math.min(...line.map((word) => word.left)) - 3,
      right: Math.max(...line.map((word) => word.right)) + 3,
      top: Math.min(...line.map((word) => word.top)) - 2,
      bottom: Math.max(...line.map((word) => word.bottom)) + 2,
    };
    const piece = cropGrey(page, box, 0);
    const again = await readAgain(piece, 1.4, 'line', rereading);
    if (again === null) {
      result.push(...line.map((word) => (/\d/u.test(word.text) ? asUnsure(word) : asLetters(word))));
      continue;
    }
    const second = toPage(again, box);
    let judged = joinSplitFigures(line, second).map((word) => compareWord(word, second));
    if (judged.some((word) => /\d/u.test(word.text) && word.confidence < wordConfidence.sure)) {
      const third = toPage((await readAgain(piece, 2, 'block', rereading)) ?? [], box);
      judged = judged.map((word) =>
        word.confidence < wordConfidence.sure ? outvote(word, second, third) : word,
      );
    }
    for (const word of judged)
      result.push(isGarbled(word.text) ? await mendGarbled(page, word, rereading) : word);
  }
  return result;
}

/** The words of another reading at the place of a word. */
function atPlace(word: ReadWord, words: readonly ReadWord[]): readonly ReadWord[] {
  return words.filter((other) => {
    const shared = Math.min(word.right, other.right) - Math.max(word.left, other.left);
    return shared > 0.5 * Math.min(word.right - word.left, other.right - other.left);
  });
}

/** Digits read as words of their own where the other reading has one figure: each of them would be taken for all of it. */
export function joinSplitFigures(
  line: readonly ReadWord[],
  second: readonly ReadWord[],
): readonly ReadWord[] {
  const joined: ReadWord[] = [];
  let before: ReadWord | undefined;
  for (const word of line) {
    const [twin, ...more] = atPlace(word, second);
    const figure = more.length === 0 && /^\d[\d.,/%]*$/u.test(twin?.text ?? '') ? twin : undefined;
    const last = joined.at(-1);
    const isPart = (one: ReadWord): boolean =>
      /^[\d.,/%]+$/u.test(one.text) || (one.text.length <= 2 && one.confidence < 0.5);
    if (last !== undefined && figure !== undefined && figure === before && isPart(last) && isPart(word))
      joined[joined.length - 1] = {
        ...last,
        text: last.text + word.text,
        confidence: Math.min(last.confidence, word.confidence),
        left: Math.min(last.left, word.left),
        right: Math.max(last.right, word.right),
        top: Math.min(last.top, word.top),
        bottom: Math.max(last.bottom, word.bottom),
      };
    else joined.push(word);
    before = figure;
  }
  return joined;
}

function compareWord(word: ReadWord, second: readonly ReadWord[]): ReadWord {
  const twins = atPlace(word, second);
  const [twin] = twins;
  if (/\d/u.test(word.text) || twins.some((other) => /\d/u.test(other.text))) {
    const own = Math.min(word.confidence, ...twins.map((other) => other.confidence));
    const isSame = twins.length > 0 && digitsOf([word]) === digitsOf(twins);
    const text =
      twins.length === 1 && twin !== undefined && twin.confidence > word.confidence ? twin.text : word.text;
    return {
      ...word,
      text: isSame ? word.text : text,
      confidence: isSame && own >= leastOwnConfidence ? wordConfidence.sure : wordConfidence.unsure,
    };
  }
  const isBetter = twins.length === 1 && twin !== undefined && twin.confidence > word.confidence;
  return asLetters(isBetter ? { ...word, text: twin.text, confidence: twin.confidence } : word);
}

/** A figure with letters in it, read once more by itself and drawn wider; unsure it stays. */
async function mendGarbled(page: Grey, word: ReadWord, rereading: Rereading): Promise<ReadWord> {
  const ink = findInk(page, word);
  const piece = ink === null ? null : cropGrey(page, ink, 0);
  const again = piece === null ? null : await readAgain(piece, 1, 'line', rereading, stretched);
  const [only, ...more] = again ?? [];
  const isNumber = only !== undefined && more.length === 0 && /^\d[\d.,]*%?$/u.test(only.text);
  return asUnsure(isNumber ? { ...word, text: only.text } : word);
}

/** Where the third reading has the second's figure, that one stands; unsure it stays. */
function outvote(word: ReadWord, second: readonly ReadWord[], third: readonly ReadWord[]): ReadWord {
  const [one, two] = [atPlace(word, second), atPlace(word, third)];
  return one.length === 1 && two.length > 0 && digitsOf(one) === digitsOf(two)
    ? { ...word, text: one[0]?.text ?? word.text }
    : word;
}
