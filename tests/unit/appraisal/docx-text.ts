import { strFromU8, unzipSync } from 'fflate';

/** The parts of a docx as text, by name. */
export function partsOf(docx: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(docx)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** The text of a part, a line a paragraph; what the reader of the file sees. */
export function textOf(xml: string): string {
  return xml
    .replace(/<w:tab\/>/gu, '\t')
    .replace(/<\/w:p>/gu, '\n')
    .replace(/<[^>]+>/gu, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The text of the body of a docx. */
export function bodyText(docx: Uint8Array): string {
  return textOf(partsOf(docx).get('word/document.xml') ?? '');
}
