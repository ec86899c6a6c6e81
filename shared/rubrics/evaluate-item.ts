import type { ItemResult, PointsRange, UnverifiedRule } from '../domain/assessment.ts';
import type { DossierDocument } from '../domain/document.ts';
import { documentKindNames, documentOfSource } from '../domain/document.ts';
import type { IndicatorId } from '../domain/indicator.ts';
import type { Source } from '../domain/locator.ts';
import { describeLocator } from '../domain/locator.ts';
import type { Reading, ReadingValue, ReconciledReading } from '../domain/reading.ts';
import { rowsOfItem } from './list-rows.ts';
import type { Citation, ItemRule, Rubric, RubricRow, Rule } from './rubric.ts';
import { isUsable } from './rubric.ts';
import type { ScaleRule } from './say-band.ts';
import { bandOf, sayBand } from './say-band.ts';
import { sayNumber, sayPoints, sayRate } from './say-figure.ts';

/** More decimals of a per cent than any count of children can need to be told from a threshold. */
const mostDecimals = 10;

/** What is known when an item is evaluated. */
export interface ItemContext {
  readonly rubric: Rubric;
  readonly criterion: number;
  readonly readings: readonly ReconciledReading[];
  readonly documents: readonly DossierDocument[];
}

/** What the dossier says of an item's indicator: the values it can have, and the words for it. */
interface Evidence {
  readonly state: 'settled' | 'missing' | 'unconfirmed' | 'conflicting';
  /** Empty when nothing certain is known. */
  readonly values: readonly ReadingValue[];
  readonly words: string;
}

interface Score {
  readonly points: PointsRange;
  readonly missing: readonly UnverifiedRule[];
  /** The level of the scale a figure falls in; empty for yes-no. */
  readonly words: string;
}

/** Scores one item; `sentence` is its explanation without the legal reference, for use beside others. */
export function evaluateItem(
  item: ItemRule,
  context: ItemContext,
): { readonly result: ItemResult; readonly sentence: string } {
  const { rubric, criterion } = context;
  const { rule } = item;
  const evidence = findEvidence(rule, context);
  const rows = rowsOfItem(criterion, item, rubric.vocabulary);
  const unusable = rows.filter(({ citation }) => !isUsable(rubric, citation));
  const scale: readonly Citation[] =
    rule.kind === 'yes-no' ? [rule] : rule.bands.length === 0 ? [rule.otherwise] : rule.bands;
  const computable = scale.every((citation) => isUsable(rubric, citation));
  const scores = computable ? evidence.values.map((value) => scoreValue(item, value, unusable, rubric)) : [];
  const open = evidence.values.length === 0 ? { low: 0, high: item.max } : spanOf(scores);
  const points = computable ? open : null;
  const isSplit =
    evidence.state === 'settled' && new Set(scores.map((one) => sayPoints(one.points))).size > 1;
  const sentence = `${item.name}: ${sayReasons(evidence, scores, isSplit)}; ${sayAward(points, item.max, evidence)}`;
  const reference = scale[0]?.reference ?? '';
  return {
    sentence,
    result: {
      item: item.id,
      name: item.name,
      indicators: [rule.indicator],
      points,
      max: item.max,
      because: `${sentence} (${reference}).`,
      missing: [
        ...(evidence.state === 'missing' || evidence.state === 'unconfirmed' || isSplit
          ? [rule.indicator]
          : []),
        ...(computable ? scores.flatMap((score) => score.missing) : unusable.map(toUnverifiedRule)),
      ].filter(isFirst),
      conflicting: evidence.state === 'conflicting' ? [rule.indicator] : [],
      reference,
    },
  };
}

/** Names a row that could not be used, and why. */
export function toUnverifiedRule({ rule, citation }: RubricRow): UnverifiedRule {
  return { rule, reason: citation.status === 'unknown' ? 'not-known' : 'not-verified' };
}

/** For filter: keeps the first of things named equally. */
export function isFirst(
  one: IndicatorId | UnverifiedRule,
  position: number,
  all: readonly (IndicatorId | UnverifiedRule)[],
): boolean {
  const nameOf = (other: IndicatorId | UnverifiedRule): string =>
    typeof other === 'string' ? other : `${other.rule} ${other.reason}`;
  return all.findIndex((other) => nameOf(other) === nameOf(one)) === position;
}

function findEvidence(rule: Rule, { rubric, readings, documents }: ItemContext): Evidence {
  // One entry an indicator is the rule; were there two, they would be a conflict, in an order that is not the caller's.
  const own = readings
    .filter(({ indicator }) => indicator === rule.indicator)
    .map((reading) => ({ reading, key: JSON.stringify(reading) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ reading }) => reading);
  const [first] = own;
  if (first === undefined)
    return {
      state: 'missing',
      values: [],
      words: 'chưa tìm thấy số liệu trong các tài liệu đã nhận, chưa đủ căn cứ chấm điểm nội dung này',
    };
  const unitWord = rubric.vocabulary.indicators.find(({ id }) => id === rule.indicator)?.unitWord ?? '';
  const say = (value: ReadingValue): string => sayValue(rule, value, unitWord);
  if (own.length > 1 || first.conflicting) {
    const all = own.flatMap((one) => [one, ...one.readings]);
    const places = own
      .flatMap((one): readonly Reading[] => one.readings)
      .map((one) => `${saySource(one.source, documents)} ghi ${say(one.value)}`);
    return {
      state: 'conflicting',
      values: all.flatMap((one) => valuesOf(rule, one)),
      words: `số liệu chưa thống nhất (${[...new Set(places)].join('; ')}), đề nghị đối chiếu, xác nhận`,
    };
  }
  const values = valuesOf(rule, first);
  const [source] = first.sources;
  const place =
    first.decided?.what === 'correct'
      ? 'cán bộ xác định'
      : source === undefined
        ? 'hồ sơ'
        : saySource(source, documents);
  const fraction = rule.kind === 'rate' ? sayFraction(first) : '';
  if (!first.accepted || !values.every((value) => isPossible(rule, value)))
    return {
      state: 'unconfirmed',
      values: [],
      words: `số liệu đọc được là ${say(first.value)} (${place}), chưa được xác nhận`,
    };
  const [, computed] = values;
  return {
    state: 'settled',
    values,
    words:
      computed === undefined
        ? `${say(first.value)} (${fraction === '' ? '' : `${fraction}; `}${place})`
        : `tài liệu ghi ${say(first.value)}, tính từ ${fraction} được ${say(computed)} (${place})`,
  };
}

/** The values one reading can stand for: its own, and that of its fraction where the two score differently. */
function valuesOf(rule: Rule, reading: Reading | ReconciledReading): readonly ReadingValue[] {
  const { value, numerator, denominator } = reading;
  const printed = 'printedRate' in reading ? [reading.printedRate] : [];
  if (rule.kind !== 'rate' || numerator === undefined || denominator === undefined)
    return [value, ...printed];
  const computed = numerator === 0 && denominator === 0 ? 'no-case' : numerator / denominator;
  // Printed rates are rounded: 48/49 is printed "98%" and is not 98%. Which of the two counts is for people to say.
  return isSameLevel(rule, value, computed) ? [value, ...printed] : [value, computed, ...printed];
}

function isSameLevel(rule: ScaleRule, a: ReadingValue, b: ReadingValue): boolean {
  return typeof a === 'number' && typeof b === 'number'
    ? isPossible(rule, b) && bandOf(rule, a) === bandOf(rule, b)
    : a === b;
}

/** A value of the indicator's kind: a rate of 0 to 1 or no case, a whole count, yes or no. */
function isPossible(rule: Rule, value: ReadingValue): boolean {
  switch (rule.kind) {
    case 'yes-no':
      return typeof value === 'boolean';
    case 'rate':
      return value === 'no-case' || (typeof value === 'number' && value >= 0 && value <= 1);
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  }
}

/** Points of one value by rows that may be computed with; 0 to the maximum where the scale does not say. */
function scoreValue(
  item: ItemRule,
  value: ReadingValue,
  unusable: readonly RubricRow[],
  rubric: Rubric,
): Score {
  const { rule } = item;
  const open = { low: 0, high: item.max };
  const exactly = (points: number): PointsRange => ({ low: points, high: points });
  const missingRow = (citation: Citation): readonly UnverifiedRule[] =>
    unusable.filter((row) => row.citation === citation).map(toUnverifiedRule);
  if (!isPossible(rule, value)) return { points: open, missing: [], words: '' };
  if (rule.kind === 'yes-no')
    return { points: exactly(value === true ? rule.points : 0), missing: [], words: '' };
  if (typeof value !== 'number') {
    const noCase = rule.kind === 'rate' ? rule.noCase : 'person';
    if (noCase === 'person')
      return {
        points: open,
        missing: [{ rule: `Nội dung ${item.id}: không phát sinh`, reason: 'not-known' }],
        words: '; thang điểm chưa có quy tắc cho trường hợp không phát sinh, chờ Hội đồng xem xét',
      };
    return isUsable(rubric, noCase)
      ? { points: exactly(noCase.points), missing: [], words: `; ${noCase.name}` }
      : { points: open, missing: missingRow(noCase), words: `; ${sayUnusable(noCase)}` };
  }
  const unitWord = rubric.vocabulary.indicators.find(({ id }) => id === rule.indicator)?.unitWord ?? '';
  const position = bandOf(rule, value);
  const band = rule.bands[position] ?? rule.otherwise;
  if (band.points !== null && isUsable(rubric, band))
    return {
      points: exactly(band.points),
      missing: [],
      words: `, thuộc mức ${sayBand(rule, position, unitWord)}`,
    };
  return {
    points: open,
    missing: missingRow(band),
    words: `, chưa đạt mức ${sayBand(rule, rule.bands.length - 1, unitWord)}; ${sayUnusable(band)}`,
  };
}

function sayUnusable(citation: Citation): string {
  return citation.status === 'unknown'
    ? 'thang điểm chưa có mức điểm cho trường hợp này'
    : 'mức điểm cho trường hợp này chưa được đối chiếu với bản gốc';
}

function spanOf(scores: readonly Score[]): PointsRange {
  return {
    low: Math.min(...scores.map(({ points }) => points.low)),
    high: Math.max(...scores.map(({ points }) => points.high)),
  };
}

function sayReasons(evidence: Evidence, scores: readonly Score[], isSplit: boolean): string {
  if (isSplit)
    return `${evidence.words}; hai cách tính rơi vào hai mức điểm khác nhau, đề nghị người có thẩm quyền quyết định cách làm tròn`;
  return evidence.words + (evidence.state === 'settled' ? (scores[0]?.words ?? '') : '');
}

function sayAward(points: PointsRange | null, max: number, { state }: Evidence): string {
  if (points === null) return 'mức điểm chưa được đối chiếu với bản gốc nên chưa tính điểm';
  return points.low === points.high
    ? `${state === 'conflicting' ? 'số liệu nào cũng ' : ''}được ${sayNumber(points.low)}/${sayNumber(max)} điểm`
    : `có thể được ${sayPoints(points)}`;
}

function sayFraction({ numerator, denominator }: ReconciledReading): string {
  return numerator === undefined || denominator === undefined
    ? ''
    : `${sayNumber(numerator)}/${sayNumber(denominator)}`;
}

/** Says a value as an officer writes it, a rate with the decimals that tell it from a threshold. */
function sayValue(rule: Rule, value: ReadingValue, unitWord: string): string {
  if (value === 'no-case') return 'không phát sinh';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (rule.kind !== 'rate') return `${sayNumber(value)} ${unitWord}`.trim();
  let decimals = 2;
  const isBlurred = (): boolean =>
    bandOf(rule, Number((value * 100).toFixed(decimals)) / 100) !== bandOf(rule, value);
  while (decimals < mostDecimals && isBlurred()) decimals += 1;
  return sayRate(value, decimals);
}

/**
 * Names the paper by its kind and the spot in it. Never by the file's or the sheet's name, never by its text:
 * these can hold a child's name, and this sentence goes into drafts (Luật Trẻ em, khoản 11 Điều 6).
 */
function saySource(source: Source, documents: readonly DossierDocument[]): string {
  const { locator } = source;
  const kind = documentOfSource(documents, source)?.extraction?.kind;
  const spot =
    locator === undefined ? '' : locator.kind === 'cell' ? `ô ${locator.address}` : describeLocator(locator);
  if (locator?.kind === 'mail-body') return spot;
  const paper = kind === undefined ? 'tài liệu trong hồ sơ' : documentKindNames[kind].name;
  return spot === '' ? paper : `${paper}, ${spot}`;
}
