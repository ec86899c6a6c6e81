import type { Commune } from '../domain/commune.ts';
import { communeProperName } from '../domain/commune.ts';
import type { CommuneMention } from '../domain/document.ts';
import { toNfc } from './fold.ts';

/** Both ways of setting the tone mark on oa, oe, uy become one ("Hoà" is "Hòa"), since offices write either. */
const toneSpellings: Readonly<Record<string, string>> = {
  oà: 'òa', oá: 'óa', oả: 'ỏa', oã: 'õa', oạ: 'ọa',
  oè: 'òe', oé: 'óe', oẻ: 'ỏe', oẽ: 'õe', oẹ: 'ọe',
  uỳ: 'ùy', uý: 'úy', uỷ: 'ủy', uỹ: 'ũy', uỵ: 'ụy',
}; // prettier-ignore

/** Lower case, NFC, one spelling of the tone, single spaces; accents stay, since Vân and Vạn are two places. */
export function normalisePlaceName(text: string): string {
  return toNfc(text)
    .toLowerCase()
    .replace(/o[àáảãạèéẻẽẹ](?!\p{L})|(?<!q)u[ỳýỷỹỵ](?!\p{L})/gu, (pair) => toneSpellings[pair] ?? pair)
    .replace(/\s+/gu, ' ');
}

const typeWords = {
  'xã': 'xã|x\\.',
  'thị trấn': 'thị trấn|thị\\s*trấn|tt\\.?|t\\.trấn',
  'phường': 'phường|p\\.',
} as const; // prettier-ignore

interface KnownName {
  readonly name: string;
  readonly communes: readonly Commune[];
}

/**
 * Finds the communes a text names, in the order of the text. A name counts with its type ("xã Chi Lăng"), or
 * without one when a single commune bears it and no higher unit does; never without its accents.
 * A mention that several communes fit carries all their codes.
 */
export function findCommunes(text: string, communes: readonly Commune[]): readonly CommuneMention[] {
  const normal = normalisePlaceName(text);
  const mentions: { readonly at: number; readonly mention: CommuneMention }[] = [];
  for (const known of namesOf(communes)) {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])(?:(${Object.values(typeWords).join('|')}|huyện|tỉnh|thành phố|tp\\.?|đèo|ải)\\s+)?${escapePattern(known.name)}(?![\\p{L}\\p{N}])`,
      'gu',
    );
    for (const match of normal.matchAll(pattern)) {
      const type = typeOf(match[1]);
      if (type === 'higher') continue;
      const fitting =
        type === undefined ? known.communes : known.communes.filter((commune) => commune.type === type);
      if (fitting.length === 0) continue;
      // "Chi Lăng" alone is the district as well as two communes: it names none of them.
      if (type === undefined && known.communes.some((one) => sharesNameWithHigherUnit(one))) continue;
      mentions.push({
        at: match.index,
        mention: { text: match[0].trim(), codes: fitting.map((commune) => commune.code) },
      });
    }
  }
  return mentions.sort((a, b) => a.at - b.at).map(({ mention }) => mention);
}

function sharesNameWithHigherUnit(commune: Commune): boolean {
  const name = normalisePlaceName(communeProperName(commune));
  return [commune.district, commune.province].some((unit) => normalisePlaceName(unit).endsWith(name));
}

function typeOf(word: string | undefined): Commune['type'] | 'higher' | undefined {
  if (word === undefined) return undefined;
  for (const type of ['xã', 'thị trấn', 'phường'] as const)
    if (new RegExp(`^(?:${typeWords[type]})$`, 'u').test(word)) return type;
  return 'higher';
}

function namesOf(communes: readonly Commune[]): readonly KnownName[] {
  const byName = new Map<string, Commune[]>();
  for (const commune of communes) {
    const name = normalisePlaceName(communeProperName(commune));
    byName.set(name, [...(byName.get(name) ?? []), commune]);
  }
  return [...byName].map(([name, group]) => ({ name, communes: group }));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/ /gu, '\\s+');
}
