import type { Commune } from '../domain/commune.ts';
import { communeInSentence } from '../domain/commune.ts';
import type { DossierDocument } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Claim, ClaimedTotal, ReconciledReading } from '../domain/reading.ts';
import type { Round } from '../domain/round.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { checkChildTotals } from './child-totals.ts';
import { checkClaims } from './check-claims.ts';
import { checkPointsOnScale } from './check-points-on-scale.ts';
import { checkRounding } from './check-rounding.ts';
import { chooseClaims, chooseTotal } from './choose-claims.ts';
import { kindOfName } from './paper-kind.ts';
import { reconcileIndicator } from './reconcile-readings.ts';

/** What the papers in force of one dossier say together, with every remark on them. */
export interface DossierReview {
  readonly readings: readonly ReconciledReading[];
  readonly claims: readonly Claim[];
  readonly claimedTotal: ClaimedTotal | null;
  readonly findings: readonly Finding[];
}

/** Reconciles the papers of a dossier and checks it: figures, the commune's own points, completeness, the order of days. */
export function reviewDossier(input: {
  readonly documents: readonly DossierDocument[];
  readonly commune: Commune;
  readonly round: Round;
  readonly rubric: Rubric;
}): DossierReview {
  const { documents, rubric } = input;
  const reconciled = rubric.vocabulary.indicators.flatMap((indicator) => {
    const result = reconcileIndicator(indicator, documents, input.round.year);
    return result === undefined ? [] : [result];
  });
  const readings = reconciled.map(({ reading }) => reading);
  const claims = chooseClaims(documents);
  const claimedTotal = chooseTotal(documents);
  return {
    readings,
    claims,
    claimedTotal,
    findings: [
      ...documents.flatMap((document) => document.extraction?.findings ?? []),
      ...findMissingDocuments(input),
      ...findMissingIndicators(documents, readings, rubric),
      ...reconciled.flatMap(({ findings }) => findings),
      ...checkRounding(readings, rubric),
      ...checkClaims({ claims, total: claimedTotal, documents, rubric }),
      ...checkPointsOnScale(claims, rubric),
      ...checkChildTotals(documents, input.round.year),
      ...checkDateOrder(documents),
    ],
  };
}

function findMissingDocuments(input: {
  readonly documents: readonly DossierDocument[];
  readonly commune: Commune;
  readonly round: Round;
}): readonly Finding[] {
  const { documents, commune, round } = input;
  // A file that cannot be opened has its own finding; its name tells which paper it was meant to be.
  const unread = documents
    .filter((document) => document.status === 'unreadable' || document.status === 'refused')
    .map((document) => kindOfName(document.file));
  const unknown = unread.filter((kind) => kind === 'other' || kind === 'evidence').length;
  const missing = round.expectedDocuments.filter(
    ({ kind, level }) =>
      level === 'required' &&
      !documents.some(
        ({ extraction }) =>
          extraction?.kind === kind || (kind === 'score-sheet' && extraction?.holdsScoreSheet === true),
      ) &&
      !unread.includes(kind),
  );
  // As many papers are unaccounted for as files could not be opened under names that tell nothing.
  return missing
    .slice(0, Math.max(0, missing.length - unknown))
    .map(({ kind, label }) =>
      makeFinding(
        'missing-document',
        { commune: communeInSentence(commune), document: label, year: round.year },
        { about: kind },
      ),
    );
}

/** Where neither sheet nor report could be used, the missing paper is the finding, not two dozen missing figures. */
function findMissingIndicators(
  documents: readonly DossierDocument[],
  readings: readonly ReconciledReading[],
  rubric: Rubric,
): readonly Finding[] {
  const usable = documents.some(
    ({ extraction }) =>
      (extraction?.kind === 'score-sheet' || extraction?.kind === 'report') && extraction.readings.length > 0,
  );
  const required = rubric.vocabulary.indicators.filter((indicator) => indicator.optional !== true);
  const missing = required.filter(
    (indicator) => !readings.some((reading) => reading.indicator === indicator.id),
  );
  if (!usable || missing.length > required.length / 2) return [];
  return missing.map((indicator) =>
    makeFinding(
      'missing-indicator',
      { criterion: indicator.criterion, indicator: indicator.name },
      { about: indicator.id },
    ),
  );
}

/** A letter cannot be older than the meeting it reports. */
function checkDateOrder(documents: readonly DossierDocument[]): readonly Finding[] {
  const dateOf = (kind: string): string | null =>
    documents.find(({ extraction }) => extraction?.kind === kind)?.extraction?.date ?? null;
  const letter = dateOf('submission-letter');
  const minutes = dateOf('minutes');
  if (letter === null || minutes === null || letter >= minutes) return [];
  const say = (iso: string): string => iso.split('-').reverse().join('/');
  return [makeFinding('date-order', { letterDate: say(letter), minutesDate: say(minutes) })];
}
