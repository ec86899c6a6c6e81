import { foldAccents } from '../../vietnamese/fold.ts';
import type { KnownTag, KnownTags } from './known-tags.ts';
import type { TemplateTag } from './read-tags.ts';
import type { TemplateFault } from './template-fault.ts';

/** A part that was opened and not closed yet. */
interface OpenPart {
  readonly tag: TemplateTag;
  /** The tags of one entry; null for a condition, inside which nothing new is known. */
  readonly entries: KnownTags | null;
}

/** Checks the tags of one part of a template against those its document knows: names, uses, and that what opens is closed. */
export function checkTags(tags: readonly TemplateTag[], known: KnownTags): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  const open: OpenPart[] = [];
  for (const tag of tags) {
    const { use, name, place } = tag;
    const fault = (message: string): void => void faults.push({ place, message });
    if (use === 'close') {
      const last = open.pop();
      if (last === undefined) fault(`Có thẻ đóng {{/${name}}} mà không có thẻ mở.`);
      else if (name !== '' && name !== last.tag.name)
        fault(
          `Thẻ đóng {{/${name}}} không khớp: thẻ đang mở là ${write(last.tag)} (${last.tag.place}). Đóng thẻ mở sau trước.`,
        );
      else if (tag.container !== last.tag.container)
        fault(
          `Thẻ ${write(last.tag)} mở và đóng ở hai chỗ không tương ứng: cả hai phải ở ngoài bảng, hoặc trong cùng một bảng.`,
        );
      continue;
    }
    const found = find(name, open, known);
    const message = found === undefined ? sayUnknown(tag, open, known) : sayMisuse(tag, found.tag);
    if (message !== null) fault(message);
    else if (found?.isInner === false && isRepeating(tag, found.tag))
      // Attack: a list within another within another grows without end.
      fault(`Thẻ ${write(tag)} không dùng được bên trong phần lặp của một danh sách khác.`);
    if (use === 'open' || use === 'unless')
      open.push({
        tag,
        entries: use === 'open' && found?.tag.kind === 'list' ? found.tag.entries : null,
      });
  }
  for (const { tag } of open)
    faults.push({ place: tag.place, message: `Thẻ ${write(tag)} mở mà chưa đóng bằng {{/${tag.name}}}.` });
  return faults;
}

const isRepeating = ({ use }: TemplateTag, { kind }: KnownTag): boolean =>
  kind === 'whole' || (kind === 'list' && use === 'open');

/** Looks a name up from the innermost list outwards. */
function find(
  name: string,
  open: readonly OpenPart[],
  known: KnownTags,
): { readonly tag: KnownTag; readonly isInner: boolean } | undefined {
  const scopes = [...open.flatMap(({ entries }) => entries ?? []).reverse(), known];
  const at = scopes.findIndex((scope) => scope.has(name));
  const tag = scopes[at]?.get(name);
  return tag === undefined ? undefined : { tag, isInner: at === 0 };
}

function sayMisuse(tag: TemplateTag, { kind }: KnownTag): string | null {
  const { use, name } = tag;
  const isCondition = use === 'open' || use === 'unless';
  if (kind === 'text' && use !== 'text') return `Thẻ ${write(tag)} là một nội dung chữ, viết là {{${name}}}.`;
  if (kind === 'flag' && !isCondition)
    return `Thẻ ${write(tag)} là một điều kiện, viết thành cặp {{#${name}}} … {{/${name}}}.`;
  if (kind === 'list' && !isCondition)
    return `Thẻ ${write(tag)} là một danh sách, viết thành cặp {{#${name}}} … {{/${name}}}.`;
  if (kind === 'whole' && use !== 'whole')
    return `Thẻ ${write(tag)} là cả một bảng hoặc biểu đồ, viết là {{@${name}}} trong một đoạn riêng.`;
  return null;
}

function sayUnknown(tag: TemplateTag, open: readonly OpenPart[], known: KnownTags): string {
  const names = [...open.flatMap(({ entries }) => [...(entries?.keys() ?? [])]), ...known.keys()];
  const nearest = nearestName(tag.name, names);
  const elsewhere = findInside(tag.name, known);
  if (nearest === undefined && elsewhere !== undefined)
    return `Thẻ ${write(tag)} chỉ dùng được bên trong cặp {{#${elsewhere}}} … {{/${elsewhere}}}.`;
  return `Không có thẻ ${write(tag)} trong loại văn bản này.${nearest === undefined ? '' : ` Có phải là {{${nearest}}}?`}`;
}

/** The list whose entries know a name. */
function findInside(name: string, known: KnownTags): string | undefined {
  for (const [list, { entries }] of known)
    if (entries.has(name) || findInside(name, entries) !== undefined) return list;
  return undefined;
}

/** The known name fewest letters away; undefined when all are too different. */
function nearestName(name: string, names: readonly string[]): string | undefined {
  const folded = foldAccents(name)
    .toLowerCase()
    .replaceAll(/[\s-]+/gu, '_')
    .slice(0, 60);
  const most = Math.max(1, Math.floor(folded.length / 3));
  const ranked = names
    .map((one) => ({ one, away: lettersBetween(folded, one) }))
    .filter(({ away }) => away <= most)
    .sort((a, b) => a.away - b.away);
  return ranked[0]?.one;
}

/** How many letters are to be put in, left out or changed between two words (Levenshtein). */
function lettersBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to += 1)
      next.push(
        Math.min(
          (next[to] ?? 0) + 1,
          (row[to + 1] ?? 0) + 1,
          (row[to] ?? 0) + (one[at] === other[to] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

const signs = { text: '', open: '#', unless: '^', close: '/', whole: '@', unknown: '' } as const;

function write({ use, name }: TemplateTag): string {
  return `{{${signs[use]}${name.slice(0, 60)}}}`;
}
