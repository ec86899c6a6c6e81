import type { Commit, Write } from '../ports/store.ts';
import { inRun, startAssessment } from './assess-dossier-job.ts';
import { findRound } from './judge-mail.ts';
import { unreadPart } from './new-part.ts';
import { readJob } from './receive-mail.ts';
import type { IntakeEntry, PartEntry, Typed } from './records.ts';
import {
  countInLedger,
  intakeRecord,
  ledgerEnd,
  listParts,
  partRecord,
  pendingRecord,
  readDossier,
  readIntake,
  readPending,
} from './records.ts';
import type { ReplayFrom } from './replay-job.ts';
import { startReplay } from './replay-job.ts';
import type { World } from './world.ts';

/** Parts forgotten by one commit, which holds 90 writes. */
const partsAtOnce = 80;

/** Mails of a dossier asked for by one commit. */
const mailsAtOnce = 80;

/**
 * Has a mail that came to an end worked on again: takes it out of its place in the ledger, forgets what was read of its parts and asks
 * for them anew. The raw mail and what was read before stay among its blobs; the dossier stays as it is until the new assessment.
 * A mail that is being worked on, or was asked for before, is left alone.
 */
export async function replayMail(
  payload: {
    readonly mail: string;
    readonly run: number;
    readonly from: ReplayFrom;
    readonly part: string;
    readonly step: number;
  },
  { store }: Pick<World, 'store'>,
): Promise<Commit> {
  const { mail, run, from } = payload;
  const nothing: Commit = { writes: [], jobs: [] };
  const intake = await readIntake(store, mail);
  if (intake === undefined) throw new Error('there is no such mail');
  const current = intake.body.run ?? 0;
  const end = ledgerEnd(intake.body);
  if (current === run - 1 && end !== undefined) {
    const state = from === 'papers' ? 'assessing' : from === 'raw' ? 'queued' : 'reading';
    // A copy of an earlier mail has no parts of its own.
    const again: IntakeEntry = { ...intake.body, run, state, duplicateOf: null };
    return {
      writes: [
        { kind: 'put-if-version', record: intakeRecord(again), version: intake.version },
        countInLedger(end, mail, -1),
      ],
      jobs: [from === 'papers' ? startAssessment(mail, run) : startReplay(payload, payload.step + 1)],
    };
  }
  if (current !== run || from === 'papers' || end !== undefined) return nothing;
  return from === 'raw'
    ? forgetParts(payload, intake.body, store)
    : readPartAgain(payload, intake.body, store);
}

type Again = Parameters<typeof replayMail>[0];

/** Marks all parts as forgotten, some at a time, then asks for the mail to be received anew. */
async function forgetParts(
  payload: Again,
  { mail, state, run }: IntakeEntry,
  store: World['store'],
): Promise<Commit> {
  if (state !== 'queued') return { writes: [], jobs: [] };
  const parts = await listParts(store, mail);
  const gone = parts.slice(0, partsAtOnce).map(forget);
  if (parts.length > partsAtOnce) return { writes: gone, jobs: [startReplay(payload, payload.step + 1)] };
  return {
    writes: gone,
    jobs: [{ id: inRun(`receive-mail:${mail}:0`, run), stage: 'receive-mail', payload: { mail, from: 0 } }],
  };
}

/** Marks what was in one part as forgotten, some at a time, then asks for the part to be read anew. */
async function readPartAgain(
  payload: Again,
  { mail, run }: IntakeEntry,
  store: World['store'],
): Promise<Commit> {
  const parts = await listParts(store, mail);
  const own = parts.find(({ body }) => body.part === payload.part);
  const pending = await readPending(store, mail);
  // The part is read again already.
  if (own === undefined || pending === undefined || own.body.run === run) return { writes: [], jobs: [] };
  const members = parts.filter(({ body }) => body.part.startsWith(`${payload.part}.`));
  const gone = members.slice(0, partsAtOnce).map(forget);
  if (members.length > partsAtOnce) return { writes: gone, jobs: [startReplay(payload, payload.step + 1)] };
  return {
    writes: [
      ...gone,
      { kind: 'put-if-version', record: partRecord(unreadPart({ ...own.body, run })), version: own.version },
      {
        kind: 'put-if-version',
        record: pendingRecord({ mail, count: 1, parts: parts.length - members.length }),
        version: pending.version,
      },
    ],
    jobs: [readJob(mail, payload.part, 0, run)],
  };
}

const forget = ({ body, version }: Typed<PartEntry>): Write => ({
  kind: 'put-if-version',
  record: partRecord({ ...body, isForgotten: true }),
  version,
});

/** Asks for the mails of every dossier of a round to be worked on again from their raw bytes, one commune a job. Communes are taken from the round: listings may be stale. */
export async function replayRound(
  payload: {
    readonly round: string;
    readonly batch: string;
    readonly commune: number;
    readonly mail: number;
  },
  { store, rounds }: Pick<World, 'store' | 'rounds'>,
): Promise<Commit> {
  const { round } = findRound(payload.round, rounds);
  const commune = round.communes[payload.commune];
  if (commune === undefined) return { writes: [], jobs: [] };
  const mails = (await readDossier(store, round.id, commune.code))?.body.mails ?? [];
  const some = mails.slice(payload.mail, payload.mail + mailsAtOnce);
  const replays = await Promise.all(
    some.map(async (mail) =>
      startReplay({ mail, run: ((await readIntake(store, mail))?.body.run ?? 0) + 1, from: 'raw' }),
    ),
  );
  const next = payload.mail + mailsAtOnce;
  return {
    writes: [],
    jobs: [
      ...replays,
      startRoundReplay({
        ...payload,
        ...(next < mails.length ? { mail: next } : { commune: payload.commune + 1, mail: 0 }),
      }),
    ],
  };
}

/** The job that has a round worked on again; `batch` is the identifier of the person's action. */
export function startRoundReplay({
  round,
  batch,
  commune = 0,
  mail = 0,
}: {
  readonly round: string;
  readonly batch: string;
  readonly commune?: number;
  readonly mail?: number;
}) {
  return {
    id: `replay-round:${round}:${batch}:${commune}:${mail}`,
    stage: 'replay-round' as const,
    payload: { round, batch, commune, mail },
  };
}
