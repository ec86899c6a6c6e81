import type { DocumentExtraction, DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Locator } from '../domain/locator.ts';
import { numberPattern, parseNumber } from '../vietnamese/numbers.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import type { DocumentLine } from './document-lines.ts';
import { splitSentences, withoutOtherYears } from './read-sentences.ts';

/** Children are all of a commune's only where the words say so: under 16, or of the commune's whole ground. */
const scope = String.raw`(?:dưới\s+16\s+tuổi|trên\s+địa\s+bàn(?:\s+(?:toàn\s+)?(?:xã|thị trấn|phường))?|(?:của|trong)?\s*toàn\s+(?:xã|thị trấn|phường))`;
const labelled = String.raw`tổng\s+số\s+trẻ\s+em[\s(,]*${scope}(?:[\s(),]*${scope})?\)?`;
const inSentence = new RegExp(
  String.raw`(?<!trên\s+)(?<!\p{L})${labelled}\s*(?:năm\s+20\d\d\s*)?(?:là|có|hiện có|:|=)*\s*(${numberPattern})(?!\s*[%‰/]|\s*(?:trẻ|em|cháu)?\s*(?:em\s*)?(?:/|được|có|bị|dưới|từ|trong độ))`,
  'giu',
);
const counted = new RegExp(
  String.raw`(?:toàn\s+(?:xã|thị trấn|phường)|trên\s+địa\s+bàn)\s+(?:hiện\s+)?có\s+(?:tổng\s+số\s+)?(${numberPattern})\s+trẻ\s+em\s+dưới\s+16\s+tuổi`,
  'giu',
);
const ofCell = new RegExp(String.raw`^\W*(?:[\d.]+\W+)?${labelled}\s*:?$`, 'iu');
const number = new RegExp(String.raw`^${numberPattern}(?:\s*(?:trẻ em|trẻ|em|cháu))?$`, 'iu');

/** The unit may stand between a label and its number. */
const cellsBehindLabel = 2;

/**
 * Finds the number of all children of the commune that a paper prints.
 * @param year the year of the round; what is said of other years is left out.
 * @returns undefined where it prints none, or several.
 */
export function findChildTotal(lines: readonly DocumentLine[], year: number): number | undefined {
  const found = new Set<number>();
  const add = (text: string | undefined): void => {
    const parsed = parseNumber((text ?? '').replace(/[\p{L}\s]+$/u, ''), 'count');
    if (parsed !== undefined && !parsed.ambiguous && Number.isInteger(parsed.value)) found.add(parsed.value);
  };
  for (const [index, { text, locator }] of lines.entries()) {
    for (const sentence of splitSentences(text)) {
      const own = withoutOtherYears(sentence, year);
      for (const pattern of [inSentence, counted]) for (const match of own.matchAll(pattern)) add(match[1]);
    }
    const row = rowOf(locator);
    if (row === undefined || !ofCell.test(text)) continue;
    const behind = lines.slice(index + 1, index + 1 + cellsBehindLabel);
    add(behind.find((line) => rowOf(line.locator) === row && number.test(line.text))?.text);
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

function rowOf(locator: Locator): string | undefined {
  if (locator.kind === 'table') return `${locator.table}:${locator.row}`;
  return locator.kind === 'cell' ? `${locator.sheet}:${locator.address.replace(/\D/gu, '')}` : undefined;
}

/** Finds papers of the round's year that print different numbers of all children: the rates of one are not those of the other. */
export function checkChildTotals(documents: readonly DossierDocument[], year: number): readonly Finding[] {
  const told = documents.flatMap(({ extraction }) =>
    extraction?.childTotal !== undefined && (extraction.year ?? year) === year
      ? [{ extraction, total: extraction.childTotal }]
      : [],
  );
  const [first] = told;
  const other = told.find(({ total }) => total !== first?.total);
  if (first === undefined || other === undefined) return [];
  const nameOf = ({ kind }: DocumentExtraction): string => documentKindNames[kind].name;
  return [
    makeFinding(
      'base-differs',
      {
        source1: nameOf(first.extraction),
        value1: sayNumber(first.total),
        source2: nameOf(other.extraction),
        value2: sayNumber(other.total),
      },
      { about: other.extraction.file, source: { file: other.extraction.file } },
    ),
  ];
}
