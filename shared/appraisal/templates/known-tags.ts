import type { DistrictDocument, RoundState } from '../district-documents.ts';
import { subjectsOf, valuesOf } from '../draft-document.ts';
import type { TagValue, TagValues } from './tag-values.ts';
import { isWhole } from './tag-values.ts';

/** What a tag stands for, and the tags inside its repeated part. */
export interface KnownTag {
  readonly kind: 'text' | 'flag' | 'list' | 'whole';
  readonly entries: KnownTags;
}

export type KnownTags = ReadonlyMap<string, KnownTag>;

/** The tags a document knows, as its values over whole rounds show them: a list that is empty for one commune is not for another. */
export function knownTags(document: DistrictDocument, rounds: readonly RoundState[]): KnownTags {
  const all = rounds
    .flatMap((state) => subjectsOf(document, state))
    .map((subject) => tagsOf(valuesOf(document, subject, 'draft')));
  return mergeTags(all);
}

function tagsOf(values: TagValues): KnownTags {
  return new Map(Object.entries(values).map(([tag, value]) => [tag, tagOf(value)]));
}

function tagOf(value: TagValue): KnownTag {
  if (typeof value === 'string') return { kind: 'text', entries: new Map() };
  if (typeof value === 'boolean') return { kind: 'flag', entries: new Map() };
  if (isWhole(value)) return { kind: 'whole', entries: new Map() };
  return { kind: 'list', entries: mergeTags(value.map(tagsOf)) };
}

function mergeTags(all: readonly KnownTags[]): KnownTags {
  const merged = new Map<string, KnownTag>();
  for (const tags of all)
    for (const [name, { kind, entries }] of tags) {
      const before = merged.get(name);
      merged.set(name, {
        kind,
        entries: before === undefined ? entries : mergeTags([before.entries, entries]),
      });
    }
  return merged;
}
