import type { Commune } from '../domain/commune.ts';
import type { DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { MailKind, MailTopic, PartFate } from '../domain/submission.ts';
import { looksLikeSupplement } from '../mail/classify-mail.ts';
import { storeLimits, type Commit, type NewJob, type Write } from '../ports/store.ts';
import { startChecks } from './check-round-job.ts';
import type { LoadedFile } from './extract-papers.ts';
import { extractFiles, extractLetter, isContainer, loadFiles } from './extract-papers.ts';
import type { CommuneIdentity } from './identify-commune.ts';
import { identifyCommune } from './identify-commune.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import { judgeDossier } from './judge-dossier.ts';
import { keepRevision } from './keep-revision.ts';
import { mailFindings } from './mail-findings.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { listFileOutcomes } from './mail-outcome.ts';
import { documentsInForce, mergeDocuments } from './merge-documents.ts';
import { orderFindings } from './order-findings.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { DossierEntry, IntakeEntry, PartEntry, ThreadEntry, Typed } from './records.ts';
import {
  countInLedger,
  intakeRecord,
  listParts,
  mailFolder,
  partRecord,
  readDossier,
  readIntake,
  readThread,
  revisionFolder,
  threadRecord,
} from './records.ts';
import { sortDocuments } from './sort-documents.ts';
import type { SplitPapers } from './split-by-commune.ts';
import { splitByCommune } from './split-by-commune.ts';
import { trackedIn, trackPapers } from './track-papers.ts';
import type { ActiveRound, World } from './world.ts';

/** Name of the revision among its blobs. */
export const revisionName = 'revision.json';

/** Parts whose fate changes in one commit, which holds 90 writes; in a mail of more, the rest keeps "read". */
const fatesUpdated = 80;

/** Papers of a dossier that make a mail one, whatever its words say. */
const dossierKinds = new Set(['submission-letter', 'score-sheet', 'report', 'minutes']);

/** Figures of criteria that a paper on another matter does not have. */
const leastFigures = 5;

/** A whole dossier sent again brings at least so many of the required papers. */
const wholeDossier = 3;

interface Judged {
  readonly active: ActiveRound;
  readonly identity: CommuneIdentity;
  readonly documents: readonly DossierDocument[];
}

/** A mail being judged: its entry and parts as they stand, its words, what its files say, and the remarks on it. */
interface MailAtHand extends Judged {
  readonly intake: Typed<IntakeEntry>;
  readonly parts: readonly Typed<PartEntry>[];
  readonly words: MailWords;
  readonly findings: readonly Finding[];
  /** Nothing of it could be read. */
  readonly isUnread: boolean;
  readonly world: World;
}

/** Stage 3: puts what a mail's files say into the dossier of its commune as a new revision, reviews and assesses it. */
export async function assessDossier(payload: { readonly mail: string }, world: World): Promise<Commit> {
  const { mail } = payload;
  const intake = await readIntake(world.store, mail);
  const kept = await world.blobs.get(mailFolder(mail), mailWordsName);
  if (intake === undefined || kept === undefined) throw new Error('the mail has not been received yet');
  // A second delivery of a job that is done.
  if (intake.body.state !== 'assessing') return { writes: [], jobs: [] };
  const words = decodeJson<MailWords>(kept);
  const parts = await listParts(world.store, mail);
  const files = await loadFiles(parts, world.blobs);
  const thread = await findThread(words, world);
  const judged = judgeFiles({ mail, files, words, thread, isDossier: intake.body.kind === 'dossier', world });
  const { active, identity } = judged;
  const papers = judged.documents.filter(({ status }) => status !== 'ignored');
  const atHand: MailAtHand = {
    ...judged,
    intake,
    parts,
    words,
    findings: [
      ...parts.filter(({ body }) => isContainer(body)).flatMap(({ body }) => body.findings),
      ...mailFindings({
        receivedAt: intake.body.receivedAt,
        words,
        round: active.round,
        identity,
        senders: world.senders,
      }),
    ],
    isUnread: papers.length > 0 && papers.every(({ extraction }) => extraction === undefined),
    world,
  };
  const other = tellOther(intake.body, papers);
  if (other !== undefined) {
    const tracked = await trackPapers(intake.body, {
      documents: judged.documents,
      files,
      commune: identity.commune,
      round: active.round,
      store: world.store,
    });
    const ended = await end({ atHand, state: 'done', ...other, findings: tracked.findings });
    return { ...ended, writes: [...ended.writes, ...tracked.writes] };
  }
  if (intake.body.kind === 'unreadable' && papers.length === 0)
    return end({ atHand, state: 'held', kind: 'unreadable', topic: 'other', findings: atHand.findings });
  if (papers.length > 0 && papers.every(isSectorAnswer))
    return end({
      atHand,
      state: 'held',
      kind: 'not-a-dossier',
      topic: 'other',
      findings: atHand.findings,
      fates: new Map(papers.map(({ file }) => [file, 'held'])),
    });
  const split = splitByCommune(judged.documents, active.round.communes);
  if (split !== undefined) return putIntoDossiers(atHand, split);
  if (identity.commune !== undefined) return putIntoDossier(atHand, identity.commune);
  return end({
    atHand,
    state: 'held',
    kind: atHand.isUnread ? 'unreadable' : 'dossier',
    topic: 'dossier',
    findings: [
      ...atHand.findings,
      makeFinding('ambiguous-commune', { text: identity.text ?? words.subject ?? '……' }),
    ],
    fates: new Map(parts.filter(({ body }) => body.fate === 'parsed').map(({ body }) => [body.file, 'held'])),
  });
}

/** What a mail is that is no dossier; undefined when it is one. Automatic mail is never one, whatever it carries back. */
function tellOther(
  { kind, topic }: IntakeEntry,
  papers: readonly DossierDocument[],
): { readonly kind: MailKind; readonly topic: MailTopic } | undefined {
  if (kind === 'auto-reply' || kind === 'bounce') return { kind, topic: topic ?? 'other' };
  if (papers.some(isPlainlyOfDossier)) return undefined;
  const kinds = papers.map(({ extraction }) => extraction?.kind);
  const arePlans = kinds.length > 0 && kinds.every((one) => one === 'plan' || one === 'commitment');
  if (kind !== 'not-a-dossier' && !arePlans) return undefined;
  const own = kinds.includes('plan') ? 'plan' : kinds.includes('commitment') ? 'commitment' : undefined;
  return { kind: 'not-a-dossier', topic: own ?? topic ?? 'other' };
}

/** Sectors answer through the office, which knows who it asked; what comes by mail waits for a person. */
const isSectorAnswer = ({ readFindings }: DossierDocument): boolean =>
  readFindings.some(({ code }) => code === 'sector-answer-mailed');

/** A paper that makes a mail a dossier although the mail's own words do not say so. */
function isPlainlyOfDossier({ extraction }: DossierDocument): boolean {
  return (
    extraction !== undefined &&
    dossierKinds.has(extraction.kind) &&
    extraction.readings.length + extraction.claims.length >= leastFigures
  );
}

/** Mails a reply names at most; a thread of a year has some dozen. */
const referencesFollowed = 20;

/** The commune of the nearest mail this one answers. */
async function findThread(words: MailWords, world: World): Promise<string | undefined> {
  const answered = [words.inReplyTo, ...words.references.toReversed()].slice(0, referencesFollowed);
  for (const id of answered) {
    const thread = id === null ? undefined : await readThread(world.store, id);
    if (thread !== undefined) return thread.body.commune;
  }
  return undefined;
}

/** Reads the files by the words of each round in turn, until one of them holds the commune they name. */
function judgeFiles(input: {
  readonly mail: string;
  readonly files: readonly LoadedFile[];
  readonly words: MailWords;
  readonly thread: string | undefined;
  readonly isDossier: boolean;
  readonly world: World;
}): Judged {
  const { mail, files, words, world } = input;
  const hasFiles = files.some(({ part }) => part.status !== 'ignored');
  let first: Judged | undefined;
  for (const active of world.rounds) {
    const letter = hasFiles || !input.isDossier ? undefined : extractLetter(mail, words, active);
    const documents = [...extractFiles(files, active), ...(letter === undefined ? [] : [letter])];
    const identity = identifyCommune({
      extractions: documents.flatMap(({ extraction }) => (extraction === undefined ? [] : [extraction])),
      words,
      senders: world.senders,
      thread: input.thread,
      communes: active.round.communes,
    });
    const judged = { active, identity, documents };
    if (identity.commune !== undefined) return judged;
    if (first === undefined || (first.identity.commune === undefined && first.identity.text === undefined))
      first = judged;
  }
  if (first === undefined) throw new Error('no round is active');
  return first;
}

/** Ends a mail that changes no dossier. */
async function end(input: {
  readonly atHand: MailAtHand;
  readonly state: 'done' | 'held';
  readonly kind: MailKind;
  readonly topic: MailTopic;
  readonly findings: readonly Finding[];
  readonly fates?: ReadonlyMap<string, PartFate>;
}): Promise<Commit> {
  const { atHand, state, kind, topic } = input;
  const commune = atHand.identity.commune?.code ?? null;
  const outcome: MailOutcome = {
    kind,
    topic,
    round: commune === null ? null : atHand.active.round.id,
    commune,
    revision: null,
    files: listFileOutcomes(atHand.documents),
    findings: orderFindings([...atHand.documents.flatMap((one) => one.readFindings), ...input.findings]),
  };
  return finish({ atHand, state, outcome, fates: input.fates ?? new Map(), entry: {} });
}

/** The last commit of a mail: what came of it, its entry in the log, its place in the ledger. */
async function finish(input: {
  readonly atHand: MailAtHand;
  readonly state: 'done' | 'held' | 'duplicate';
  readonly outcome: MailOutcome;
  readonly fates: ReadonlyMap<string, PartFate>;
  /** What the entry says beside the outcome. */
  readonly entry: Partial<IntakeEntry>;
}): Promise<Commit> {
  const { atHand, state, outcome } = input;
  const { intake, world } = atHand;
  const { mail } = intake.body;
  const { kind, topic, round, commune, revision } = outcome;
  const name = outcomeName(revision ?? 0);
  await world.blobs.put(mailFolder(mail), name, encodeJson(outcome));
  const counted = state === 'done' ? kind : state === 'held' ? 'held' : 'duplicates';
  return {
    writes: [
      {
        kind: 'put-if-version',
        record: intakeRecord({
          ...intake.body,
          state,
          kind,
          topic,
          round,
          commune,
          revision,
          duplicateOf: null,
          ...input.entry,
          outcome: name,
        }),
        version: intake.version,
      },
      countInLedger(counted, mail),
      ...changeFates(atHand.parts, input.fates),
    ],
    jobs: [],
  };
}

/** Another attempt may make another revision; each writes its own name, the commit says which one counts. */
const outcomeName = (revision: number): string => `outcome-${revision}.json`;

/** What a mail's papers do to one dossier: its new revision, or nothing where it has them all. */
interface Revised {
  readonly outcome: MailOutcome;
  readonly fates: ReadonlyMap<string, PartFate>;
  /** Undefined where the dossier has every paper already. */
  readonly change?: { readonly writes: readonly Write[]; readonly job: NewJob };
  /** The mail that brought them, where it has. */
  readonly knownFrom?: string;
}

/** Puts papers into the dossier of a commune as its next revision. */
async function reviseDossier(
  atHand: MailAtHand,
  commune: Commune,
  papers: readonly DossierDocument[],
): Promise<Revised> {
  const { intake, words, world } = atHand;
  const { round, rubric } = atHand.active;
  const { mail } = intake.body;
  const head = await readDossier(world.store, round.id, commune.code);
  const before = head === undefined ? undefined : await loadRevision(head.body, world);
  const mails = await readMails([...(before?.mailIds ?? []), mail], world);
  const sorted = sortDocuments({
    documents: papers,
    earlier: documentsInForce(before?.documents ?? []),
    receivedAt: new Map(mails.map((one) => [one.mail, one.receivedAt])),
    commune,
    round,
  });
  const findings = [...atHand.findings, ...sorted.findings];
  const outcome = (kind: MailKind, revision: number): MailOutcome => ({
    kind,
    topic: 'dossier',
    round: round.id,
    commune: commune.code,
    revision,
    files: listFileOutcomes(papers),
    findings: orderFindings([...papers.flatMap((one) => one.readFindings), ...findings]),
  });
  const [known] = sorted.known;
  if (before !== undefined && known !== undefined && sorted.brought.length === 0)
    return {
      outcome: outcome('dossier', before.revision),
      fates: sorted.fates,
      knownFrom: known.mailId,
    };

  const mailIds = mails.map((one) => one.mail);
  const documents = mergeDocuments([...(before?.documents ?? []), ...sorted.brought], mailIds);
  // Papers that came after a link was sent in place of them settle it.
  const open = (before?.mailFindings ?? []).filter(
    ({ code }) => code !== 'external-link' || sorted.brought.length === 0,
  );
  const ofMails = orderFindings([...open, ...findings]);
  const revision: DossierRevision = {
    round: round.id,
    commune: commune.code,
    revision: (before?.revision ?? 0) + 1,
    at: intake.body.receivedAt,
    mailIds,
    documents,
    mailFindings: ofMails,
    ...judgeDossier({ documents, mailFindings: ofMails, commune, round, rubric }),
  };
  const folder = revisionFolder(round.id, commune.code, revision.revision, mail);
  await world.blobs.put(folder, revisionName, encodeJson(revision));
  const kind: MailKind = atHand.isUnread
    ? 'unreadable'
    : isSupplement(words, papers, before !== undefined)
      ? 'supplement'
      : 'dossier';
  return {
    outcome: outcome(kind, revision.revision),
    fates: sorted.fates,
    change: {
      writes: await keepRevision(dossierEntry(revision, folder), revision, {
        known: head,
        round,
        rubric,
        store: world.store,
      }),
      job: startDrafts(revision),
    },
  };
}

/** The job that drafts the documents of a revision. */
export function startDrafts({ round, commune, revision }: DossierRevision): NewJob {
  return {
    id: `draft-documents:${round}:${commune}:${revision}`,
    stage: 'draft-documents',
    payload: { round, commune, revision },
  };
}

/** A mail of one commune. */
async function putIntoDossier(atHand: MailAtHand, commune: Commune): Promise<Commit> {
  const { outcome, fates, change, knownFrom } = await reviseDossier(atHand, commune, atHand.documents);
  if (change === undefined)
    return finish({
      atHand,
      state: 'duplicate',
      outcome,
      fates,
      entry: { duplicateOf: knownFrom ?? null, because: 'Mọi tài liệu đều đã nhận trong thư trước' },
    });
  const { mail } = atHand.intake.body;
  const done = await finish({ atHand, state: 'done', outcome, fates, entry: {} });
  return {
    writes: [
      ...change.writes,
      ...(await rememberThread(atHand.words, { mail, commune: commune.code }, atHand.world)),
      ...done.writes,
    ],
    jobs: [change.job, startChecks(atHand.active.round.id, mail)],
  };
}

/** Dossiers one mail may bring: each is four actions, and a commit holds 90. A district has some twenty communes. */
const maxDossiers = 20;

/** A mail with the dossiers of several communes: each commune's papers go into its own, all in one commit. */
async function putIntoDossiers(atHand: MailAtHand, split: SplitPapers): Promise<Commit> {
  const { active } = atHand;
  const revised: Revised[] = [];
  for (const { commune, documents } of split.parts.slice(0, maxDossiers))
    revised.push(await reviseDossier(atHand, commune, documents));
  const left = [
    ...split.unassigned,
    ...split.parts.slice(maxDossiers).flatMap(({ documents }) => documents),
  ].filter(({ status }) => status !== 'ignored');
  const outcome: MailOutcome = {
    kind: 'dossier',
    topic: 'dossier',
    round: active.round.id,
    commune: null,
    revision: null,
    files: listFileOutcomes(left),
    findings: orderFindings([
      ...left.flatMap((one) => one.readFindings),
      ...left.map(({ file }) => makeFinding('ambiguous-commune', { text: file }, { about: file })),
    ]),
    parts: revised.map((each) => each.outcome),
  };
  const done = await finish({
    atHand,
    state: 'done',
    outcome,
    fates: new Map([
      ...revised.flatMap(({ fates }) => [...fates]),
      ...left.map(({ file }): [string, PartFate] => [file, 'held']),
    ]),
    entry: { because: `Thư gửi hồ sơ của ${revised.length} đơn vị` },
  });
  const changes = revised.flatMap(({ change }) => (change === undefined ? [] : [change]));
  const revisions = changes.flatMap(({ writes }) => writes);
  const jobs = [...changes.map(({ job }) => job), startChecks(active.round.id, atHand.intake.body.mail)];
  return {
    writes: [...revisions, ...done.writes].slice(0, storeLimits.actions - jobs.length),
    jobs,
  };
}

/** The mails of a dossier. They are read side by side; the order in which they were accepted is the order in which they count. */
async function readMails(mails: readonly string[], world: World): Promise<readonly IntakeEntry[]> {
  const entries = await Promise.all(mails.map((mail) => readIntake(world.store, mail)));
  return entries
    .flatMap((entry) => (entry === undefined ? [] : [entry.body]))
    .sort((a, b) => compare(a.acceptedAt, b.acceptedAt) || compare(a.mail, b.mail));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Lets answers to this mail find its dossier. */
async function rememberThread(
  { messageId }: MailWords,
  thread: ThreadEntry,
  world: World,
): Promise<readonly Write[]> {
  if (messageId === null || (await readThread(world.store, messageId)) !== undefined) return [];
  return [{ kind: 'put-if-absent', record: threadRecord(messageId, thread) }];
}

/** The revision a head points to. @throws when its blob is gone, which a person must look into. */
export async function loadRevision(
  entry: DossierEntry,
  world: Pick<World, 'blobs'>,
): Promise<DossierRevision> {
  const blob = await world.blobs.get(entry.folder, revisionName);
  if (blob === undefined) throw new Error('the revision has no blob');
  return decodeJson<DossierRevision>(blob);
}

/** A later mail completes a dossier unless it is the whole dossier once more. */
function isSupplement(words: MailWords, documents: readonly DossierDocument[], hasDossier: boolean): boolean {
  const brought = new Set(documents.map(({ extraction }) => extraction?.kind));
  const isWhole = [...dossierKinds].filter((kind) => brought.has(kind as never)).length >= wholeDossier;
  const saysSo = looksLikeSupplement({
    ...words,
    attachments: words.attachments.map((attachment) => ({ ...attachment, bytes: new Uint8Array() })),
  });
  return isWhole ? hasDossier && saysSo : hasDossier || saysSo;
}

function changeFates(
  parts: readonly Typed<PartEntry>[],
  fates: ReadonlyMap<string, PartFate>,
): readonly Write[] {
  return parts
    .flatMap(({ body, version }): Write[] => {
      const fate = fates.get(body.file);
      return fate === undefined
        ? []
        : [{ kind: 'put-if-version', record: partRecord({ ...body, fate }), version }];
    })
    .slice(0, fatesUpdated);
}

/** The head of a dossier as its revision leaves it. */
export function dossierEntry(revision: DossierRevision, folder: string): DossierEntry {
  const count = (severity: Finding['severity']): number =>
    revision.findings.filter((finding) => finding.severity === severity).length;
  return {
    round: revision.round,
    commune: revision.commune,
    revision: revision.revision,
    at: revision.at,
    folder,
    claimedTotal: revision.claimedTotal?.points ?? null,
    verdict: revision.assessment.verdict,
    blocking: count('blocking'),
    warnings: count('warning'),
    notes: count('note'),
    missingDocuments: revision.findings.flatMap(({ code, about }) =>
      code === 'missing-document' && about !== null ? [about] : [],
    ),
    late: revision.mailFindings.some(({ code }) => code === 'late-submission'),
    tracked: trackedIn(revision),
    mails: revision.mailIds,
    drafts: [],
  };
}
