import { createHash } from 'node:crypto';
import { districtDocuments } from '../appraisal/document-registry.ts';
import { checkTemplate } from '../appraisal/templates/check-template.ts';
import type { TemplateFault } from '../appraisal/templates/template-fault.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import type { Actor } from './draft-records.ts';
import type { TemplateEntry } from './template-records.ts';
import { putTemplates, readTemplates, templateInUse, templatesFolder } from './template-records.ts';
import type { World } from './world.ts';

type Desk = Pick<World, 'store' | 'blobs' | 'clock'>;

/** The templates after an action, or why it was refused, in Vietnamese. */
export type TemplateResult =
  | { readonly entry: TemplateEntry }
  | { readonly refused: string }
  | { readonly faults: readonly TemplateFault[] };

const refusals = {
  noKind: 'Loại văn bản này không có mẫu.',
  noVersion: 'Không có bản mẫu này.',
  changed: 'Mẫu vừa được người khác thay đổi; xem lại rồi thực hiện lại.',
} as const;

/** Checks an office's own template and keeps it as its next version; it is not used before a person says so. */
export async function uploadTemplate(
  upload: {
    readonly kind: DistrictDocumentKind;
    readonly file: string;
    readonly bytes: Uint8Array;
    readonly by: Actor;
  },
  desk: Desk,
): Promise<TemplateResult> {
  const { kind, file, bytes, by } = upload;
  const document = districtDocuments.find((one) => one.kind === kind);
  if (document === undefined) return { refused: refusals.noKind };
  const check = await checkTemplate(bytes, document);
  if (check.kind === 'faulty') return { faults: check.faults };
  const [blob, sample] = [await keep(check.template, desk), await keep(check.sample, desk)];
  return change(kind, 'upload-template', by, desk, ({ versions, choices }, at) => {
    const number = versions.length + 1;
    return { kind, versions: [...versions, { number, file, blob, sample, by: actor(by), at }], choices };
  });
}

/**
 * Uses one version of a kind's templates, or the built-in one (null), from now on; drafts made before it stay and are marked.
 * `seen` is how many choices the person was shown.
 */
export function chooseTemplate(
  choice: {
    readonly kind: DistrictDocumentKind;
    readonly number: number | null;
    readonly seen: number;
    readonly by: Actor;
  },
  desk: Desk,
): Promise<TemplateResult> {
  const { kind, number, seen, by } = choice;
  return change(kind, 'use-template', by, desk, ({ versions, choices }, at) => {
    if (choices.length !== seen) return refusals.changed;
    if (number !== null && !versions.some((version) => version.number === number)) return refusals.noVersion;
    return { kind, versions, choices: [...choices, { number, by: actor(by), at }] };
  });
}

/** A person as a record keeps them. */
const actor = ({ id, name }: Actor): Actor => ({ id, name });

async function change(
  kind: DistrictDocumentKind,
  what: AuditAct,
  { id, name }: Actor,
  { store, clock }: Desk,
  act: (entry: TemplateEntry, at: string) => TemplateEntry | string,
): Promise<TemplateResult> {
  const known = await readTemplates(store, kind);
  const at = clock.now();
  const before = known?.body ?? { kind, versions: [], choices: [] };
  const entry = act(before, at);
  if (typeof entry === 'string') return { refused: entry };
  const said = (one: TemplateEntry): string => {
    const used = templateInUse(one);
    return `${kind}: ${used === undefined ? 'mẫu có sẵn' : `bản ${used.number}`}; có ${one.versions.length} bản`;
  };
  const line = auditWrite({
    id: `template-${kind}-${entry.versions.length}-${entry.choices.length}`,
    at,
    by: { id, name },
    what,
    about: { round: null, commune: null, mail: null },
    reason: null,
    before: said(before),
    after: said(entry),
  });
  const { applied } = await store.commit({ writes: [putTemplates(entry, known), line], jobs: [] });
  return applied ? { entry } : { refused: refusals.changed };
}

async function keep(bytes: Uint8Array, { blobs }: Pick<Desk, 'blobs'>): Promise<string> {
  const name = `${createHash('sha256').update(bytes).digest('hex')}.docx`;
  await blobs.put(templatesFolder, name, bytes);
  return name;
}
