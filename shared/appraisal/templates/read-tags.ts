import { strFromU8 } from 'fflate';
import { SaxesParser } from 'saxes';
import { toPrintable } from '../printable-text.ts';
import type { TemplateFault } from './template-fault.ts';

/** A tag as written in a template. */
export interface TemplateTag {
  /** text: {{ten_xa}}; open: {{#…}}; unless: {{^…}}; close: {{/…}}; whole: {{@…}}; unknown: another sign before the name. */
  readonly use: 'text' | 'open' | 'unless' | 'close' | 'whole' | 'unknown';
  /** Empty for {{/}}, which closes the latest. */
  readonly name: string;
  readonly place: string;
  /** Which table or text box of its part it stands in; 0 outside of them. */
  readonly container: number;
}

/** The tags of one part (body, header, footer …) in their order, and braces that make no tag. */
export interface PartTags {
  readonly tags: readonly TemplateTag[];
  readonly faults: readonly TemplateFault[];
}

const partNames: readonly (readonly [RegExp, string])[] = [
  [/^word\/document\d*\.xml$/u, 'phần thân'],
  [/^word\/header\d*\.xml$/u, 'đầu trang'],
  [/^word\/footer\d*\.xml$/u, 'chân trang'],
];

/** The tags of every part of a docx whose text is filled. */
export function readTags(parts: ReadonlyMap<string, Uint8Array>): readonly PartTags[] {
  return [...parts].flatMap(([name, bytes]) => {
    const said = partNames.find(([pattern]) => pattern.test(name))?.[1];
    return said === undefined ? [] : [tagsOf(readParagraphs(strFromU8(bytes)), said)];
  });
}

interface Paragraph {
  readonly text: string;
  readonly container: number;
}

/** The texts of paragraphs, tags put together from however many runs Word cut them into. */
function readParagraphs(xml: string): readonly Paragraph[] {
  const texts: { text: string; readonly container: number }[] = [];
  const open: number[] = [];
  const containers: number[] = [];
  let met = 0;
  let isText = false;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local }) => {
    isText = local === 't';
    if (isContainer(local)) containers.push((met += 1));
    if (local === 'p') open.push(texts.push({ text: '', container: containers.at(-1) ?? 0 }) - 1);
  });
  parser.on('text', (text) => {
    const paragraph = texts[open.at(-1) ?? -1];
    if (isText && paragraph !== undefined) paragraph.text += text;
  });
  parser.on('closetag', ({ local }) => {
    isText = false;
    if (isContainer(local)) containers.pop();
    if (local === 'p') open.pop();
  });
  parser.write(xml).close();
  return texts;
}

const isContainer = (local: string): boolean => local === 'tbl' || local === 'txbxContent';

const uses: Readonly<Record<string, TemplateTag['use']>> = {
  '#': 'open',
  '^': 'unless',
  '/': 'close',
  '@': 'whole',
};

function tagsOf(paragraphs: readonly Paragraph[], part: string): PartTags {
  const tags: TemplateTag[] = [];
  const faults: TemplateFault[] = [];
  for (const [index, { text, container }] of paragraphs.entries()) {
    const place = `${part}, đoạn ${index + 1}: “${excerpt(text)}”`;
    let isOpen = false;
    for (const piece of text.split(/(\{\{|\}\})/u)) {
      if (piece === '{{' || piece === '}}') {
        if (isOpen === (piece === '{{'))
          faults.push({
            place,
            message: isOpen
              ? 'Có "{{" mà chưa có "}}" đóng lại trong cùng đoạn.'
              : 'Có "}}" mà chưa có "{{" mở trước đó trong cùng đoạn.',
          });
        isOpen = piece === '{{';
      } else if (isOpen) tags.push({ ...nameTag(piece.trim()), place, container });
    }
    if (isOpen) faults.push({ place, message: 'Có "{{" mà chưa có "}}" đóng lại trong cùng đoạn.' });
  }
  return { tags, faults };
}

function nameTag(text: string): Pick<TemplateTag, 'use' | 'name'> {
  const use = uses[text.charAt(0)];
  if (use !== undefined) return { use, name: text.slice(1).trim() };
  return { use: /^[\p{L}\p{N}_]/u.test(text) ? 'text' : 'unknown', name: text };
}

function excerpt(text: string): string {
  const printable = toPrintable(text.trim());
  return printable.length > 90 ? `${printable.slice(0, 90)}…` : printable;
}
