import type { Finding } from '../domain/finding.ts';
import type { MailKind, MailTopic, PartFate } from '../domain/submission.ts';
import { storeLimits, type Commit, type Write } from '../ports/store.ts';
import { inRun } from './assess-dossier-job.ts';
import { startChecks } from './check-round-job.ts';
import { countEnd } from './intake-days.ts';
import { encodeJson } from './json-blob.ts';
import { startListing } from './list-mail-job.ts';
import type { MailAtHand } from './mail-at-hand.ts';
import type { DossierPlace } from './mail-directions.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { dossiersOf, listFileOutcomes } from './mail-outcome.ts';
import { noteRepeats, startRepeats } from './mail-repeats.ts';
import { orderFindings } from './order-findings.ts';
import { oweReceipt } from './owe-receipt.ts';
import type { IntakeEntry, PartEntry, Typed } from './records.ts';
import { countInLedger, intakeRecord, joinAdditions, ledgerEnd, mailFolder, partRecord } from './records.ts';
import type { Revised } from './revise-dossier.ts';
import { leaveDossier } from './revise-dossier.ts';
import { removeTracked } from './round-records.ts';

/** Parts whose fate changes in one commit, which holds 90 writes; in a mail of more, the rest keeps "read". */
const fatesUpdated = 70;

/** Ends a mail that changes no dossier, unless it did before. */
export async function endMail(input: {
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
  return finishMail({
    atHand,
    state,
    outcome,
    fates: input.fates ?? new Map(),
    entry: because === undefined ? {} : { because },
    revised: [],
  });
}

/** The last commit of a mail: what came of it, its entry in the log, its place in the ledger, the dossiers it changed. */
export async function finishMail(input: {
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
  const receipt = await oweReceipt(atHand, state, outcome);
  const jobs = [
    ...receipt.jobs,
    ...changes.flatMap(({ drafts }) => (drafts === undefined ? [] : [drafts])),
    ...[...rounds].map((one) => startChecks(one, inRun(mail, run))),
    ...([...left, ...input.revised].some(({ isPoorer }) => isPoorer)
      ? await startRepeats(mail, world.store)
      : []),
    startListing(mail, run ?? 0, 'ended'),
  ];
  const writes = joinAdditions([
    ...receipt.writes,
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
