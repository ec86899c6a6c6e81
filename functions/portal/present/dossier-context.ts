import type { DecisionTarget } from '../../../shared/domain/decision.ts';
import type { DossierDocument } from '../../../shared/domain/document.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Locator, Source } from '../../../shared/domain/locator.ts';
import { describeLocator } from '../../../shared/domain/locator.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { DossierAtHand } from '../../../shared/pipeline/load-dossier.ts';
import type { CommuneChecks } from '../../../shared/pipeline/round-records.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { keyOf, sourceHref } from './figure-sources.ts';
import type { ToDecide } from './present-decisions.ts';
import { presentToDecide } from './present-decisions.ts';
import { showText } from './show-text.ts';

export interface DossierContext {
  /** With what people decided. */
  readonly revision: DossierRevision;
  /** As the machine made it. */
  readonly machine: DossierRevision;
  /** What was decided; null for an older revision. */
  readonly atHand: DossierAtHand | null;
  readonly canDecide: boolean;
  readonly round: Round;
  readonly rubric: Rubric;
  /** Files that list children by name: nothing written there is shown. */
  readonly withNames: ReadonlySet<string>;
  /** Places of figures that have a page of their own, by their key. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly confirmations: CommuneChecks['confirmations'];
}

export const toDecide = (target: DecisionTarget, { atHand, canDecide }: DossierContext): ToDecide | null =>
  atHand === null ? null : presentToDecide(target, atHand, canDecide);

export function hrefOf(
  figure: string | number,
  source: Source,
  { revision, numbers }: DossierContext,
): string | null {
  const number = numbers.get(keyOf(figure, source));
  return number === undefined ? null : sourceHref(revision, number);
}

/** A sheet's name comes from outside like any text. */
export function sayLocator(locator: Locator): string {
  return showText(describeLocator(locator), 120);
}

export function isOnlyOfKind(file: string, { revision }: DossierContext): boolean {
  const kindOf = (one: DossierDocument): string => one.extraction?.kind ?? 'other';
  const own = revision.documents.find((one) => one.file === file);
  return (
    own !== undefined &&
    new Set(revision.documents.filter((one) => kindOf(one) === kindOf(own)).map((one) => one.file)).size === 1
  );
}

export function kindOfFile(file: string, { revision }: DossierContext): string {
  const ofName = revision.documents.filter((one) => one.file === file);
  const document = ofName.find((one) => one.replacedBy === undefined) ?? ofName[0];
  return documentKindNames[document?.extraction?.kind ?? 'other'].short;
}

export function sayPlace(source: Source, context: DossierContext): string {
  return [kindOfFile(source.file, context), source.locator === undefined ? '' : sayLocator(source.locator)]
    .filter((text) => text !== '')
    .join(', ');
}
