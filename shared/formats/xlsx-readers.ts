import { crc32 } from 'node:zlib';
import type { Cell as ExcelJsCell, CellModel, CellValue } from 'exceljs';
import { lastColumn, lastRow, placeKey } from './xlsx-sheet.ts';

/** A value as a reader gives it: an error is its own sign ("#REF!"); none for a formula whose result the file does not keep. */
export interface ReadValue {
  readonly value?: number | string | boolean | { readonly error: string };
  readonly formula?: string;
  /** Fonts of the parts of a rich text, with their texts. */
  readonly runs?: readonly { readonly text: string; readonly font: string }[];
}

/** Values of one sheet by place. */
export type SheetValues = ReadonlyMap<number, ReadValue>;

/** The parts of a workbook the readers are given: cells and shared texts, nothing that loops, links or runs. */
export interface PlainWorkbook {
  readonly sheets: readonly string[];
  readonly sharedStrings: Uint8Array | undefined;
}

/** Attack: one text of 20 MB shown in every cell; Excel stops at 32,767 characters a cell. */
const longestText = 32_767;

const spreadsheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Writes the workbook anew, stored and with true sizes; sheets are named by number, so that no name of the file ("__proto__") becomes a key. */
export function packPlainWorkbook({ sheets, sharedStrings }: PlainWorkbook): Buffer {
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const parts = sheets.map((xml, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: Buffer.from(header + xml),
  }));
  const numbered = (write: (number: number) => string) => sheets.map((_, index) => write(index + 1)).join('');
  const shared =
    sharedStrings === undefined
      ? undefined
      : { name: 'xl/sharedStrings.xml', content: Buffer.from(sharedStrings) };
  const override = (name: string, kind: string) =>
    `<Override PartName="/${name}" ContentType="${contentType}.${kind}+xml"/>`;
  const texts: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${numbered((number) => override(`xl/worksheets/sheet${number}.xml`, 'worksheet'))}${shared === undefined ? '' : override(shared.name, 'sharedStrings')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="rId1" Type="${officeRelation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${spreadsheetNamespace}" xmlns:r="${officeRelation}"><sheets>${numbered((number) => `<sheet name="${sheetKey(number - 1)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packageNamespace}/relationships">${numbered((number) => `<Relationship Id="rId${number}" Type="${officeRelation}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}${shared === undefined ? '' : `<Relationship Id="rId${sheets.length + 1}" Type="${officeRelation}/sharedStrings" Target="sharedStrings.xml"/>`}</Relationships>`,
    ],
  ];
  return packStored([
    ...texts.map(([name, xml]) => ({ name, content: Buffer.from(header + xml) })),
    ...(shared === undefined ? [] : [shared]),
    ...parts,
  ]);
}

/** Name of a sheet in a file written anew; its own may be a key of objects ("__proto__"). */
export function sheetKey(index: number): string {
  return `sheet${index + 1}`;
}

function packStored(parts: readonly { readonly name: string; readonly content: Buffer }[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    chunks.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), content);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, central, Buffer.from(name));
    offset += 30 + name.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, listing, end]);
}

/** Values by exceljs; null when it fails, as it does on valid files too (packages of other producers). Its stream reader is not used: on a cut archive it never settles. */
export async function readWithExcelJs(
  packed: Buffer,
  sheetCount: number,
): Promise<readonly SheetValues[] | null> {
  const { default: excelJs } = await import('exceljs');
  try {
    const workbook = new excelJs.Workbook();
    // The declared type of the library is its own Buffer of an older Node.
    await workbook.xlsx.load(packed as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    return Array.from({ length: sheetCount }, (_, index) => {
      const values = new Map<number, ReadValue>();
      workbook.getWorksheet(sheetKey(index))?.eachRow((row, rowNumber) => {
        row.eachCell((cell, columnNumber) => {
          const read = readExcelJsCell(cell);
          if (read !== undefined) values.set(placeKey(rowNumber - 1, columnNumber - 1), read);
        });
      });
      return values;
    });
  } catch {
    return null;
  }
}

function readExcelJsCell(cell: ExcelJsCell): ReadValue | undefined {
  // `cell.value` and `cell.result` lose a result of 0 or FALSE (exceljs#2943); the model keeps it.
  const model = cell.model as CellModel & { readonly shareType?: string };
  const isFormula =
    model.formula !== undefined || model.sharedFormula !== undefined || model.shareType !== undefined;
  const stored = (isFormula ? model.result : model.value) as CellValue | undefined;
  const read = toReadValue(stored);
  const formula = isFormula ? (cell.formula as string | undefined) : undefined;
  return formula === undefined || formula === '' ? read : { ...read, formula };
}

function toReadValue(stored: CellValue | undefined): ReadValue | undefined {
  if (stored === null || stored === undefined) return undefined;
  if (typeof stored === 'number') return Number.isFinite(stored) ? { value: stored } : undefined;
  if (typeof stored === 'boolean') return { value: stored };
  if (typeof stored === 'string') return stored === '' ? undefined : { value: cutText(stored) };
  if ('error' in stored) return { value: { error: stored.error } };
  if ('richText' in stored) {
    const runs = stored.richText.map(({ text, font }) => ({ text: text, font: font?.name ?? '' }));
    const text = runs.map((run) => run.text).join('');
    return text === '' ? undefined : { value: cutText(text), runs };
  }
  return undefined;
}

/** Values by SheetJS, which shares no code with exceljs; null when it fails. */
export async function readWithSheetJs(
  packed: Buffer,
  sheetCount: number,
): Promise<readonly SheetValues[] | null> {
  return await readSheetJs(
    packed,
    Array.from({ length: sheetCount }, (_, index) => sheetKey(index)),
  );
}

/** Values of the sheets named, of a file that has been written anew from its harmless parts; null when SheetJS fails. */
export async function readSheetJs(
  packed: Buffer,
  names: readonly string[],
): Promise<readonly SheetValues[] | null> {
  const sheetJs = await import('@e965/xlsx');
  try {
    const workbook = sheetJs.read(packed, {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellHTML: false,
      cellText: false,
      cellNF: false,
      cellStyles: false,
    });
    return names.map((name) => {
      const values = new Map<number, ReadValue>();
      const rows = (workbook.Sheets[name] as { '!data'?: unknown[][] } | undefined)?.['!data'] ?? [];
      // Rows may be far apart: only those that exist are visited.
      for (const row of Object.keys(rows))
        for (const column of Object.keys(rows[Number(row)] ?? [])) {
          if (Number(row) > lastRow || Number(column) > lastColumn) continue;
          const read = readSheetJsCell(rows[Number(row)]?.[Number(column)] as SheetJsCell | undefined);
          if (read !== undefined) values.set(placeKey(Number(row), Number(column)), read);
        }
      return values;
    });
  } catch {
    return null;
  }
}

interface SheetJsCell {
  readonly t: string;
  readonly v?: number | string | boolean;
  readonly f?: string;
}

/** Codes of errors ([MS-XLS] 2.5.10). */
export const errorSigns: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

function readSheetJsCell(cell: SheetJsCell | undefined): ReadValue | undefined {
  if (cell === undefined) return undefined;
  const { t, v, f } = cell;
  const formula = f === undefined || f === '' ? {} : { formula: f };
  if (v === undefined || v === '' || Number.isNaN(v)) return f === undefined ? undefined : formula;
  const value =
    t === 'e'
      ? { error: (typeof v === 'number' ? errorSigns.get(v) : undefined) ?? '#VALUE!' }
      : typeof v === 'string'
        ? cutText(v)
        : v;
  return { value, ...formula };
}

function cutText(text: string): string {
  return text.slice(0, longestText);
}

/** Whether two readers mean the same: the same number or boolean, the same digits in a text. */
export function agree(first: ReadValue | undefined, second: ReadValue | undefined): boolean {
  const one = first?.value;
  const other = second?.value;
  if (one === undefined || other === undefined) return !isMeaningful(one) && !isMeaningful(other);
  if (typeof one === 'string' && typeof other === 'string') return digitsOf(one) === digitsOf(other);
  if (typeof one === 'object' && typeof other === 'object') return true;
  return one === other;
}

/** A figure could be lost with it. */
function isMeaningful(value: ReadValue['value']): boolean {
  return typeof value === 'string' ? digitsOf(value) !== '' : value !== undefined;
}

function digitsOf(text: string): string {
  return decodeEscapes(text).replace(/\D+/gu, ' ').trim();
}

/** Control characters inside a text are written "_x000D_" (ECMA-376-1 §22.9.2.19); only SheetJS undoes that. */
export function decodeEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
