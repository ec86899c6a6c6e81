import type { IndicatorDefinition } from '../../../shared/domain/indicator.ts';
import type { Source } from '../../../shared/domain/locator.ts';
import type { Reading, ReadingValue, ReconciledReading } from '../../../shared/domain/reading.ts';
import { sayRate } from '../../../shared/rubrics/say-figure.ts';
import { sayFraction, sayValue } from '../../../shared/rubrics/say-reading.ts';
import type { Chip } from './chip.ts';
import type { DossierContext } from './dossier-context.ts';
import { hrefOf, isOnlyOfKind, kindOfFile, sayLocator, toDecide } from './dossier-context.ts';
import type { ToDecide } from './present-decisions.ts';
import { anchorOf } from './present-decisions.ts';
import { sensitiveCriteria, showRaw } from './show-raw.ts';
import { showText } from './show-text.ts';

/** Attack: one figure repeated in thousands of places; the rest is counted. */
const sourcesListed = 12;

/** One place a figure was read. */
export interface SourceView {
  readonly document: string;
  /** Named where the kind alone does not tell which file it is. */
  readonly file: string | null;
  readonly place: string;
  /** As written; null when it may name a child and is not shown. */
  readonly raw: string | null;
  /** The page that shows it; null for a place that is only a file. */
  readonly href: string | null;
}

/** One value read for an indicator, with every place that says so. */
interface ValueView {
  readonly value: string;
  readonly fraction: string | null;
  readonly sources: readonly SourceView[];
  readonly moreSources: number;
}

/** One indicator of a criterion. */
export interface IndicatorView {
  readonly name: string;
  /** Place on the page. */
  readonly anchor: string;
  /** A person has yet to look at it. */
  readonly isUndecided: boolean;
  /** "98,5%, độ tin cậy 72%"; empty where nothing was read or the reading is plain. */
  readonly confidence: string;
  /** What was decided, and the forms; null in an older revision. */
  readonly deciding: ToDecide | null;
  readonly state: Chip;
  /** Sectors that confirmed the figure as it stands. */
  readonly confirmedBy: readonly string[];
  /** Side by side where documents disagree; empty when nothing was found. */
  readonly values: readonly ValueView[];
}

export function presentIndicator(
  indicator: IndicatorDefinition,
  reading: ReconciledReading | undefined,
  context: DossierContext,
): IndicatorView {
  // What the papers say stays beside what people decided.
  const machine = context.machine.readings.find((one) => one.indicator === indicator.id);
  const target = { kind: 'reading', indicator: indicator.id } as const;
  return {
    name: indicator.name,
    anchor: anchorOf(target),
    isUndecided: reading?.accepted === false,
    confidence:
      machine === undefined || machine.accepted ? '' : `độ tin cậy ${sayRate(machine.confidence, 0)}`,
    deciding: toDecide(target, context),
    state: reading === undefined ? { text: 'Chưa tìm thấy', tone: 'attention' } : readingChip(reading),
    confirmedBy:
      reading === undefined
        ? []
        : context.confirmations.flatMap(({ sector, indicators }) =>
            indicators.includes(indicator.id) ? [sector] : [],
          ),
    values:
      machine === undefined
        ? []
        : groupByValue(machine, indicator).map(({ first, sources }) => ({
            value: sayValue(first.value, indicator),
            fraction: sayFraction(first),
            sources: sources
              .slice(0, sourcesListed)
              .map((source) => presentSource(source, indicator, context)),
            moreSources: Math.max(0, sources.length - sourcesListed),
          })),
  };
}

function readingChip(reading: ReconciledReading): Chip {
  if (reading.decided !== undefined)
    return { text: reading.decided.what === 'accept' ? 'Đã xác nhận' : 'Đã sửa', tone: 'good' };
  if (reading.otherYear !== undefined)
    return { text: `Số liệu năm ${reading.otherYear}, không dùng`, tone: 'attention' };
  if (reading.conflicting) return { text: 'Chưa thống nhất', tone: 'attention' };
  return reading.accepted ? { text: 'Đọc rõ', tone: 'good' } : { text: 'Cần xác nhận', tone: 'attention' };
}

interface ReadValue {
  readonly value: ReadingValue;
  readonly numerator?: number;
  readonly denominator?: number;
}

// The chosen value first, then the others in the order they were read; places that say the same stand together.
function groupByValue(
  reading: ReconciledReading,
  indicator: IndicatorDefinition,
): readonly { readonly first: ReadValue; readonly sources: readonly Source[] }[] {
  const groups = new Map<string, { first: ReadValue; sources: Source[] }>();
  const [chosen] = reading.sources;
  const ordered: readonly (ReadValue & { readonly source: Source | undefined })[] =
    reading.readings.length === 0
      ? reading.sources.map((source) => ({ ...partsOf(reading), source }))
      : [...reading.readings].sort((one, other) => rank(one, chosen) - rank(other, chosen));
  for (const one of ordered) {
    const key = sayValue(one.value, indicator);
    const group = groups.get(key) ?? { first: one, sources: [] };
    if (group.first.numerator === undefined && one.numerator !== undefined) group.first = one;
    if (one.source !== undefined) group.sources.push(one.source);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function partsOf(reading: ReconciledReading): ReadValue {
  const { value, numerator, denominator } = reading;
  return {
    value,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
  };
}

function rank({ source }: Reading, chosen: Source | undefined): number {
  return chosen !== undefined && JSON.stringify(source) === JSON.stringify(chosen) ? 0 : 1;
}

function presentSource(
  source: Source,
  { id, criterion }: IndicatorDefinition,
  context: DossierContext,
): SourceView {
  const isSensitive = sensitiveCriteria.includes(criterion) || context.withNames.has(source.file);
  return {
    document: kindOfFile(source.file, context),
    file: isOnlyOfKind(source.file, context) ? null : showText(source.file, 160),
    place: source.locator === undefined ? '' : sayLocator(source.locator),
    raw: source.raw === undefined ? '' : showRaw(source.raw, isSensitive),
    href: hrefOf(id, source, context),
  };
}
