import type { DocumentKind } from '../domain/document.ts';
import type { Person } from '../domain/person.ts';
import type { Store, StoreRecord, Write } from '../ports/store.ts';
import { startAssessment } from './assess-dossier-job.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import type { Typed } from './records.ts';
import { countInLedger, intakeRecord, ledgerEnd, readIntake, readRecord } from './records.ts';

/*
 *   MAIL#<mail>   directions      what people directed about the mail, as it stands
 *   MAIL#<mail>   event#<n>       who directed what, when and why; append-only
 *
 * The assessment follows the directions; what the machine itself found is in what it kept of the mail and its parts, unchanged.
 */

/** A dossier by its place. */
export interface DossierPlace {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
}

/** What a person says of one paper of a mail. */
export interface PaperDirections {
  readonly kind?: DocumentKind;
  readonly to?: DossierPlace;
}

/** What people say of a mail. */
export interface MailDirections {
  /** Its sender was checked: it goes on. */
  readonly isReleased: boolean;
  /** It is of no round. */
  readonly isRefused: boolean;
  /** Whose dossier it is for; null where its papers tell. */
  readonly to: DossierPlace | null;
  /** By part of the mail ("003.001"). */
  readonly papers: Readonly<Record<string, PaperDirections>>;
}

/** A mail nobody has directed. */
export const undirected: MailDirections = { isReleased: false, isRefused: false, to: null, papers: {} };

/** What a person did with a mail that has it assessed again. */
export type DirectingAct = Extract<
  AuditAct,
  | 'release-mail'
  | 'refuse-mail'
  | 'bind-mail'
  | 'move-mail'
  | 'change-paper'
  | 'undo-mail'
  | 'receive-on-behalf'
>;

/** The directions as they stand. */
export interface DirectionsEntry {
  readonly mail: string;
  /** Events so far; a person acts on the step that was shown. */
  readonly step: number;
  readonly directions: MailDirections;
}

/** One thing a person directed. */
export interface MailEvent {
  readonly mail: string;
  /** From 1. */
  readonly step: number;
  readonly at: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  readonly what: DirectingAct;
  readonly reason: string;
  readonly before: MailDirections;
  readonly after: MailDirections;
}

/** What people say the papers of a mail are, by part. */
export const kindsOf = ({ papers }: MailDirections): ReadonlyMap<string, DocumentKind> =>
  new Map(
    Object.entries(papers).flatMap(([part, { kind }]) => (kind === undefined ? [] : [[part, kind] as const])),
  );

const schema = 1;
const partitionOf = (mail: string): string => `MAIL#${mail}`;
const directionsKey = (mail: string) => ({ partition: partitionOf(mail), sort: 'directions' });
const eventKey = (mail: string, step: number) => ({
  partition: partitionOf(mail),
  sort: `event#${String(step).padStart(6, '0')}`,
});

/** What people directed about a mail; undefined where nobody did. */
export const readDirections = (store: Pick<Store, 'get'>, mail: string) =>
  readRecord<DirectionsEntry>(store, directionsKey(mail));

/** Writes the directions with the event that made them so. */
export function directionWrites(
  event: MailEvent,
  known: Typed<DirectionsEntry> | undefined,
): readonly Write[] {
  const { mail, step, after } = event;
  const body: DirectionsEntry = { mail, step, directions: after };
  const record: StoreRecord = {
    ...directionsKey(mail),
    schema,
    body: body as unknown as StoreRecord['body'],
  };
  return [
    known === undefined
      ? { kind: 'put-if-absent', record }
      : { kind: 'put-if-version', record, version: known.version },
    {
      kind: 'put-if-absent',
      record: { ...eventKey(mail, step), schema, body: event as unknown as StoreRecord['body'] },
    },
  ];
}

/** How an action on a mail ended: conflict where someone was quicker, in-work where the mail is being worked on, nothing where there is none to undo. */
export type DirectingResult = 'applied' | 'conflict' | 'in-work' | 'unknown-mail' | 'nothing';

/** Someone who acts, and why. */
export interface Acting {
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
  /** Identifier of the line in the audit. */
  readonly id: string;
  readonly reason: string;
}

/**
 * Directs a mail that has come to an end, and has it assessed again: directions, event, audit, its place in the ledger and the job
 * in one commit. `seenStep` is what the person saw; `beside` goes into the same commit.
 */
export async function directMail(
  store: Store,
  direction: {
    readonly mail: string;
    readonly seenStep: number;
    readonly what: DirectingAct;
    readonly change: (before: MailDirections) => MailDirections;
    readonly beside?: readonly Write[];
  } & Acting,
): Promise<DirectingResult> {
  const { mail, what, at, by, reason } = direction;
  const [intake, known] = await Promise.all([readIntake(store, mail), readDirections(store, mail)]);
  if (intake === undefined) return 'unknown-mail';
  if ((known?.body.step ?? 0) !== direction.seenStep) return 'conflict';
  const end = ledgerEnd(intake.body);
  if (end === undefined) return 'in-work';
  const before = known?.body.directions ?? undirected;
  const after = direction.change(before);
  const run = (intake.body.run ?? 0) + 1;
  const event: MailEvent = { mail, step: direction.seenStep + 1, at, by, what, reason, before, after };
  const result = await store.commit({
    writes: [
      ...directionWrites(event, known),
      {
        kind: 'put-if-version',
        record: intakeRecord({ ...intake.body, state: 'assessing', run }),
        version: intake.version,
      },
      countInLedger(end, mail, -1),
      auditWrite({
        id: direction.id,
        at,
        by,
        what,
        about: {
          round: after.to?.round ?? intake.body.round,
          commune: after.to?.commune ?? intake.body.commune,
          mail,
        },
        reason,
        before: sayPlace(before.to ?? placeOf(intake.body)),
        after: sayPlace(after.to),
      }),
      ...(direction.beside ?? []),
    ],
    jobs: [startAssessment(mail, run)],
  });
  return result.applied ? 'applied' : 'conflict';
}

/** Takes back the latest direction of a mail; taken back once more, it stands again. */
export async function undoDirection(
  store: Store,
  undo: { readonly mail: string; readonly seenStep: number } & Acting,
): Promise<DirectingResult> {
  const last = await readRecord<MailEvent>(store, eventKey(undo.mail, undo.seenStep));
  if (last === undefined) return 'nothing';
  return directMail(store, { ...undo, what: 'undo-mail', change: () => last.body.before });
}

function placeOf({
  round,
  commune,
}: {
  readonly round: string | null;
  readonly commune: string | null;
}): DossierPlace | null {
  return round === null || commune === null ? null : { round, commune };
}

const sayPlace = (place: DossierPlace | null): string | null =>
  place === null ? null : `${place.round}, ${place.commune}`;
