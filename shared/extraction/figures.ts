import { foldAccents, foldWords } from '../vietnamese/fold.ts';
import type { ParsedNumber } from '../vietnamese/numbers.ts';
import {
  numberPattern,
  numberStart,
  numberWordsPattern,
  parseNumber,
  parseNumberWords,
} from '../vietnamese/numbers.ts';

/** What a count counts, as far as the word behind it tells. */
export type CountedThing = 'person' | 'place' | 'case' | 'ballot' | 'activity' | 'points' | 'other';

interface FigureSpan {
  /** Positions in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly raw: string;
}

/** A figure found in a text. A rate is a fraction 0..1 with the decimals of its percentage; perMille rates are given as fractions too. */
export type Figure =
  | (FigureSpan & {
      readonly kind: 'fraction';
      readonly numerator: number;
      readonly denominator: number;
      readonly counted: CountedThing | undefined;
      /** The rate printed with it ("… = 98,5%"). */
      readonly printed?: PrintedRate;
      /** The words between the fraction and its printed rate. */
      readonly inside?: string;
    })
  | (FigureSpan & { readonly kind: 'rate'; readonly printed: PrintedRate })
  | (FigureSpan & {
      readonly kind: 'count';
      readonly value: number;
      readonly counted: CountedThing | undefined;
      /** Folded words behind it that no class of things above is meant by: a scale may have a unit of its own. */
      readonly unit?: string;
    })
  | (FigureSpan & { readonly kind: 'none' });

/** A rate as printed. `unit` is the value of one step in its last place, as a fraction (0,1% is 0.001). */
export interface PrintedRate {
  readonly value: number;
  readonly unit: number;
  readonly ambiguous: boolean;
  /** Not the rate itself but what it lies above, below or near: "trên 95%", "≥ 95%", "ước đạt 95%". */
  readonly isBound?: true;
}

/** Letters behind a count in which its unit stands. */
const unitLetters = 40;

const thingWords: readonly (readonly [CountedThing, RegExp])[] = [
  [
    'points',
    /^(?:diem|d)\b(?! (?:vui|truong|tu van|sinh hoat|cau|dan cu|bao|nhom|choi|san|giu tre|le|chinh|tiem|buu dien|nong|phan tram|thon|ban))/u,
  ],
  ['ballot', /^(?:phieu|y kien)\b/u],
  ['case', /^(?:vu viec|vu|truong hop bi bo roi)\b/u],
  ['place', /^(?:thon|ban|khu pho|khu|to dan pho|to|xom|lang|ap|khoi pho|khoi|khom|buon|phum|soc|diem)\b/u],
  ['activity', /^(?:hoat dong|cuoc|buoi|lan|chuong trinh|giai|hoi thi|su kien|dot|lop)\b/u],
  [
    'other',
    /^(?:thanh vien|tieu chi|hoi vien|ho|dong|trieu|nghin|nhan khau|truong|nam|thang|tuoi|ngay|gio|phut|quy|cong chuc|dai bieu|dang vien|don vi|nhom|chi tieu|noi dung|bo|mo hinh|cau lac bo|clb|dien dan|km|m2|uy vien|can bo)\b/u,
  ],
  [
    'person',
    /^(?:tre em|tre|em|chau|hoc sinh|nguoi dan|nguoi|truong hop|ca|luot|te|be|cong dan|phu huynh|nam sinh|nu sinh)\b/u,
  ],
];

/** Tells what the words behind a number count ("trẻ", "phiếu", "thôn"); undefined when they say nothing of it. */
export function countedThing(after: string): CountedThing | undefined {
  const folded = foldAccents(after).replace(/^[\s(.,:]+/u, '');
  // "người dân" and "trường hợp" would be caught by shorter words of other classes.
  if (/^(?:truong hop|nguoi)\b/u.test(folded)) return 'person';
  return thingWords.find(([, pattern]) => pattern.test(folded))?.[0];
}

/** "611 trong 617 em", not "3 buổi trong 6 tháng". */
const amongThem = String.raw`trong(?:\s+s[ốo])?(?=\s*[\d.,]+\s*(?:trẻ|em|cháu|học sinh|thôn|bản|khu phố|phiếu)(?!\p{L}))`;

const fractionPattern = new RegExp(
  String.raw`(${numberPattern})\s*((?:\p{L}+\s*){0,4}?)\s*(?:/|tr[êe]n t[ổo]ng s[ốo]|tr[êe]n t[ổo]ng|trong t[ổo]ng s[ốo]|tr[êe]n|${amongThem})\s*(${numberPattern})(?![/\d%‰]|[.,]\d)(?!\s*(?:%|‰))`,
  'giu',
);
/** Per cents have no thousands: in "57/57 100%" they stand behind a count. */
const percentPattern = String.raw`${numberStart}\d+(?:[.,]\d+)?(?!\d)`;
const ratePattern = new RegExp(
  String.raw`(${percentPattern})\s*(%|‰|ph[ầa]n tr[ăa]m|ph[ầa]n ngh[ìi]n)`,
  'giu',
);
const rateInWords = new RegExp(String.raw`(${numberWordsPattern})(ph[ầa]n tr[ăa]m|ph[ầa]n ngh[ìi]n)`, 'giu');
const countInWords = new RegExp(
  String.raw`(${numberWordsPattern})(?=(?:trẻ|em|cháu|trường hợp|hoạt động|cuộc|buổi|đợt|vụ)(?!\p{L}))`,
  'giu',
);
const countPattern = new RegExp(`(${numberPattern})`, 'giu');
const nonePattern =
  /(?<!\p{L})(?:kh[ôo]ng\s+(?:c[óo]|x[ảa]y ra|ph[áa]t sinh|ghi nh[ậa]n|ph[áa]t hi[ệe]n|[đd][ểe] x[ảa]y ra|c[òo]n)|ch[ưu]a\s+(?:c[óo]|ph[áa]t hi[ệe]n|x[ảa]y ra|ghi nh[ậa]n|ph[áa]t sinh)|kh[ôo]ng(?!\s+(?:đạt|đủ|đúng|đáp ứng|hoàn thành|hài lòng)))(?!\p{L})/giu;

/** Words before a number that make it a date, a number of a paper, an age or an ordinal, not a figure. */
const notAFigureBefore =
  /(?:ngày|tháng|năm|quý|số|điều|khoản|điểm [a-zđ]|(?:tiêu chí|(?<!\p{L})TC)(?: số)?|mục|biểu|phụ lục|lần thứ|dịp|tết|thiếu nhi|quốc khánh|dưới|từ đủ|từ|đến|trên|qua|hơn|gần|khoảng|thứ|lớp|khóa|khoá|nđ|tối đa|tối thiểu|(?<!\p{L})điểm\s*:?|nghị định|quyết định|luật|[<>≤≥~])\s*$/iu;
const boundBefore =
  /(?:(?<!\p{L})(?:trên|hơn|gần|khoảng|ước(?: tính| đạt| thực hiện)*|xấp xỉ|dưới|từ|tối thiểu|ít nhất|tối đa|không quá|(?:chưa|không)\s+(?:đạt|tới|đến|đủ)(?:\s+(?:mức|ngưỡng))?)|[<>≤≥~]|\d\s*%?\s*(?:-|–|đến))\s*$/iu;
const notACountAfter =
  /^\s*(?:[/.-]\s*\d|\/\s*\p{L}|tuổi|tháng tuổi|tháng|năm|giờ|phút|đồng|triệu|tr\.?đ|nghìn|hộ|nhân khẩu|%|‰|-\s*\d|h\d|ngày)/iu;

/** Finds every figure of a text in order, none overlapping: fractions first, then rates, words of absence, plain counts. */
export function findFigures(text: string): readonly Figure[] {
  const found: Figure[] = [];
  const isFree = (start: number, end: number): boolean =>
    found.every((figure) => end <= figure.start || start >= figure.end);
  const add = (figure: Figure): void => {
    if (isFree(figure.start, figure.end)) found.push(figure);
  };
  for (const match of text.matchAll(fractionPattern)) {
    const figure = fractionOf(match, text);
    if (figure !== undefined) add(figure);
  }
  for (const match of text.matchAll(ratePattern)) {
    const printed = printedRate(match[1] ?? '', match[2] ?? '');
    if (printed === undefined) continue;
    // "98, 5%" and "9 8,5%": a number broken by a space, or two numbers.
    const isBroken = /(?<![\d./])\d{1,3}(?:\s*[.,]\s+|\s+[.,]?)$/u.test(text.slice(0, match.index));
    const isBound = boundBefore.test(text.slice(0, match.index));
    add({
      kind: 'rate',
      printed: { ...printed, ...(isBroken ? { ambiguous: true } : {}), ...(isBound ? { isBound } : {}) },
      ...spanOf(match),
    });
  }
  for (const match of text.matchAll(rateInWords)) {
    const words = parseNumberWords(match[1] ?? '');
    if (words === undefined) continue;
    const printed = rateOf(words, match[2] ?? '');
    const before = found.findIndex(
      ({ kind, end }) => kind === 'rate' && /^\s*\($/u.test(text.slice(end, match.index)),
    );
    const digits = found[before];
    if (digits?.kind !== 'rate') add({ kind: 'rate', printed, ...spanOf(match) });
    // "98,5% (chín mươi phần trăm)": which of the two is meant, a person must say.
    else if (digits.printed.value !== printed.value)
      found[before] = { ...digits, printed: { ...digits.printed, ambiguous: true } };
  }
  for (const match of text.matchAll(nonePattern))
    if (!deniesPoints(text.slice(match.index + match[0].length))) add({ kind: 'none', ...spanOf(match) });
  for (const match of text.matchAll(countInWords)) {
    const words = match[1] ?? '';
    const value = parseNumberWords(words)?.value;
    const before = text.slice(0, match.index);
    if (value === undefined || isDoubtfulWords(words, before, text.slice(match.index + words.length)))
      continue;
    const end = match.index + words.trimEnd().length;
    const counted = countedThing(text.slice(end));
    // "là một hoạt động thiết thực" counts nothing.
    if (value === 1 && counted === 'activity') continue;
    add({ kind: 'count', value, counted, start: match.index, end, raw: words.trim() });
  }
  for (const match of text.matchAll(countPattern)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    if (notAFigureBefore.test(before) || notACountAfter.test(after) || /[\p{L}/-]$/u.test(before)) continue;
    const parsed = parseNumber(match[1] ?? '', 'count');
    if (parsed === undefined || parsed.ambiguous || !Number.isInteger(parsed.value)) continue;
    const { value } = parsed;
    const counted = countedThing(after);
    const unit = counted === 'other' ? { unit: foldWords(after.slice(0, unitLetters)) } : {};
    add({ kind: 'count', value, counted, ...unit, ...spanOf(match) });
  }
  return joinPrintedRates(
    found.sort((a, b) => a.start - b.start),
    text,
  );
}

/** "không có điểm do có trẻ em tử vong", "chưa được tính điểm": nothing is denied but points. */
function deniesPoints(after: string): boolean {
  const folded = foldAccents(after)
    .trimStart()
    .replace(/^(?:(?:co|duoc|dat|tinh|tu|cham|cho|ghi|so|du)\s+)*/u, '');
  return countedThing(folded) === 'points';
}

const hasAccents = (text: string): boolean => foldAccents(text) !== text.normalize('NFC').toLowerCase();

/** "trong năm hai em", "không em nào", "thứ hai": words of numbers that may be none. */
function isDoubtfulWords(words: string, before: string, after: string): boolean {
  return (
    // "Sau vụ việc, …" where accents are written is no six.
    (/^(?:sau|bay|tu|lam|bon|tam|chin|mot|muoi)\s/iu.test(words) && hasAccents(before + after)) ||
    /^(?:n[ăa]m(?!\s+mươi\s)|không|linh|l[ẻe]|t[ưu]|l[ăa]m|nh[ăa]m)(?!\p{L})/iu.test(words) ||
    /(?:thứ|mỗi|từng|cả|trong|số)\s*$/iu.test(before)
  );
}

function spanOf(match: RegExpExecArray): FigureSpan {
  return { start: match.index, end: match.index + match[0].length, raw: match[0].trim() };
}

function fractionOf(match: RegExpExecArray, text: string): Figure | undefined {
  const before = text.slice(0, match.index);
  const [, first = '', between = '', second = ''] = match;
  const after = text.slice(match.index + match[0].length);
  const slash = match[0].includes('/');
  // 35/QĐ-UBND, 27/10, 1/6: a paper's number or a day, unless a unit of counting says otherwise.
  if (slash && /^\s*-?\s*(?:QĐ|KH|TTr|BC|BB|NĐ|NQ|TT|HD|CT)/u.test(after)) return undefined;
  if (slash && /(?:ngày|tháng|dịp|tết|lễ|thiếu nhi|quốc khánh|phụ nữ|hồi|số:?)\s*$/iu.test(before))
    return undefined;
  if (/[\p{L}\d]\/?$/u.test(before)) return undefined;
  const numerator = parseNumber(first, 'count');
  const denominator = parseNumber(second, 'count');
  if (numerator === undefined || denominator === undefined) return undefined;
  if (numerator.ambiguous || denominator.ambiguous) return undefined;
  if (!Number.isInteger(numerator.value) || !Number.isInteger(denominator.value)) return undefined;
  // "trẻ em trên 5": words between must count something, else the preposition is part of a sentence.
  if (!slash && between.trim() !== '' && countedThing(between) === undefined) return undefined;
  const counted = countedThing(between) ?? countedThing(after);
  // "56 trên 57 trẻ" counts, "5 trên 16 tuổi" does not.
  if (
    !slash &&
    between.trim() === '' &&
    !/tổng/iu.test(match[0]) &&
    (counted === undefined || counted === 'other')
  )
    return undefined;
  return {
    kind: 'fraction',
    numerator: numerator.value,
    denominator: denominator.value,
    counted,
    ...spanOf(match),
  };
}

function printedRate(number: string, sign: string): PrintedRate | undefined {
  const parsed = parseNumber(number, 'percent');
  return parsed === undefined ? undefined : rateOf(parsed, sign);
}

function rateOf(parsed: ParsedNumber, sign: string): PrintedRate {
  const scale = sign === '‰' || /ngh[ìi]n/iu.test(sign) ? 1000 : 100;
  const value = roundAway(parsed.value / scale);
  return { value, unit: 10 ** -parsed.decimals / scale, ambiguous: parsed.ambiguous };
}

/** 98.5 / 100 is 0.985 to the last bit of a double only after rounding to the digits that were printed. */
function roundAway(value: number): number {
  return Number(value.toPrecision(12));
}

/** Reads a plain number of a column whose head says per cent ("98,5" under "Tỷ lệ (%)"). */
export function printedPercent(text: string, sign: '%' | '‰' = '%'): PrintedRate | undefined {
  return printedRate(text.replace(/[%‰\s]+$/u, ''), /‰/u.test(text) ? '‰' : sign);
}

/** Tells whether a/b, rounded or cut to the printed decimals, is the printed rate. */
export function agreesWithPrinted(numerator: number, denominator: number, printed: PrintedRate): boolean {
  if (denominator === 0) return numerator === 0 && printed.value === 0;
  const exact = numerator / denominator;
  const difference = printed.value - exact;
  const slack = 1e-9;
  const rounded = Math.abs(difference) <= printed.unit / 2 + slack;
  const cut = difference <= slack && difference > -printed.unit + slack && printed.unit <= 0.001;
  return rounded || cut;
}

const connectors = new Set(
  'em tre chau phieu thon khu pho vu viec dat chiem ty ti le suat la bang tuong ung duoc nguoi hoc sinh dan so voi truong hop ban tong te hay tuc'.split(
    ' ',
  ),
);

/** A fraction and the rate printed beside it are one figure: "67/68 trẻ, đạt 98,5%", "98,5% (67/68 trẻ)". */
function joinPrintedRates(figures: readonly Figure[], text: string): readonly Figure[] {
  const joined: Figure[] = [];
  for (const figure of figures) {
    const last = joined.at(-1);
    if (last !== undefined) {
      const fraction = last.kind === 'fraction' ? last : figure.kind === 'fraction' ? figure : undefined;
      const rate = last.kind === 'rate' ? last : figure.kind === 'rate' ? figure : undefined;
      if (
        fraction !== undefined &&
        rate !== undefined &&
        fraction.printed === undefined &&
        belongTogether(fraction, rate, text.slice(last.end, figure.start))
      ) {
        // "98,5% (197/200 trẻ)": the bracket that opens inside closes behind.
        const closing = /^[^()]{0,20}\)/u.exec(text.slice(figure.end))?.[0] ?? '';
        const end = text.slice(last.end, figure.start).includes('(')
          ? figure.end + closing.length
          : figure.end;
        joined[joined.length - 1] = {
          ...fraction,
          printed: rate.printed,
          inside: text.slice(last.end, figure.start),
          start: last.start,
          end,
          raw: text.slice(last.start, end).trim(),
        };
        continue;
      }
    }
    joined.push(figure);
  }
  return joined;
}

function belongTogether(
  fraction: Extract<Figure, { kind: 'fraction' }>,
  rate: Extract<Figure, { kind: 'rate' }>,
  gap: string,
): boolean {
  if (/[;\n]/u.test(gap) || gap.length > 160) return false;
  const words = foldAccents(gap)
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  if (words.every((word) => connectors.has(word))) return true;
  return (
    agreesWithPrinted(fraction.numerator, fraction.denominator, rate.printed) &&
    /(?:dat|chiem|ty le|ti le|ty suat|bang|=|\()\s*$/u.test(foldAccents(gap))
  );
}
