import type { Commune } from '../../../shared/domain/commune.ts';
import { communeInSentence } from '../../../shared/domain/commune.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import { sayFigureValue } from '../../../shared/rubrics/say-reading.ts';
import { dossierHref, sayRound } from './present-board.ts';
import { sayRange } from './say-range.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** A value of two revisions. */
export interface Change {
  readonly before: string;
  readonly after: string;
  readonly isChanged: boolean;
}

/** What one revision changed, as the machine read both. */
export interface RevisionDifference {
  readonly title: string;
  readonly round: string;
  readonly dossier: { readonly name: string; readonly href: string };
  readonly before: { readonly name: string; readonly at: string; readonly href: string };
  readonly after: { readonly name: string; readonly at: string; readonly href: string };
  readonly criteria: readonly {
    readonly number: number;
    readonly name: string;
    readonly claimed: Change;
    readonly assessed: Change;
    /** Names of its figures that changed. */
    readonly figures: readonly string[];
  }[];
  readonly sums: { readonly claimed: Change; readonly assessed: Change };
  readonly figures: readonly { readonly name: string; readonly criterion: number; readonly change: Change }[];
  readonly papers: readonly { readonly kind: string; readonly file: string; readonly what: string }[];
}

/** Compares a revision with the one before it, criterion by criterion. */
export function compareRevisions(input: {
  readonly commune: Commune;
  readonly round: Round;
  readonly rubric: Rubric;
  readonly before: DossierRevision;
  readonly after: DossierRevision;
}): RevisionDifference {
  const { commune, round, rubric, before, after } = input;
  const figures = compareFigures(before, after, rubric);
  const nameOf = (revision: DossierRevision) => ({
    name: `Lần ${revision.revision}`,
    at: sayTime(revision.at),
    href: dossierHref(round.id, commune.code, revision.revision),
  });
  return {
    title: `Lần ${after.revision} so với Lần ${before.revision}`,
    round: sayRound(round),
    dossier: { name: `Hồ sơ ${communeInSentence(commune)}`, href: dossierHref(round.id, commune.code) },
    before: nameOf(before),
    after: nameOf(after),
    criteria: rubric.vocabulary.criteria.map(({ number, name }) => ({
      number,
      name,
      claimed: changeOf(before, after, (revision) => {
        const claim = revision.claims.find(({ criterion }) => criterion === number);
        return claim === undefined ? 'chưa có' : sayNumber(claim.points);
      }),
      assessed: changeOf(before, after, ({ assessment }) =>
        sayRange(assessment.criteria.find(({ criterion }) => criterion === number)?.points ?? null),
      ),
      figures: figures.filter(({ criterion }) => criterion === number).map((one) => one.name),
    })),
    sums: {
      claimed: changeOf(before, after, ({ claimedTotal }) =>
        claimedTotal === null ? 'chưa có' : sayNumber(claimedTotal.points),
      ),
      assessed: changeOf(before, after, ({ assessment }) => sayRange(assessment.total)),
    },
    figures,
    papers: comparePapers(before, after),
  };
}

function changeOf(
  before: DossierRevision,
  after: DossierRevision,
  say: (revision: DossierRevision) => string,
): Change {
  const [one, other] = [say(before), say(after)];
  return { before: one, after: other, isChanged: one !== other };
}

function compareFigures(
  before: DossierRevision,
  after: DossierRevision,
  { vocabulary }: Rubric,
): RevisionDifference['figures'] {
  return vocabulary.indicators.flatMap((indicator) => {
    const change = changeOf(before, after, ({ readings }) => {
      const reading = readings.find((one) => one.indicator === indicator.id);
      if (reading === undefined) return 'chưa có';
      const doubt = reading.conflicting ? ', chưa thống nhất' : reading.accepted ? '' : ', cần xác nhận';
      return sayFigureValue(reading, indicator) + doubt;
    });
    return change.isChanged ? [{ name: indicator.name, criterion: indicator.criterion, change }] : [];
  });
}

function comparePapers(before: DossierRevision, after: DossierRevision): RevisionDifference['papers'] {
  return after.documents.flatMap((paper) => {
    const earlier = before.documents.find(
      ({ mailId, file, sha256 }) => mailId === paper.mailId && file === paper.file && sha256 === paper.sha256,
    );
    const what =
      earlier === undefined
        ? 'mới nhận'
        : earlier.replacedBy === undefined && paper.replacedBy !== undefined
          ? 'đã có bản thay thế'
          : null;
    if (what === null) return [];
    const kind = paper.extraction?.kind;
    return [
      {
        kind: kind === undefined ? 'Chưa rõ loại' : documentKindNames[kind].name,
        file: showText(paper.file, 160),
        what,
      },
    ];
  });
}
