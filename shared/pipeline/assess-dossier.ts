import type { Commune } from '../domain/commune.ts';
import { communeInSentence } from '../domain/commune.ts';
import type { DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { ReadFile } from '../domain/read-file.ts';
import type { Round } from '../domain/round.ts';
import type { MailKind } from '../domain/submission.ts';
import { extractDocument } from '../extraction/extract-document.ts';
import { reviewDossier } from '../extraction/review-dossier.ts';
import { looksLikeSupplement } from '../mail/classify-mail.ts';
import { findShareLinks } from '../mail/find-share-links.ts';
import { findSender } from '../mail/senders.ts';
import type { Commit, Write } from '../ports/store.ts';
import { evaluateRubric } from '../rubrics/evaluate.ts';
import type { CommuneIdentity } from './identify-commune.ts';
import { identifyCommune } from './identify-commune.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { fileOutcome } from './mail-outcome.ts';
import { documentsInForce, mergeDocuments } from './merge-documents.ts';
import { orderFindings } from './order-findings.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { DossierEntry, IntakeEntry, PartEntry, Typed } from './records.ts';
import {
  countInLedger,
  dossierRecords,
  intakeRecord,
  listParts,
  mailFolder,
  partRecord,
  readDossier,
  readIntake,
  revisionFolder,
} from './records.ts';
import type { ActiveRound, World } from './world.ts';

/** Name of the revision among its blobs. */
export const revisionName = 'revision.json';

/** Fates of equal files updated in one commit, which holds 90 writes; a mail with more copies keeps "read" on the rest. */
const copiesUpdated = 40;

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

/** Stage 3: puts what a mail's files say into the dossier of its commune as a new revision, reviews and assesses it. */
export async function assessDossier(payload: { readonly mail: string }, world: World): Promise<Commit> {
  const { mail } = payload;
  const intake = await readIntake(world.store, mail);
  const kept = await world.blobs.get(mailFolder(mail), mailWordsName);
  if (intake === undefined || kept === undefined) throw new Error('the mail has not been received yet');
  const words = decodeJson<MailWords>(kept);
  const parts = await listParts(world.store, mail);
  const files = await loadFiles(parts, world);
  const judged = judgeFiles(files, words, world);
  const { active, identity, documents } = judged;
  const findings = mailFindings({ intake: intake.body, words, round: active.round, identity, world });

  const kinds = documents.map(({ extraction }) => extraction?.kind);
  const isDossier =
    documents.some(isPlainlyOfDossier) ||
    (intake.body.kind !== 'auto-reply' &&
      intake.body.kind !== 'bounce' &&
      intake.body.kind !== 'not-a-dossier' &&
      !(kinds.length > 0 && kinds.every((kind) => kind === 'plan' || kind === 'commitment')));
  if (!isDossier) {
    const kind: MailKind =
      intake.body.kind === 'auto-reply' || intake.body.kind === 'bounce' ? intake.body.kind : 'not-a-dossier';
    const topic = kinds.includes('plan')
      ? 'plan'
      : kinds.includes('commitment')
        ? 'commitment'
        : (intake.body.topic ?? 'other');
    return end({ intake, world, state: 'done', kind, topic, judged, findings: [] });
  }
  const isUnread = files.length > 0 && documents.every(({ extraction }) => extraction === undefined);
  if (identity.commune === undefined) {
    const unclear = makeFinding('ambiguous-commune', { text: identity.text ?? words.subject ?? '……' });
    return end({
      intake,
      world,
      state: 'held',
      kind: isUnread ? 'unreadable' : 'dossier',
      topic: 'dossier',
      judged,
      findings: [...findings, unclear],
    });
  }
  return putIntoDossier({
    intake,
    words,
    world,
    parts,
    judged,
    commune: identity.commune,
    findings,
    isUnread,
  });
}

/** A paper that makes a mail a dossier although the mail's own words do not say so. */
function isPlainlyOfDossier({ extraction }: DossierDocument): boolean {
  return (
    extraction !== undefined &&
    dossierKinds.has(extraction.kind) &&
    extraction.readings.length + extraction.claims.length >= leastFigures
  );
}

interface LoadedFile {
  readonly part: PartEntry;
  readonly read: ReadFile | undefined;
}

/** The leaf files of a mail with what reading gave; containers are what their members are. */
async function loadFiles(parts: readonly Typed<PartEntry>[], world: World): Promise<readonly LoadedFile[]> {
  const leaves = parts
    .map(({ body }) => body)
    .filter(({ fate }) => fate !== 'archive-opened' && fate !== 'nested-message');
  return Promise.all(
    leaves.map(async (part) => {
      const blob =
        part.parsed === null ? undefined : await world.blobs.get(mailFolder(part.mail), part.parsed);
      return { part, read: blob === undefined ? undefined : decodeJson<ReadFile>(blob) };
    }),
  );
}

/** Reads the files by the words of each round in turn, until one of them holds the commune they name. */
function judgeFiles(files: readonly LoadedFile[], words: MailWords, world: World): Judged {
  let first: Judged | undefined;
  for (const active of world.rounds) {
    const documents = files.map((file) => toDocument(file, active));
    const identity = identifyCommune({
      extractions: documents.flatMap(({ extraction }) => (extraction === undefined ? [] : [extraction])),
      words,
      senders: world.senders,
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

function toDocument({ part, read }: LoadedFile, { round, rubric }: ActiveRound): DossierDocument {
  return {
    mailId: part.mail,
    file: part.file,
    sha256: part.sha256,
    blob: part.blob,
    format: part.format,
    status: part.status ?? 'unreadable',
    pages: part.pages,
    scanned: part.scanned,
    legacyEncoding: part.legacyEncoding,
    readFindings: part.findings,
    ...(read?.document === undefined
      ? {}
      : {
          extraction: extractDocument({
            file: part.file,
            document: read.document,
            vocabulary: rubric.vocabulary,
            communes: round.communes,
            year: round.year,
          }),
        }),
  };
}

/** Remarks on the mail itself: what its parts could not give, who sent it, when, links in place of files. */
function mailFindings(input: {
  readonly intake: IntakeEntry;
  readonly words: MailWords;
  readonly round: Round;
  readonly identity: CommuneIdentity;
  readonly world: World;
}): readonly Finding[] {
  const { intake, words, round, identity, world } = input;
  const findings: Finding[] = [...words.findings];
  const [link] = findShareLinks(words);
  const hasFiles = words.attachments.some((attachment) => !attachment.signatureImage);
  if (link !== undefined && !hasFiles) findings.push(makeFinding('external-link', { service: link.service }));
  const address = words.from?.address;
  if (world.senders !== null && (address === undefined || findSender(world.senders, address) === null))
    findings.push(
      makeFinding('unknown-sender', {
        address: address ?? 'địa chỉ không rõ',
        commune: identity.commune === undefined ? null : communeInSentence(identity.commune),
      }),
    );
  const late = lateFinding(intake.receivedAt, round);
  return late === undefined ? findings : [...findings, late];
}

const dayMs = 86_400_000;
/** Asia/Ho_Chi_Minh has kept UTC+7 without summer time since 1975. */
const localOffsetMs = 7 * 3_600_000;

function lateFinding(receivedAt: string, round: Round): Finding | undefined {
  const received = Date.parse(receivedAt);
  const lateFrom = Date.parse(round.lateFrom);
  if (received < lateFrom) return undefined;
  const local = new Date(received + localOffsetMs).toISOString();
  return makeFinding('late-submission', {
    time: local.slice(11, 16),
    date: local.slice(0, 10).split('-').reverse().join('/'),
    days: Math.floor((received - lateFrom) / dayMs) + 1,
    deadline: round.deadline,
  });
}

/** Ends a mail that changes no dossier. */
async function end(input: {
  readonly intake: Typed<IntakeEntry>;
  readonly world: World;
  readonly state: 'done' | 'held' | 'duplicate';
  readonly kind: MailKind;
  readonly topic: MailOutcome['topic'];
  readonly judged: Judged;
  readonly findings: readonly Finding[];
  readonly duplicateOf?: string;
  readonly revision?: number;
}): Promise<Commit> {
  const { intake, world, judged, kind, topic } = input;
  const { mail } = intake.body;
  const commune = judged.identity.commune?.code ?? null;
  const outcome: MailOutcome = {
    kind,
    topic,
    round: commune === null ? null : judged.active.round.id,
    commune,
    revision: input.revision ?? null,
    files: judged.documents.map(fileOutcome),
    findings: orderFindings([...judged.documents.flatMap((one) => one.readFindings), ...input.findings]),
  };
  const name = outcomeName(outcome.revision ?? 0);
  await world.blobs.put(mailFolder(mail), name, encodeJson(outcome));
  const counted = input.state === 'done' ? kind : input.state === 'held' ? 'held' : 'duplicates';
  return {
    writes: [
      {
        kind: 'put-if-version',
        record: intakeRecord({
          ...intake.body,
          state: input.state,
          kind,
          topic,
          round: outcome.round,
          commune,
          revision: outcome.revision,
          duplicateOf: input.duplicateOf ?? null,
          ...(input.duplicateOf === undefined ? {} : { because: 'Mọi tài liệu đều đã nhận trong thư trước' }),
          outcome: name,
        }),
        version: intake.version,
      },
      countInLedger(counted),
    ],
    jobs: [],
  };
}

/** Another attempt may make another revision; each writes its own name, the commit says which one counts. */
const outcomeName = (revision: number): string => `outcome-${revision}.json`;

async function putIntoDossier(input: {
  readonly intake: Typed<IntakeEntry>;
  readonly words: MailWords;
  readonly world: World;
  readonly parts: readonly Typed<PartEntry>[];
  readonly judged: Judged;
  readonly commune: Commune;
  readonly findings: readonly Finding[];
  readonly isUnread: boolean;
}): Promise<Commit> {
  const { intake, words, world, judged, commune } = input;
  const { round, rubric } = judged.active;
  const { mail } = intake.body;
  const head = await readDossier(world.store, round.id, commune.code);
  const before = head === undefined ? undefined : await loadRevision(head.body, world);
  const sorted = sortDocuments(judged.documents, before, commune, round);
  const findings = [...input.findings, ...sorted.findings];
  const kind: MailKind = input.isUnread
    ? 'unreadable'
    : isSupplement(words, judged.documents, before !== undefined)
      ? 'supplement'
      : 'dossier';
  if (before !== undefined && sorted.brought.length === 0 && sorted.known.length > 0)
    return end({
      intake,
      world,
      state: 'duplicate',
      kind: 'dossier',
      topic: 'dossier',
      judged,
      findings,
      duplicateOf: sorted.known[0]?.mailId ?? mail,
      revision: before.revision,
    });

  const mailIds = await orderMails([...(before?.mailIds ?? []), mail], world);
  const documents = mergeDocuments([...(before?.documents ?? []), ...sorted.brought], mailIds);
  const inForce = documentsInForce(documents);
  const review = reviewDossier({ documents: inForce, commune, round, rubric });
  const ofMails = orderFindings([...(before?.mailFindings ?? []), ...findings]);
  const revision: DossierRevision = {
    round: round.id,
    commune: commune.code,
    revision: (before?.revision ?? 0) + 1,
    at: intake.body.receivedAt,
    mailIds,
    documents,
    readings: review.readings,
    claims: review.claims,
    claimedTotal: review.claimedTotal,
    assessment: evaluateRubric({
      rubric,
      areaType: commune.areaType,
      // Figures of another year are shown, never assessed.
      readings: review.readings.filter((reading) => reading.otherYear === undefined),
      documents: inForce,
    }),
    mailFindings: ofMails,
    findings: orderFindings([
      ...ofMails,
      ...inForce.flatMap((document) => document.readFindings),
      ...review.findings,
    ]),
  };
  const folder = revisionFolder(round.id, commune.code, revision.revision, mail);
  await world.blobs.put(folder, revisionName, encodeJson(revision));
  const outcome: MailOutcome = {
    kind,
    topic: 'dossier',
    round: round.id,
    commune: commune.code,
    revision: revision.revision,
    files: judged.documents.map(fileOutcome),
    findings: orderFindings([...judged.documents.flatMap((one) => one.readFindings), ...findings]),
  };
  await world.blobs.put(mailFolder(mail), outcomeName(revision.revision), encodeJson(outcome));
  const records = dossierRecords(dossierEntry(revision, folder));
  return {
    writes: [
      head === undefined
        ? { kind: 'put-if-absent', record: records.head }
        : { kind: 'put-if-version', record: records.head, version: head.version },
      { kind: 'put-if-absent', record: records.revision },
      {
        kind: 'put-if-version',
        record: intakeRecord({
          ...intake.body,
          state: 'done',
          kind,
          topic: 'dossier',
          round: round.id,
          commune: commune.code,
          revision: revision.revision,
          outcome: outcomeName(revision.revision),
        }),
        version: intake.version,
      },
      countInLedger(kind),
      ...markCopies(input.parts, sorted.copies),
    ],
    jobs: [
      {
        id: `draft-documents:${round.id}:${commune.code}:${revision.revision}`,
        stage: 'draft-documents',
        payload: { round: round.id, commune: commune.code, revision: revision.revision },
      },
    ],
  };
}

/** Mails are read side by side; the order in which they were accepted is the order in which they count. */
async function orderMails(mails: readonly string[], world: World): Promise<readonly string[]> {
  const accepted = await Promise.all(
    mails.map(async (mail) => ({ mail, at: (await readIntake(world.store, mail))?.body.acceptedAt ?? '' })),
  );
  return accepted
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.mail < b.mail ? -1 : 1))
    .map(({ mail }) => mail);
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

interface SortedDocuments {
  /** Papers this mail brings into the dossier. */
  readonly brought: readonly DossierDocument[];
  /** Papers the dossier already has. */
  readonly known: readonly DossierDocument[];
  /** Files that are copies of another of this mail or dossier. */
  readonly copies: readonly string[];
  readonly findings: readonly Finding[];
}

/** Parts the papers of a mail into new ones, copies, and those of another commune. */
function sortDocuments(
  documents: readonly DossierDocument[],
  before: DossierRevision | undefined,
  commune: Commune,
  round: Round,
): SortedDocuments {
  const brought: DossierDocument[] = [];
  const known: DossierDocument[] = [];
  const copies: string[] = [];
  const findings: Finding[] = [];
  const earlier = documentsInForce(before?.documents ?? []);
  for (const document of documents) {
    if (document.status === 'ignored') continue;
    const name = documentKindNames[fileOutcome(document).kind].name;
    const old = earlier.find((one) => one.sha256 === document.sha256);
    const twin = brought.find((one) => one.sha256 === document.sha256);
    if (old !== undefined || twin !== undefined) {
      if (old !== undefined) known.push(old);
      copies.push(document.file);
      const date = (old?.mailId === undefined ? null : (before?.at ?? null))?.slice(0, 10);
      findings.push(
        makeFinding(
          'duplicate-document',
          {
            document: name,
            earlierDate: date === undefined ? 'cùng thư này' : date.split('-').reverse().join('/'),
          },
          { about: document.file },
        ),
      );
      continue;
    }
    const other = document.extraction?.commune;
    if (
      other !== undefined &&
      other !== null &&
      other.codes.length > 0 &&
      !other.codes.includes(commune.code)
    ) {
      const named = round.communes.find(({ code }) => code === other.codes[0]);
      findings.push(
        makeFinding(
          'commune-mismatch',
          {
            document: name,
            otherCommune: named === undefined ? other.text : communeInSentence(named),
            commune: communeInSentence(commune),
          },
          { about: document.file },
        ),
      );
      continue;
    }
    brought.push(document);
  }
  return { brought, known, copies, findings };
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

function markCopies(parts: readonly Typed<PartEntry>[], copies: readonly string[]): readonly Write[] {
  return parts
    .filter(({ body }) => copies.includes(body.file))
    .slice(0, copiesUpdated)
    .map(({ body, version }) => ({
      kind: 'put-if-version',
      record: partRecord({ ...body, fate: 'duplicate-of' }),
      version,
    }));
}

function dossierEntry(revision: DossierRevision, folder: string): DossierEntry {
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
    mails: revision.mailIds,
    drafts: [],
  };
}
