import type { Claim, ClaimedTotal } from '../domain/reading.ts';
import { numberPattern, numberWordsPattern, parseNumber, parseNumberWords } from '../vietnamese/numbers.ts';
import type { Place } from './found-reading.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { isOfScale, pointWord } from './points.ts';
import { splitSentences } from './read-sentences.ts';

const outOf = new RegExp(
  String.raw`(${numberPattern})\s*(?:điểm|đ)?\s*(?:/|trên(?: tổng(?: số)?)?)\s*(${numberPattern})\s*(?:điểm|đ(?!\p{L}))?`,
  'giu',
);
const plain = new RegExp(String.raw`(${numberPattern})\s*(?:${pointWord}|đ(?!\p{L}))`, 'giu');

const inWords = new RegExp(String.raw`(${numberWordsPattern})điểm`, 'giu');

/** Maxima of a whole scale are near 1000; those of one criterion far below. */
export const leastScale = 500;
/** No more are believed where the scale is not printed beside them. */
const wholeScale = 1000;

/** The total of the year a sentence claims: "đạt 935/1.000 điểm", "tổng điểm tự chấm là 935 điểm"; null when it claims none. Minima ("mức tối thiểu 800 điểm") and the points of other years are no claims. */
export function readClaimedTotal(text: string, year: number, place: Place): ClaimedTotal | null {
  for (const sentence of splitSentences(fillIn(text))) {
    if (/theo quy định tại|thang điểm (?:là|gồm)/iu.test(sentence)) continue;
    const isOwn = (match: RegExpMatchArray): boolean => isOfYear(sentence, match, year);
    const claim = (points: number, max: number | null, raw: string): ClaimedTotal => ({
      points,
      max,
      source: { file: place.file, locator: place.locator, raw: raw.trim() },
    });
    for (const match of sentence.matchAll(outOf)) {
      const points = parseNumber(match[1] ?? '', 'points');
      const max = parseNumber(match[2] ?? '', 'points');
      const isPoints = /điểm|đ$/iu.test(match[0]) || /điểm/iu.test(sentence.slice(0, match.index));
      if (points === undefined || max === undefined || !isPoints || !isOwn(match)) continue;
      if (max.value >= leastScale && points.value <= max.value * 1.2)
        return claim(points.value, max.value, match[0]);
    }
    if (
      !/tổng (?:số )?điểm|(?<!\p{L})cộng\s*:?\s*\d|(?<!\p{L})tổng\s*[:=]\s*\d|tổng cộng|tự chấm|tự đánh giá|đạt/iu.test(
        sentence,
      )
    )
      continue;
    for (const match of sentence.matchAll(plain)) {
      const points = parseNumber(match[1] ?? '', 'points');
      if (points !== undefined && points.value >= 300 && points.value <= wholeScale && isOwn(match))
        return claim(points.value, null, match[0]);
    }
    for (const match of sentence.matchAll(inWords)) {
      const points = parseNumberWords((match[1] ?? '').trim());
      if (points !== undefined && points.value >= 300 && isOwn(match))
        return claim(points.value, null, match[0]);
    }
  }
  return null;
}

/** Dots to write on, of a form filled in, are no figures: "Điểm tự chấm: ……100…… /100 điểm". */
const fillIn = (text: string): string =>
  text.replace(/(?:…|\.{3,}|_{3,})+/gu, (dots) => ' '.repeat(dots.length));

/** Whether points in a sentence are a result of the year: no minimum, no distance from one, no points of another year. */
function isOfYear(sentence: string, match: RegExpMatchArray, year: number): boolean {
  const before = sentence.slice(0, match.index);
  const after = sentence.slice((match.index ?? 0) + match[0].length);
  const clause = before.split(/;|,(?!\d)/u).at(-1) ?? '';
  if (/tối thiểu|mức điểm|vượt|thiếu/iu.test(clause) || /^[^,;.]{0,20}trở lên/iu.test(after)) return false;
  const behind = /^\s*\(?\s*(?:của\s+)?năm\s+(20\d\d|trước|ngoái)/iu.exec(after)?.[1];
  const ahead = [...before.matchAll(/(?<!tháng\s+\d{1,2}\s+)năm\s+(20\d\d|trước|ngoái)/giu)].at(-1)?.[1];
  return Number(behind ?? ahead ?? year) === year;
}

/** Points claimed in running text: "Tiêu chí 5: 60/75 điểm", or "tự chấm 60 điểm" inside a criterion's section. */
export function readClaimedPoints(
  text: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  place: Place,
): readonly Claim[] {
  const listed = readListedPoints(text, matcher, place);
  if (listed.length > 0) return listed;
  return splitSentences(fillIn(text)).flatMap((sentence): readonly Claim[] => {
    const number = matcher.explicitCriterion(sentence) ?? criterion;
    if (
      number === undefined ||
      !/điểm|\dđ(?!\p{L})/iu.test(sentence) ||
      /trở lên|tối thiểu|từ\s+\d+\s*%/iu.test(sentence)
    )
      return [];
    // The number of the criterion itself is no figure.
    const body = sentence.replace(/(?:tiêu\s*chí|TC)\s*(?:số\s*)?\d{1,2}/giu, (found) =>
      ' '.repeat(found.length),
    );
    const source = (raw: string): Claim['source'] => ({ file: place.file, locator: place.locator, raw });
    for (const match of body.matchAll(outOf)) {
      const points = parseNumber(match[1] ?? '', 'points');
      const max = parseNumber(match[2] ?? '', 'points');
      const said =
        /điểm|đ$/iu.test(match[0]) ||
        /(?:tự chấm|điểm(?!\s*(?:vui|trường|tư vấn|sinh hoạt))|chấm)[^\d]{0,30}$/iu.test(
          body.slice(0, match.index),
        );
      // "điểm vui chơi: 7/8 thôn" counts villages.
      const isCount = countedAfter.test(body.slice(match.index + match[0].length));
      if (isCount && !/điểm|đ$/iu.test(match[0])) continue;
      if (points === undefined || max === undefined || !said || max.value >= leastScale) continue;
      return [{ criterion: number, points: points.value, max: max.value, source: source(match[0].trim()) }];
    }
    const own = ownPoints(body);
    return own === undefined
      ? []
      : [{ criterion: number, points: own.points, max: own.max, source: source(own.raw) }];
  });
}

/** Fewer criteria with a bare number each are no list of points. */
const leastListed = 3;
const listedPoints = new RegExp(
  String.raw`(?<!\p{L})(?:tiêu\s*chí|TC)\s*(?:số\s*)?(\d{1,2})\s*(?:\([^()\d]*\))?\s*[:–-]?\s*(?:(?:tự\s+chấm|chấm|đạt|được)\s*:?\s*)?(${numberPattern})\s*(?:/\s*(${numberPattern})\s*)?(?:điểm|đ(?!\p{L}))?(?=\s*(?:[,;.)]|và(?!\p{L})|$))`,
  'giu',
);

/** "TC1 đạt 100; TC2 đạt 70; …", "tiêu chí 2 (khai sinh) 70 điểm, tiêu chí 3 …": one list of points in a paragraph that speaks of points. */
function readListedPoints(text: string, matcher: LabelMatcher, place: Place): readonly Claim[] {
  if (!/điểm/iu.test(text)) return [];
  const found = [...text.matchAll(listedPoints)].flatMap((match): Claim[] => {
    const criterion = Number(match[1]);
    const points = parseNumber(match[2] ?? '', 'points')?.value;
    const max = parseNumber(match[3] ?? '', 'points')?.value;
    if (points === undefined || points >= leastScale || matcher.criterionName(criterion) === undefined)
      return [];
    return [
      {
        criterion,
        points,
        max: max ?? null,
        source: { file: place.file, locator: place.locator, raw: match[0].trim() },
      },
    ];
  });
  const isOnce = new Set(found.map(({ criterion }) => criterion)).size === found.length;
  return isOnce && found.length >= leastListed ? found : [];
}

const countedAfter =
  /^\s*(?:\(\s*\d[\d.,]*\s*%|(?:thôn|bản|khu|tổ|xóm|làng|em|trẻ|cháu|phiếu|người|hộ|vụ|cuộc|đồng chí|tiêu chí|thành viên|đại biểu)(?!\p{L}))/iu;

/** The most a criterion gives, where its heading says so: "Tiêu chí 5: … (tối đa 100 điểm)", "(100 điểm)"; null when it does not. */
export function readHeadingMaximum(text: string): number | null {
  const match = new RegExp(
    String.raw`(?:tối đa\s*:?\s*|\()(${numberPattern})\s*(?:điểm|đ(?!\p{L}))`,
    'iu',
  ).exec(text);
  const points = match === null ? undefined : parseNumber(match[1] ?? '', 'points')?.value;
  return points === undefined || points >= leastScale ? null : points;
}

/**
 * Points behind the name of a criterion with nothing said of whose they are: "I. Nguồn lực thực hiện quyền trẻ em - 100 điểm".
 * They may as well be the most there are, so that only all of them with their total can be believed.
 */
export function readBarePoints(text: string, criterion: number, place: Place): Claim | undefined {
  const match = barePoints.exec(text.trim());
  const points = match === null ? undefined : parseNumber(match[2] ?? '', 'points')?.value;
  if (match === null || points === undefined || points >= leastScale) return undefined;
  if (/điểm|chấm|đánh giá|(?<!\p{L})đạt/iu.test(match[1] ?? '')) return undefined;
  const source = { file: place.file, locator: place.locator, raw: text.trim().slice(match[1]?.length) };
  return { criterion, points, max: null, source };
}

/**
 * Points behind the name of a criterion and nothing else: "- Tiêu chí 3: 110/110", "2. Trẻ em được khai sinh đúng quy định 75/75",
 * "3. Xâm hại trẻ em: 100". They may as well be its result, so that they too are believed only all together. Scales go by fives.
 */
export function readUnsaidPoints(text: string, criterion: number, place: Place): Claim | undefined {
  const match = unsaidPoints.exec(text.trim());
  const raw = match?.[1] ?? match?.[3] ?? '';
  const points = parseNumber(raw, 'points')?.value;
  const max = match?.[2] === undefined ? null : (parseNumber(match[2], 'points')?.value ?? null);
  if (match === null || points === undefined || points > (max ?? points)) return undefined;
  if (!isOfScale(max ?? points)) return undefined;
  const source = {
    file: place.file,
    locator: place.locator,
    raw: max === null ? raw : `${raw}/${match[2] ?? ''}`,
  };
  return { criterion, points, max, source };
}

const unsaidPoints = new RegExp(
  String.raw`^[-–+•*\s]*(?:(?:tiêu\s*chí|TC)\s*(?:số\s*)?)?\d{0,2}\s*[-–:.)]*[^%/]*?(?:[\s:–-](${numberPattern})\s*/\s*(${numberPattern})|:\s*(\d{1,3}))\s*[.;,]?$`,
  'iu',
);

const barePoints = new RegExp(String.raw`^(.*)[-–:]\s*(${numberPattern})\s*(?:điểm|đ)\s*[.;]?$`, 'isu');

const notGiven =
  /(?<!\p{L})(?:trừ|bị trừ|mất|thiếu|(?:không|chưa)\s+(?:cho|chấm|tính|đạt|được|có)(?:\s+\p{L}+)?\s+điểm)(?!\p{L})[^\d,;.]{0,60}$/iu;

/** Points said to be the commune's own ("tự chấm 95 điểm", "đạt 60 điểm"); those said to be the most stand beside them as the maximum. */
function ownPoints(sentence: string): { points: number; max: number | null; raw: string } | undefined {
  let max: number | null = null;
  let own: { points: number; raw: string } | undefined;
  for (const match of sentence.matchAll(plain)) {
    const points = parseNumber(match[1] ?? '', 'points')?.value;
    if (points === undefined || points >= leastScale) continue;
    // A line of dots, or what stood for the criterion's number, is no distance.
    const before = sentence.slice(0, match.index).replace(/\s+/gu, ' ');
    // "không cho điểm phần kinh phí (20 điểm)", "trừ 5 điểm": what was not given.
    if (notGiven.test(before)) continue;
    const isMax = /(?:tối đa|chuẩn|(?<!đúng )quy định|thang điểm|khung điểm)[^\d,;]{0,15}$/iu.test(before);
    if (isMax) max ??= points;
    else if (/(?:tự chấm|tự đánh giá|chấm|đạt|được|điểm)[^\d,;]{0,25}$|:\s*$/iu.test(before))
      own ??= { points, raw: match[0].trim() };
  }
  return own === undefined ? undefined : { ...own, max };
}
