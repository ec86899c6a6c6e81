import { describe, expect, it, onTestFinished } from 'vitest';
import { composeMail } from '../../infra/local/compose-mail.ts';
import { writeSampleDossiers } from '../../shared/appraisal/samples/sample-dossiers.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { auditLedger } from '../../shared/pipeline/audit-ledger.ts';
import {
  listDossiers,
  listIntake,
  listParts,
  readLedger,
  readPending,
  readRevision,
} from '../../shared/pipeline/records.ts';
import { listChecks, listFacts } from '../../shared/pipeline/round-records.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { World } from '../../shared/pipeline/world.ts';
import type { LeasedJob } from '../../shared/ports/store.ts';
import { buildZip } from '../unit/formats/build-zip.ts';
import { openPipelineOffice, type PipelineOffice } from '../support/pipeline-office.ts';

const samples = await writeSampleDossiers(2023);
const bytesOf = async (slug: string): Promise<Uint8Array> => {
  const mail = samples.find((one) => one.slug === slug);
  if (mail === undefined) throw new Error(`no sample mail ${slug}`);
  return composeMail(mail);
};

/** A dossier in an archive, with so many files more, beside a file that cannot be read: every stage has something to do. */
async function archivedDossier(more = 0): Promise<Uint8Array> {
  const mail = samples.find((one) => one.slug === '99901-excel');
  if (mail === undefined) throw new Error('no sample mail');
  const [letter, ...papers] = mail.attachments;
  if (letter === undefined) throw new Error('no letter');
  return composeMail({
    ...mail,
    attachments: [
      letter,
      {
        filename: 'ho so.zip',
        bytes: buildZip([
          ...papers.map(({ filename, bytes }) => ({ name: filename, content: bytes })),
          ...Array.from({ length: more }, (_, index) => ({
            name: `${index}.txt`,
            content: `Trang ${index}`,
          })),
        ]),
      },
      { filename: 'hong.xlsx', bytes: letter.bytes.subarray(0, 700) },
    ],
  });
}

function openOffice(change: Partial<World> = {}): PipelineOffice {
  const office = openPipelineOffice(change);
  onTestFinished(() => office.store.close());
  return office;
}

/** Everything the office holds at the end, record by record and blob by blob. */
async function describeOffice(office: PipelineOffice): Promise<unknown> {
  const { entries } = await listIntake(office.store, 1000);
  const heads = await listDossiers(office.store, 'minh-hoa-2023');
  const revisions = await Promise.all(
    heads.flatMap((head) =>
      Array.from({ length: head.revision }, (_, index) =>
        readRevision(office.store, head.round, head.commune, index + 1),
      ),
    ),
  );
  return {
    ledger: await readLedger(office.store),
    audit: await auditLedger(office.store),
    intake: entries,
    parts: await Promise.all(
      entries.map(async ({ mail }) => (await listParts(office.store, mail)).map(({ body }) => body)),
    ),
    heads,
    revisions,
    facts: await listFacts(office.store, 'minh-hoa-2023'),
    checks: (await listChecks(office.store, 'minh-hoa-2023')).map(({ body }) => body),
    pending: await Promise.all(
      entries.map(async ({ mail }) => (await readPending(office.store, mail))?.body),
    ),
    blobs: [...office.blobs.kept]
      .map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')])
      .sort(),
    jobs: await office.store.countJobs(),
  };
}

/** A power cut: what was asked has been done, or has not, and nobody was told. */
class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

type Moment = 'before' | 'after';

/** Fails the n-th write (a commit, or a blob), before or after it takes effect; counts all of them. */
function makeFault(failing: number, moment: Moment) {
  let count = 0;
  const around = async <T>(write: () => Promise<T>): Promise<T> => {
    count += 1;
    const fails = count === failing;
    if (fails && moment === 'before') throw new PowerCut();
    const result = await write();
    if (fails) throw new PowerCut();
    return result;
  };
  return { around, count: () => count };
}

function withFault(office: PipelineOffice, around: <T>(write: () => Promise<T>) => Promise<T>): World {
  const { store, blobs } = office.world;
  return {
    ...office.world,
    store: {
      get: (key) => store.get(key),
      query: (query) => store.query(query),
      commit: (commit, job) => around(() => store.commit(commit, job)),
    },
    blobs: { ...blobs, put: (folder, name, bytes) => around(() => blobs.put(folder, name, bytes)) },
  };
}

/** Takes a mail in as an inbox does: a sender not told "250" sends it again. */
async function acceptStubbornly(world: World, office: PipelineOffice, bytes: Uint8Array): Promise<void> {
  for (;;) {
    try {
      await acceptMail(world, { bytes, via: 'folder', timeFrom: 'headers' });
      return;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
  }
}

/** Works off until nothing is left; a stage that dies is tried again when its lease or its pause has ended. */
async function workOff(world: World, office: PipelineOffice): Promise<void> {
  for (;;) {
    const { waiting, running } = await office.store.countJobs();
    if (waiting + running === 0) return;
    const job = await office.store.lease({ leaseMs: 60_000 });
    if (job === undefined) {
      office.clock.advance(600_000);
      continue;
    }
    try {
      while (!(await applyOnce(world, job)));
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
  }
}

async function applyOnce(world: World, job: LeasedJob): Promise<boolean> {
  const result = await world.store.commit(await runStage(job, world), job);
  return result.applied || result.reason === 'lease-lost';
}

/** What is left of a mail that its sender gave twice because nobody told it of the first time. */
async function run(bytes: readonly Uint8Array[], failing = 0, moment: Moment = 'before') {
  const office = openOffice();
  const fault = makeFault(failing, moment);
  const world = withFault(office, fault.around);
  for (const mail of bytes) await acceptStubbornly(world, office, mail);
  await workOff(world, office);
  return { end: await describeOffice(office), writes: fault.count() };
}

/** A job that is tried again later ends the mail later. */
const withoutCopies = (end: unknown): unknown =>
  JSON.parse(JSON.stringify(end), (key, value: unknown) =>
    key === 'copies' || key === 'endedAt' ? undefined : value,
  );

describe('a power cut', () => {
  it.each(['before', 'after'] as const)(
    'right %s any write of any stage leaves the mail to end as it would have',
    async (moment) => {
      const bytes = [await archivedDossier()];
      const undisturbed = await run(bytes);
      expect(undisturbed.end).toMatchObject({
        audit: { accepted: 1, ended: { dossier: 1 }, inWork: 0, balances: true },
        heads: [{ commune: '99901', revision: 1 }],
      });
      expect(undisturbed.writes).toBeGreaterThan(20);
      for (let failing = 1; failing <= undisturbed.writes; failing += 1) {
        const { end } = await run(bytes, failing, moment);
        // After the commit that took it in, the sender's second try is a copy; nothing else differs.
        expect(withoutCopies(end), `write ${failing}`).toEqual(withoutCopies(undisturbed.end));
      }
    },
  );
});

describe('jobs delivered late, twice and out of order', () => {
  it('leave the mails to end as they would have', async () => {
    const mails = [
      ...(await Promise.all(['99905-word-compact', '99905-thay-the', '99906-cau-hoi'].map(bytesOf))),
      // More members than one commit starts.
      await archivedDossier(45),
    ];
    const calm = openOffice();
    for (const mail of mails) await calm.accept(mail);
    await calm.drain();
    const undisturbed = withoutOrder(await describeOffice(calm));

    for (let seed = 1; seed <= 4; seed += 1) {
      const office = openOffice();
      for (const mail of mails) await office.accept(mail);
      await workOffInDisorder(office, makeRandom(seed));
      expect(withoutOrder(await describeOffice(office)), `seed ${seed}`).toEqual(undisturbed);
    }
  });
});

/** Leases whatever there is, decides everything on the same old state, commits in any order, and delivers every job again. */
async function workOffInDisorder(office: PipelineOffice, random: () => number): Promise<void> {
  const { store, world } = office;
  const delivered: LeasedJob[] = [];
  for (;;) {
    const jobs: LeasedJob[] = [];
    for (;;) {
      const job = await store.lease({ leaseMs: 3_600_000 });
      if (job === undefined) break;
      jobs.push(job);
    }
    if (jobs.length === 0) return;
    const decided = await Promise.all(jobs.map(async (job) => ({ job, commit: await runStage(job, world) })));
    decided.sort(() => random() - 0.5);
    for (const { job, commit } of decided) {
      const first = await store.commit(commit, job);
      if (!first.applied) while (!(await applyOnce(world, job)));
      delivered.push(job);
      // A queue may deliver any earlier job once more, to a worker that knows nothing of the first time.
      const again = delivered[Math.floor(random() * delivered.length)] ?? job;
      const second = await store.commit(await runStage(again, world));
      if (!second.applied) throw new Error(`a second delivery of ${again.id} never ends`);
    }
  }
}

/** Numbers in 0..1 that are the same for the same seed (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What does not depend on which of two mails of one commune was worked off first: the ledger, the parts, and what each dossier ends as. */
function withoutOrder(end: unknown): unknown {
  const { audit, parts, heads, jobs, intake, pending, revisions, facts, checks } = end as {
    facts: unknown;
    checks: unknown;
    audit: unknown;
    pending: unknown;
    revisions: readonly { readonly version: number }[];
    parts: unknown;
    jobs: unknown;
    heads: readonly Record<string, unknown>[];
    intake: readonly Record<string, unknown>[];
  };
  return {
    audit,
    parts,
    jobs,
    pending,
    facts,
    checks,
    // Drafted once each.
    revisions: revisions.map(({ version }) => version),
    intake: intake.map(({ mail, state, commune }) => ({ mail, state, commune })),
    heads: heads.map(({ commune, revision, mails, claimedTotal, blocking, warnings, notes, verdict }) => ({
      commune,
      revision,
      mails,
      claimedTotal,
      blocking,
      warnings,
      notes,
      verdict,
    })),
  };
}
