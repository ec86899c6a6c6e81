import type { Commune } from '../domain/commune.ts';
import type { DocumentKind, DossierDocument } from '../domain/document.ts';
import type { MailKind, MailTopic } from '../domain/submission.ts';
import type { LoadedFile } from './extract-papers.ts';
import { extractFiles, extractLetter } from './extract-papers.ts';
import type { CommuneIdentity } from './identify-commune.ts';
import { identifyCommune } from './identify-commune.ts';
import type { JudgedSender } from './judge-sender.ts';
import type { DossierPlace, MailDirections } from './mail-directions.ts';
import { kindsOf } from './mail-directions.ts';
import { readSentMail } from './outbox-records.ts';
import { findReceiptCodes } from './receipt-code.ts';
import { readReceipt } from './receipt-records.ts';
import type { MailWords } from './receive-mail.ts';
import type { IntakeEntry } from './records.ts';
import { readThread } from './records.ts';
import { splitByCommune } from './split-by-commune.ts';
import type { ActiveRound, World } from './world.ts';

/** What a mail's files say, in the round and of the commune they are of. */
export interface JudgedMail {
  readonly active: ActiveRound;
  readonly identity: CommuneIdentity;
  /** In the order of the files; the mail's own words last, where figures came in them. */
  readonly documents: readonly DossierDocument[];
}

/** Papers of a mail for one dossier. */
export interface FiledPapers {
  readonly active: ActiveRound;
  readonly commune: Commune;
  readonly documents: readonly DossierDocument[];
  /** Those a person put there, whatever unit they name. */
  readonly directed: ReadonlySet<DossierDocument>;
}

/** Papers of a dossier that make a mail one, whatever its words say. */
const plainKinds: ReadonlySet<DocumentKind> = new Set([
  'submission-letter',
  'score-sheet',
  'report',
  'minutes',
]);

/** Figures of criteria that a paper on another matter does not have. */
const leastFigures = 5;

/** Mails a reply names at most; a thread of a year has some dozen. */
const referencesFollowed = 20;

/** Whether a person said whose dossier the mail, or a paper of it, is for. */
export const isDirected = ({ to, papers }: MailDirections): boolean =>
  to !== null || Object.values(papers).some((paper) => paper.to !== undefined);

/** What a mail is that is no dossier; undefined when it is one. Automatic mail is never one, whatever it carries back. */
export function tellOther(
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

/** A paper that makes a mail a dossier although the mail's own words do not say so. */
function isPlainlyOfDossier({ extraction }: DossierDocument): boolean {
  return (
    extraction !== undefined &&
    plainKinds.has(extraction.kind) &&
    extraction.readings.length + extraction.claims.length >= leastFigures
  );
}

/** Sectors answer through the office, which knows who it asked; what comes by mail waits for a person. */
export const isSectorAnswer = ({ readFindings }: DossierDocument): boolean =>
  readFindings.some(({ code }) => code === 'sector-answer-mailed');

/**
 * The commune of the nearest mail this one answers: one of its own, or one the office sent. A mail service may give our mails an
 * identifier of its own (Amazon SES does), and people answer by a new mail: then the receipt code in the address, the subject or the
 * quoted words tells.
 */
export async function findThread(
  words: Pick<MailWords, 'inReplyTo' | 'references' | 'to' | 'subject' | 'textBody'>,
  { store }: Pick<World, 'store'>,
): Promise<string | undefined> {
  const answered = [words.inReplyTo, ...words.references.toReversed()].slice(0, referencesFollowed);
  for (const id of answered) {
    if (id === null) continue;
    const thread = await readThread(store, id);
    if (thread !== undefined) return thread.body.commune;
    const sent = await readSentMail(store, id);
    if (typeof sent?.body.commune === 'string') return sent.body.commune;
  }
  const said = [...words.to.map(({ address }) => address), words.subject ?? '', words.textBody].join('\n');
  for (const code of findReceiptCodes(said)) {
    const receipt = await readReceipt(store, code);
    if (receipt !== undefined) return receipt.body.commune;
  }
  return undefined;
}

/** Reads the files by the words of each round in turn, until one of them holds the commune they name; by those of the round a person named, where one did. */
export function judgeFiles(input: {
  readonly mail: string;
  readonly files: readonly LoadedFile[];
  readonly words: MailWords;
  readonly thread: string | undefined;
  readonly isDossier: boolean;
  readonly sender: JudgedSender;
  readonly directions: MailDirections;
  readonly rounds: readonly ActiveRound[];
}): JudgedMail {
  const { mail, files, words, directions } = input;
  const { to } = directions;
  const hasFiles = files.some(({ part }) => part.status !== 'ignored');
  const isDossier = input.isDossier || isDirected(directions);
  let first: JudgedMail | undefined;
  for (const active of to === null ? input.rounds : [findRound(to.round, input.rounds)]) {
    const letter = hasFiles || !isDossier ? undefined : extractLetter(mail, words, active);
    const documents = [
      ...extractFiles(files, active, kindsOf(directions)),
      ...(letter === undefined ? [] : [letter]),
    ];
    const identity: CommuneIdentity =
      to === null
        ? identifyCommune({
            extractions: documents.flatMap(({ extraction }) =>
              extraction === undefined ? [] : [extraction],
            ),
            words,
            senders: input.sender.registryIn(active.round),
            thread: input.thread,
            communes: active.round.communes,
          })
        : { commune: findCommune(to, active), mailNames: undefined };
    const judged = { active, identity, documents };
    if (identity.commune !== undefined) return judged;
    if (first === undefined || (first.identity.commune === undefined && first.identity.text === undefined))
      first = judged;
  }
  if (first === undefined) throw new Error('no round is active');
  return first;
}

/**
 * The papers of a mail by the dossiers they are for: as people directed, else all in the dossier of its commune, those of a bundle in
 * several. @returns no dossier where nothing tells.
 */
export function filePapers(
  { active, identity, documents }: JudgedMail,
  {
    files,
    directions,
    rounds,
  }: {
    readonly files: readonly LoadedFile[];
    readonly directions: MailDirections;
    readonly rounds: readonly ActiveRound[];
  },
): { readonly dossiers: readonly FiledPapers[]; readonly left: readonly DossierDocument[] } {
  const nobodys = new Set<DossierDocument>();
  if (isDirected(directions)) {
    const dossiers = new Map<string, FiledPapers>();
    const left: DossierDocument[] = [];
    const own =
      identity.commune === undefined ? null : { round: active.round.id, commune: identity.commune.code };
    for (const document of documents) {
      const isOf = (one: Pick<DossierDocument, 'file' | 'sha256'>): boolean =>
        one.file === document.file && one.sha256 === document.sha256;
      const part = files.find((file) => isOf(file.part))?.part.part;
      const said = part === undefined ? undefined : directions.papers[part]?.to;
      const place = said ?? own;
      if (place === null) {
        left.push(document);
        continue;
      }
      const round = findRound(place.round, rounds);
      // In another round the same words may mean something else.
      const paper =
        round === active
          ? document
          : (extractFiles(files, round, kindsOf(directions)).find(
              (one) => isOf(one) && one.bound?.place === document.bound?.place,
            ) ?? document);
      const key = `${place.round} ${place.commune}`;
      const known = dossiers.get(key);
      dossiers.set(key, {
        active: round,
        commune: findCommune(place, round),
        documents: [...(known?.documents ?? []), paper],
        directed:
          said !== undefined || directions.to !== null
            ? new Set([...(known?.directed ?? []), paper])
            : (known?.directed ?? nobodys),
      });
    }
    if (dossiers.size === 0 && directions.to !== null && identity.commune !== undefined)
      dossiers.set('', { active, commune: identity.commune, documents: [], directed: nobodys });
    return { dossiers: [...dossiers.values()], left };
  }
  const split = splitByCommune(documents, active.round.communes);
  if (split !== undefined)
    return {
      dossiers: split.parts.map((part) => ({ active, ...part, directed: nobodys })),
      left: split.unassigned,
    };
  if (identity.commune !== undefined)
    return { dossiers: [{ active, commune: identity.commune, documents, directed: nobodys }], left: [] };
  return { dossiers: [], left: documents };
}

/** @throws Error for a round nobody works on. */
export function findRound(id: string, rounds: readonly ActiveRound[]): ActiveRound {
  const active = rounds.find(({ round }) => round.id === id);
  if (active === undefined) throw new Error('no such round');
  return active;
}

/** @throws Error for a commune the round does not have. */
export function findCommune({ commune: code }: DossierPlace, { round }: ActiveRound): Commune {
  const commune = round.communes.find((one) => one.code === code);
  if (commune === undefined) throw new Error('no such commune in the round');
  return commune;
}
