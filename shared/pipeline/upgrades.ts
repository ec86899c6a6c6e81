import type { NewJob, RecordKey, Store, Write } from '../ports/store.ts';
import { rubrics } from '../rubrics/registry.ts';
import type { OutboxEntry } from './outbox-records.ts';
import { listOutbox, putOutbox } from './outbox-records.ts';
import type { OwedReceipts } from './receipt-records.ts';
import { owedKey } from './receipt-records.ts';
import {
  activeRubricKey,
  dossierRecords,
  joinAdditions,
  listDossiers,
  listIntake,
  listRecords,
  readDossier,
  readRecord,
  readRevision,
} from './records.ts';
import { listChecks, listTracked, putChecks, putTracked } from './round-records.ts';
import { countDossier } from './round-totals.ts';

/*
 *   UPGRADE   state            the version the kept data fits
 *   UPGRADE   <n>#<round>      a round that upgrade n has brought up to date, so that a second run counts nothing twice
 */

/** The version of kept data this program works with. */
export const dataVersion = 3;

const schema = 1;
const stateKey = { partition: 'UPGRADE', sort: 'state' };

/** Jobs of one commit. */
const jobsAtOnce = 80;

/** The version the kept data fits: today's for a store with nothing in it; 0 for one from before versions were kept. */
export async function readDataVersion(store: Store): Promise<number> {
  const state = await readRecord<{ version: number }>(store, stateKey);
  if (state !== undefined) return state.body.version;
  const { entries } = await listIntake(store, 1);
  return entries.length === 0 ? dataVersion : 0;
}

/** Writes that the kept data fits today's version; nothing where it was written before. */
export async function markDataVersion(store: Store): Promise<void> {
  const state = await readRecord<{ version: number }>(store, stateKey);
  const record = { ...stateKey, schema, body: { version: dataVersion } };
  if (state?.body.version === dataVersion) return;
  const write: Write =
    state === undefined
      ? { kind: 'put-if-absent', record }
      : { kind: 'put-if-version', record, version: state.version };
  await store.commit({ writes: [write], jobs: [] });
}

/**
 * Brings kept data up to today's version; may be run again after a stop in the middle. What takes long is left as jobs for the
 * next start.
 */
export async function upgradeData(store: Store, rounds: readonly string[]): Promise<void> {
  const version = await readDataVersion(store);
  if (version < 1) {
    await listMailsAgain(store);
    for (const round of rounds) await countRoundAgain(store, round);
  }
  if (version < 2) for (const round of rounds) await listLettersAgain(store, round);
  if (version < 3) {
    for (const { id } of rubrics)
      await moveRecord(store, { partition: `RUBRIC#${id}`, sort: 'active' }, activeRubricKey(id));
    for (const round of rounds) await moveReceipts(store, round);
  }
  await markDataVersion(store);
}

/** Owed receipts from before they lay beside the dossier. */
async function moveReceipts(store: Store, round: string): Promise<void> {
  const partition = `RECEIPTS#${round}`;
  for (const { body } of await listRecords<OwedReceipts>(store, { partition }))
    await moveRecord(store, { partition, sort: body.commune }, owedKey(round, body.commune));
}

async function moveRecord(store: Store, from: RecordKey, to: RecordKey): Promise<void> {
  const known = await store.get(from);
  if (known === undefined) return;
  const { schema: shape, body, version } = known;
  await store.commit({
    writes: [
      { kind: 'put-if-absent', record: { ...to, schema: shape, body } },
      { kind: 'delete-if-version', key: from, version },
    ],
    jobs: [],
  });
}

/** Mails from before there was a search are listed by the stage that lists new ones. */
async function listMailsAgain(store: Store): Promise<void> {
  let after: string | undefined;
  do {
    const page = await listIntake(store, jobsAtOnce, after);
    const jobs = page.entries.map(({ mail }): NewJob => ({
      id: `list-mail:${mail}:upgrade-1`,
      stage: 'list-mail',
      payload: { mail },
    }));
    if (jobs.length > 0) await store.commit({ writes: [], jobs });
    after = page.next;
  } while (after !== undefined);
}

/** Mails to communes from before mails were sent wait for a person, as they did. */
async function listLettersAgain(store: Store, round: string): Promise<void> {
  for (const known of await listOutbox(store, round, '')) {
    const kept: Omit<OutboxEntry, 'to'> & Partial<OutboxEntry> = known.body;
    if (kept.to !== undefined) continue;
    const entry: OutboxEntry = {
      ...kept,
      letter: kept.cause.startsWith('return#') ? 'return-for-completion' : 'recognised',
      ...{ to: [], attachments: [], inReplyTo: null, references: [], code: null, automatic: null },
      ...{ run: 0, attempts: 0, deferrals: 0 },
      ...(kept.state === 'waiting' && { isByHand: true, reason: 'Có từ trước khi hệ thống gửi thư.' }),
    };
    await store.commit({ writes: [putOutbox(entry, known)], jobs: [] });
  }
}

/** Rounds from before there were counts of them. */
async function countRoundAgain(store: Store, round: string): Promise<void> {
  const done = { partition: 'UPGRADE', sort: `1#${round}` };
  if ((await store.get(done)) !== undefined) return;
  const additions: Write[] = [];
  for (const { commune } of await listDossiers(store, round)) {
    const [head, first] = await Promise.all([
      readDossier(store, round, commune),
      readRevision(store, round, commune, 1),
    ]);
    if (head === undefined) continue;
    additions.push(...countDossier({ ...head.body, at: first?.body.at ?? head.body.at }, undefined));
    // Written as it is: the board lists it by a place that older records do not have.
    const { head: record } = dossierRecords(head.body);
    await store.commit({ writes: [{ kind: 'put-if-version', record, version: head.version }], jobs: [] });
  }
  for (const { body, version } of await listChecks(store, round))
    await store.commit({ writes: [putChecks(body, { body, version })], jobs: [] });
  for (const entry of await listTracked(store, round))
    await store.commit({ writes: [await putTracked(store, entry)], jobs: [] });
  const mark: Write = { kind: 'put-if-absent', record: { ...done, schema, body: {} } };
  await store.commit({ writes: [...joinAdditions(additions), mark], jobs: [] });
}
