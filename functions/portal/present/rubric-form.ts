import type { IndicatorDefinition, IndicatorUnit } from '../../../shared/domain/indicator.ts';
import { newIndicator } from '../../../shared/rubrics/new-indicator.ts';
import type {
  Band,
  Citation,
  CriterionRule,
  ItemRule,
  Rubric,
  Rule,
} from '../../../shared/rubrics/rubric.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import { parseNumber } from '../../../shared/vietnamese/numbers.ts';

/** A level as typed. */
interface EnteredBand {
  readonly threshold: string;
  readonly isExclusive: boolean;
  readonly points: string;
}

/** A scored item as typed; texts stay as the officer wrote them until they are understood. */
export interface EnteredItem {
  /** Number of the item in the draft it was shown from; empty for a new one. */
  readonly from: string;
  readonly name: string;
  /** Identifier of an indicator, or "moi" for one the vocabulary lacks. */
  readonly indicator: string;
  /** Of a new indicator. */
  readonly unit: IndicatorUnit;
  readonly unitWord: string;
  /** Points of "có". */
  readonly points: string;
  readonly direction: 'gte' | 'lte';
  readonly bands: readonly EnteredBand[];
  readonly otherwise: string;
  /** Points where nothing occurred; empty: a person decides. */
  readonly noCase: string;
  readonly isDropped: boolean;
}

/** A criterion as typed. */
export interface EnteredCriterion {
  readonly max: string;
  readonly items: readonly EnteredItem[];
}

/** Chosen where no indicator of the vocabulary is meant. */
export const newIndicatorChoice = 'moi';

/** Rows left free for what the text has and the draft has not. */
const freeBands = 2;

const emptyBand: EnteredBand = { threshold: '', isExclusive: false, points: '' };
const emptyItem: EnteredItem = {
  ...{ from: '', name: '', indicator: '', unit: 'rate', unitWord: '', points: '', direction: 'gte' },
  ...{ bands: [emptyBand, emptyBand, emptyBand], otherwise: '', noCase: '', isDropped: false },
};

/** Decimals of a value in a form: what is shown is taken back, so nothing may be rounded away. */
const exactDecimals = 6;
/** Points as a form shows them. */

export const sayExact = (points: number | null): string =>
  points === null ? '' : sayNumber(points, exactDecimals);

/** A criterion of a draft as its form shows it, with room for one more item and levels. */
export function enterCriterion({ max, items }: CriterionRule): EnteredCriterion {
  return { max: sayExact(max.points), items: [...items.map(enterItem), emptyItem] };
}

function enterItem({ id, name, rule }: ItemRule): EnteredItem {
  const own = { ...emptyItem, from: id, name, indicator: rule.indicator, unit: rule.kind };
  if (rule.kind === 'yes-no') return { ...own, points: sayExact(rule.points) };
  return {
    ...own,
    direction: rule.direction,
    bands: [
      ...rule.bands.map(({ threshold, exclusive, points }) => ({
        // A rate is typed as the text prints it: 95 for 95%.
        threshold: sayNumber(rule.kind === 'rate' ? threshold * 100 : threshold, exactDecimals),
        isExclusive: exclusive === true,
        points: sayExact(points),
      })),
      ...Array.from({ length: freeBands }, () => emptyBand),
    ],
    otherwise: sayExact(rule.otherwise.points),
    noCase: rule.kind === 'rate' && rule.noCase !== 'person' ? sayExact(rule.noCase.points) : '',
  };
}

/** The fields of a criterion's form ("m0-ten", "m0-b1-muc"), as sent. */
export function readCriterionForm(form: {
  text(name: string): string;
  all(name: string): readonly string[];
}): EnteredCriterion {
  const items: EnteredItem[] = [];
  for (let n = 0; n < mostItems && form.all(`m${n}-ten`).length > 0; n += 1) {
    const text = (name: string): string => form.text(`m${n}-${name}`);
    const bands: EnteredBand[] = [];
    for (let b = 0; b < mostBands && form.all(`m${n}-b${b}-muc`).length > 0; b += 1)
      bands.push({
        threshold: text(`b${b}-muc`),
        isExclusive: text(`b${b}-hon`) === 'co',
        points: text(`b${b}-diem`),
      });
    const unit = text('loai');
    items.push({
      from: text('goc'),
      name: text('ten'),
      indicator: text('chi-tieu'),
      unit: unit === 'yes-no' || unit === 'count' ? unit : 'rate',
      unitWord: text('don-vi'),
      points: text('diem'),
      direction: text('chieu') === 'lte' ? 'lte' : 'gte',
      bands,
      otherwise: text('con-lai'),
      noCase: text('khong'),
      isDropped: text('bo') === 'co',
    });
  }
  return { max: form.text('toi-da'), items };
}

/** Attack: a form of thousands of fields. */
const mostItems = 30;
const mostBands = 20;

/** What was typed, understood: the criterion and the vocabulary it needs; or what cannot be understood, in Vietnamese. */
export type ParsedCriterion =
  | { readonly rule: CriterionRule; readonly indicators: readonly IndicatorDefinition[] }
  | { readonly faults: readonly string[] };

/**
 * Understands a typed criterion as the draft's next contents. A value left as it was keeps its citation; a corrected one keeps the
 * place in the text it was read from, and is of the official text that was uploaded (`annex`).
 */
export function parseCriterion(
  entered: EnteredCriterion,
  known: CriterionRule,
  context: { readonly rubric: Rubric; readonly annex: string },
): ParsedCriterion {
  const faults: string[] = [];
  const { rubric } = context;
  const reference = known.max.reference;
  const added: IndicatorDefinition[] = [];

  const points = (text: string, what: string): number | null => {
    if (text === '') return null;
    const value = parseExact(text);
    if (value === null) faults.push(`${what}: "${text}" không phải là số điểm (ghi dấu phẩy cho phần lẻ).`);
    return value;
  };
  const cite = (was: Citation | undefined, isSame: boolean): Citation => {
    if (was !== undefined && isSame && was.status !== 'unknown') return keepCitation(was);
    return {
      status: 'sourced',
      source: context.annex,
      reference,
      verified: null,
      ...(was?.entered !== undefined && { entered: was.entered }),
    };
  };
  const unknown: Citation & { points: null } = {
    ...{ points: null, status: 'unknown', source: null, reference, verified: null },
  };

  const kept = entered.items.filter(
    ({ isDropped, from, name, indicator }) => !isDropped && (from !== '' || name !== '' || indicator !== ''),
  );
  const items = kept.flatMap((item, position): ItemRule[] => {
    const id = `${known.number}.${position + 1}`;
    const at = `Nội dung ${id}`;
    const was = known.items.find((one) => one.id === item.from)?.rule;
    if (item.name === '') faults.push(`${at}: chưa ghi tên nội dung.`);
    const definition = indicatorOf(item, id);
    if (definition === undefined) {
      faults.push(`${at}: chưa chọn chỉ tiêu.`);
      return [];
    }
    const rule =
      definition.unit === 'yes-no'
        ? yesNo(item, definition, was, at)
        : scale(item, definition, was, at, definition.unit);
    if (rule === undefined) return [];
    return [{ id, name: item.name, max: bestOf(rule), rule }];
  });
  const max = points(entered.max, `Tiêu chí ${known.number}, điểm tối đa`);
  if (faults.length > 0) return { faults };
  return {
    rule: {
      number: known.number,
      max: max === null ? unknown : { points: max, ...cite(known.max, max === known.max.points) },
      items,
    },
    indicators: added,
  };

  function indicatorOf(item: EnteredItem, id: string): IndicatorDefinition | undefined {
    if (item.indicator !== newIndicatorChoice)
      return rubric.vocabulary.indicators.find((one) => one.id === item.indicator);
    const made = newIndicator({
      ...{ name: item.name, criterion: known.number, item: id, unit: item.unit },
      ...{ unitWord: item.unitWord, version: rubric.version },
    });
    added.push(giveFreeName(made, [...rubric.vocabulary.indicators, ...added]));
    return added.at(-1);
  }

  function yesNo(
    item: EnteredItem,
    { id }: IndicatorDefinition,
    was: Rule | undefined,
    at: string,
  ): Rule | undefined {
    const given = points(item.points, at);
    if (given === null) {
      if (item.points === '') faults.push(`${at}: chưa ghi điểm khi có.`);
      return undefined;
    }
    const before = was?.kind === 'yes-no' ? was : undefined;
    return { kind: 'yes-no', indicator: id, points: given, ...cite(before, before?.points === given) };
  }

  function scale(
    item: EnteredItem,
    { id }: IndicatorDefinition,
    was: Rule | undefined,
    at: string,
    kind: 'rate' | 'count',
  ): Rule | undefined {
    const before = was !== undefined && was.kind !== 'yes-no' ? was : undefined;
    const bands = item.bands.flatMap((band, position): Band[] => {
      if (band.threshold === '' && band.points === '') return [];
      const what = `${at}, mức ${position + 1}`;
      const threshold = parseExact(
        band.threshold.replace(/\s*%$/u, ''),
        kind === 'rate' ? 'percent' : 'count',
      );
      const given = points(band.points, what);
      if (threshold === null) faults.push(`${what}: "${band.threshold}" không phải là số.`);
      if (band.points === '') faults.push(`${what}: chưa ghi điểm.`);
      if (threshold === null || given === null) return [];
      const value = kind === 'rate' ? divideByHundred(threshold) : threshold;
      const old = before?.bands[position];
      const isSame =
        old?.threshold === value &&
        old.points === given &&
        (old.exclusive === true) === band.isExclusive &&
        before?.direction === item.direction;
      return [
        {
          threshold: value,
          ...(band.isExclusive && { exclusive: true as const }),
          points: given,
          ...cite(old, isSame),
        },
      ];
    });
    if (bands.length === 0) {
      faults.push(`${at}: chưa ghi mức nào.`);
      return undefined;
    }
    const rest = points(item.otherwise, `${at}, các mức còn lại`);
    const none = points(item.noCase, `${at}, không phát sinh`);
    const otherwise =
      rest === null
        ? unknown
        : { points: rest, ...cite(before?.otherwise, before?.otherwise.points === rest) };
    const common = { indicator: id, direction: item.direction, bands, otherwise };
    if (kind === 'count') return { kind, ...common };
    const old = before?.kind === 'rate' && before.noCase !== 'person' ? before.noCase : undefined;
    return {
      kind,
      ...common,
      noCase:
        none === null
          ? 'person'
          : {
              name: old?.name ?? 'trường hợp không phát sinh',
              points: none,
              ...cite(old, old?.points === none),
            },
    };
  }
}

/** A citation alone, of a row that has more to it. */
function keepCitation({ status, source, reference, verified, entered }: Citation): Citation {
  return { status, source, reference, verified, ...(entered !== undefined && { entered }) };
}

/** An indicator under an identifier nothing else has. */
function giveFreeName(
  indicator: IndicatorDefinition,
  others: readonly IndicatorDefinition[],
): IndicatorDefinition {
  const taken = new Set(others.map(({ id }) => id));
  let { id } = indicator;
  for (let n = 2; taken.has(id); n += 1) id = `${indicator.id}-${n}`;
  return { ...indicator, id };
}

function bestOf(rule: Rule): number {
  return rule.kind === 'yes-no' ? rule.points : (rule.bands[0]?.points ?? 0);
}

/** A number as typed; null when it is none, or may be read in two ways. */
export function parseExact(text: string, use: 'count' | 'percent' | 'points' = 'points'): number | null {
  const parsed = parseNumber(text, use);
  // "33.333" may be thousands; with a comma it is plain.
  if (parsed === undefined || (parsed.ambiguous && text.includes('.'))) return null;
  return parsed.value;
}

/** 95,2% is 0.952, which 95.2 / 100 is not. */
const divideByHundred = (percent: number): number => Number((percent / 100).toPrecision(12));
