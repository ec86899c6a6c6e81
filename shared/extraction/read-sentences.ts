import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { doubtBySentence } from './doubt-sentence.ts';
import type { CountedThing, Figure } from './figures.ts';
import { agreesWithPrinted, findFigures } from './figures.ts';
import type { Place } from './found-reading.ts';
import { confidences, makeReading } from './found-reading.ts';
import type { IndicatorMatch, LabelMatcher } from './label-matcher.ts';
import { leastLikeness } from './label-matcher.ts';
import { readLabelled, withoutOnlyCause } from './labelled-figures.ts';
import { readInTurn, readInTurnBehind } from './read-in-turn.ts';
import { isPartial, readYesNoCell, readYesNoClause } from './yes-no.ts';

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
  const written = withoutOnlyCause(withoutFillers(text)).replace(/(lần\s+lượt[^.;\n]*);(?=\s*\d)/giu, '$1,');
  return splitSentences(written).flatMap((sentence) => {
    const own = withoutShares(withoutOtherYears(withoutListNumber(sentence), year));
    if (notThisYear.test(own) || isAhead(sentence, year)) return [];
    const opening = /^([^:;]{3,60}):/u.exec(own)?.[1];
    if (opening !== undefined && !/\d/u.test(opening)) lead = opening;
    // "Xã có 01 công chức …; kinh phí hoạt động 28 triệu đồng": what follows in a paragraph is of the same criterion.
    const facts = readFacts(own, criterion ?? near, matcher, place);
    const answers = facts.length > 0 ? facts : readYesNo(own, criterion ?? near, matcher, place);
    near = answers[0]?.criterion ?? near;
    const before = readInTurn(own, criterion, matcher, place);
    const inTurn = before.length > 0 ? before : readInTurnBehind(own, criterion, matcher, place);
    const named = inTurn.length > 0 ? inTurn : readSentence(own, lead, criterion, matcher, place);
    const main = named.length > 0 || !isUnderHeading ? named : readAlone(own, criterion, matcher, place);
    const isOwn = !isForeign(opening ?? (isGroup(beforeFigure(own)) ? lead : ''), criterion, matcher);
    const sure = isOwn
      ? main
      : main.map((reading) => ({
          ...reading,
          confidence: Math.min(reading.confidence, confidences.inferred),
        }));
    const parts = readParts(sentence, { criterion, matcher, year, place, beside: main });
    return doubtBySentence(own, [...sure, ...parts, ...answers.map(({ reading }) => reading)]);
  });
}

/** "Dân số 3.412 người, trẻ em 941 em, chiếm 27,6%", "bằng 4,4% dân số": a share of the people is no result. */
function withoutShares(sentence: string): string {
  const spaces = (match: string): string => ' '.repeat(match.length);
  const named = sentence.replace(
    /\d[\d.,]*\s*[%‰]\s*(?:(?:so với|trên)\s+)?(?:tổng\s+)?(?:số\s+)?(?:dân|nhân khẩu)(?!\p{L})/giu,
    spaces,
  );
  const people = /(?<!\p{L})(?:dân số|nhân khẩu)(?!\p{L})[^;]*?\d/iu.exec(named);
  if (people === null) return named;
  const from = people.index + people[0].length;
  return (
    named.slice(0, from) +
    named.slice(from).replace(/(?:chiếm|bằng)\s+(?:(?:tỷ|tỉ)\s+lệ\s+)?\d[\d.,]*\s*[%‰]/iu, spaces)
  );
}

/** "3) Trẻ em bị xâm hại: 100 điểm" is the third of a list and counts no children; "06) …" is no way to number one. */
const withoutListNumber = (sentence: string): string =>
  sentence.replace(/^\s*\(?[1-9]\d?\s*[.)]\s+(?=\p{L})/u, (number) => ' '.repeat(number.length));

/** "Năm 2024 phấn đấu đạt 960 điểm, trẻ nhà trẻ đến lớp đạt 45%": all of it is to come. */
function isAhead(sentence: string, year: number): boolean {
  const opening = /^\P{L}*(?:(?:trong|sang|đến)\s+)?năm\s+(20\d\d)(?!\d)/iu.exec(sentence)?.[1];
  // "Phương hướng năm 2024: trẻ nhà trẻ ra lớp 48%"
  const plans = /^\P{L}*(?:phương hướng|nhiệm vụ)[^:.]{0,40}?năm\s+(20\d\d)[^:.]{0,20}:/iu.exec(
    sentence,
  )?.[1];
  if (Number(plans ?? year) > year) return true;
  return opening !== undefined && Number(opening) > year && notThisYear.test(sentence);
}

/** The dots and lines of a form that was filled in: "Tỷ lệ ……98,5……%". */
export function withoutFillers(text: string): string {
  return text.replace(/…+|\.{2,}|_{2,}/gu, (dots) => ' '.repeat(dots.length));
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
      // "Năm 2022 xã đạt 928 điểm; khi đó trẻ được khám sức khỏe đạt 93,8%"
      .replace(/(?<!\p{L})(?:khi|lúc|năm) (?:đó|ấy)(?!\p{L})[^.;]*(?:[.,]\d[^.;]*)*/giu, spaces)
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
  const field = criterion === undefined ? undefined : matcher.shortCriterionName(criterion);
  const figures = findFigures(sentence).filter(isWanted);
  let labelStart = 0;
  let last: Assigned | undefined;
  for (const [position, figure] of figures.entries()) {
    const next = figures[position + 1];
    const before = sentence.slice(labelStart, figure.start);
    const after = ownWords(sentence.slice(figure.end, next?.start ?? sentence.length));
    const told = (label: string): readonly Reading[] =>
      readLabelled(label, figure, criterion, matcher, place, confidences.sentence);
    const inside = figure.kind === 'fraction' ? (figure.inside ?? '') : '';
    const tries =
      figure.kind === 'none'
        ? [after, upToComma(after)]
        : [
            ...(isBracketed(before, figure) ? [lastClause(before)] : []),
            before,
            nearestClause(before),
            inside,
            upToComma(after),
            // "08 trẻ em bị tai nạn, thương tích, chiếm …": a name may have a comma in it.
            /^[^,.;:]*,[^,.;:()]*/u.exec(after)?.[0] ?? '',
            `${before} ${inside} ${after}`,
          ];
    let found: readonly Reading[] = [];
    let usedAfter = 0;
    for (const label of tries) {
      found = told(label);
      if (found.length > 0) {
        const isBehind = ![before, inside, nearestClause(before), lastClause(before)].includes(label);
        usedAfter = isBehind ? (after.startsWith(label) ? label : upToComma(after)).length + 1 : 0;
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
      // "100% trẻ 5 tuổi hoàn thành chương trình" behind "Mẫu giáo: 98%;" is of another thing.
      const label = `${lead} ${before.trim() === '' ? upToComma(after) : before}`;
      found = told(label);
      if (found.length > 0) last = { figure, label };
    }
    if (found.length === 0 && (figure.kind === 'none' || figure.kind === 'count')) {
      // "Tai nạn, thương tích: 5 em, không có tử vong": what stands before names the whole by itself, a part of it need not.
      const part = figure.kind === 'none' ? upToComma(after) : `${before} ${upToComma(after)}`;
      for (const whole of [lead, last?.label ?? '']) {
        if (found.length > 0 || whole === '') continue;
        const named = new Set(told(whole).map(({ indicator }) => indicator));
        found = told(`${whole} ${part}`).filter(({ indicator }) => !named.has(indicator));
        if (found.length > 0) last = { figure, label: `${whole} ${part}` };
      }
    }
    if (found.length === 0 && last !== undefined && hasRate(figure)) {
      // "Tỷ lệ hài lòng của trẻ em đạt 91,1% và của người dân đạt 95,5%": the head holds for both.
      found = told(`${headOf(last.label)} ${before}`);
      if (found.length === 0 && isContinued(before))
        found = readLabelled(`tỷ lệ ${last.label}`, figure, criterion, matcher, place, confidences.sentence);
    }
    if (found.length === 0 && field !== undefined && figure.kind === 'rate' && isGroup(before)) {
      // "Trẻ em 93,3%, người dân 92,4%" under the heading of those content.
      found = told(`${field} ${nearestClause(before)}`);
      if (found.length > 0) last = { figure, label: `${field} ${before}` };
    }
    // "05 hoạt động văn hóa và 03 hoạt động thể thao": the sum is meant, or one of them.
    if (next !== undefined && isCountOf('activity', figure) && isCountOf('activity', next))
      found = found.map((reading) => ({ ...reading, confidence: confidences.doubtful }));
    if (found.length > 0) {
      readings.push(...found);
      labelStart = figure.end + Math.min(after.length, usedAfter);
    }
  }
  return keepFirst(readings);
}

/** A word or two for whom or what a rate is of: "đối với trẻ em đạt". */
const isGroup = (before: string): boolean =>
  /^(?:(?:va|doi voi|cua|ve|phia|ty le|the|tre|dat|la|chiem) )*(?!ket qua|thuc hien|trong nam|tong so)\p{L}+ \p{L}+(?: (?:dat|la|chiem|co ty le|ty le))*$/u.test(
    foldWords(nearestClause(before).replace(/^[\s,]+/u, '')),
  );

/** "Tỷ lệ trẻ ăn bán trú: nhà trẻ 100%": a rate that the criterion has no words for. */
function isForeign(lead: string, criterion: number | undefined, matcher: LabelMatcher): boolean {
  const words = foldWords(lead);
  if (criterion === undefined || !/^(?:ty|ti) (?:le|suat)\b/u.test(words)) return false;
  const own = matcher
    .ofCriterion(criterion)
    .flatMap(({ name, synonyms }) => [name, ...synonyms])
    .concat(matcher.criterionName(criterion) ?? '');
  const known = new Set(own.flatMap((wording) => foldWords(wording).split(' ')));
  return words
    .split(' ')
    .some(
      (word) =>
        !known.has(word) && !/^(?:cac|theo|doi|nam|20\d\d|trong|tren|dat|la|te|nt|mg|nd|xa)$/u.test(word),
    );
}

/** "… 19 em bị tai nạn, chiếm 1,46%": the rate goes on about the same thing. */
function isContinued(before: string): boolean {
  return /(?:đạt|chiếm|tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|bằng|tương ứng|\()\s*(?:tỷ lệ|tỷ suất|là)?\s*$/iu.test(
    before,
  );
}

/** Words that name no indicator: "Kết quả: … trẻ", "Trong năm có … em", "Không có trường hợp nào xảy ra". */
const tellsNothing = (text: string): boolean =>
  /^(?:(?:ket qua|trong nam|nam 20\d\d|tren dia ban|toan|xa|thi tran|co|xay ra|phat hien|ghi nhan|tong so|dat|thuc hien|la|den nay|truong hop|vu viec|vu|ca|tre em|tre|em|chau|nao|bi|phat sinh|nam|\d+)(?: |$))*$/u.test(
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
  // "Không có trường hợp nào"; "Kết quả: 98%", where the criterion asks for one figure only.
  const isAnswer =
    figure.kind === 'none' ||
    (matcher.ofCriterion(criterion ?? 0).filter(({ optional }) => optional !== true).length === 1 &&
      /^\W*(?:kết quả|đạt|tỷ lệ|tỉ lệ)/iu.test(sentence));
  const sureness = isConfirmed || isAnswer ? confidences.sentence : confidences.inferred;
  return readLabelled(name, figure, criterion, matcher, place, sureness);
}

/** The clause a figure stands in: "Khảo sát 90 trẻ em: người dân hài lòng" gives "người dân hài lòng". */
const nearestClause = (text: string): string =>
  text
    .replace(/[\s,:]+$/u, '')
    .split(/:(?!\d)/u)
    .at(-1) ?? text;

/** "141 trẻ hài lòng (94%)": a rate in brackets is of what stands before them. */
const isBracketed = (before: string, figure: Figure): boolean =>
  figure.kind === 'rate' && /\(\s*$/u.test(before);

/** "01 vụ bỏ rơi, như vậy số em bị xâm hại là 01 em": a name with "là" behind it is of the next figure. */
const ownWords = (after: string): string =>
  /(?:(?<!\p{L})là|:|=)\s*$/iu.test(after) ? after.replace(/,[^,]*$/u, '') : after;

/** What stands behind the last comma or colon. */
const lastClause = (text: string): string => text.split(/[,:](?!\d)/u).at(-1) ?? text;

const hasRate = (figure: Figure): boolean =>
  figure.kind === 'rate' || (figure.kind === 'fraction' && figure.printed !== undefined);

/** What stands before the part a label is about: "Tỷ lệ hài lòng" of "Tỷ lệ hài lòng của trẻ em". */
const headOf = (label: string): string => /^(.+?)\s(?:của|ở|thể)\s/iu.exec(label)?.[1] ?? '';

const beforeFigure = (text: string): string => text.slice(0, findFigures(text)[0]?.start);

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

interface Answer {
  readonly criterion: number;
  readonly reading: Reading;
}

function answerOf(indicator: IndicatorDefinition, value: boolean, confidence: number, place: Place): Answer {
  const raw = value ? 'Có' : 'Không';
  return {
    criterion: indicator.criterion,
    reading: makeReading({ indicator, value, raw, confidence, place }),
  };
}

/** "Có cán bộ, cộng tác viên khu phố, Ban bảo vệ trẻ em và kinh phí": several things that are there, in one sentence that denies none. */
export function readFacts(
  sentence: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Answer[] {
  if (sentence.length > 400 || /(?<!\p{L})(?:không|chưa)(?!\p{L})/iu.test(sentence)) return [];
  if (readYesNoClause(sentence) !== true) return [];
  const found = new Map<string, Answer>();
  for (const part of sentence.split(/[,:](?!\d)\s*|\s+và\s+/u)) {
    const match = matcher.indicator(part, criterion, ['yes-no']);
    if (match === undefined || found.has(match.indicator.id)) continue;
    if (criterion === undefined && match.likeness < leastLikeness) continue;
    const confidence = isPartial(part) ? confidences.doubtful : confidences.sentence;
    found.set(match.indicator.id, answerOf(match.indicator, true, confidence, place));
  }
  const answers = [...found.values()];
  const isOfOne = new Set(answers.map((one) => one.criterion)).size === 1;
  return isOfOne && answers.length > 1 ? answers : [];
}

function readYesNo(
  sentence: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Answer[] {
  if (sentence.length > 400) return [];
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
  if (found === undefined) return [];
  const value = (asked === undefined ? undefined : readYesNoCell(answer ?? '')) ?? readYesNoClause(sentence);
  if (value === undefined) return [];
  const confidence = isPartial(sentence) ? confidences.doubtful : confidences.sentence;
  return [answerOf(found.indicator, value, confidence, place)];
}

/** One sentence gives one value an indicator: the first, which the rest explains; a different second one makes it doubtful. */
function keepFirst(readings: readonly Reading[]): readonly Reading[] {
  const kept = new Map<string, Reading>();
  for (const reading of readings) {
    const first = kept.get(reading.indicator);
    if (first === undefined) kept.set(reading.indicator, reading);
    else if (first.value !== reading.value && Math.abs(Number(first.value) - Number(reading.value)) > 0.0006)
      kept.set(reading.indicator, { ...first, confidence: Math.min(first.confidence, confidences.inferred) });
    // "Xảy ra 01 vụ …, số trẻ em bị xâm hại là 01 em": the plainer wording of the same.
    else if (first.value === reading.value && reading.confidence > first.confidence)
      kept.set(reading.indicator, reading);
  }
  return [...kept.values()];
}
