import type { DossierRevision } from '../domain/dossier.ts';
import type { Source } from '../domain/locator.ts';
import type { Claim, ReconciledReading } from '../domain/reading.ts';
import { loadRevision } from './dossier-revision.ts';
import { decodeJson } from './json-blob.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { orderFindings } from './order-findings.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { DraftFile, IntakeEntry } from './records.ts';
import { mailFolder, readIntake, readRevision } from './records.ts';
import type { World } from './world.ts';

/** Version of the public contract of one mail's result (docs/result.schema.json). */
const schema = 1;

/** The public result of one mail: what it was, what its dossier says after it, and the drafts. Fields come in a fixed order. */
export type MailResult = Readonly<Record<string, unknown>>;

/** A result, with the blob folder its drafts lie in. */
export interface EndedMail {
  readonly result: MailResult;
  readonly folder: string | null;
  readonly drafts: readonly DraftFile[];
  /** Of a bundle, what came of each commune's papers. */
  readonly parts: readonly EndedMail[];
}

/** Gives the result of a mail; undefined while it is not worked off. */
export async function mailResult(mail: string, world: World): Promise<EndedMail | undefined> {
  const first = await readIntake(world.store, mail);
  // A copy of an earlier mail has that mail's result.
  const own = first?.body.outcome === null && first.body.duplicateOf !== null ? first.body.duplicateOf : mail;
  const intake = own === mail ? first : await readIntake(world.store, own);
  if (first === undefined || intake === undefined || intake.body.outcome === null) return undefined;
  const words = await load<MailWords>(own, mailWordsName, world);
  const outcome = await load<MailOutcome>(own, intake.body.outcome, world);
  const one = (each: MailOutcome): Promise<EndedMail> => endedMail(each, first.body, words, world);
  const parts: EndedMail[] = [];
  for (const part of outcome.parts ?? []) parts.push(await one(part));
  const ended = await one(outcome);
  if (parts.length === 0) return ended;
  // Each part has a result of its own beside this one.
  const communes = parts.map(({ result }, index) => ({
    part: index + 1,
    commune: result['commune'],
    file: `part-${index + 1}/result.json`,
  }));
  return { ...ended, parts, result: { ...ended.result, parts: communes } };
}

async function endedMail(
  outcome: MailOutcome,
  intake: IntakeEntry,
  words: MailWords,
  world: World,
): Promise<EndedMail> {
  const entry =
    outcome.round === null || outcome.commune === null || outcome.revision === null
      ? undefined
      : (await readRevision(world.store, outcome.round, outcome.commune, outcome.revision))?.body;
  const revision = entry === undefined ? undefined : await loadRevision(entry, world);
  const drafts = entry?.drafts ?? [];
  return {
    result: toResult({ intake, words, outcome, revision, drafts, world }),
    folder: entry?.folder ?? null,
    drafts,
    parts: [],
  };
}

async function load<T>(mail: string, name: string, world: World): Promise<T> {
  const blob = await world.blobs.get(mailFolder(mail), name);
  if (blob === undefined) throw new Error('the mail has no such blob');
  return decodeJson<T>(blob);
}

function toResult(input: {
  readonly intake: IntakeEntry;
  readonly words: MailWords;
  readonly outcome: MailOutcome;
  readonly revision: DossierRevision | undefined;
  readonly drafts: readonly DraftFile[];
  readonly world: World;
}): MailResult {
  const { intake, words, outcome, revision, world } = input;
  // Where only one round is worked on, a mail of no commune is of that round too.
  const [only, ...others] = world.rounds;
  const round =
    world.rounds.find((active) => active.round.id === outcome.round)?.round ??
    (others.length === 0 ? only?.round : undefined);
  const commune = round?.communes.find(({ code }) => code === outcome.commune);
  // Figures of earlier mails are in their results; the assessment and the findings are of the whole dossier.
  const files = new Set(outcome.files.map(({ file }) => file));
  const isOfMail = ({ file }: Source): boolean => files.has(file);
  return {
    schema,
    mail: {
      id: intake.mail,
      subject: words.subject,
      from: words.from?.address ?? null,
      receivedAt: intake.receivedAt,
      kind: outcome.kind,
      topic: outcome.topic,
    },
    commune: commune === undefined ? null : { code: commune.code, name: commune.name },
    round: round?.id ?? null,
    documents: outcome.files,
    // "No such case" is told by its finding and the assessment; a reading is a value.
    readings: (revision?.readings ?? [])
      .filter(({ value, sources }) => value !== 'no-case' && sources.some(isOfMail))
      .map(toReading),
    claims: (revision?.claims ?? []).filter(({ source }) => isOfMail(source)).map(toClaim),
    claimedTotal:
      revision !== undefined && revision.claimedTotal !== null && isOfMail(revision.claimedTotal.source)
        ? revision.claimedTotal.points
        : null,
    assessment: revision === undefined ? null : toAssessment(revision),
    findings: orderFindings([...(revision?.findings ?? []), ...outcome.findings]).map((finding) => ({
      code: finding.code,
      about: finding.about,
      severity: finding.severity,
      message: finding.message,
      source: finding.source ?? null,
    })),
    drafts: input.drafts,
  };
}

function toReading(reading: ReconciledReading): Readonly<Record<string, unknown>> {
  const seen = new Set<string>();
  const sources = reading.sources.filter((source) => {
    const key = JSON.stringify(source);
    return seen.has(key) ? false : (seen.add(key), true);
  });
  return {
    indicator: reading.indicator,
    value: reading.value,
    ...(reading.numerator === undefined
      ? {}
      : { numerator: reading.numerator, denominator: reading.denominator }),
    ...(reading.otherYear === undefined ? {} : { otherYear: reading.otherYear }),
    confidence: reading.confidence,
    accepted: reading.accepted,
    sources: sources.map(toSource),
  };
}

function toSource(source: Source): Readonly<Record<string, unknown>> {
  return { file: source.file, locator: source.locator ?? null, raw: source.raw ?? null };
}

function toClaim(claim: Claim): Readonly<Record<string, unknown>> {
  return { criterion: claim.criterion, points: claim.points, max: claim.max, source: toSource(claim.source) };
}

function toAssessment({ assessment }: DossierRevision): Readonly<Record<string, unknown>> {
  return {
    rubric: assessment.rubric,
    criteria: assessment.criteria.map((criterion) => ({
      criterion: criterion.criterion,
      status: criterion.status,
      points: criterion.points,
      max: criterion.max,
      because: criterion.because.text,
    })),
    total: assessment.total,
    verdict: assessment.verdict,
    because: assessment.verdictBecause,
  };
}
