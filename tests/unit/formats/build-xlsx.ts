import { buildZip, type ZipPart } from './build-zip.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** What a test workbook has beside its cells, as raw XML. */
export interface XlsxOptions {
  readonly sheets?: readonly { readonly name?: string; readonly state?: string; readonly xml: string }[];
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly workbook?: string;
  /** Relationships of the first sheet: type and target. */
  readonly related?: readonly (readonly [type: string, target: string])[];
  readonly parts?: readonly ZipPart[];
}

/** A worksheet part with these rows; `after` follows the rows, `before` precedes them. */
export function sheetXml(rows: string, after = '', before = ''): string {
  return `<worksheet xmlns="${main}" xmlns:r="${office}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** A styles part with one cell style for each number format, in order; `font` is the font of all. */
export function stylesXml(formats: readonly string[], font = 'Times New Roman'): string {
  const escape = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const codes = formats
    .map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escape(code)}"/>`)
    .join('');
  const cells = formats.map((_, index) => `<xf numFmtId="${200 + index}" fontId="0"/>`).join('');
  return `<styleSheet xmlns="${main}"><numFmts>${codes}</numFmts><fonts><font><name val="${font}"/></font></fonts><cellXfs>${cells}</cellXfs></styleSheet>`;
}

/** The shared texts, each given as the inside of its element or as plain text. */
export function sharedXml(items: readonly string[]): string {
  return `<sst xmlns="${main}">${items.map((item) => `<si>${item.startsWith('<') ? item : `<t>${item}</t>`}</si>`).join('')}</sst>`;
}

function relationships(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  return `<Relationships xmlns="${packages}/relationships">${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
}

/** Builds a workbook from raw XML, so that tests can have what no library writes. */
export function buildXlsx(options: XlsxOptions): Buffer {
  const sheets = options.sheets ?? [];
  const listed = sheets
    .map(
      ({ name, state }, index) =>
        `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
    )
    .join('');
  const extra: (readonly [string, string, string])[] = [];
  if (options.sharedStrings !== undefined) extra.push(['rId900', 'sharedStrings', 'sharedStrings.xml']);
  if (options.styles !== undefined) extra.push(['rId901', 'styles', 'styles.xml']);
  const part = (name: string, content: string | undefined): ZipPart[] =>
    content === undefined ? [] : [{ name, content }];
  return buildZip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    { name: '_rels/.rels', content: relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${office}">${options.workbook ?? ''}<sheets>${listed}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationships([
        ...sheets.map(
          (_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const,
        ),
        ...extra,
      ]),
    },
    ...part('xl/sharedStrings.xml', options.sharedStrings),
    ...part('xl/styles.xml', options.styles),
    ...sheets.map(({ xml }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content: xml })),
    ...part(
      'xl/worksheets/_rels/sheet1.xml.rels',
      options.related === undefined
        ? undefined
        : relationships(
            options.related.map(([type, target], index) => [`rId${index + 1}`, type, target] as const),
          ),
    ),
    ...(options.parts ?? []),
  ]);
}
