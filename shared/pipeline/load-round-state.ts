import type { CommuneState, RoundState } from '../appraisal/district-documents.ts';
import { nothingRecorded } from '../appraisal/district-documents.ts';
import type { Commune } from '../domain/commune.ts';
import { loadDossier } from './decide.ts';
import { readIntake } from './records.ts';
import { listTracked } from './round-records.ts';
import { trackedOf } from './track-papers.ts';
import type { ActiveRound, World } from './world.ts';

type Home = Pick<World, 'store' | 'blobs'>;

/**
 * What the system knows of a round at one moment (ISO), for its documents: dossiers as people decided them, plans and commitments, what comparing
 * found, what sectors confirmed. What only people add (paper copies, sessions, lists, decisions) is not kept yet and empty.
 */
export async function loadRoundState(
  { round, rubric }: ActiveRound,
  at: string,
  home: Home,
): Promise<RoundState> {
  const communes: CommuneState[] = [];
  // One after the other: a revision is some megabytes while it is decoded.
  for (const commune of round.communes) communes.push(await loadCommune(commune, round.id, home));
  return { ...nothingRecorded.round, round, rubric, at, communes };
}

async function loadCommune(commune: Commune, round: string, home: Home): Promise<CommuneState> {
  const { store } = home;
  const dossier = await loadDossier(round, commune.code, home);
  const head = dossier?.records.head.body;
  const [first] = head?.mails ?? [];
  const mail = first === undefined ? undefined : await readIntake(store, first);
  return {
    ...nothingRecorded.commune,
    commune,
    revision: dossier?.decided.revision ?? null,
    receivedAt: mail?.body.receivedAt ?? null,
    tracked: trackedOf(commune.code, head, await listTracked(store, round, commune.code)),
    crossFindings: dossier?.decided.crossFindings ?? [],
    confirmations: dossier?.checks.confirmations ?? [],
  };
}
