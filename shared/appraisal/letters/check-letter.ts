import Mustache from 'mustache';
import type { Fields, LetterTextId } from './letter-fields.ts';
import { letterFields } from './letter-fields.ts';
import type { LetterText, LetterTexts } from './letter-texts.ts';
import { letterForms } from './letter-texts.ts';

/** Attack: a pasted book; far above the longest letter. */
const longestText = 10_000;
const longestSubject = 250;

/** Shared endings by the placeholder they stand at. */
const endings = {
  khoi_cuoi_thu: 'receipt-ending',
  khoi_cuoi_thu_nhac: 'reminder-ending',
} as const satisfies Readonly<Record<string, LetterTextId>>;
const endingPlaceholder = /\{\{\s*(khoi_cuoi_thu|khoi_cuoi_thu_nhac)\s*\}\}/gu;

/** Words of a sentence that says what the mail is not (officer texts §3.1). */
const limitsOfValue = ['không thay cho', 'không phải là kết quả thẩm định', 'không phải kết quả thẩm định'];

/** A text with the shared ending it names written out. */
export function withEnding(text: string, texts: LetterTexts): string {
  return text.replace(endingPlaceholder, (_, name: keyof typeof endings) => texts[endings[name]].text);
}

/**
 * What is wrong with an edited text, in Vietnamese; empty when it can be sent. `texts` are the other texts it would go with. A text
 * that says the limits of its value where the product brings it must go on saying so.
 */
export function checkLetter(
  id: LetterTextId,
  { subject, text }: LetterText,
  texts: LetterTexts,
): readonly string[] {
  const form = letterForms[id];
  const whole = withEnding(text, texts);
  const [ofSubject, ofText] = [inspect(subject, letterFields[id]), inspect(whole, letterFields[id])];
  const used = new Set([...ofSubject.used, ...ofText.used]);
  const original = inspect(withEnding(form.text, originalTexts), letterFields[id]);
  return [
    ...(form.subject !== '' && subject.trim() === '' ? ['Thư phải có tiêu đề.'] : []),
    ...(text.trim() === '' ? ['Lời thư không được để trống.'] : []),
    ...(text.length > longestText ? [`Lời thư dài quá ${longestText} ký tự.`] : []),
    ...(subject.length > longestSubject ? [`Tiêu đề dài quá ${longestSubject} ký tự.`] : []),
    ...(/[\r\n]/u.test(subject) ? ['Tiêu đề phải viết trên một dòng.'] : []),
    ...new Set([...ofSubject.problems, ...ofText.problems]),
    ...form.required
      .filter((name) => !used.has(name))
      .map((name) => `Lời thư phải giữ chỗ điền {{${name}}}.`),
    ...(saysLimits(original) && !saysLimits(ofText)
      ? [
          'Lời thư phải giữ ít nhất một câu nói rõ giới hạn giá trị của thư, ví dụ “Thư này không thay cho việc đăng ký văn bản đến và không phải là kết quả thẩm định.”',
        ]
      : []),
  ];
}

const originalTexts: LetterTexts = letterForms;

/** Placeholders of a text, and those of the blocks it may repeat, as they are typed: "{{ten_xa}}", "{{#tai_lieu_da_nhan}} {{ten_tai_lieu}} {{/tai_lieu_da_nhan}}". */
export const listPlaceholders = (id: LetterTextId): readonly string[] => [
  ...Object.entries<Fields[string]>(letterFields[id]).map(([name, field]) => sayField(name, field)),
  ...Object.entries(endings)
    .filter(([name]) => letterForms[id].text.includes(`{{${name}}}`))
    .map(([name]) => `{{${name}}}`),
];

function sayField(name: string, field: Fields[string]): string {
  if (field === 'text') return `{{${name}}}`;
  if (field === 'flag') return `{{#${name}}} … {{/${name}}}`;
  const inner = Object.entries(field).map(([one, of]) => sayField(one, of));
  return `{{#${name}}} ${inner.join(' ')} {{/${name}}}`;
}

interface Inspection {
  readonly problems: readonly string[];
  readonly used: ReadonlySet<string>;
  /** Words that stand whatever the values are: outside every block. */
  readonly words: string;
}

/** What mustache's parser gives: kind, words or name, start, end, and the inside of a block. */
type Token = readonly [kind: string, value: string, start: number, end: number, inside?: readonly Token[]];

/** Reads a text against what it may fill in. */
function inspect(text: string, fields: Fields): Inspection {
  let tokens: readonly Token[];
  try {
    tokens = new Mustache.Writer().parse(text) as readonly Token[];
  } catch (error) {
    return { problems: [sayFault(error)], used: new Set(), words: '' };
  }
  const problems: string[] = [];
  const used = new Set<string>();
  const words: string[] = [];
  visit(tokens, [fields]);
  return { problems, used, words: words.join('') };

  function visit(some: readonly Token[], scopes: readonly Fields[]): void {
    for (const [kind, value, , , inside = []] of some) {
      if (kind === 'text') {
        if (scopes.length === 1) words.push(value);
        if (/[{}]/u.test(value)) problems.push(refusals.brace);
        continue;
      }
      if (kind !== 'name' && kind !== '#' && kind !== '^') {
        problems.push(refusals.tag);
        continue;
      }
      const field = scopes.findLast((scope) => Object.hasOwn(scope, value))?.[value];
      used.add(value);
      if (field === undefined) {
        problems.push(refusals.unknown(value, scopes));
        continue;
      }
      if (kind === 'name' && field === 'flag') problems.push(refusals.flag(value));
      if (kind === 'name' && typeof field === 'object') problems.push(refusals.rows(value));
      if (kind !== 'name') visit(inside, [...scopes, kind === '#' && typeof field === 'object' ? field : {}]);
    }
  }
}

const refusals = {
  brace: 'Có dấu ngoặc nhọn lẻ; chỗ điền viết trong hai cặp ngoặc nhọn, ví dụ {{ten_xa}}.',
  tag: 'Chỉ dùng được chỗ điền {{…}} và khối {{#…}} … {{/…}}, {{^…}} … {{/…}}; các thẻ khác không dùng được.',
  unknown: (name: string, scopes: readonly Fields[]) =>
    `Không có chỗ điền {{${name}}} ở vị trí này. Các chỗ điền dùng được: ${[
      ...new Set(scopes.flatMap((scope) => Object.keys(scope))),
    ].join(', ')}.`,
  flag: (name: string) =>
    `{{${name}}} chỉ dùng để hiện hoặc ẩn một khối: viết {{#${name}}} … {{/${name}}} hoặc {{^${name}}} … {{/${name}}}.`,
  rows: (name: string) => `{{${name}}} là một danh sách: viết {{#${name}}} … {{/${name}}}.`,
} as const;

const saysLimits = ({ words }: Inspection): boolean => {
  const said = words.toLocaleLowerCase('vi').normalize('NFC').replace(/\s+/gu, ' ');
  return limitsOfValue.some((one) => said.includes(one));
};

/** The parser's faults (mustache 4.2.0) in the words of the page. */
function sayFault(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const name = /section "(.*)"/su.exec(message)?.[1] ?? '';
  if (message.startsWith('Unclosed section')) return `Khối {{#${name}}} chưa được đóng bằng {{/${name}}}.`;
  if (message.startsWith('Unopened section')) return `Có {{/${name}}} mà trước đó không có {{#${name}}}.`;
  return 'Có chỗ điền chưa được đóng bằng hai dấu ngoặc nhọn.';
}
