import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { Figure } from './figures.ts';
import type { Place } from './found-reading.ts';
import { confidences, makeReading, readRate } from './found-reading.ts';
import type { IndicatorMatch, LabelMatcher } from './label-matcher.ts';
import { leastLikeness, stripNumbering, withoutWhole } from './label-matcher.ts';

const causes =
  '(?:đuối nước|giao thông|điện giật|ngã|bỏng|ngạt|ngộ độc|sét đánh|(?:súc vật|động vật|chó|rắn) cắn)';
/** Of those who died or were hurt by one cause there may be others beside. */
const byCause = new RegExp(String.raw`(?<!\p{L})${causes}(?!\p{L})`, 'iu');
/** What else could have killed a child is not said: "trong đó có 01 trẻ tử vong do đuối nước tại ao", and no further figure. */
const onlyDeath = new RegExp(
  String.raw`(trong\s+đó\s*:?\s*(?:có\s+)?\d+\s+(?:trẻ em|trẻ|em|cháu|trường hợp|ca)\s+(?:bị\s+)?(?:tử vong|chết))(\s+(?:do|vì)\s+(?:bị\s+)?(?:tai nạn\s+)?${causes})(?!\p{L})(?![^.]*\d)`,
  'iu',
);

/** A paragraph without the cause of the only death it tells of, since there it is the cause of all. */
export function withoutOnlyCause(text: string): string {
  const deaths = text.match(/tử vong|(?<!\p{L})chết(?!\p{L})/giu) ?? [];
  return deaths.length === 1
    ? text.replace(onlyDeath, (_, death: string, cause: string) => death + ' '.repeat(cause.length))
    : text;
}

const causeOfDeath = new RegExp(
  String.raw`(?<=tử vong\P{L}*)(?:do|vì)\s+(?:bị\s+)?(?:tai nạn\s+)?${causes}`,
  'giu',
);

/** Gives a figure to the indicator its label names; empty when the label names none that such a figure can measure. */
export function readLabelled(
  wording: string,
  figure: Figure,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
  sureness: number,
): readonly Reading[] {
  const label = nameOfGeneric(
    figure.kind === 'count' ? wording.replace(causeOfDeath, '') : wording,
    criterion,
    matcher,
  );
  // "Lấy ý kiến của 402 em trong tổng số 497 em": who is counted says what the words before do not.
  const isOfChildren =
    figure.kind === 'fraction' &&
    figure.counted === 'person' &&
    /(?<!\p{L})(?:em|học sinh)(?!\p{L})/iu.test(`${figure.raw} ${wording}`) &&
    !/người|nhân dân|phụ huynh/iu.test(`${figure.raw} ${wording}`);
  const match = (units: readonly IndicatorDefinition['unit'][], text = label): IndicatorMatch | undefined => {
    const found =
      matcher.indicator(text, criterion, units) ??
      (isOfChildren ? matchOfChildren(text, figure.raw, criterion, units, matcher) : undefined);
    return found !== undefined && criterion === undefined && found.likeness < leastLikeness
      ? undefined
      : found;
  };
  // A group among the children is not all of them, and a case may have several victims.
  const isLess =
    /(?<!\p{L})(?:hộ nghèo|cận nghèo|dân tộc|trẻ gái|bé gái)(?!\p{L})/iu.test(wording) ||
    byCause.test(wording.replace(/\([^()]*\)/gu, '')) ||
    (figure.kind === 'count' && figure.counted === 'case');
  const confidenceOf = (found: IndicatorMatch): number =>
    isLess || (found.likeness < 0.3 && criterion === undefined) ? confidences.inferred : sureness;
  const rate = match(['rate']) ?? match(['rate'], `tỷ lệ ${label}`);
  // "2/812" beside "Trẻ em bị xâm hại/tổng số trẻ em" and "02 em" count, a bare number may be the rate.
  const counted = figure.kind === 'count' && figure.counted === undefined ? label : withoutWhole(label);
  const count =
    match(['count'], counted) ??
    (figure.kind === 'count' && figure.counted !== undefined ? match(['count'], `số ${counted}`) : undefined);
  switch (figure.kind) {
    case 'none': {
      const absent = (found: IndicatorMatch | IndicatorDefinition, confidence: number): Reading =>
        makeReading({
          indicator: 'indicator' in found ? found.indicator : found,
          value: 0,
          raw: figure.raw,
          confidence,
          place,
        });
      if (count !== undefined) return [absent(count, confidenceOf(count))];
      const all = countsNamedTogether(label, criterion, matcher);
      if (all.length > 1) return all.map((indicator) => absent(indicator, sureness));
      return rate !== undefined && isAboutCases(rate.indicator)
        ? [
            makeReading({
              indicator: rate.indicator,
              value: 'no-case',
              raw: figure.raw,
              confidence: sureness,
              place,
            }),
          ]
        : [];
    }
    case 'count': {
      if (count === undefined && figure.value === 0)
        return countsNamedTogether(label, criterion, matcher).map((indicator) =>
          makeReading({ indicator, value: 0, raw: figure.raw, confidence: sureness, place }),
        );
      if (count === undefined) return [];
      if (!suits(figure.counted, count.indicator) && !isInUnitOf(figure, count.indicator)) return [];
      return [
        makeReading({
          indicator: count.indicator,
          value: figure.value,
          raw: figure.raw,
          confidence: confidenceOf(count),
          place,
        }),
      ];
    }
    case 'rate':
      return rate === undefined ? [] : [readRate(rate.indicator, figure, confidenceOf(rate), place)];
    case 'fraction': {
      const readings: Reading[] = [];
      if (rate !== undefined && suits(figure.counted, rate.indicator))
        readings.push(readRate(rate.indicator, figure, confidenceOf(rate), place));
      if (count !== undefined && suits(figure.counted, count.indicator))
        readings.push(
          makeReading({
            indicator: count.indicator,
            value: figure.numerator,
            raw: figure.raw,
            confidence: confidenceOf(count),
            place,
          }),
        );
      return readings;
    }
  }
}

/** The indicator of words that leave out the children their figure counts; what the figure says besides may rule it out. */
function matchOfChildren(
  text: string,
  raw: string,
  criterion: number | undefined,
  units: readonly IndicatorDefinition['unit'][],
  matcher: LabelMatcher,
): IndicatorMatch | undefined {
  const whole = matcher.indicator(`${text} trẻ em ${raw}`, criterion, units);
  const short = matcher.indicator(`${text} trẻ em`, criterion, units);
  return whole !== undefined && short?.indicator.id === whole.indicator.id && short.likeness > whole.likeness
    ? short
    : whole;
}

/** "Tỷ lệ" alone inside a criterion with one rate means that rate. */
function nameOfGeneric(label: string, criterion: number | undefined, matcher: LabelMatcher): string {
  const isGeneric =
    /^(?:dat )?(?:ty|ti) (?:le|suat)(?: nay)?(?: (?:dat|la|chiem|(?:tren|so voi|trong|chia cho) (?:tong )?so (?:tre em|tre|te|em)(?: (?:toan|cua|trong|tren dia ban|xa|thi tran|ca))*))?$/u.test(
      foldWords(stripNumbering(label)),
    );
  if (criterion === undefined || !isGeneric) return label;
  const [only, ...others] = matcher.ofCriterion(criterion).filter((one) => one.unit === 'rate');
  return only !== undefined && others.length === 0 ? only.name : label;
}

/** "Không có trẻ em vi phạm pháp luật, nghiện ma túy": the criterion's own wording denies all its counts at once. */
function countsNamedTogether(
  label: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
): readonly IndicatorDefinition[] {
  const named = byCause.test(label) ? undefined : matcher.criterionByWording(label);
  if (named === undefined || named.likeness < 0.75) return [];
  if (criterion !== undefined && named.number !== criterion) return [];
  const counts = matcher.ofCriterion(named.number).filter((indicator) => indicator.unit === 'count');
  const folded = ` ${foldWords(label)} `;
  return counts.every((indicator) =>
    indicator.required.some((group) => group.every((word) => folded.includes(` ${word} `))),
  )
    ? counts
    : [];
}

/** A rate over cases can have none to count (0/0). */
function isAboutCases(indicator: IndicatorDefinition): boolean {
  return /\bvu viec\b/u.test(foldWords(indicator.name));
}

/** "05 câu lạc bộ" of an indicator that an entered scale counts in "câu lạc bộ". */
function isInUnitOf(
  { unit }: Extract<Figure, { kind: 'count' }>,
  { unitWord }: IndicatorDefinition,
): boolean {
  const own = foldWords(unitWord);
  return own !== '' && unit !== undefined && `${unit} `.startsWith(`${own} `);
}

/** A share of villages is no share of children: what was counted has to be what the indicator is about. */
export function suits(
  counted: Extract<Figure, { kind: 'fraction' }>['counted'],
  indicator: IndicatorDefinition,
): boolean {
  const name = foldWords(indicator.name);
  const isAboutPlaces = /\bthon\b/u.test(name);
  switch (counted) {
    case undefined:
      return true;
    case 'place':
      return isAboutPlaces;
    case 'case':
      return isAboutCases(indicator) || indicator.unit === 'count';
    case 'ballot':
      return /\bhai long\b/u.test(name);
    case 'activity':
      return /\bhoat dong\b/u.test(name);
    case 'person':
      return (
        !isAboutPlaces &&
        !/\bhoat dong\b/u.test(name) &&
        (!isAboutCases(indicator) || indicator.unit === 'count')
      );
    case 'points':
    case 'other':
      return false;
  }
}
