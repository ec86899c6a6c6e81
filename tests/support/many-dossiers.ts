import type { Commune } from '../../shared/domain/commune.ts';
import type { Round } from '../../shared/domain/round.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import type { DossierEntry } from '../../shared/pipeline/records.ts';
import { countInLedger, dossierRecords, intakeRecord, joinAdditions } from '../../shared/pipeline/records.ts';
import { countDossier } from '../../shared/pipeline/round-totals.ts';
import type { Store, Write } from '../../shared/ports/store.ts';
import { anIntake } from '../unit/portal/portal-fixtures.ts';

const pattern = illustrationRound(2023);

function communes(count: number): readonly Commune[] {
  const [first] = pattern.communes;
  if (first === undefined) throw new Error('the invented round has no commune');
  return Array.from({ length: count }, (_, index) => ({
    ...first,
    code: String(10_000 + index),
    name: `Xã Mẫu ${String(index + 1)}`,
  }));
}

/** 330 rounds of 20 communes and one of a whole country's 3,321: 9,921 dossiers. */
export const manyRounds: readonly Round[] = [
  ...Array.from({ length: 330 }, (_, index): Round => ({
    ...pattern,
    id: `dot-${String(index + 1).padStart(3, '0')}`,
    communes: communes(20),
  })),
  { ...pattern, id: 'ca-nuoc', communes: communes(3321) },
];

/** Dossiers written at once. */
const atOnce = 18;

/** Keeps a dossier for every commune of the rounds, with the mail that brought it. */
export async function keepManyDossiers(store: Store): Promise<number> {
  let kept = 0;
  for (const round of manyRounds)
    for (let first = 0; first < round.communes.length; first += atOnce) {
      const writes = round.communes.slice(first, first + atOnce).flatMap((commune): readonly Write[] => {
        kept += 1;
        const mail = `${(kept % 16).toString(16)}${String(kept).padStart(6, '0')}`;
        const entry = dossierOf(round, commune, kept, mail);
        const { head, revision } = dossierRecords(entry);
        const intake = anIntake({
          mail,
          acceptedAt: entry.at,
          round: round.id,
          commune: commune.code,
          subject: `${commune.name} gửi hồ sơ`,
        });
        return [
          ...[head, revision, intakeRecord(intake)].map((record): Write => ({
            kind: 'put-if-absent',
            record,
          })),
          ...countDossier(entry, undefined),
          countInLedger('accepted', mail),
          countInLedger('dossier', mail),
        ];
      });
      const { applied } = await store.commit({ writes: joinAdditions(writes), jobs: [] });
      if (!applied) throw new Error('a record of the many was there already');
    }
  return kept;
}

function dossierOf(round: Round, commune: Commune, number: number, mail: string): DossierEntry {
  return {
    round: round.id,
    commune: commune.code,
    revision: 1,
    at: new Date(Date.UTC(2023, 8, 1) + number * 60_000).toISOString(),
    folder: `dossier/${round.id}/${commune.code}/1-${mail}`,
    claimedTotal: 700 + (number % 300),
    verdict: number % 3 === 0 ? 'not-eligible' : 'eligible',
    blocking: number % 7 === 0 ? 1 : 0,
    warnings: number % 4,
    notes: 1,
    missingDocuments: number % 9 === 0 ? ['minutes'] : [],
    late: number % 20 === 0,
    tracked: ['plan'],
    mails: [mail],
    drafts: [],
  };
}
