import { createHash } from 'node:crypto';
import type { Round } from '../domain/round.ts';
import type { Store } from '../ports/store.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import type { DraftPlace } from './keep-draft.ts';
import { readCouncil } from './council-records.ts';
import { boardPlace } from './records.ts';
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

/** Records of one request; a district has some eighty lines on its board. */
const linesAtOnce = 1000;

/** Reads the small records that the papers of a round are made from: three requests for a district, no dossier is opened. */
export async function readDraftBasis(
  { round, rubric }: { readonly round: Round; readonly rubric: Rubric },
  store: Store,
): Promise<DraftBasis> {
  const [lines, { sessions, lists }, templates] = await Promise.all([
    readBoardLines(store, round.id),
    readCouncil(store, round.id),
    listTemplates(store),
  ]);
  const common = [rubricKey(rubric), sessions.map(({ body }) => body), lists.map(({ body }) => body)];
  const communes = new Map(
    round.communes.map(({ code }) => [code, hashOf([...(lines.get(code)?.entries() ?? [])])]),
  );
  const whole = hashOf([...communes]);
  return {
    of: ({ kind, subject }) => {
      const template = templateInUse(templates.find((one) => one.kind === kind))?.blob ?? null;
      return hashOf([common, template, communes.get(subject) ?? whole]);
    },
    submitted: new Set([...lines].flatMap(([code, own]) => (own.has('dossier') ? [code] : []))),
    sessions: sessions.map(({ body }) => body.number),
    templates,
  };
}

/** What the board of a round is made of, by commune and line: dossier, checks, plan and commitment, papers of the office. */
async function readBoardLines(
  store: Store,
  round: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, unknown>>> {
  const { partition } = boardPlace(round, '', '');
  const lines = new Map<string, Map<string, unknown>>();
  let after: string | undefined;
  do {
    const page = await store.query({
      ...{ partition, index: 'index2', limit: linesAtOnce },
      ...(after !== undefined && { after }),
    });
    for (const { body, indexes } of page.records) {
      const [commune = '', ...line] = (indexes?.index2?.sort ?? '').split('#');
      lines.set(commune, (lines.get(commune) ?? new Map<string, unknown>()).set(line.join('#'), body));
    }
    after = page.next;
  } while (after !== undefined);
  return lines;
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
