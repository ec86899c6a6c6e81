import { foldAccents, foldWords, toNfc } from '../vietnamese/fold.ts';
import { parseNumber } from '../vietnamese/numbers.ts';

/** Figures from one border to another; null where it has no end. Per cent as a fraction 0..1. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  /** The border itself belongs to it. */
  readonly hasLow: boolean;
  readonly hasHigh: boolean;
  readonly isRate: boolean;
}

/** For which figures points are given: an interval, none of a kind, its presence, or all that is left. */
export type LevelCondition = Interval | 'none' | 'some' | 'rest' | 'no-case';

/** One clause of a scale: "từ 95% trở lên: 50 điểm". */
export interface Clause {
  readonly text: string;
  /** Words beside condition and points: what is measured. */
  readonly label: string;
  readonly condition: LevelCondition | null;
  readonly points: number | null;
  /** "tối đa 50 điểm": the most an item gives, no level of it. */
  readonly isMaximum: boolean;
  /** It starts with a number or letter of its own ("1)", "a)"). */
  readonly isNumbered: boolean;
  /** Words of a scale that this reading does not know: deductions, points for each, two levels in one. */
  readonly isUnclear: boolean;
}

const number = String.raw`(\d+(?:[.,]\d+)?)`;
const percent = String.raw`\s*(%|phan tram)?`;
/** Ages and times are no levels: "trẻ em từ 3 đến 5 tuổi", "trong 12 tháng", "năm 2019". */
const notAge = String.raw`(?!\s*(?:tuoi|thang|nam|ngay|gio|tuan|quy|diem)(?![a-z]))(?![\d/])`;
const unitWords = String.raw`(?:\s+[a-z]+){0,5}?`;
const bound = String.raw`(?<![a-z])`;

const patterns: readonly {
  readonly pattern: RegExp;
  readonly interval: (match: RegExpExecArray) => Interval | undefined;
}[] = [
  {
    pattern: new RegExp(
      `${bound}(?:(tu tren|tren|lon hon|tu)\\s+)?${number}${percent}${unitWords}\\s*(?:den|toi|[-–])\\s*(duoi |nho hon |thap hon )?${number}${percent}${notAge}`,
      'u',
    ),
    interval: ([, from, low = '', lowSign, below, high = '', highSign]) => {
      const isRate = (lowSign ?? highSign) !== undefined;
      // A bare "3-5" may be anything.
      if (from === undefined && !isRate) return undefined;
      return makeInterval({
        low,
        high,
        hasLow: from === undefined || from === 'tu',
        hasHigh: below === undefined,
        isRate,
      });
    },
  },
  {
    pattern: new RegExp(`${bound}(?:tu|dat)\\s+${number}${percent}${unitWords}\\s*tro len`, 'u'),
    interval: ([, low = '', sign]) => makeInterval({ low, hasLow: true, isRate: sign !== undefined }),
  },
  {
    pattern: new RegExp(
      `${bound}(?:toi thieu|it nhat|khong duoi|khong thap hon|>=|≥)\\s*${number}${percent}${notAge}`,
      'u',
    ),
    interval: ([, low = '', sign]) => makeInterval({ low, hasLow: true, isRate: sign !== undefined }),
  },
  {
    pattern: new RegExp(`${bound}tu\\s+${number}${percent}${unitWords}\\s*tro xuong`, 'u'),
    interval: ([, high = '', sign]) => makeInterval({ high, hasHigh: true, isRate: sign !== undefined }),
  },
  {
    pattern: new RegExp(
      `${bound}(?:khong qua|khong vuot qua|nhieu nhat|toi da|khong tren|<=|≤)\\s*${number}${percent}${notAge}`,
      'u',
    ),
    interval: ([, high = '', sign]) => makeInterval({ high, hasHigh: true, isRate: sign !== undefined }),
  },
  {
    pattern: new RegExp(`${bound}(?:tren|lon hon|hon|vuot|>)\\s*${number}${percent}${notAge}`, 'u'),
    interval: ([, low = '', sign]) => makeInterval({ low, hasLow: false, isRate: sign !== undefined }),
  },
  {
    pattern: new RegExp(`${bound}(?:duoi|thap hon|nho hon|it hon|<)\\s*${number}${percent}${notAge}`, 'u'),
    interval: ([, high = '', sign]) => makeInterval({ high, hasHigh: false, isRate: sign !== undefined }),
  },
  {
    // "x 100%" is a formula, no level.
    pattern: /(?<![a-z\d×*.,])(?<![x×*]\s*)(?:dat\s+)?(?:du\s+)?100\s*(?:%|phan tram)/u,
    interval: () => makeInterval({ low: '100', high: '100', hasLow: true, hasHigh: true, isRate: true }),
  },
  {
    pattern: new RegExp(
      `(?:^|${bound}co\\s+|xay ra\\s+)${number}(?=\\s+(?:em|tre|chau|vu|truong hop|hoat dong|diem vui|lan|cau lac bo|cuoc|mo hinh|nguoi)(?![a-z]))`,
      'u',
    ),
    interval: ([, count = '']) =>
      makeInterval({ low: count, high: count, hasLow: true, hasHigh: true, isRate: false }),
  },
];

function makeInterval(border: {
  readonly low?: string;
  readonly high?: string;
  readonly hasLow?: boolean;
  readonly hasHigh?: boolean;
  readonly isRate: boolean;
}): Interval | undefined {
  const read = (text: string | undefined): number | null | undefined => {
    if (text === undefined) return null;
    const value = parseNumber(text, border.isRate ? 'percent' : 'count')?.value;
    return value === undefined ? undefined : border.isRate ? Number((value / 100).toFixed(8)) : value;
  };
  const [low, high] = [read(border.low), read(border.high)];
  if (low === undefined || high === undefined || (low !== null && high !== null && low > high))
    return undefined;
  return {
    low,
    high,
    hasLow: border.hasLow ?? false,
    hasHigh: border.hasHigh ?? false,
    isRate: border.isRate,
  };
}

/** "50 điểm", not "2 điểm vui chơi"; or a bare figure behind the last colon: "không có: 75". */
const pointsPattern =
  /(\d+(?:[.,]\d+)?)\s*(?:điểm(?!\s+vui)|đ(?![\p{L}])|(?<=:\s*\d+(?:[.,]\d+)?\s*)\.?$)/giu;
const numbering =
  /^\s*(?:[-–—+*•●▪]\s*)*(?:\(?(\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,4})\s*[.)/](?=\s|\p{L})\s*)/iu;
const bullets = /^\s*[-–—+*•●▪]+\s*/u;
/** What a scale can say that levels cannot: deductions, so much for each. */
const unclear =
  /(?<!\p{L})(?:trừ|nhân với|cộng thêm|điểm thưởng|(?:mỗi|cứ)(?!\p{L}).*(?<!\p{L})(?:được|tính|thêm))(?!\p{L})/iu;
const formula = /=|[x×*]\s*100|(?<![a-z])(?:cach tinh|cong thuc|ghi chu|luu y)(?![a-z])/u;

/** Reads one clause. */
export function readClause(text: string): Clause {
  const written = toNfc(text).trim();
  const numbered = numbering.exec(written);
  const body = written.slice(numbered?.[0].length ?? 0).replace(bullets, '');
  const given = [...body.matchAll(pointsPattern)];
  const [only] = given;
  const points = given.length === 1 ? (parseNumber(only?.[1] ?? '', 'points')?.value ?? null) : null;
  const rest = only === undefined || points === null ? body : blank(body, only.index, only[0].length);
  const folded = foldAccents(rest);
  const found = findIntervals(folded);
  const [first] = found;
  const [head, tail] = first === undefined ? partAtColon(rest) : [blank(rest, first.index, first.length), ''];
  const word = first === undefined ? wordCondition(tail === '' ? head : tail) : null;
  const label = word === null && tail !== '' ? rest : head;
  return {
    text: written,
    label: tidyLabel(label, word),
    condition: first?.interval ?? word,
    points,
    isMaximum: points !== null && /toi da\s*:?\s*$/u.test(foldAccents(body.slice(0, only?.index)).trimEnd()),
    isNumbered: numbered !== null,
    isUnclear:
      given.length > 1 || found.length > 1 || unclear.test(body) || (points === null && formula.test(folded)),
  };
}

const blank = (text: string, from: number, length: number): string =>
  text.slice(0, from) + ' '.repeat(length) + text.slice(from + length);

function findIntervals(
  text: string,
): readonly { readonly index: number; readonly length: number; readonly interval: Interval }[] {
  const found: { index: number; length: number; interval: Interval }[] = [];
  let rest = text;
  for (const { pattern, interval } of patterns) {
    const match = pattern.exec(rest);
    const read = match === null ? undefined : interval(match);
    if (match === null || read === undefined) continue;
    found.push({ index: match.index, length: match[0].length, interval: read });
    rest = blank(rest, match.index, match[0].length);
  }
  return found.sort((one, other) => one.index - other.index);
}

/** "Số trẻ em bị xâm hại: không có" has its level behind the colon. */
function partAtColon(text: string): readonly [string, string] {
  const [, head = text, tail = ''] = /^(.*\p{L}.*?):([^:]*\p{L}[^:]*):?\s*$/u.exec(text) ?? [];
  return [head, tail];
}

function wordCondition(text: string): 'none' | 'some' | 'rest' | 'no-case' | null {
  const words = foldWords(text);
  if (/^(?:cac |nhung )?(?:truong hop |muc )?(?:con lai|khac)$|^(?:khong dat|chua dat|duoi muc)/u.test(words))
    return 'rest';
  if (/^(?:neu )?(?:trong (?:nam|ky) )?khong phat sinh/u.test(words)) return 'no-case';
  if (/^(?:neu )?(?:khong|chua)(?: |$)/u.test(words)) return 'none';
  if (/^(?:neu )?co(?: |$)/u.test(words)) return 'some';
  return null;
}

function tidyLabel(label: string, word: LevelCondition | null): string {
  const bare = label
    .replace(/\s+/gu, ' ')
    .replace(/[\s:;,.(–=-]*\)?[\s:;,.–-]*$/u, '')
    .replace(/^[\s:;,.)–-]+/u, '')
    .replace(/\s*[:(]\s*(?:tối đa|được|đạt)?$/iu, '')
    .trim();
  return word === 'rest' || /^(?:có|không|chưa)$/iu.test(bare) ? '' : bare;
}

/** Splits text into clauses: at semicolons, at the ends of lines, and behind points with a level to follow. */
export function splitClauses(line: string): readonly string[] {
  return line
    .split(/;|\n/u)
    .flatMap((piece) => {
      const given = [...piece.matchAll(pointsPattern)];
      const isPointsFirst = /^\W*\d+(?:[.,]\d+)?\s*điểm/iu.test(piece);
      if (given.length < 2 || isPointsFirst) return [piece];
      return piece.split(/(?<=điểm)\s*[,.)]\s*/iu);
    })
    .map((piece) => piece.trim())
    .filter((piece) => foldWords(piece) !== '');
}

const noise = new Set(
  'em tre chau vu viec truong hop ty ti le dat neu co so duoc thi xa tinh muc ca cac nguoi diem toi da lan tong trong nam ky khong bi xay ra hoat dong tu tro len tiep theo hoac cho voi doi la'.split(
    ' ',
  ),
);

/** Words that only go with a level and name nothing to be measured. */
export function isNoise(label: string): boolean {
  return foldWords(label)
    .split(' ')
    .every((word) => word === '' || noise.has(word));
}
