import type { CriterionName, IndicatorDefinition, IndicatorUnit, Vocabulary } from '../domain/indicator.ts';
import { foldAccents, foldWords } from '../vietnamese/fold.ts';

/** Outside a section of its criterion a wording must be this near (0..1) to one of the known ones. */
export const leastLikeness = 0.6;

/** Below this likeness (0..1) a wording does not name a criterion. */
const criterionLikeness = 0.72;

/** From this likeness on a wording is an indicator's rather than that of another criterion it also resembles. */
const plainItem = 0.9;

/** How well a label names an indicator: the definition and a likeness 0..1; `certain` when its required words stand there and no rival's. */
export interface IndicatorMatch {
  readonly indicator: IndicatorDefinition;
  readonly likeness: number;
  readonly certain: boolean;
}

/** Finds criteria and indicators by the wordings of a rubric's vocabulary, tolerant of accents, typing slips and word order. */
export interface LabelMatcher {
  /** The number a text gives outright: "Tiêu chí 7", "tiêu chí số 07", "TC7"; undefined when it gives none. */
  readonly explicitCriterion: (text: string) => number | undefined;
  /** The criterion whose wording a text has, with its likeness 0..1. */
  readonly criterionByWording: (
    text: string,
  ) => { readonly number: number; readonly likeness: number } | undefined;
  /** The one criterion among whose words are all the telling words of a title: "Về tiêm chủng", "Vui chơi, giải trí". */
  readonly criterionByPart: (title: string) => number | undefined;
  /** The indicator a label means; within one criterion when that is known. */
  readonly indicator: (
    label: string,
    within: number | undefined,
    units: readonly IndicatorUnit[],
  ) => IndicatorMatch | undefined;
  /** The exact name of a criterion. */
  readonly criterionName: (criterion: number) => string | undefined;
  /** The shortest wording of a criterion. */
  readonly shortCriterionName: (criterion: number) => string | undefined;
  readonly ofCriterion: (criterion: number) => readonly IndicatorDefinition[];
  readonly criterionCount: number;
}

/** Short forms of offices. Those that are also syllables of words count in capitals only ("TE" is no "tế"). */
const shortForms: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:te)?hc[đd]b(?:kk)?(?!\p{L})/giu, 'hoàn cảnh đặc biệt'],
  [/(?<!\p{L})bvcste(?!\p{L})/giu, 'bảo vệ chăm sóc trẻ em'],
  [/(?<!\p{L})bvcs(?!\p{L})/giu, 'bảo vệ chăm sóc'],
  [/(?<!\p{L})bvte(?!\p{L})/giu, 'bảo vệ trẻ em'],
  [/(?<!\p{L})ctv(?!\p{L})/giu, 'cộng tác viên'],
  [/(?<!\p{L})[đd]kks(?!\p{L})/giu, 'đăng ký khai sinh'],
  [/(?<!\p{L})vppl(?!\p{L})/giu, 'vi phạm pháp luật'],
  [/(?<!\p{L})tntt(?!\p{L})/giu, 'tai nạn thương tích'],
  [/(?<!\p{L})tcmr(?!\p{L})/giu, 'tiêm chủng mở rộng'],
  [/(?<!\p{L})tc[đd][đd](?!\p{L})/giu, 'tiêm chủng đầy đủ'],
  [/(?<!\p{L})sdd(?!\p{L})/giu, 'suy dinh dưỡng'],
  [/(?<!\p{L})ksk(?:[đd]k)?(?!\p{L})/giu, 'khám sức khỏe'],
  [/(?<!\p{L})tdtt(?!\p{L})/giu, 'thể dục thể thao'],
  [/(?<![\p{L}])(?<!Y )TE(?!\p{L})/gu, 'trẻ em'],
  [/(?<!\p{L})ND(?=.*hài lòng)|(?<=hài lòng.*(?<!\p{L}))ND(?!\p{L})/gu, 'người dân'],
  [/(?<=bị )XH(?!\p{L})/gu, 'xâm hại'],
  [/(?<!\p{L})(?:c[aá]c\s+)?ch[aá]u(?!\p{L})/giu, 'trẻ em'],
  [/(?<!\p{L})thi[eế]u nhi(?!\p{L})/giu, 'trẻ em'],
  [/(?<!\p{L})MG(?!\p{L})/gu, 'mẫu giáo'],
  [/(?<!\p{L})NT(?!\p{L})/gu, 'nhà trẻ'],
  [/(?<!\p{L})MN(?!\p{L})/gu, 'mầm non'],
];

/** A wording folded for comparison, its short forms written out. */
function foldLabel(text: string): string {
  return foldWords(shortForms.reduce((written, [form, words]) => written.replace(form, words), text));
}

interface Wording {
  readonly text: string;
  readonly words: readonly string[];
}

interface PreparedIndicator {
  readonly definition: IndicatorDefinition;
  readonly wordings: readonly Wording[];
}

/** Prepares the wordings of a vocabulary once, to be asked many times. */
export function createLabelMatcher(vocabulary: Vocabulary): LabelMatcher {
  const criteria = vocabulary.criteria.map((criterion) => ({
    number: criterion.number,
    wordings: [criterion.name, ...criterion.synonyms].map(prepareWording),
  }));
  const indicators: readonly PreparedIndicator[] = vocabulary.indicators.map((definition) => ({
    definition: {
      ...definition,
      required: definition.required.map((group) => group.flatMap((word) => foldLabel(word).split(' '))),
      excluded: definition.excluded.map(foldLabel),
    },
    wordings: [definition.name, definition.shortName, ...definition.synonyms].map(prepareWording),
  }));
  return {
    criterionCount: vocabulary.criteria.length,
    explicitCriterion: (text) => explicitCriterion(text, vocabulary.criteria),
    criterionByWording: remembered((text: string) => {
      const folded = foldLabel(stripNumbering(text));
      const words = folded.split(' ');
      if (words.length < 2) return undefined;
      let best: { number: number; likeness: number } | undefined;
      for (const { number, wordings } of criteria)
        for (const wording of wordings) {
          const likeness = likenessOf(words, folded, wording);
          if (likeness >= criterionLikeness && likeness > (best?.likeness ?? 0)) best = { number, likeness };
        }
      // "Trẻ em hài lòng" is one letter from "Trẻ em bị xâm hại".
      const item = matchIndicator(text, undefined, ['rate', 'count', 'yes-no'], indicators);
      const isOther =
        item !== undefined &&
        item.indicator.criterion !== best?.number &&
        item.likeness > Math.max(best?.likeness ?? 0, plainItem);
      return isOther ? undefined : best;
    }),
    criterionByPart: (title) => {
      const telling = foldLabel(title)
        .split(' ')
        .filter((word) => word !== '' && !titleWords.has(word));
      if (telling.length < 2) return undefined;
      const found = criteria.filter(({ wordings }) =>
        wordings.some((wording) => telling.every((word) => wording.words.includes(word))),
      );
      return found.length === 1 ? found[0]?.number : undefined;
    },
    indicator: remembered((label: string, within: number | undefined, units: readonly IndicatorUnit[]) =>
      matchIndicator(label, within, units, indicators),
    ),
    criterionName: (number) => vocabulary.criteria.find((criterion) => criterion.number === number)?.name,
    shortCriterionName: (number) => {
      const named = vocabulary.criteria.find((criterion) => criterion.number === number);
      return [...(named?.synonyms ?? [])].sort((a, b) => a.length - b.length)[0] ?? named?.name;
    },
    ofCriterion: (criterion) =>
      vocabulary.indicators.filter((indicator) => indicator.criterion === criterion),
  };
}

/** Labels whose answers are kept: a table asks about each of its labels once for every column, and again for every way to read it. */
const mostRemembered = 2_000;

function remembered<Asked extends readonly unknown[], Answer>(
  ask: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  const answers = new Map<string, Answer>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    if (answers.size >= mostRemembered) answers.clear();
    const answer = ask(...asked);
    answers.set(key, answer);
    return answer;
  };
}

/** Words of a title that say nothing of which criterion it is about. */
const titleWords = new Set(
  've cong tac viec ket qua tinh hinh thuc hien bo tri phong chong linh vuc nhom chi tieu tre em cho cua duoc bi co va'.split(
    ' ',
  ),
);

/**
 * A matcher for a section of several criteria: outside one criterion the indicators of these are known by their own words
 * alone, as they would be in a section of their own.
 */
export function amongCriteria(matcher: LabelMatcher, criteria: readonly number[]): LabelMatcher {
  return {
    ...matcher,
    indicator: (label, within, units) => {
      const plain = matcher.indicator(label, within, units);
      if (within !== undefined || (plain !== undefined && plain.likeness >= leastLikeness)) return plain;
      const [best, second] = criteria
        .map((criterion) => matcher.indicator(label, criterion, units))
        .filter((match) => match !== undefined)
        .sort((a, b) => b.likeness - a.likeness);
      if (best === undefined || (second !== undefined && best.likeness - second.likeness < 0.02))
        return plain;
      return { ...best, likeness: Math.max(best.likeness, leastLikeness) };
    },
  };
}

/** A label without its own numbering: "1.2. ", "a) ", "- ", "Tiêu chí 3: ". */
export function stripNumbering(text: string): string {
  return text
    .trim()
    .replace(/^(?:[-–—+*•●▪]\s*|(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])\s*[.):/-]\s*)+/iu, '')
    .replace(/^(?:tiêu\s*chí|TC)\s*(?:số\s*)?\d{1,2}\s*[.:)–—-]?\s*/iu, '');
}

function explicitCriterion(text: string, criteria: readonly CriterionName[]): number | undefined {
  const match = /(?<![a-z])(?:tieu chi|tc)\s*(?:so|thu)?\s*(\d{1,2})(?!\d)/u.exec(foldWords(text));
  const number = match === null ? undefined : Number(match[1]);
  return criteria.some((criterion) => criterion.number === number) ? number : undefined;
}

function prepareWording(text: string): Wording {
  const folded = foldLabel(text);
  return { text: folded, words: folded.split(' ') };
}

function likenessOf(words: readonly string[], folded: string, wording: Wording): number {
  if (folded === wording.text) return 1;
  const shared = countShared(words, wording.words);
  const dice = (2 * shared) / (words.length + wording.words.length);
  // The whole wording inside a longer label is a good sign even where the label goes on.
  const contained = shared === wording.words.length && wording.words.length >= 3 ? 0.75 : 0;
  return Math.max(dice, contained);
}

function countShared(words: readonly string[], others: readonly string[]): number {
  const rest = [...others];
  let shared = 0;
  for (const word of words) {
    const at = rest.findIndex((other) => sameWord(word, other));
    if (at === -1) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return shared;
}

/** Equal, or one slip of the keyboard from a known word of four letters or more ("lại" for "loại"); "Nhân" is no slip of the shorter "nhà". */
export function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || a.length < 3 || b.length < 4) return false;
  // Slips seldom hit the first letter; "hiện" is no slip of "viên".
  if (a[0] !== b[0] || /\d/u.test(a + b)) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

/** "Trẻ em bị xâm hại so với tổng số trẻ em", "Số em bị TNTT/số trẻ em": a part of all children is a rate. */
const ofAllChildren =
  /(?:so\s+voi|chia(?:\s+cho)?|(?<![a-z])tren|(?<![a-z])trong|\/)\s*(?:tong\s+)?so\s+(?:tre(?:\s+em)?|em|chau|te)(?![a-z])/u;

/** A label without the words by which it is a part of all children: what is counted. */
export function withoutWhole(label: string): string {
  const whole = ofAllChildren.exec(foldAccents(label));
  return whole === null
    ? label
    : label.normalize('NFC').slice(0, whole.index) +
        label.normalize('NFC').slice(whole.index + whole[0].length);
}

function matchIndicator(
  label: string,
  within: number | undefined,
  units: readonly IndicatorUnit[],
  indicators: readonly PreparedIndicator[],
): IndicatorMatch | undefined {
  const plain = matchWording(label, within, units, indicators);
  if (plain?.indicator.unit === 'rate' || !ofAllChildren.test(foldAccents(label))) return plain;
  const rate = matchWording(`tỷ lệ ${stripNumbering(label)}`, within, ['rate'], indicators);
  if (rate === undefined || (within === undefined && rate.likeness < leastLikeness)) return plain;
  // What such a label has is no count, whoever asks for one.
  return units.includes('rate') ? rate : undefined;
}

function matchWording(
  label: string,
  within: number | undefined,
  units: readonly IndicatorUnit[],
  indicators: readonly PreparedIndicator[],
): IndicatorMatch | undefined {
  const folded = foldLabel(stripNumbering(label));
  if (folded === '') return undefined;
  const words = folded.split(' ');
  const candidates = indicators.filter(
    ({ definition }) =>
      (within === undefined || definition.criterion === within) && units.includes(definition.unit),
  );
  const matches = candidates
    .map((candidate) => scoreIndicator(candidate, words, folded, within !== undefined))
    .filter((match) => match !== undefined)
    .sort((a, b) => b.likeness - a.likeness);
  const [best, second] = matches;
  if (best === undefined) return undefined;
  // Two indicators the label fits as well are none.
  if (second !== undefined && second.certain && best.likeness - second.likeness < 0.02) return undefined;
  return best;
}

/** "tửvong": a text layer that lost its spaces still says what the indicator is not. */
function isRunTogether(phrase: string, folded: string): boolean {
  return phrase.includes(' ') && folded.replaceAll(' ', '').includes(phrase.replaceAll(' ', ''));
}

/** The words of an age stand in their order: "dân số 3.412 người, trẻ em dưới 16 tuổi" says nothing of those below 3. */
function hasAge(group: readonly string[], padded: string): boolean {
  const first = group.findIndex((word) => /^\d+$/u.test(word));
  if (first < 0) return true;
  const start = group[first - 1] === 'duoi' ? first - 1 : first;
  const length = group.slice(start + 1).findIndex((word) => !ageWords.test(word));
  const age = group.slice(start, length < 0 ? undefined : start + 1 + length);
  return new RegExp(` ${age.join(String.raw`(?: (?:tu|du|den|duoi|toi|tuoi|thang|va)){0,3} `)} `, 'u').test(
    padded,
  );
}

const ageWords = /^(?:\d+|tuoi|thang)$/u;

function scoreIndicator(
  candidate: PreparedIndicator,
  words: readonly string[],
  folded: string,
  isWithin: boolean,
): IndicatorMatch | undefined {
  const { definition, wordings } = candidate;
  const padded = ` ${folded} `;
  if (definition.excluded.some((phrase) => padded.includes(` ${phrase} `) || isRunTogether(phrase, folded)))
    return undefined;
  const certain = definition.required.some((group) => {
    if (!hasAge(group, padded)) return false;
    const missing = group.filter((word) => !words.includes(word));
    if (missing.length === 0) return true;
    // One slip of the keyboard is forgiven inside its criterion; elsewhere "tiểu" could pass for "tiêm".
    return (
      isWithin &&
      missing.length === 1 &&
      group.length > 1 &&
      missing.every((word) => words.some((other) => sameWord(other, word)))
    );
  });
  if (!certain) return undefined;
  const likeness = Math.max(...wordings.map((wording) => likenessOf(words, folded, wording)));
  return { indicator: definition, likeness, certain };
}
