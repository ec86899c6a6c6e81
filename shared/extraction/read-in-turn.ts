import type { Reading } from '../domain/reading.ts';
import type { Figure } from './figures.ts';
import { findFigures } from './figures.ts';
import type { Place } from './found-reading.ts';
import { confidences } from './found-reading.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { readLabelled } from './labelled-figures.ts';

/** Tells whether nothing but a sign or "và" stands between figures, as where they answer several names. */
export function nextToEachOther(figures: readonly Figure[], text: string): boolean {
  return figures.slice(1).every((figure, at) => joints.test(text.slice(figures[at]?.end, figure.start)));
}

const joints = /^\s*(?:[/;,–-]|,?\s*và)?\s*(?:đạt|là)?\s*$/iu;

/**
 * Reads as many rates as names, in their order: "nhẹ cân và thấp còi lần lượt là 10,3% và 15,1%", "NT/MG đến trường: 41%/98%".
 * @returns nothing unless every name is an indicator's and no two are the same.
 */
export function readInTurn(
  text: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Reading[] {
  const figures = findFigures(text).filter(({ kind }) => kind === 'fraction' || kind === 'rate');
  const [first] = figures;
  if (first === undefined || figures.length < 2) return [];
  if (!nextToEachOther(figures, text)) return [];
  const [names = '', ...behind] = text.slice(0, first.start).split(/lần\s+lượt/iu);
  const separator =
    behind.length > 0
      ? /,|\/|(?<!\p{L})và(?!\p{L})/iu
      : /(?<=\p{L})\s*\/\s*(?=\p{L})|(?<!\p{L})và(?!\p{L})/iu;
  const labels = names
    .replace(/[\s:]+$/u, '')
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (labels.length !== figures.length) return [];
  return readNamed(figures, labels, criterion, matcher, place);
}

/**
 * Reads rates with their names behind them, the last of which ends with what holds for all: "94,9% trẻ em và 93,1% người dân được
 * hỏi trả lời hài lòng".
 * @returns nothing unless every name is an indicator's and no two are the same.
 */
export function readInTurnBehind(
  text: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Reading[] {
  const figures = findFigures(text).filter(({ kind }) => kind === 'fraction' || kind === 'rate');
  if (figures.length < 2) return [];
  const labels = figures.map((figure, at) => {
    const next = figures[at + 1];
    const behind = text.slice(figure.end, next?.start ?? text.length);
    // "95,97% trẻ em (119/124 phiếu)": the name stands within the figure.
    const inside = figure.kind === 'fraction' ? (figure.inside ?? '').replace(/[()]/gu, '').trim() : '';
    // Only what joins two of a kind stands between a name and the next figure.
    const least = inside === '' ? 2 : 0;
    const joined =
      next === undefined
        ? /^([^,.;:()]*)/u
        : new RegExp(String.raw`^([^,.;:()]{${least},60}?)\s*(?:,|,?\s+và)\s*$`, 'iu');
    const match = joined.exec(behind);
    return match === null ? '' : `${inside} ${match[1] ?? ''}`.trim();
  });
  return labels.includes('') ? [] : readNamed(figures, labels, criterion, matcher, place);
}

function readNamed(
  figures: readonly Figure[],
  labels: readonly string[],
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Reading[] {
  const readings = figures.flatMap((figure, position) => {
    for (const label of wholeNames(labels, position)) {
      const [reading] = readLabelled(label, figure, criterion, matcher, place, confidences.sentence);
      if (reading !== undefined) return [reading];
    }
    return [];
  });
  return new Set(readings.map(({ indicator }) => indicator)).size === figures.length ? readings : [];
}

/** A name by itself, with the words the first begins with, and with those the last ends with: "Tỷ lệ trẻ NT | MG đến trường". */
function wholeNames(labels: readonly string[], position: number): readonly string[] {
  const own = labels[position] ?? '';
  const head = (labels[0] ?? '').split(/\s+/u);
  const tail = (labels.at(-1) ?? '').split(/\s+/u);
  const heads =
    position === 0 ? [] : head.slice(1).map((_, cut) => head.slice(0, head.length - 1 - cut).join(' '));
  const tails =
    position === labels.length - 1 ? [] : tail.slice(1).map((_, cut) => tail.slice(cut + 1).join(' '));
  return [
    own,
    ...heads.map((words) => `${words} ${own}`),
    ...tails.map((words) => `${own} ${words}`),
    ...heads.flatMap((before) => tails.map((words) => `${before} ${own} ${words}`)),
  ];
}
