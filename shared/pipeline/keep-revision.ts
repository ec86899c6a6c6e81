import { gatherFacts } from '../appraisal/checks/gather-facts.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Round } from '../domain/round.ts';
import type { Store, Write } from '../ports/store.ts';
import type { DossierEntry, Typed } from './records.ts';
import { dossierRecords } from './records.ts';
import { putFacts } from './round-records.ts';

/** What a new revision writes: the dossier's head in place of `known`, the revision, and its facts for the checks across dossiers. */
export async function keepRevision(
  entry: DossierEntry,
  revision: DossierRevision,
  {
    known,
    round,
    store,
  }: {
    readonly known: Typed<DossierEntry> | undefined;
    readonly round: Round;
    readonly store: Store;
  },
): Promise<readonly Write[]> {
  const records = dossierRecords(entry);
  return [
    known === undefined
      ? { kind: 'put-if-absent', record: records.head }
      : { kind: 'put-if-version', record: records.head, version: known.version },
    { kind: 'put-if-absent', record: records.revision },
    await putFacts(store, gatherFacts(revision, round.year)),
  ];
}
