import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { listCfbRoot, readCfbStream } from './cfb.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';
import { unlockOffice } from './unlock-office.ts';
import {
  failWorkbook,
  lockedWorkbook,
  maxCells,
  maxSheets,
  nameSheets,
  WorkbookContent,
} from './workbook-content.ts';
import { recordType, type XlsRecord } from './xls-records.ts';
import { readXlsWorkbook, type XlsWorkbook } from './xls-workbook.ts';
import { readSheetJs, sheetKey, type ReadValue, type SheetValues } from './xlsx-readers.ts';

/**
 * Excel 5 to 2003 files (BIFF5 and BIFF8, [MS-XLS]), inside a compound file or as the bare stream some programs write.
 * Values by the records themselves, checked cell by cell against SheetJS; formulas as SheetJS spells them. Nothing in the file is run or fetched.
 */
export const xlsFormat = defineFormat({
  id: 'xls',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'xls',
  parse: parseXls,
});

async function parseXls({ bytes, file, passwords }: FormatInput): Promise<ReadFile> {
  const limits = { cells: maxCells, sheets: maxSheets };
  let opened = bytes;
  let book = readXlsWorkbook(findStream(opened), limits);
  if (book === 'encrypted') {
    opened = (await unlockOffice(bytes, passwords)) ?? bytes;
    book = readXlsWorkbook(findStream(opened), limits);
  }
  if (book === 'encrypted') return lockedWorkbook('xls', file);
  if (book === 'too-old')
    return failWorkbook(
      'xls',
      'unreadable',
      file,
      'là tệp Excel đời quá cũ (trước Excel 5); đề nghị mở tệp, lưu lại dạng .xlsx rồi gửi lại',
    );
  if (book === 'broken' || (book.sheets.length === 0 && !book.isWhole))
    return failWorkbook('xls', 'unreadable', file, 'tệp Excel bị hỏng hoặc chưa tải lên đầy đủ');
  const second = await readSecond(book);
  const content = new WorkbookContent(file, book);
  for (const [at, sheet] of book.sheets.entries()) {
    const other = second?.[at] ?? null;
    content.addSheet({
      ...sheet,
      index: at + 1,
      readings: { first: withFormulas(sheet.values, other), second: other },
    });
  }
  const root = listCfbRoot(opened) ?? [];
  return content.describe({
    format: 'xls',
    sheets: book.sheetCount,
    reasons: [
      ...(book.lost.length > 0 ? [`trang tính ${nameSheets(book.lost)} bị hỏng, chưa đọc được`] : []),
      ...(book.isWhole ? [] : ['tệp bị hỏng ở giữa chừng, nội dung đọc được có thể không đủ']),
      ...book.sheets
        .filter(({ frame }) => frame.hasTooManyMerges)
        .map(({ name }) => `trang tính "${name}" có quá nhiều ô gộp, bảng có thể đọc sai chỗ`),
      ...(root.some((name) => /^MBD[0-9A-F]{8}$/iu.test(name))
        ? ['có tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng']
        : []),
    ],
    hasMacros: book.hasMacroSheets || root.some((name) => /^_VBA_PROJECT_CUR$/iu.test(name)),
  });
}

function findStream(bytes: Uint8Array): Uint8Array {
  if (listCfbRoot(bytes) === undefined) return bytes;
  return readCfbStream(bytes, 'Workbook') ?? readCfbStream(bytes, 'Book') ?? new Uint8Array();
}

/** The records spell a formula in tokens; its text is the other reader's. */
function withFormulas(values: ReadonlyMap<number, ReadValue>, other: SheetValues | null): SheetValues {
  const all = new Map(values);
  for (const [key, { formula }] of other ?? [])
    if (formula !== undefined) all.set(key, { ...all.get(key), formula });
  return all;
}

/** Records of the workbook that say something of values and formulas. */
const globalTypes: ReadonlySet<number> = new Set([
  recordType.codePage,
  recordType.supBook,
  recordType.externSheet,
  recordType.name,
  recordType.sharedTexts,
]);

/** Records of a sheet that hold cells; links and objects over a million cells are left out. */
const cellTypes: ReadonlySet<number> = new Set([
  recordType.number,
  recordType.rk,
  recordType.multipleRk,
  recordType.sharedText,
  recordType.label,
  recordType.richText,
  recordType.booleanOrError,
  recordType.formula,
  0x0206,
  0x0406,
  recordType.string,
  recordType.array,
  recordType.sharedFormula,
]);

/** Values by SheetJS, from a stream written anew of harmless records, its sheets under names of ours; null when it fails or the file is too large. */
async function readSecond(book: XlsWorkbook): Promise<readonly SheetValues[] | null> {
  // It would read the cells beyond the limit as well.
  if (book.sheets.some(({ frame }) => frame.cells.size < frame.cellCount)) return null;
  const begin = book.globals.slice(0, 1);
  const end = Buffer.from([recordType.eof, 0, 0, 0]);
  const globals = [...begin, ...keepTypes(book.globals, globalTypes)].map(writeRecord);
  const sheets = book.sheets.map(({ records }) =>
    Buffer.concat([...[...records.slice(0, 1), ...keepTypes(records, cellTypes)].map(writeRecord), end]),
  );
  const names = sheets.map((_, index) => sheetKey(index));
  const listing = names.map((name) => listSheet(name, book.version, 0));
  let at = [...globals, ...listing, end].reduce((sum, { length }) => sum + length, 0);
  const placed = names.map((name, index) => {
    const listed = listSheet(name, book.version, at);
    at += sheets[index]?.length ?? 0;
    return listed;
  });
  return await readSheetJs(Buffer.concat([...globals, ...placed, end, ...sheets]), names);
}

function keepTypes(records: readonly XlsRecord[], types: ReadonlySet<number>): readonly XlsRecord[] {
  let isKept = false;
  return records.slice(1).filter(({ type, body }) => {
    if (type !== recordType.continue) isKept = types.has(type) && holdsWhatItCounts(type, body);
    return isKept;
  });
}

/** Where a record tells the length of its formula in bytes, and where the formula begins at the earliest ([MS-XLS] 2.4.127, 2.4.4, 2.4.260, 2.4.150). */
const formulaAt: Readonly<Record<number, readonly [at: number, from: number]>> = {
  [recordType.formula]: [20, 22],
  0x0206: [20, 22],
  0x0406: [20, 22],
  [recordType.array]: [12, 14],
  [recordType.sharedFormula]: [8, 10],
  [recordType.name]: [4, 14],
};

/** Attack: SheetJS seeks the end of a formula or of a list of sheets that is not in its record for ever. */
function holdsWhatItCounts(type: number, body: Buffer): boolean {
  if (type === recordType.externSheet) return body.length >= 2 && body.length >= 2 + 6 * body.readUInt16LE(0);
  const [at, from] = formulaAt[type] ?? [];
  if (at === undefined || from === undefined) return true;
  return body.length >= from && body.length >= from + body.readUInt16LE(at);
}

function writeRecord({ type, body }: Pick<XlsRecord, 'type' | 'body'>): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

function listSheet(name: string, version: 5 | 8, at: number): Buffer {
  const body = Buffer.alloc(7);
  body.writeUInt32LE(at, 0);
  body.writeUInt8(name.length, 6);
  const kind = version === 8 ? [Buffer.from([0])] : [];
  return writeRecord({
    type: recordType.boundSheet,
    body: Buffer.concat([body, ...kind, Buffer.from(name, 'latin1')]),
  });
}
