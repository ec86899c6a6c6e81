import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { IndicatorId } from '../../../shared/domain/indicator.ts';
import type { Source } from '../../../shared/domain/locator.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import { dossierHref } from './present-board.ts';
import { sayFraction, sayValue } from '../../../shared/rubrics/say-reading.ts';

type KeptDocument = DossierRevision['documents'][number];

/** One place a figure of a dossier was read. */
export interface FigureSource {
  /** Of the figure and the place. */
  readonly key: string;
  /** What the figure is of, and what it says. */
  readonly name: string;
  readonly value: string;
  readonly criterion: number | null;
  /** null for points. */
  readonly indicator: IndicatorId | null;
  readonly source: Source;
}

/** The key of one place of an indicator's figure (by its id), of the points claimed for a criterion (by its number), or of the claimed total ("total"). */
export function keyOf(figure: string | number, source: Source): string {
  return `${figure} ${JSON.stringify(source)}`;
}

/** Every place a figure of this revision was read, in an order that stays: addresses count them, and so hold nothing of what a document says. */
export function listFigureSources(
  revision: DossierRevision,
  { vocabulary }: Rubric,
): readonly FigureSource[] {
  const listed = new Map<string, FigureSource>();
  const add = (figure: string | number, place: Omit<FigureSource, 'key'>): void => {
    const key = keyOf(figure, place.source);
    if (place.source.locator !== undefined && !listed.has(key)) listed.set(key, { key, ...place });
  };
  for (const reconciled of revision.readings) {
    const indicator = vocabulary.indicators.find(({ id }) => id === reconciled.indicator);
    if (indicator === undefined) continue;
    const { name, criterion } = indicator;
    const own = reconciled.sources.map((source) => ({ ...reconciled, source }));
    for (const reading of [...reconciled.readings, ...own]) {
      const fraction = sayFraction(reading);
      const value = sayValue(reading.value, indicator) + (fraction === null ? '' : ` (${fraction})`);
      add(indicator.id, { name, value, criterion, indicator: indicator.id, source: reading.source });
    }
  }
  for (const { criterion, points, source } of revision.claims)
    add(criterion, {
      name: `Điểm tự chấm tiêu chí ${criterion}`,
      value: sayNumber(points),
      criterion,
      indicator: null,
      source,
    });
  const total = revision.claimedTotal;
  if (total !== null)
    add('total', {
      name: 'Tổng điểm tự chấm',
      value: sayNumber(total.points),
      criterion: null,
      indicator: null,
      source: total.source,
    });
  return [...listed.values()];
}

/** Address of the page that shows the place with this number in the list, from 1. */
export function sourceHref(
  { round, commune, revision }: Pick<DossierRevision, 'round' | 'commune' | 'revision'>,
  number: number,
): string {
  return `${dossierHref(round, commune, revision)}/nguon/${number}`;
}

/** The document a place is in. Papers of several mails may have one name: the one that says so itself, else the one in force. */
export function documentOf(revision: DossierRevision, source: Source): KeptDocument | undefined {
  const ofName = revision.documents.filter(({ file }) => file === source.file);
  const wanted = JSON.stringify(source);
  const saysSo = ({ extraction }: KeptDocument): boolean =>
    extraction !== undefined &&
    [...extraction.readings, ...extraction.claims, extraction.claimedTotal].some(
      (one) => one !== null && JSON.stringify(one.source) === wanted,
    );
  const isInForce = ({ replacedBy }: KeptDocument): boolean => replacedBy === undefined;
  return (
    ofName.find((one) => isInForce(one) && saysSo(one)) ??
    ofName.find(saysSo) ??
    ofName.find(isInForce) ??
    ofName[0]
  );
}
