import { buildZip, type ZipPart } from './build-zip.ts';

const namespaces = [
  ...['office', 'text', 'table', 'style', 'manifest'].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  ),
  'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
  'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
  'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ');

export interface OdsOptions {
  /** XML of styles in content.xml and in styles.xml. */
  readonly automatic?: string;
  readonly common?: string;
  readonly fonts?: string;
  readonly manifest?: string;
  readonly parts?: readonly ZipPart[];
}

/** A spreadsheet with that XML as its sheets. */
export function buildOds(sheets: string, options: OdsOptions = {}): Buffer {
  const { automatic = '', common = '', fonts = '', manifest = '', parts = [] } = options;
  return buildZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    {
      name: 'content.xml',
      content: `<office:document-content ${namespaces}><office:font-face-decls>${fonts}</office:font-face-decls><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`,
    },
    {
      name: 'styles.xml',
      content: `<office:document-styles ${namespaces}><office:styles>${common}</office:styles></office:document-styles>`,
    },
    {
      name: 'META-INF/manifest.xml',
      content: `<manifest:manifest ${namespaces}>${manifest}</manifest:manifest>`,
    },
    ...parts,
  ]);
}

export const sheet = (inside: string, name = 'Điểm', attributes = ''): string =>
  `<table:table table:name="${name}" ${attributes}>${inside}</table:table>`;

export const row = (cells: string, attributes = ''): string =>
  `<table:table-row ${attributes}>${cells}</table:table-row>`;

export const cell = (text: string, attributes = 'office:value-type="string"'): string =>
  `<table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`;

/** A cell with a number; what LibreOffice shows for it is not given. */
export const figure = (value: number | string, attributes = ''): string =>
  `<table:table-cell office:value-type="float" office:value="${value}" ${attributes}/>`;
