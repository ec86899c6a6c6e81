import type { CommuneState, RoundState } from '../appraisal/district-documents.ts';
import { nothingRecorded } from '../appraisal/district-documents.ts';
import type { Commune } from '../domain/commune.ts';
import type { IssuedPaper } from '../domain/council-session.ts';
import { councilPapers, readCouncil } from './council-records.ts';
import { loadDossier } from './load-dossier.ts';
import { readDesk } from './desk-records.ts';
import type { DossierEntry } from './records.ts';
import { readIntake } from './records.ts';
import { listTracked } from './round-records.ts';
import { sayLocalDay } from './say-local-time.ts';
import { trackedOf } from './track-papers.ts';
import type { ActiveRound, World } from './world.ts';

type Home = Pick<World, 'store' | 'blobs'>;

/**
 * What the system knows of a round at one moment (ISO), for its documents: dossiers as people decided them, plans and commitments, what comparing
 * found, what sectors confirmed. What
 * people recorded of paper copies, letters, sessions, lists and decisions is theirs.
 */
export async function loadRoundState(
  { round, rubric }: ActiveRound,
  at: string,
  home: Home,
): Promise<RoundState> {
  const communes: CommuneState[] = [];
  // One after the other: a revision is some megabytes while it is decoded.
  for (const commune of round.communes) communes.push(await loadCommune(commune, round.id, home));
  const council = councilPapers(await readCouncil(home.store, round.id));
  return { ...nothingRecorded.round, ...council, round, rubric, at, communes };
}

async function loadCommune(commune: Commune, round: string, home: Home): Promise<CommuneState> {
  const { store } = home;
  const dossier = await loadDossier(round, commune.code, home);
  const head = dossier?.records.head.body;
  const [first] = head?.mails ?? [];
  const mail = first === undefined ? undefined : await readIntake(store, first);
  const desk = (await readDesk(store, round, commune.code))?.body;
  const letter = desk?.letter ?? null;
  return {
    ...nothingRecorded.commune,
    commune,
    paper: desk?.paper ?? null,
    extension: desk?.extension ?? null,
    supplement: letter === null ? null : { ...letter, answered: isAnswered(letter, head) },
    revision: dossier?.decided.revision ?? null,
    receivedAt: mail?.body.receivedAt ?? null,
    tracked: trackedOf(commune.code, head, await listTracked(store, round, commune.code)),
    crossFindings: dossier?.decided.crossFindings ?? [],
    confirmations: dossier?.checks.confirmations ?? [],
  };
}

/** A mail came into the dossier after the day of the letter. */
const isAnswered = ({ date }: IssuedPaper, head: DossierEntry | undefined): boolean =>
  date !== null && head !== undefined && sayLocalDay(head.at) > date;
