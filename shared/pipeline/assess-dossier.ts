import type { DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { MailKind, MailTopic, PartFate } from '../domain/submission.ts';
import type { MailClass } from '../mail/classify-mail.ts';
import { classifyEnvelope, looksLikeSupplement } from '../mail/classify-mail.ts';
import type { InboundMail } from '../mail/parse-mail.ts';
import { storeLimits, type Commit, type NewJob, type Write } from '../ports/store.ts';
import { inRun } from './assess-dossier-job.ts';
import { startChecks } from './check-round-job.ts';
import { startDrafting } from './draft-documents-job.ts';
import { countEnd } from './intake-days.ts';
import { isContainer, loadFiles } from './extract-papers.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import { judgeDossier } from './judge-dossier.ts';
import type { FiledPapers, JudgedMail } from './judge-mail.ts';
import {
  filePapers,
  findCommune,
  findRound,
  findThread,
  isDirected,
  isSectorAnswer,
  judgeFiles,
  tellOther,
} from './judge-mail.ts';
import { judgeSender, senderDoubtNames } from './judge-sender.ts';
import { keepRevision } from './keep-revision.ts';
import { startListing } from './list-mail-job.ts';
import { noteRepeats, startRepeats } from './mail-repeats.ts';
import type { DossierPlace } from './mail-directions.ts';
import { readDirections, undirected } from './mail-directions.ts';
import { mailFindings } from './mail-findings.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { dossiersOf, listFileOutcomes } from './mail-outcome.ts';
import { documentsInForce, mergeDocuments } from './merge-documents.ts';
import { orderFindings } from './order-findings.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { DossierEntry, IntakeEntry, PartEntry, Typed } from './records.ts';
import {
  countInLedger,
  intakeRecord,
  joinAdditions,
  ledgerEnd,
  listParts,
  mailFolder,
  partRecord,
  readDossier,
  readIntake,
  readThread,
  revisionFolder,
  threadRecord,
} from './records.ts';
import { removeTracked } from './round-records.ts';
import { sortDocuments } from './sort-documents.ts';
import { trackedIn, trackPapers } from './track-papers.ts';
import type { World } from './world.ts';

/** Name of the revision among its blobs. */
export const revisionName = 'revision.json';

/** Parts whose fate changes in one commit, which holds 90 writes; in a mail of more, the rest keeps "read". */
const fatesUpdated = 70;

/** Papers of a dossier; at least so many of them make a mail a whole one sent again. */
const dossierKinds = ['submission-letter', 'score-sheet', 'report', 'minutes'] as const;
const wholeDossier = 3;

/** Dossiers one mail may bring: each is four actions and shared counts, and a commit holds 90. */
const maxDossiers = 17;

/** A mail being judged: its entry and parts as they stand, its words, what its files say, and the remarks on it. */
interface MailAtHand extends JudgedMail {
  readonly intake: Typed<IntakeEntry>;
  readonly parts: readonly Typed<PartEntry>[];
  readonly words: MailWords;
  /** Remarks on the mail in a round. */
  readonly findingsIn: (active: JudgedMail['active']) => readonly Finding[];
  /** Nothing of it could be read. */
  readonly isUnread: boolean;
  /** What came of it in the run before; null in its first. */
  readonly former: MailOutcome | null;
  readonly world: World;
}

/**
 * Stage 3: puts what a mail's files say into the dossier of its commune as a new revision, reviews and assesses it. Of a mail assessed
 * again, what it brought before is taken out where it no longer belongs; a dossier that would be the same gets no new revision.
 */
export async function assessDossier(payload: { readonly mail: string }, world: World): Promise<Commit> {
  const { mail } = payload;
  const known = await readIntake(world.store, mail);
  const kept = await world.blobs.get(mailFolder(mail), mailWordsName);
  if (known === undefined || kept === undefined) throw new Error('the mail has not been received yet');
  // A second delivery of a job that is done.
  if (known.body.state !== 'assessing') return { writes: [], jobs: [] };
  const words = decodeJson<MailWords>(kept);
  // The entry of a mail that had come to an end says what it was judged to be.
  const intake =
    known.body.run === undefined ? known : { ...known, body: { ...known.body, ...envelopeOf(words) } };
  const directions = (await readDirections(world.store, mail))?.body.directions ?? undirected;
  const parts = await listParts(world.store, mail);
  const files = await loadFiles(parts, world.blobs);
  const thread = await findThread(words, world);
  const sender = await judgeSender({ words, via: intake.body.via }, world);
  const judged = judgeFiles({
    mail,
    files,
    words,
    thread,
    isDossier: intake.body.kind === 'dossier',
    sender,
    directions,
    rounds: world.rounds,
  });
  const { active, identity } = judged;
  const papers = judged.documents.filter(({ status }) => status !== 'ignored');
  const isHeld = !directions.isReleased && !isDirected(directions);
  const doubt = isHeld ? sender.doubt : undefined;
  const atHand: MailAtHand = {
    ...judged,
    intake,
    parts,
    words,
    findingsIn: ({ round }) => [
      ...parts.filter(({ body }) => isContainer(body)).flatMap(({ body }) => body.findings),
      ...(doubt === undefined ? [] : [makeFinding('doubtful-sender', { reason: senderDoubtNames[doubt] })]),
      ...mailFindings({
        receivedAt: intake.body.receivedAt,
        words,
        round,
        identity,
        // A person answers for the sender of a mail they released.
        senders: isHeld ? sender.registryIn(round) : null,
      }),
    ],
    isUnread: papers.length > 0 && papers.every(({ extraction }) => extraction === undefined),
    former: await loadOutcome(known.body, world),
    world,
  };
  const findings = atHand.findingsIn(active);
  const allHeld = new Map(
    parts
      .filter(({ body }) => body.parsed !== null && body.status !== 'ignored')
      .map(({ body }): [string, PartFate] => [body.file, 'held']),
  );
  const { kind, topic } = intake.body;
  if (directions.isRefused || (sender.isBlocked && isHeld))
    return end({
      atHand,
      state: 'refused',
      kind: kind ?? 'not-a-dossier',
      topic: topic ?? 'other',
      findings,
      fates: allHeld,
      because: directions.isRefused
        ? 'Cán bộ xác định thư không thuộc đợt đánh giá'
        : 'Địa chỉ gửi đã bị chặn',
    });
  const isAutomatic = kind === 'auto-reply' || kind === 'bounce';
  const isStranger = isHeld && sender.isHeldIn(active.round);
  if ((doubt !== undefined || isStranger) && !isAutomatic && (papers.length > 0 || kind === 'dossier'))
    return end({
      atHand,
      state: 'held',
      kind: kind ?? 'dossier',
      topic: topic ?? 'dossier',
      findings,
      fates: allHeld,
      because:
        doubt === undefined
          ? 'Giữ lại: địa chỉ gửi chưa có trong danh bạ'
          : 'Giữ lại: chưa chứng thực được người gửi',
    });
  const other = tellOther(intake.body, papers);
  const isPlan = other?.topic === 'plan' || other?.topic === 'commitment';
  if (other !== undefined && (isPlan || !isDirected(directions))) {
    const tracked = await trackPapers(intake.body, {
      documents: judged.documents,
      files,
      commune: identity.commune,
      isDirected: directions.to !== null,
      round: active.round,
      store: world.store,
    });
    const ended = await end({ atHand, state: 'done', ...other, findings: tracked.findings });
    return { ...ended, writes: [...ended.writes, ...tracked.writes] };
  }
  if (kind === 'unreadable' && papers.length === 0 && directions.to === null)
    return end({ atHand, state: 'held', kind: 'unreadable', topic: 'other', findings });
  if (papers.length > 0 && papers.every(isSectorAnswer))
    return end({ atHand, state: 'held', kind: 'not-a-dossier', topic: 'other', findings, fates: allHeld });
  const filed = filePapers(judged, { files, directions, rounds: world.rounds });
  if (filed.dossiers.length > 0) return putIntoDossiers(atHand, filed);
  return end({
    atHand,
    state: 'held',
    kind: atHand.isUnread ? 'unreadable' : 'dossier',
    topic: 'dossier',
    findings: [
      ...findings,
      makeFinding('ambiguous-commune', {
        text: (identity.commune === undefined ? identity.text : undefined) ?? words.subject ?? '……',
      }),
    ],
    fates: allHeld,
  });
}

/** A mail by its words alone, files unopened. */
const asInbound = (words: MailWords): InboundMail => ({
  ...words,
  attachments: words.attachments.map((attachment) => ({ ...attachment, bytes: new Uint8Array() })),
});

const envelopeOf = (words: MailWords): MailClass => classifyEnvelope(asInbound(words));

async function loadOutcome(entry: IntakeEntry, { blobs }: Pick<World, 'blobs'>): Promise<MailOutcome | null> {
  const blob = entry.outcome === null ? undefined : await blobs.get(mailFolder(entry.mail), entry.outcome);
  return blob === undefined ? null : decodeJson<MailOutcome>(blob);
}

/** Ends a mail that changes no dossier, unless it did before. */
async function end(input: {
  readonly atHand: MailAtHand;
  readonly state: 'done' | 'held' | 'refused';
  readonly kind: MailKind;
  readonly topic: MailTopic;
  readonly findings: readonly Finding[];
  readonly fates?: ReadonlyMap<string, PartFate>;
  readonly because?: string;
}): Promise<Commit> {
  const { atHand, state, kind, topic, because } = input;
  const commune = state === 'refused' ? null : (atHand.identity.commune?.code ?? null);
  const outcome: MailOutcome = {
    kind,
    topic,
    round: commune === null ? null : atHand.active.round.id,
    commune,
    revision: null,
    files: listFileOutcomes(atHand.documents),
    findings: orderFindings([...atHand.documents.flatMap((one) => one.readFindings), ...input.findings]),
  };
  return finish({
    atHand,
    state,
    outcome,
    fates: input.fates ?? new Map(),
    entry: because === undefined ? {} : { because },
    revised: [],
  });
}

/** The last commit of a mail: what came of it, its entry in the log, its place in the ledger, the dossiers it changed. */
async function finish(input: {
  readonly atHand: MailAtHand;
  readonly state: 'done' | 'held' | 'duplicate' | 'refused';
  readonly outcome: MailOutcome;
  readonly fates: ReadonlyMap<string, PartFate>;
  /** What the entry says beside the outcome. */
  readonly entry: Partial<IntakeEntry>;
  readonly revised: readonly Revised[];
}): Promise<Commit> {
  const { atHand, state, outcome } = input;
  const { intake, world, former } = atHand;
  const { mail, run } = intake.body;
  const { kind, topic, round, commune, revision } = outcome;
  const name = inRun(`outcome-${revision ?? 0}`, run) + '.json';
  await world.blobs.put(mailFolder(mail), name, encodeJson(outcome));
  const isIn = (place: DossierPlace): boolean =>
    dossiersOf(outcome).some((one) => one.round === place.round && one.commune === place.commune);
  const left: Revised[] = [];
  for (const place of dossiersOf(former).filter((one) => !isIn(one)))
    left.push(await leaveDossier(atHand, place));
  const changes = [...left, ...input.revised].flatMap(({ change }) => (change === undefined ? [] : [change]));
  const rounds = new Set(changes.map((change) => change.round));
  const entry: IntakeEntry = {
    ...intake.body,
    state,
    kind,
    topic,
    round,
    commune,
    revision,
    duplicateOf: null,
    endedAt: world.clock.now(),
    ...input.entry,
    outcome: name,
  };
  const jobs = [
    ...changes.flatMap(({ drafts }) => (drafts === undefined ? [] : [drafts])),
    ...[...rounds].map((one) => startChecks(one, inRun(mail, run))),
    ...([...left, ...input.revised].some(({ isPoorer }) => isPoorer)
      ? await startRepeats(mail, world.store)
      : []),
    startListing(mail, run ?? 0, 'ended'),
  ];
  const writes = joinAdditions([
    ...changes.flatMap((change) => change.writes),
    { kind: 'put-if-version', record: intakeRecord(entry), version: intake.version },
    countInLedger(ledgerEnd(entry) ?? kind, mail),
    ...countEnd(entry),
    ...(former === null ? [] : await removeTracked(world.store, mail, former, { round, commune })),
    ...(await noteRepeats(mail, new Set(input.revised.flatMap(({ knownFrom }) => knownFrom)), world.store)),
  ]);
  // Kept free for what the job took and the thread of the mail. A mail of too many dossiers fails as a whole and is seen, rather than be half done.
  const room = Math.max(0, storeLimits.actions - 3 - jobs.length - writes.length);
  return { writes: [...writes, ...changeFates(atHand.parts, input.fates).slice(0, room)], jobs };
}

/** What a mail does to one dossier. */
interface Revised {
  readonly outcome: MailOutcome;
  readonly fates: ReadonlyMap<string, PartFate>;
  /** Undefined where the dossier stays as it is. */
  readonly change?: {
    readonly round: string;
    readonly writes: readonly Write[];
    /** Absent where nothing is left to draft. */
    readonly drafts?: NewJob;
  };
  /** The mails that brought papers of this one before it. */
  readonly knownFrom: readonly string[];
  /** The dossier had every paper already, and none from this mail. */
  readonly isKnown: boolean;
  /** Papers this mail brought before are no longer in the dossier. */
  readonly isPoorer: boolean;
}

type KeptDocument = DossierRevision['documents'][number];

/** Puts papers into a dossier as its next revision, in place of those the same mail brought in an earlier run. */
async function reviseDossier(atHand: MailAtHand, filed: FiledPapers): Promise<Revised> {
  const { intake, words, world } = atHand;
  const { commune, documents: papers } = filed;
  const { round } = filed.active;
  const { mail } = intake.body;
  const head = await readDossier(world.store, round.id, commune.code);
  const before = head === undefined ? undefined : await loadRevision(head.body, world);
  const isAgain = before?.mailIds.includes(mail) === true;
  const mails = await readMails([...(before?.mailIds ?? []).filter((one) => one !== mail), mail], world);
  const mailIds = mails.map((one) => one.mail);
  const own = (before?.documents ?? []).filter(({ mailId }) => mailId === mail);
  const others = (before?.documents ?? []).filter(({ mailId }) => mailId !== mail);
  const ownHashes = new Set(own.map(({ sha256 }) => sha256));
  const sorted = sortDocuments({
    documents: papers,
    // What this mail brought before is not known from others, whoever sent it once more.
    earlier: documentsInForce(isAgain ? mergeDocuments(others, mailIds) : others).filter(
      ({ sha256 }) => !ownHashes.has(sha256),
    ),
    receivedAt: new Map(mails.map((one) => [one.mail, one.receivedAt])),
    commune,
    round,
    directed: filed.directed,
  });
  const found = [...atHand.findingsIn(filed.active), ...sorted.findings];
  const outcome = (kind: MailKind, revision: number): MailOutcome => ({
    kind,
    topic: 'dossier',
    round: round.id,
    commune: commune.code,
    revision,
    files: listFileOutcomes(papers),
    findings: orderFindings([...papers.flatMap((one) => one.readFindings), ...found]),
  });
  const knownFrom = [...new Set(sorted.known.map(({ mailId }) => mailId))];
  if (before !== undefined && !isAgain && sorted.known.length > 0 && sorted.brought.length === 0)
    return {
      outcome: outcome('dossier', before.revision),
      fates: sorted.fates,
      knownFrom,
      isKnown: true,
      isPoorer: false,
    };

  const later = new Set(mailIds.slice(mailIds.indexOf(mail) + 1));
  const isFollowed = others.some(({ mailId }) => later.has(mailId));
  // Papers that came after a link was sent in place of them settle it.
  const isSettled = ({ code }: Finding, byPapers: boolean): boolean => code === 'external-link' && byPapers;
  const ofMails = orderFindings([
    ...(await findingsOfOthers(before, atHand)).filter((one) => !isSettled(one, sorted.brought.length > 0)),
    ...found.filter((one) => !isSettled(one, isAgain && isFollowed)),
  ]);
  const hasBefore = isAgain ? mailIds.indexOf(mail) > 0 : before !== undefined;
  const kind: MailKind = atHand.isUnread
    ? 'unreadable'
    : isSupplement(words, papers, hasBefore)
      ? 'supplement'
      : 'dossier';
  const brought = new Set(sorted.brought.map(({ sha256 }) => sha256));
  const next = await nextRevision(atHand, filed, {
    head,
    before,
    mailIds,
    documents: mergeDocuments([...others, ...sorted.brought], mailIds),
    mailFindings: ofMails,
    at: isAgain && mailIds.at(-1) !== mail ? before.at : intake.body.receivedAt,
  });
  return {
    outcome: outcome(kind, next.revision),
    fates: sorted.fates,
    ...(next.change !== undefined && { change: next.change }),
    knownFrom,
    isKnown: false,
    isPoorer: [...ownHashes].some((hash) => !brought.has(hash)),
  };
}

/** Takes the papers of a mail out of a dossier it no longer belongs to. */
async function leaveDossier(atHand: MailAtHand, place: DossierPlace): Promise<Revised> {
  const { intake, world } = atHand;
  const active = findRound(place.round, world.rounds);
  const filed = { active, commune: findCommune(place, active) };
  const head = await readDossier(world.store, place.round, place.commune);
  const nothing = { outcome: atHand.former ?? noOutcome, fates: new Map(), knownFrom: [], isKnown: false };
  if (head === undefined) return { ...nothing, isPoorer: false };
  const before = await loadRevision(head.body, world);
  if (!before.mailIds.includes(intake.body.mail)) return { ...nothing, isPoorer: false };
  const mails = await readMails(
    before.mailIds.filter((one) => one !== intake.body.mail),
    world,
  );
  const mailIds = mails.map(({ mail }) => mail);
  const { change } = await nextRevision(atHand, filed, {
    head,
    before,
    mailIds,
    documents: mergeDocuments(
      before.documents.filter(({ mailId }) => mailId !== intake.body.mail),
      mailIds,
    ),
    mailFindings: await findingsOfOthers(before, atHand),
    at: mails.at(-1)?.receivedAt ?? before.at,
  });
  return { ...nothing, ...(change !== undefined && { change }), isPoorer: true };
}

const noOutcome: MailOutcome = {
  kind: 'not-a-dossier',
  topic: 'other',
  round: null,
  commune: null,
  revision: null,
  files: [],
  findings: [],
};

/** The revision that follows, unless it would say the same. */
async function nextRevision(
  atHand: MailAtHand,
  { active, commune }: Pick<FiledPapers, 'active' | 'commune'>,
  next: {
    readonly head: Typed<DossierEntry> | undefined;
    readonly before: DossierRevision | undefined;
    readonly mailIds: readonly string[];
    readonly documents: readonly KeptDocument[];
    readonly mailFindings: readonly Finding[];
    readonly at: string;
  },
): Promise<{ readonly revision: number; readonly change?: Revised['change'] }> {
  const { round, rubric } = active;
  const { world, intake } = atHand;
  const { head, before, mailIds, documents, mailFindings: ofMails } = next;
  const revision: DossierRevision = {
    round: round.id,
    commune: commune.code,
    revision: (before?.revision ?? 0) + 1,
    at: next.at,
    mailIds,
    documents,
    mailFindings: ofMails,
    ...judgeDossier({ documents, mailFindings: ofMails, commune, round, rubric }),
  };
  if (before !== undefined && intake.body.run !== undefined && saysTheSame(revision, before))
    return { revision: before.revision };
  const madeBy = inRun(intake.body.mail, intake.body.run);
  const folder = revisionFolder(round.id, commune.code, revision.revision, madeBy);
  await world.blobs.put(folder, revisionName, encodeJson(revision));
  return {
    revision: revision.revision,
    change: {
      round: round.id,
      writes: await keepRevision(dossierEntry(revision, folder), revision, {
        known: head,
        round,
        rubric,
        store: world.store,
      }),
      ...(mailIds.length > 0 && { drafts: startDrafting(revision) }),
    },
  };
}

/** Whether two revisions differ in nothing but their number, their time and the order of remarks. */
function saysTheSame(a: DossierRevision, b: DossierRevision): boolean {
  const contents = ({ mailFindings: ofMails, findings, ...rest }: DossierRevision): string =>
    JSON.stringify([
      { ...rest, revision: 0, at: '' },
      [...ofMails, ...findings].map((finding) => JSON.stringify(finding)).sort(),
    ]);
  return contents(a) === contents(b);
}

/** The remarks on the mails of a dossier without those on this one, which it had in an earlier run. */
async function findingsOfOthers(
  before: DossierRevision | undefined,
  { former, intake, world }: MailAtHand,
): Promise<readonly Finding[]> {
  const { mail } = intake.body;
  if (before === undefined) return [];
  if (former === null || !before.mailIds.includes(mail)) return before.mailFindings;
  const own = new Set(findingsIn(former).map(keyOf));
  const ofOthers = new Set<string>();
  for (const other of before.mailIds.filter((one) => one !== mail)) {
    const entry = await readIntake(world.store, other);
    const outcome = entry === undefined ? null : await loadOutcome(entry.body, world);
    if (outcome !== null) for (const finding of findingsIn(outcome)) ofOthers.add(keyOf(finding));
  }
  return before.mailFindings.filter((one) => !own.has(keyOf(one)) || ofOthers.has(keyOf(one)));
}

const findingsIn = (outcome: MailOutcome): readonly Finding[] => [
  ...outcome.findings,
  ...(outcome.parts ?? []).flatMap((part) => part.findings),
];

const keyOf = ({ code, about, message }: Finding): string => JSON.stringify([code, about, message]);

/** Each commune's papers go into its own dossier, all in one commit. */
async function putIntoDossiers(
  atHand: MailAtHand,
  filed: { readonly dossiers: readonly FiledPapers[]; readonly left: readonly DossierDocument[] },
): Promise<Commit> {
  const revised: Revised[] = [];
  for (const dossier of filed.dossiers.slice(0, maxDossiers))
    revised.push(await reviseDossier(atHand, dossier));
  const left = [
    ...filed.left,
    ...filed.dossiers.slice(maxDossiers).flatMap(({ documents }) => documents),
  ].filter(({ status }) => status !== 'ignored');
  const fates = new Map([
    ...revised.flatMap((one) => [...one.fates]),
    ...left.map(({ file }): [string, PartFate] => [file, 'held']),
  ]);
  const [only, ...others] = revised;
  if (only !== undefined && others.length === 0 && left.length === 0) {
    const { outcome } = only;
    if (only.isKnown)
      return finish({
        atHand,
        state: 'duplicate',
        outcome,
        fates,
        entry: {
          duplicateOf: only.knownFrom[0] ?? null,
          because: 'Mọi tài liệu đều đã nhận trong thư trước',
        },
        revised,
      });
    const done = await finish({ atHand, state: 'done', outcome, fates, entry: {}, revised });
    const { commune } = outcome;
    return commune === null
      ? done
      : { ...done, writes: [...(await rememberThread(atHand, commune)), ...done.writes] };
  }
  const outcome: MailOutcome = {
    kind: 'dossier',
    topic: 'dossier',
    round: atHand.active.round.id,
    commune: null,
    revision: null,
    files: listFileOutcomes(left),
    findings: orderFindings([
      ...left.flatMap((one) => one.readFindings),
      ...left.map(({ file }) => makeFinding('ambiguous-commune', { text: file }, { about: file })),
    ]),
    parts: revised.map((each) => each.outcome),
  };
  return finish({
    atHand,
    state: 'done',
    outcome,
    fates,
    entry: { because: `Thư gửi hồ sơ của ${revised.length} đơn vị` },
    revised,
  });
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
  { words: { messageId }, intake, world }: MailAtHand,
  commune: string,
): Promise<readonly Write[]> {
  if (messageId === null) return [];
  const { mail } = intake.body;
  const known = await readThread(world.store, messageId);
  const record = threadRecord(messageId, { mail, commune });
  if (known === undefined) return [{ kind: 'put-if-absent', record }];
  // Some programs repeat an identifier: it stays with the first mail, wherever that was moved.
  return known.body.mail === mail && known.body.commune !== commune
    ? [{ kind: 'put-if-version', record, version: known.version }]
    : [];
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
  const isWhole = dossierKinds.filter((kind) => brought.has(kind)).length >= wholeDossier;
  const saysSo = looksLikeSupplement(asInbound(words));
  return isWhole ? hasDossier && saysSo : hasDossier || saysSo;
}

/** Fates that the assessment gives; without one, a paper that was read is simply read. */
const ofAssessment: ReadonlySet<PartFate | null> = new Set(['held', 'duplicate-of']);

function changeFates(
  parts: readonly Typed<PartEntry>[],
  fates: ReadonlyMap<string, PartFate>,
): readonly Write[] {
  return parts
    .flatMap(({ body, version }): Write[] => {
      const fate =
        fates.get(body.file) ??
        (ofAssessment.has(body.fate) && body.parsed !== null ? ('parsed' as const) : undefined);
      return fate === undefined || fate === body.fate
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
