import { createHash } from 'node:crypto';
import { refuseEditedCopy } from '../appraisal/check-edited-copy.ts';
import type { DistrictDocument } from '../appraisal/district-documents.ts';
import type { DraftSubject } from '../appraisal/draft-document.ts';
import { draftDocument, hashInputs } from '../appraisal/draft-document.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import type { Actor, DraftAction, DraftEntry } from './draft-records.ts';
import { draftsFolder, putDraft, readDraft } from './draft-records.ts';
import type { Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import type { World } from './world.ts';

type Desk = Pick<World, 'store' | 'blobs' | 'clock'>;

/** Which paper of a round. */
export interface DraftPlace {
  readonly round: string;
  readonly kind: DistrictDocumentKind;
  /** Commune code, "session-1", or "round". */
  readonly subject: string;
}

/** The draft after a person's action, or why it was refused, in Vietnamese. */
export type DraftActionResult = { readonly entry: DraftEntry } | { readonly refused: string };

const refusals = {
  noName: 'Chưa ghi họ tên cán bộ thực hiện.',
  noDraft: 'Chưa có dự thảo của văn bản này.',
  noCopy: 'Văn bản này không có bản cán bộ đã sửa.',
  changed: 'Văn bản vừa được người khác thay đổi; tải lại trang rồi thực hiện lại.',
} as const;

/** Another writer may be faster than us this often before we give up. */
const attempts = 5;

/** How a draft is made. */
interface Making {
  /** The office's own template in place of the built-in one. */
  readonly template?: Uint8Array | undefined;
  /** Hash of the records it is made from. */
  readonly basis?: string;
  /** Written together with it. */
  readonly along?: readonly Write[];
}

/**
 * Keeps the draft of a paper up to date: it is made again only when its values or its template changed. A copy that a person
 * uploaded is never touched; `isOutdated` says that the figures changed after it was made.
 */
export async function keepDraft(
  document: DistrictDocument,
  subject: DraftSubject,
  desk: Desk,
  making: Making = {},
): Promise<DraftEntry> {
  const { template, basis = '', along = [] } = making;
  const place = placeOf(document, subject);
  const inputs = await hashInputs(document, subject, template);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = await readDraft(desk.store, place.round, place.kind, place.subject);
    if (known?.body.inputs === inputs && known.body.basis === basis && along.length === 0) return known.body;
    const entry: DraftEntry =
      known?.body.inputs === inputs
        ? { ...known.body, basis }
        : {
            ...place,
            inputs,
            basis,
            blobs: await writeDrafts(document, subject, desk, template),
            at: desk.clock.now(),
            actions: known?.body.actions ?? [],
          };
    const { applied } = await desk.store.commit({ writes: [putDraft(entry, known), ...along], jobs: [] });
    if (applied) return entry;
  }
  throw new Error(`the draft ${place.kind} of ${place.subject} changes faster than it can be made`);
}

/** Which paper of its round a draft is. */
export function placeOf({ kind }: DistrictDocument, { state, commune, session }: DraftSubject): DraftPlace {
  const subject = commune?.commune.code ?? (session === undefined ? 'round' : `session-${session.number}`);
  return { round: state.round.id, kind, subject };
}

/** The copy a person uploaded, while it stands in the draft's place. */
export function editedCopy({ actions }: DraftEntry): (DraftAction & { readonly what: 'upload' }) | undefined {
  const last = actions.at(-1);
  return last?.what === 'upload' ? last : undefined;
}

/** Whether values or template changed after a person made their own copy: they look at what changed and decide. */
export function isOutdated(entry: DraftEntry): boolean {
  const copy = editedCopy(entry);
  return copy !== undefined && copy.inputs !== entry.inputs;
}

/** Takes in the copy a person edited; it stands in the draft's place until a person withdraws it. */
export async function uploadEditedCopy(
  upload: DraftPlace & { readonly file: string; readonly bytes: Uint8Array; readonly by: Actor },
  desk: Desk,
): Promise<DraftActionResult> {
  const { file, bytes, by } = upload;
  const refused = refuseEditedCopy(bytes);
  if (refused !== null) return { refused };
  return act(upload, by, desk, async ({ round, inputs }) => {
    const blob = `edited-${hashOf(bytes)}.docx`;
    await desk.blobs.put(draftsFolder(round), blob, bytes);
    return { what: 'upload', by: actor(by), at: desk.clock.now(), file, blob, inputs };
  });
}

/** Goes back to our own draft; the copy stays in the history. */
export function withdrawEditedCopy(
  place: DraftPlace & { readonly by: Actor },
  desk: Desk,
): Promise<DraftActionResult> {
  return act(place, place.by, desk, (entry) =>
    editedCopy(entry) === undefined
      ? refusals.noCopy
      : { what: 'withdraw', by: actor(place.by), at: desk.clock.now() },
  );
}

async function act(
  { round, kind, subject }: DraftPlace,
  by: Actor,
  { store }: Desk,
  action: (entry: DraftEntry) => DraftAction | string | Promise<DraftAction>,
): Promise<DraftActionResult> {
  if (by.name.trim() === '') return { refused: refusals.noName };
  const known: Typed<DraftEntry> | undefined = await readDraft(store, round, kind, subject);
  if (known === undefined) return { refused: refusals.noDraft };
  const done = await action(known.body);
  if (typeof done === 'string') return { refused: done };
  const entry: DraftEntry = { ...known.body, actions: [...known.body.actions, done] };
  const what: AuditAct = done.what === 'upload' ? 'upload-document' : 'withdraw-document';
  const line = auditWrite({
    id: `draft-${kind}-${subject}-${entry.actions.length}`,
    at: done.at,
    by: done.by,
    what,
    about: { round, commune: /^\d+$/u.test(subject) ? subject : null, mail: null },
    reason: null,
    before: null,
    after: `${kind}/${subject}`,
  });
  const { applied } = await store.commit({ writes: [putDraft(entry, known), line], jobs: [] });
  return applied ? { entry } : { refused: refusals.changed };
}

/** A person as an action keeps them. */
const actor = ({ id, name }: Actor): Actor => ({ id, name });

async function writeDrafts(
  document: DistrictDocument,
  subject: DraftSubject,
  { blobs }: Desk,
  template: Uint8Array | undefined,
): Promise<DraftEntry['blobs']> {
  const write = async (purpose: keyof DraftEntry['blobs']): Promise<string> => {
    const bytes = await draftDocument(document, subject, { purpose, ...(template && { template }) });
    // Named by its contents: who is reading the draft before goes on reading it.
    const name = `${hashOf(bytes)}.docx`;
    await blobs.put(draftsFolder(subject.state.round.id), name, bytes);
    return name;
  };
  return { draft: await write('draft'), 'for-signing': await write('for-signing') };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
