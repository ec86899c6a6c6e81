import { buildZip, type ZipPart } from './build-zip.ts';

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

/** A root element with every namespace a Word part uses. */
export function wordPart(root: string, inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} ${namespaces}>${inside}</w:${root}>`;
}

/** Parts of a Word file beside its body, by their name in word/ without ".xml"; the relationship's id is that name. */
export type WordParts = Readonly<Record<string, string>>;

export interface DocxOptions {
  readonly parts?: WordParts;
  /** Instead of the body made from the XML given. */
  readonly document?: string | Uint8Array;
  readonly contentType?: string;
  readonly extra?: readonly ZipPart[];
}

const mainType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const typeBase = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word file with that XML as its body. */
export function buildDocx(body: string, options: DocxOptions = {}): Uint8Array {
  const parts = Object.entries(options.parts ?? {});
  const relationships = parts
    .map(
      ([name]) =>
        `<Relationship Id="${name}" Type="${typeBase}/${name.replace(/\d+$/, '')}" Target="${name}.xml"/>`,
    )
    .join('');
  const list = (inside: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
  return buildZip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${options.contentType ?? mainType}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: list(`<Relationship Id="r1" Type="${typeBase}/officeDocument" Target="word/document.xml"/>`),
    },
    {
      name: 'word/document.xml',
      content: options.document ?? wordPart('document', `<w:body>${body}</w:body>`),
    },
    { name: 'word/_rels/document.xml.rels', content: list(relationships) },
    ...parts.map(([name, content]) => ({ name: `word/${name}.xml`, content })),
    ...(options.extra ?? []),
  ]);
}

/** A paragraph of one run; `pPr` and `rPr` are the XML inside those elements. */
export function paragraph(text: string, pPr = '', rPr = ''): string {
  return `<w:p><w:pPr>${pPr}</w:pPr>${run(text, rPr)}</w:p>`;
}

export function run(text: string, rPr = ''): string {
  return `<w:r><w:rPr>${rPr}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function cell(inside: string, tcPr = ''): string {
  return `<w:tc><w:tcPr>${tcPr}</w:tcPr>${inside.startsWith('<') ? inside : paragraph(inside)}</w:tc>`;
}

export function row(cells: readonly string[], trPr = ''): string {
  return `<w:tr><w:trPr>${trPr}</w:trPr>${cells.join('')}</w:tr>`;
}

export function table(...rows: readonly string[]): string {
  return `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
}
