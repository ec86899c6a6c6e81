import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { CouncilSession } from '../domain/council-session.ts';
import type { CommuneState, DistrictDocument, RoundState } from './district-documents.ts';
import type { DraftPurpose } from './templates/common-values.ts';
import { commonValues } from './templates/common-values.ts';
import { fillTemplate } from './templates/fill-template.ts';
import type { TagValues } from './templates/tag-values.ts';

/** What one document is about: the whole round, one commune, or one session of the council. */
export interface DraftSubject {
  readonly state: RoundState;
  readonly commune?: CommuneState;
  readonly session?: CouncilSession;
}

/** Everything a document can be about in a round. */
export function subjectsOf(document: DistrictDocument, state: RoundState): readonly DraftSubject[] {
  switch (document.scope) {
    case 'round':
      return [{ state }];
    case 'session':
      return state.sessions.map((session) => ({ state, session }));
    case 'commune':
      return state.communes
        .filter((commune) => document.isFor(commune, state))
        .map((commune) => ({ state, commune }));
  }
}

const builtIn = new Map<DistrictDocument, Promise<Uint8Array>>();

/** The built-in template of a document as docx; an office may edit it and upload it as its own. */
export function builtInTemplate(document: DistrictDocument): Promise<Uint8Array> {
  const drawn =
    builtIn.get(document) ??
    import('./render-layout.ts').then(({ renderLayout }) => renderLayout(document.layout));
  builtIn.set(document, drawn);
  return drawn;
}

/**
 * The tags of a document with their values.
 * @throws RangeError when the subject lacks the commune or session the document is about.
 */
export function valuesOf(
  document: DistrictDocument,
  subject: DraftSubject,
  purpose: DraftPurpose,
): TagValues {
  const { state, commune } = subject;
  // A paper on one commune says nothing of how the others were judged.
  const own = commune === undefined ? state : { ...state, communes: [commune] };
  return {
    ...commonValues(own, document.kind, purpose),
    ...ownValues(document, subject),
  };
}

function ownValues(document: DistrictDocument, { state, commune, session }: DraftSubject): TagValues {
  switch (document.scope) {
    case 'round':
      return document.values(state);
    case 'commune':
      if (commune === undefined) throw new RangeError(`${document.kind} is about a commune`);
      return document.values(state, commune);
    case 'session':
      if (session === undefined) throw new RangeError(`${document.kind} is about a session`);
      return document.values(state, session);
  }
}

/**
 * What a draft is made from, as a hash of its values and its template: drafts of equal inputs say the same. When it was made
 * and whether it is marked as a draft is not part of it.
 */
export async function hashInputs(
  document: DistrictDocument,
  subject: DraftSubject,
  template?: Uint8Array,
): Promise<string> {
  const parts = unzipSync(template ?? (await builtInTemplate(document)));
  const hash = createHash('sha256').update(JSON.stringify(valuesOf(document, subject, 'draft')));
  // Properties hold the time a template was written.
  for (const name of Object.keys(parts)
    .filter((one) => !one.startsWith('docProps/'))
    .sort())
    hash.update(JSON.stringify([name, parts[name]?.length])).update(parts[name] ?? new Uint8Array());
  return hash.digest('hex');
}

/** Drafts a document as docx; equal input gives equal bytes. `template` is the office's own in place of the built-in one. */
export async function draftDocument(
  document: DistrictDocument,
  subject: DraftSubject,
  options: { readonly purpose?: DraftPurpose; readonly template?: Uint8Array } = {},
): Promise<Uint8Array> {
  const { purpose = 'draft', template = await builtInTemplate(document) } = options;
  const { type, subject: title } = document.layout;
  const values = valuesOf(document, subject, purpose);
  return fillTemplate(template, values, {
    title: fillText([type ?? 'CÔNG VĂN', title].join(' '), values),
    at: subject.state.at,
  });
}

/** Sets plain texts for the tags of one line. */
export function fillText(text: string, values: TagValues): string {
  return text.replace(/\{\{(\w+)\}\}/gu, (whole, tag: string) => {
    const value = Object.hasOwn(values, tag) ? values[tag] : undefined;
    return typeof value === 'string' ? value : whole;
  });
}
