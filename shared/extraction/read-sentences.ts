import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { doubtBySentence } from './doubt-sentence.ts';
import type { CountedThing, Figure } from './figures.ts';
import { agreesWithPrinted, findFigures } from './figures.ts';
import type { Place } from './found-reading.ts';
import { confidences, makeReading, readRate } from './found-reading.ts';
import type { IndicatorMatch, LabelMatcher } from './label-matcher.ts';
import { isPartial, readYesNoCell, readYesNoClause } from './yes-no.ts';

/** Outside a section of its criterion a wording must be this near (0..1) to one of the known ones. */
export const leastLikeness = 0.6;

/** A sentence of plans, targets, minima or another year says nothing of this year's results. */
const notThisYear =
  /(?<!\p{L})(?:phấn đấu|mục tiêu|chỉ tiêu (?:giao|kế hoạch)|dự kiến|kế hoạch đề ra|trong thời gian tới|giai đoạn tới)(?!\p{L})/iu;

/**
 * Reads the figures of running text: each figure goes to the indicator named before it in its clause, else to the one behind it.
 * @param criterion the criterion whose section the text stands in; undefined when it stands in none, and then only plain wordings count.
 * @param year the year of the round; clauses about other years are left alone.
 */
export function readSentences(
  text: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  year: number,
  place: Place,
  isUnderHeading = false,
): readonly Reading[] {
  let lead = '';
  let near: number | undefined;
  return splitSentences(text).flatMap((sentence) => {
    const own = withoutOtherYears(sentence, year);
    if (notThisYear.test(own)) return [];
    const opening = /^([^:;]{3,60}):/u.exec(own)?.[1];
    if (opening !== undefined && !/\d/u.test(opening)) lead = opening;
    // "Xã có 01 công chức …; kinh phí hoạt động 28 triệu đồng": what follows in a paragraph is of the same criterion.
    const answer = readYesNo(own, criterion ?? near, matcher, place);
    near = answer?.criterion ?? near;
    const inTurn = readInTurn(own, criterion, matcher, place);
    const named = inTurn.length > 0 ? inTurn : readSentence(own, lead, criterion, matcher, place);
    const main = named.length > 0 || !isUnderHeading ? named : readAlone(own, criterion, matcher, place);
    const parts = readParts(sentence, { criterion, matcher, year, place, beside: main });
    return doubtBySentence(own, [...main, ...parts, ...(answer === undefined ? [] : [answer.reading])]);
  });
}

/**
 * Reads the counts of what is listed as a part: "12 em (trong đó 2 em tử vong)".
 * @param given `beside` are the readings of the whole; what they read already is no part.
 */
export function readParts(
  text: string,
  given: {
    readonly criterion: number | undefined;
    readonly matcher: LabelMatcher;
    readonly year: number;
    readonly place: Place;
    readonly beside: readonly Reading[];
  },
): readonly Reading[] {
  const { criterion, matcher, year, place, beside } = given;
  if (beside.length === 0) return [];
  return [...text.matchAll(/\(\s*(trong đó[^()]*)\)/giu)]
    .flatMap(([, part = '']) =>
      readSentence(withoutOtherYears(part, year), '', criterion, matcher, place, isPlainCount),
    )
    .filter(({ indicator }) => !beside.some((whole) => whole.indicator === indicator));
}

/** "Nhẹ cân và thấp còi lần lượt là 10,3% và 15,1%": as many rates as names, in their order. */
function readInTurn(
  sentence: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Reading[] {
  const [names, rest, ...more] = sentence.split(/lần\s+lượt/iu);
  if (names === undefined || rest === undefined || more.length > 0) return [];
  const figures = findFigures(rest).filter(({ kind }) => kind === 'fraction' || kind === 'rate');
  const labels = names.split(/,|(?<!\p{L})và(?!\p{L})/iu).filter((name) => name.trim() !== '');
  if (figures.length < 2 || labels.length !== figures.length) return [];
  const readings = figures.flatMap((figure, position) =>
    readLabelled(labels[position] ?? '', figure, criterion, matcher, place, confidences.sentence).slice(0, 1),
  );
  return new Set(readings.map(({ indicator }) => indicator)).size === figures.length ? readings : [];
}

/** Sentences and clauses: split at full stops before a capital, at semicolons and line breaks. */
export function splitSentences(text: string): readonly string[] {
  return text
    .split(/\n|;|(?<=[\p{L}\d)%‰"”][.!?])\s+(?=[\p{Lu}\d\-+"“(])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** What was to be reached, or is the least that counts: "kế hoạch giao 95%", "từ 98% trở lên". */
const targets =
  /(?<!\p{L})(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|kh)(?:\s+(?:giao|đề ra|đặt ra|được giao|huyện giao|tỉnh giao|xã giao|là|đạt|tối thiểu|năm(?:\s+20\d\d)?))*\s*[:(]?\s*(?:từ\s*|trên\s*|[≥>]\s*)?\d[\d.,]*\s*%(?:\s*trở\s*(?:lên|xuống))?|(?:đạt\s+)?từ\s*\d[\d.,]*\s*%\s*trở\s*(?:lên|xuống)/giu;

/** Blanks out what is said of targets, of other years and of changes: "(năm 2022 đạt 96,4%)", "giảm 3 trường hợp so với năm 2022". */
export function withoutOtherYears(sentence: string, year: number): string {
  const blank = (match: string): string => {
    const years = [...match.matchAll(/(?<!\d)(20\d\d)(?!\d)/gu)].map((found) => Number(found[1]));
    const other = years.length > 0 && !years.includes(year);
    return other ||
      /năm trước|cùng kỳ|cùng kì/iu.test(match) ||
      /^\(?\s*(?:tăng|giảm|trong đó|gồm|bao gồm|chỉ tiêu|kế hoạch|mục tiêu|kh(?!\p{L}))/iu.test(match)
      ? ' '.repeat(match.length)
      : match;
  };
  const spaces = (match: string): string => ' '.repeat(match.length);
  return (
    sentence
      // "so với năm 2022 (11,2%)"
      .replace(/(?:năm\s+20\d\d|năm trước|cùng kỳ)\s*\([^()]*\)/giu, blank)
      .replace(/\([^()]*\)/gu, blank)
      // What was done of a plan: "đạt 101,2% kế hoạch", "so với chỉ tiêu 97% đạt 101,2%".
      .replace(
        /so với\s+(?:kế hoạch|chỉ tiêu|mục tiêu)(?:[^,.;()]|[,.](?=\d))*|(?<!\p{L})(?:(?:đạt|hoàn thành|bằng)\s+)?\d[\d.,]*\s*%\s*(?:so với\s+)?(?:kế hoạch|kh|chỉ tiêu|mục tiêu)(?!\p{L}|[^,.;()%]*\d)/giu,
        spaces,
      )
      .replace(targets, spaces)
      .replace(/(?:,\s*)?vượt\s[^,.;]*?\d[\d.,]*\s*%/giu, spaces)
      // "giảm từ 11,2% xuống còn 10,3%"
      .replace(
        /(?<!\p{L})từ\s+\d[\d.,]*\s*(?:%|‰|\p{L}+)?(?:\s+(?:năm\s+20\d\d|năm trước))?\s+(?=(?:xuống|lên|còn)(?!\p{L}))/giu,
        spaces,
      )
      .replace(/(?<!\p{L})(?:6|06|sáu)\s+tháng\s+đầu\s+năm(?:[^,.;()]|[,.](?=\d))*/giu, spaces)
      .replace(
        /(?:,\s*)?(?:cao|thấp)\s+hơn\s+(?:so với\s+)?(?:mức\s+)?(?:bình quân|trung bình|mặt bằng)(?:[^,.;]|[,.](?=\d))*/giu,
        spaces,
      )
      // "tăng 2,5% so với năm 2022"; what it grew to ("tăng lên 98%") is this year's.
      .replace(
        /(?:,\s*)?(?:tăng|giảm)\s(?!\s*(?:lên|xuống|còn|từ)(?!\p{L}))(?:[^,.;]|[,.](?=\d))*?(?:so với|cùng kỳ|năm trước)(?:[^,.;]|[,.](?=\d))*/giu,
        blank,
      )
      // "năm trước tỷ lệ này là 96,9%"; what is only compared with it ("cao hơn năm trước, đạt 98%") is this year's.
      .replace(
        /(?<!(?:so với|hơn|bằng|như|của)\s+(?:cùng kỳ\s+)?)năm\s+(?:trước|ngoái|liền kề|liền trước)(?!\p{L})(?:[^,.;()]|[,.](?=\d))*/giu,
        spaces,
      )
      .replace(/(?:so với\s+)?năm\s+20\d\d\s*(?:là|đạt|:|có)?\s*(?:[^,.;()]|[,.](?=\d))*/giu, (match) => {
        const found = Number(/20\d\d/u.exec(match)?.[0]);
        return found < year || found > year ? ' '.repeat(match.length) : match;
      })
  );
}

interface Assigned {
  readonly figure: Figure;
  readonly label: string;
}

function readSentence(
  sentence: string,
  lead: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
  isWanted: (figure: Figure) => boolean = isCounted,
): readonly Reading[] {
  const readings: Reading[] = [];
  const figures = findFigures(sentence).filter(isWanted);
  let labelStart = 0;
  let last: Assigned | undefined;
  for (const [position, figure] of figures.entries()) {
    const next = figures[position + 1];
    const before = sentence.slice(labelStart, figure.start);
    const after = sentence.slice(figure.end, next?.start ?? sentence.length);
    const told = (label: string): readonly Reading[] =>
      readLabelled(label, figure, criterion, matcher, place, confidences.sentence);
    const inside = figure.kind === 'fraction' ? (figure.inside ?? '') : '';
    const tries =
      figure.kind === 'none'
        ? [after, upToComma(after)]
        : [before, nearestClause(before), inside, upToComma(after), `${before} ${inside} ${after}`];
    let found: readonly Reading[] = [];
    let usedAfter = false;
    for (const label of tries) {
      found = told(label);
      if (found.length > 0) {
        usedAfter = label !== before && label !== inside && label !== nearestClause(before);
        last = { figure, label };
        break;
      }
    }
    if (figure.kind === 'none' && found.length === 0) {
      // "…: không" says it of what stands before.
      if (/[:–-]\s*$|là\s*$/iu.test(before) && tellsNothing(upToComma(after))) {
        found = told(before);
        if (found.length > 0) last = { figure, label: before };
      }
    }
    if (found.length === 0 && lead !== '' && (figure.kind === 'rate' || figure.kind === 'fraction')) {
      // "Mức độ hài lòng: trẻ em 94,4%; người dân 91,2%": what the lead names holds for all that follow.
      found = told(`${lead} ${before}`);
      if (found.length > 0) last = { figure, label: `${lead} ${before}` };
    }
    if (found.length === 0 && lead !== '' && (figure.kind === 'none' || figure.kind === 'count')) {
      // "Tai nạn, thương tích: 5 em, không có tử vong": what the lead names by itself, a part of it need not be.
      const whole = new Set(told(lead).map(({ indicator }) => indicator));
      const part = figure.kind === 'none' ? upToComma(after) : before;
      found = told(`${lead} ${part}`).filter(({ indicator }) => !whole.has(indicator));
      if (found.length > 0) last = { figure, label: `${lead} ${part}` };
    }
    if (found.length === 0 && last !== undefined && figure.kind === 'rate') {
      // "Tỷ lệ hài lòng của trẻ em đạt 91,1% và của người dân đạt 95,5%": the head holds for both.
      found = told(`${headOf(last.label)} ${before}`);
      if (found.length === 0 && isContinued(before))
        found = readLabelled(`tỷ lệ ${last.label}`, figure, criterion, matcher, place, confidences.sentence);
    }
    // "05 hoạt động văn hóa và 03 hoạt động thể thao": the sum is meant, or one of them.
    if (next !== undefined && isCountOf('activity', figure) && isCountOf('activity', next))
      found = found.map((reading) => ({ ...reading, confidence: confidences.doubtful }));
    if (found.length > 0) {
      readings.push(...found);
      labelStart = usedAfter ? figure.end + Math.min(after.length, upToComma(after).length + 1) : figure.end;
    }
  }
  return keepFirst(readings);
}

/** "… 19 em bị tai nạn, chiếm 1,46%": the rate goes on about the same thing. */
function isContinued(before: string): boolean {
  return /(?:đạt|chiếm|tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|bằng|tương ứng|\()\s*(?:tỷ lệ|tỷ suất|là)?\s*$/iu.test(
    before,
  );
}

/** Words that name no indicator: "Kết quả: … trẻ", "Trong năm có … em", "Không có trường hợp nào xảy ra". */
const tellsNothing = (text: string): boolean =>
  /^(?:(?:ket qua|trong nam|nam 20\d\d|tren dia ban|toan|xa|thi tran|co|xay ra|phat hien|ghi nhan|tong so|dat|thuc hien|la|den nay|truong hop|vu viec|vu|ca|tre em|tre|em|chau|nao|bi|phat sinh|tai|thon|nam|\d+)(?: |$))*$/u.test(
    foldWords(text),
  );

/** A figure that stands alone under the heading of its criterion is of what the criterion is called by; plain where its rate confirms it. */
function readAlone(
  sentence: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Reading[] {
  const name = criterion === undefined ? undefined : matcher.criterionName(criterion);
  const [figure] = findFigures(sentence);
  if (name === undefined || figure === undefined || !isCounted(figure)) return [];
  // "3. …" is a number of a list.
  if (figure.kind === 'count' && figure.counted === undefined) return [];
  if (!tellsNothing(sentence.slice(0, figure.start)) || !tellsNothing(upToComma(sentence.slice(figure.end))))
    return [];
  const isConfirmed =
    figure.kind === 'fraction' &&
    figure.printed !== undefined &&
    agreesWithPrinted(figure.numerator, figure.denominator, figure.printed);
  const sureness = isConfirmed ? confidences.sentence : confidences.inferred;
  return readLabelled(name, figure, criterion, matcher, place, sureness);
}

/** The clause a figure stands in: "Khảo sát 90 trẻ em: người dân hài lòng" gives "người dân hài lòng". */
const nearestClause = (text: string): string =>
  text
    .replace(/[\s,:]+$/u, '')
    .split(/:(?!\d)/u)
    .at(-1) ?? text;

/** What stands before the part a label is about: "Tỷ lệ hài lòng" of "Tỷ lệ hài lòng của trẻ em". */
const headOf = (label: string): string => /^(.+?)\s(?:của|ở|thể)\s/iu.exec(label)?.[1] ?? '';

const isCountOf = (thing: CountedThing, figure: Figure): boolean =>
  figure.kind === 'count' && figure.counted === thing;

const upToComma = (text: string): string => text.split(/[,.;:](?!\d)/u)[0] ?? text;

const isPlainCount = (figure: Figure): boolean =>
  figure.kind === 'none' || (figure.kind === 'count' && isCounted(figure));

/** Votes, meetings, points and money are no indicator's figures. */
function isCounted(figure: Figure): boolean {
  return !(
    (figure.kind === 'fraction' || figure.kind === 'count') &&
    (figure.counted === 'points' || figure.counted === 'other')
  );
}

const causes =
  '(?:đuối nước|giao thông|điện giật|ngã|bỏng|ngạt|ngộ độc|sét đánh|(?:súc vật|động vật|chó|rắn) cắn)';
/** Of those who died or were hurt by one cause there may be others beside. */
const byCause = new RegExp(String.raw`(?<!\p{L})${causes}(?!\p{L})`, 'iu');
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
  const match = (units: readonly IndicatorDefinition['unit'][], text = label): IndicatorMatch | undefined => {
    const found = matcher.indicator(text, criterion, units);
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
  const count =
    match(['count']) ??
    (figure.kind === 'count' && figure.counted !== undefined ? match(['count'], `số ${label}`) : undefined);
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
      if (count === undefined || !suits(figure.counted, count.indicator)) return [];
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

/** "Tỷ lệ" alone inside a criterion with one rate means that rate. */
function nameOfGeneric(label: string, criterion: number | undefined, matcher: LabelMatcher): string {
  const isGeneric =
    /^(?:dat )?(?:ty|ti) (?:le|suat)(?: (?:dat|la|chiem|(?:tren|so voi) tong so (?:tre em|tre|te)))?$/u.test(
      foldWords(label),
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

function readYesNo(
  sentence: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): { readonly criterion: number; readonly reading: Reading } | undefined {
  if (sentence.length > 400) return undefined;
  // "Cộng tác viên tại các thôn: Đủ 8/8 thôn" answers like a cell beside its label.
  const [, label, answer] = /^([^:]{5,120}):\s*(.+)$/u.exec(sentence) ?? [];
  const find = (text: string): IndicatorMatch | undefined => {
    const match = matcher.indicator(text, criterion, ['yes-no']);
    return criterion === undefined && match !== undefined && match.likeness < leastLikeness
      ? undefined
      : match;
  };
  const asked = label === undefined || answer === undefined ? undefined : find(label);
  const found = asked ?? find(sentence);
  if (found === undefined) return undefined;
  const value = (asked === undefined ? undefined : readYesNoCell(answer ?? '')) ?? readYesNoClause(sentence);
  if (value === undefined) return undefined;
  return {
    criterion: found.indicator.criterion,
    reading: makeReading({
      indicator: found.indicator,
      value,
      raw: value ? 'Có' : 'Không',
      confidence: isPartial(sentence) ? confidences.doubtful : confidences.sentence,
      place,
    }),
  };
}

/** One sentence gives one value an indicator: the first, which the rest explains; a different second one makes it doubtful. */
function keepFirst(readings: readonly Reading[]): readonly Reading[] {
  const kept = new Map<string, Reading>();
  for (const reading of readings) {
    const first = kept.get(reading.indicator);
    if (first === undefined) kept.set(reading.indicator, reading);
    else if (first.value !== reading.value && Math.abs(Number(first.value) - Number(reading.value)) > 0.0006)
      kept.set(reading.indicator, { ...first, confidence: Math.min(first.confidence, confidences.inferred) });
  }
  return [...kept.values()];
}
