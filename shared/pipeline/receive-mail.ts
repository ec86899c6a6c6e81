import { classifyEnvelope } from '../mail/classify-mail.ts';
import { readForwardingConfirmation } from '../mail/forwarding-confirmation.ts';
import { parseMail } from '../mail/parse-mail.ts';
import type { InboundMail, MailAttachment } from '../mail/parse-mail.ts';
import { mailKey } from '../mail/same-mail.ts';
import type { Commit, NewJob, Write } from '../ports/store.ts';
import { rawMailName } from './accept-mail.ts';
import { inRun, startAssessment } from './assess-dossier-job.ts';
import { countEnd } from './intake-days.ts';
import { encodeJson } from './json-blob.ts';
import { putConfirmation, readConfirmation } from './mailbox-records.ts';
import type { IntakeEntry, PartEntry } from './records.ts';
import {
  copyRecord,
  countInLedger,
  intakeRecord,
  mailFolder,
  pendingRecord,
  putNewPart,
  readCopy,
  readIntake,
  readPart,
  readPending,
} from './records.ts';
import { startListing } from './list-mail-job.ts';
import { bounceJob } from './note-undelivered.ts';
import { newPart } from './new-part.ts';
import { proveSender } from './prove-sender.ts';
import type { World } from './world.ts';

/** Parts started by one commit: a part is two actions, and a commit holds 90. */
const partsPerCommit = 40;

/** Name of the mail's own words (headers, text, links) among its blobs. */
export const mailWordsName = 'mail.json';

/** What is kept of a mail beside its attachments. */
export type MailWords = Omit<InboundMail, 'attachments'> & {
  readonly attachments: readonly Omit<MailAttachment, 'bytes'>[];
};

/** Stage 1: parses the mail, writes one entry a part and asks for each to be read; a copy of an earlier mail ends here, linked to it. */
export async function receiveMail(
  payload: { readonly mail: string; readonly from: number },
  world: World,
): Promise<Commit> {
  const { mail, from } = payload;
  const folder = mailFolder(mail);
  const intake = await readIntake(world.store, mail);
  const raw = await world.blobs.get(folder, rawMailName);
  if (intake === undefined || raw === undefined) throw new Error('the raw mail is not there yet');
  const parsed = await parseMail(raw);

  if (from === 0) {
    // A second delivery of a job that is done.
    if (intake.body.state !== 'queued') return { writes: [], jobs: [] };
    const key = mailKey(parsed);
    const first = await readCopy(world.store, key);
    if (first !== undefined && first.body.mail !== mail)
      return linkToFirst(intake.body, intake.version, {
        parsed,
        first: first.body.mail,
        now: world.clock.now(),
      });
    return startReading({
      intake: intake.body,
      version: intake.version,
      raw,
      parsed,
      ...(first === undefined && { copyOf: key }),
      world,
    });
  }
  const pending = await readPending(world.store, mail);
  if (pending === undefined) throw new Error('no fan-in for this mail');
  const begun = await readPart(world.store, mail, partNumber(from));
  if (begun !== undefined && begun.body.isForgotten !== true) return { writes: [], jobs: [] };
  const chunk = await startParts(intake.body, parsed, from, world);
  return {
    writes: [
      ...chunk.writes,
      {
        kind: 'put-if-version',
        record: pendingRecord({
          ...pending.body,
          count: pending.body.count + chunk.started - (chunk.next === undefined ? 1 : 0),
        }),
        version: pending.version,
      },
    ],
    jobs: chunk.jobs,
  };
}

async function startReading(input: {
  readonly intake: IntakeEntry;
  readonly version: number;
  readonly raw: Uint8Array;
  readonly parsed: InboundMail;
  /** The key of its contents; absent where it is kept from an earlier run. */
  readonly copyOf?: string;
  readonly world: World;
}): Promise<Commit> {
  const { intake, raw, parsed, world } = input;
  const { mail } = intake;
  const envelope = classifyEnvelope(parsed);
  const proof = await proveSender({ raw, parsed, intake, resolver: world.resolver });
  const words: MailWords = {
    ...parsed,
    attachments: parsed.attachments.map(({ path, signatureImage, contentType }) => ({
      path,
      signatureImage,
      contentType,
    })),
  };
  await world.blobs.put(mailFolder(mail), mailWordsName, encodeJson(words));
  const chunk = await startParts(intake, parsed, 0, world);
  const count = chunk.started + (chunk.next === undefined ? 0 : 1);
  const pending = pendingRecord({ mail, count, parts: parsed.attachments.length });
  const known = await readPending(world.store, mail);
  return {
    writes: [
      ...(input.copyOf === undefined
        ? []
        : [{ kind: 'put-if-absent', record: copyRecord(input.copyOf, mail) } as const]),
      known === undefined
        ? { kind: 'put-if-absent', record: pending }
        : { kind: 'put-if-version', record: pending, version: known.version },
      {
        kind: 'put-if-version',
        record: intakeRecord({
          ...intake,
          state: count === 0 ? 'assessing' : 'reading',
          receivedAt: receivedAt(parsed, intake),
          ...(proof !== undefined && { proof }),
          ...sayOrigin(parsed),
          kind: envelope.kind,
          topic: envelope.topic,
          because: envelope.because,
        }),
        version: input.version,
      },
      ...chunk.writes,
      ...(await keepConfirmation(intake, parsed, world)),
    ],
    jobs: [
      ...chunk.jobs,
      startListing(mail, intake.run ?? 0, 'received'),
      ...(envelope.kind === 'bounce' ? [bounceJob(mail)] : []),
      ...(count === 0 ? [startAssessment(mail, intake.run)] : []),
    ],
  };
}

/** Gmail's latest request to confirm a forwarding is shown to the administrator, who decides. */
async function keepConfirmation(
  { mail, acceptedAt }: IntakeEntry,
  parsed: InboundMail,
  { store }: Pick<World, 'store'>,
): Promise<readonly Write[]> {
  const asked = readForwardingConfirmation(parsed);
  return asked === null
    ? []
    : [putConfirmation({ ...asked, mail, at: acceptedAt }, await readConfirmation(store))];
}

// Attack: subjects and addresses of 100 KB make the intake log unreadable, and a record holds 300 KB. All of it is in the mail's words.
const longestHeader = 500;

function sayOrigin({ from, subject }: InboundMail): Pick<IntakeEntry, 'from' | 'subject'> {
  return {
    from: from?.address.slice(0, longestHeader) ?? null,
    subject: subject?.slice(0, longestHeader) ?? null,
  };
}

/**
 * The mailbox's own time where one may be believed and is not in the future; else the time of acceptance here. Of a mailbox that tells
 * its time, the earlier of that and its topmost Received: one moved to another mail service keeps this line, not always its own times.
 */
function receivedAt(parsed: InboundMail, intake: IntakeEntry): string {
  const said =
    intake.timeFrom === 'headers'
      ? (parsed.receivedAt ?? parsed.date)
      : intake.timeFrom === 'mailbox'
        ? parsed.receivedAt
        : null;
  const latest = intake.timeFrom === 'mailbox' ? intake.receivedAt : intake.acceptedAt;
  return said !== null && said <= latest ? said : latest;
}

function linkToFirst(
  intake: IntakeEntry,
  version: number,
  { parsed, first, now }: { readonly parsed: InboundMail; readonly first: string; readonly now: string },
): Commit {
  const ended: IntakeEntry = {
    ...intake,
    state: 'duplicate',
    receivedAt: receivedAt(parsed, intake),
    ...sayOrigin(parsed),
    because: 'Trùng hoàn toàn với thư đã nhận trước',
    duplicateOf: first,
    endedAt: now,
  };
  return {
    writes: [
      { kind: 'put-if-version', record: intakeRecord(ended), version },
      countInLedger('duplicates', intake.mail),
      ...countEnd(ended),
    ],
    jobs: [startListing(intake.mail, intake.run ?? 0, 'ended')],
  };
}

const partNumber = (index: number): string => String(index + 1).padStart(3, '0');

async function startParts(
  { mail, run }: IntakeEntry,
  parsed: InboundMail,
  from: number,
  world: World,
): Promise<{ writes: Write[]; jobs: NewJob[]; started: number; next: number | undefined }> {
  const writes: Write[] = [];
  const jobs: NewJob[] = [];
  const attachments = parsed.attachments.slice(from, from + partsPerCommit);
  let started = 0;
  for (const [index, attachment] of attachments.entries()) {
    const part = partNumber(from + index);
    const entry = await newPart({ mail, part, file: attachment.path, bytes: attachment.bytes, run, world });
    if (attachment.signatureImage) {
      const ignored: PartEntry = {
        ...entry,
        state: 'read',
        fate: 'ignored-signature-image',
        status: 'ignored',
        format: 'image',
      };
      writes.push(await putNewPart(world.store, ignored));
      continue;
    }
    writes.push(await putNewPart(world.store, entry));
    jobs.push(readJob(mail, part, 0, run));
    started += 1;
  }
  const next = from + partsPerCommit < parsed.attachments.length ? from + partsPerCommit : undefined;
  if (next !== undefined)
    jobs.push({
      id: inRun(`receive-mail:${mail}:${next}`, run),
      stage: 'receive-mail',
      payload: { mail, from: next },
    });
  return { writes, jobs, started, next };
}

/** The job that reads one part; `from` continues a container whose members did not fit one commit. */
export function readJob(mail: string, part: string, from: number, run?: number): NewJob {
  return {
    id: inRun(`read-document:${mail}:${part}:${from}`, run),
    stage: 'read-document',
    payload: { mail, part, from },
  };
}
