import { checkLetter } from '../appraisal/letters/check-letter.ts';
import type { LetterTextId } from '../appraisal/letters/letter-fields.ts';
import type { LetterText, LetterTexts } from '../appraisal/letters/letter-texts.ts';
import { letterForms } from '../appraisal/letters/letter-texts.ts';
import type { Person } from '../domain/person.ts';
import type { Store, StoreRecord } from '../ports/store.ts';
import { auditWrite } from './audit-records.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';
import type { World } from './world.ts';

/*
 *   LETTERS        <text>         the administrator's version of a letter's text in force
 *   LETTER#<text>  version#<n>    every version, append-only
 */

/** A version of a letter's text. */
export interface LetterVersion {
  readonly id: LetterTextId;
  /** From 1; 0 is the text the product brings. */
  readonly version: number;
  /** null: back to the text the product brings. */
  readonly words: LetterText | null;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
}

const schema = 1;
const inForce = 'LETTERS';

/** The texts as they are now: the administrator's where there are such. */
export async function loadLetterTexts(store: Store): Promise<LetterTexts> {
  const edited = await listRecords<LetterVersion>(store, { partition: inForce });
  return {
    ...letterForms,
    ...Object.fromEntries(edited.flatMap(({ body: { id, words } }) => (words === null ? [] : [[id, words]]))),
  };
}

/** The versions of every text that was edited, by text. */
export async function listLetterVersions(store: Store): Promise<readonly LetterVersion[]> {
  return (await listRecords<LetterVersion>(store, { partition: inForce })).map(({ body }) => body);
}

/** Every version of one text, newest first. */
export async function listVersionsOf(store: Store, id: LetterTextId): Promise<readonly LetterVersion[]> {
  const versions = await listRecords<LetterVersion>(store, { partition: `LETTER#${id}` });
  return versions.map(({ body }) => body).reverse();
}

/** What keeping a text came to. */
export type KeptLetter =
  | { readonly kept: LetterVersion }
  /** What is wrong with it, in Vietnamese. */
  | { readonly problems: readonly string[] }
  /** Someone else made a version meanwhile. */
  | { readonly changed: true };

/** Keeps a text as its next version, which letters use from now on. `seen` is the version the person had before them. */
export async function keepLetter(
  change: Pick<LetterVersion, 'id' | 'words' | 'by'> & { readonly seen: number },
  { store, clock }: Pick<World, 'store' | 'clock'>,
): Promise<KeptLetter> {
  const { id, words, seen } = change;
  const problems = words === null ? [] : checkLetter(id, words, await loadLetterTexts(store));
  if (problems.length > 0) return { problems };
  const known: Typed<LetterVersion> | undefined = await readRecord<LetterVersion>(store, {
    partition: inForce,
    sort: id,
  });
  if ((known?.body.version ?? 0) !== seen) return { changed: true };
  const at = clock.now();
  const by = { id: change.by.id, name: change.by.name };
  const kept: LetterVersion = { id, version: seen + 1, words, by, at };
  const body = { ...kept, words: words === null ? null : { ...words }, by };
  const current: StoreRecord = { partition: inForce, sort: id, schema, body };
  const said = (version: LetterVersion | undefined): string =>
    `${id}: ${version === undefined || version.words === null ? 'mẫu gốc' : `bản ${version.version}`}`;
  const { applied } = await store.commit({
    writes: [
      known === undefined
        ? { kind: 'put-if-absent', record: current }
        : { kind: 'put-if-version', record: current, version: known.version },
      {
        kind: 'put-if-absent',
        record: {
          partition: `LETTER#${id}`,
          sort: `version#${String(kept.version).padStart(6, '0')}`,
          schema,
          body,
        },
      },
      auditWrite({
        id: `letter-${id}-${kept.version}`,
        at,
        by,
        what: 'change-letter',
        about: { round: null, commune: null, mail: null },
        reason: null,
        before: said(known?.body),
        after: said(kept),
      }),
    ],
    jobs: [],
  });
  return applied ? { kept } : { changed: true };
}
