import { createHash } from 'node:crypto';
import type { Round } from '../domain/round.ts';
import type { Store } from '../ports/store.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import type { DraftPlace } from './keep-draft.ts';
import { readCouncil } from './council-records.ts';
import { listDossiers } from './records.ts';
import { listChecks, listTracked } from './round-records.ts';
import type { TemplateEntry } from './template-records.ts';
import { listTemplates, templateInUse } from './template-records.ts';

/** Says of each paper of a round what its records are now, as a hash: equal hashes, nothing it is made from has changed. */
export interface DraftBasis {
  readonly of: (place: Pick<DraftPlace, 'kind' | 'subject'>) => string;
  /** Communes with a dossier. */
  readonly submitted: ReadonlySet<string>;
  /** Numbers of the sessions of the council. */
  readonly sessions: readonly number[];
  readonly templates: readonly TemplateEntry[];
}

/** Reads the small records that the papers of a round are made from: five requests, no dossier is opened. */
export async function readDraftBasis(
  { round, rubric }: { readonly round: Round; readonly rubric: Rubric },
  store: Store,
): Promise<DraftBasis> {
  const [dossiers, checks, tracked, council, templates] = await Promise.all([
    listDossiers(store, round.id),
    listChecks(store, round.id),
    listTracked(store, round.id),
    readCouncil(store, round.id),
    listTemplates(store),
  ]);
  const { sessions, lists } = council;
  const common = [rubricKey(rubric), sessions.map(({ body }) => body), lists.map(({ body }) => body)];
  const partOf = (commune: string): unknown => [
    dossiers.find((one) => one.commune === commune) ?? null,
    checks.find(({ body }) => body.commune === commune)?.body ?? null,
    tracked.filter((one) => one.commune === commune),
  ];
  const communes = new Map(round.communes.map(({ code }) => [code, hashOf(partOf(code))]));
  const whole = hashOf([...communes]);
  return {
    of: ({ kind, subject }) => {
      const template = templateInUse(templates.find((one) => one.kind === kind))?.blob ?? null;
      return hashOf([common, template, communes.get(subject) ?? whole]);
    },
    submitted: new Set(dossiers.map(({ commune }) => commune)),
    sessions: sessions.map(({ body }) => body.number),
    templates,
  };
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
