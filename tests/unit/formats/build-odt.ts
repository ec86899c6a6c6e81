import { buildZip, type ZipPart } from './build-zip.ts';

const namespaces = [
  ...['office', 'text', 'table', 'style', 'manifest'].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  ),
  'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
  'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ');

export interface OdtOptions {
  /** XML of the document's fonts, styles of its text, and styles of all. */
  readonly fonts?: string;
  readonly automatic?: string;
  readonly common?: string;
  /** XML inside a page style: headers and footers. */
  readonly page?: string;
  readonly manifest?: string;
  readonly extra?: readonly ZipPart[];
  /** Before the root element of the text. */
  readonly prolog?: string;
}

/** An OpenDocument text with that XML as its body. */
export function buildOdt(body: string, options: OdtOptions = {}): Buffer {
  const { fonts = '', automatic = '', common = '', page = '', manifest = '', prolog = '' } = options;
  const part = (root: string, inside: string) =>
    `${root === 'document-content' ? prolog : ''}<office:${root} ${namespaces}>${inside}</office:${root}>`;
  return buildZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true },
    {
      name: 'content.xml',
      content: part(
        'document-content',
        `<office:font-face-decls>${fonts}</office:font-face-decls><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body>`,
      ),
    },
    {
      name: 'styles.xml',
      content: part(
        'document-styles',
        `<office:styles>${common}</office:styles><office:master-styles><style:master-page>${page}</style:master-page></office:master-styles>`,
      ),
    },
    {
      name: 'META-INF/manifest.xml',
      content: `<manifest:manifest ${namespaces}>${manifest}</manifest:manifest>`,
    },
    ...(options.extra ?? []),
  ]);
}

export const p = (inside: string, attributes = '') => `<text:p ${attributes}>${inside}</text:p>`;

export const cell = (inside: string, attributes = '') =>
  `<table:table-cell ${attributes}>${inside.startsWith('<') || inside === '' ? inside : p(inside)}</table:table-cell>`;

export const covered = (inside = '') => `<table:covered-table-cell>${inside}</table:covered-table-cell>`;

export const row = (cells: readonly string[], attributes = '') =>
  `<table:table-row ${attributes}>${cells.join('')}</table:table-row>`;

export const table = (...rows: readonly string[]) => `<table:table>${rows.join('')}</table:table>`;
