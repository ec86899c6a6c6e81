import type { DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import type { MailKind, PartFate } from '../domain/submission.ts';
import { looksLikeSupplement } from '../mail/classify-mail.ts';
import type { NewJob, Write } from '../ports/store.ts';
import { inRun } from './assess-dossier-job.ts';
import { dossierEntry, loadRevision, revisionName } from './dossier-revision.ts';
import { startDrafting } from './draft-documents-job.ts';
import { encodeJson } from './json-blob.ts';
import { judgeDossier } from './judge-dossier.ts';
import { judgeLateness, readDeadline } from './judge-lateness.ts';
import type { FiledPapers } from './judge-mail.ts';
import { findCommune, findRound } from './judge-mail.ts';
import { keepRevision } from './keep-revision.ts';
import type { MailAtHand } from './mail-at-hand.ts';
import { asInbound, loadOutcome } from './mail-at-hand.ts';
import type { DossierPlace } from './mail-directions.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { listFileOutcomes } from './mail-outcome.ts';
import { documentsInForce, mergeDocuments } from './merge-documents.ts';
import { orderFindings } from './order-findings.ts';
import type { MailWords } from './receive-mail.ts';
import type { DossierEntry, IntakeEntry, Typed } from './records.ts';
import { readDossier, readIntake, revisionFolder } from './records.ts';
import { sortDocuments } from './sort-documents.ts';
import type { World } from './world.ts';

/** Papers of a dossier; at least so many of them make a mail a whole one sent again. */
const dossierKinds = ['submission-letter', 'score-sheet', 'report', 'minutes'] as const;

const wholeDossier = 3;

/** What a mail does to one dossier. */
export interface Revised {
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
export async function reviseDossier(atHand: MailAtHand, filed: FiledPapers): Promise<Revised> {
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
    mails,
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
export async function leaveDossier(atHand: MailAtHand, place: DossierPlace): Promise<Revised> {
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
    mails,
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
    /** In the order in which they count. */
    readonly mails: readonly IntakeEntry[];
    readonly documents: readonly KeptDocument[];
    /** Whether the dossier is late is judged here. */
    readonly mailFindings: readonly Finding[];
    readonly at: string;
  },
): Promise<{ readonly revision: number; readonly change?: Revised['change'] }> {
  const { round, rubric } = active;
  const { world, intake } = atHand;
  const { head, before, mails, documents } = next;
  const mailIds = mails.map(({ mail }) => mail);
  // After the head was read: whoever changes the deadline in between judges what is kept here once more.
  const deadline = await readDeadline(round, commune.code, world.store);
  const ofMails = judgeLateness(next.mailFindings, mails[0]?.receivedAt, deadline);
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

/** The mails of a dossier. They are read side by side; the order in which they were accepted is the order in which they count. */
async function readMails(mails: readonly string[], world: World): Promise<readonly IntakeEntry[]> {
  const entries = await Promise.all(mails.map((mail) => readIntake(world.store, mail)));
  return entries
    .flatMap((entry) => (entry === undefined ? [] : [entry.body]))
    .sort((a, b) => compare(a.acceptedAt, b.acceptedAt) || compare(a.mail, b.mail));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A later mail completes a dossier unless it is the whole dossier once more. */
function isSupplement(words: MailWords, documents: readonly DossierDocument[], hasDossier: boolean): boolean {
  const brought = new Set(documents.map(({ extraction }) => extraction?.kind));
  const isWhole = dossierKinds.filter((kind) => brought.has(kind)).length >= wholeDossier;
  const saysSo = looksLikeSupplement(asInbound(words));
  return isWhole ? hasDossier && saysSo : hasDossier || saysSo;
}
