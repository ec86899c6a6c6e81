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
import { isWholeFormula } from './xls-formula.ts';
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

/** Attack: millions of empty texts of three bytes each, an object each; a workbook of 100,000 cells has fewer texts than cells. */
const maxTexts = 500_000;

async function parseXls({ bytes, file, passwords }: FormatInput): Promise<ReadFile> {
  const limits = { cells: maxCells, sheets: maxSheets, texts: maxTexts };
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
  // It would read the cells and texts beyond the limit as well.
  if (!book.hasAllTexts || book.sheets.some(({ frame }) => frame.cells.size < frame.cellCount)) return null;
  const { version } = book;
  const kept = [
    keepRecords(book.globals, globalTypes, version),
    ...book.sheets.map(({ records }) => keepRecords(records, cellTypes, version)),
  ];
  if (measureFormulas(kept.flat()) > maxFormulaBytes) return null;
  const begin = book.globals.slice(0, 1);
  const end = Buffer.from([recordType.eof, 0, 0, 0]);
  const [globals = [], ...sheetRecords] = kept.map((records) => records.map(writeRecord));
  globals.unshift(...begin.map(writeRecord));
  const sheets = sheetRecords.map((records, index) =>
    Buffer.concat([...(book.sheets[index]?.records ?? []).slice(0, 1).map(writeRecord), ...records, end]),
  );
  const names = sheets.map((_, index) => sheetKey(index));
  const listing = names.map((name) => listSheet(name, version, 0));
  let at = [...globals, ...listing, end].reduce((sum, { length }) => sum + length, 0);
  const placed = names.map((name, index) => {
    const listed = listSheet(name, version, at);
    at += sheets[index]?.length ?? 0;
    return listed;
  });
  return await readSheetJs(Buffer.concat([...globals, ...placed, end, ...sheets]), names);
}

/** The records of these types, each formula with nothing behind it. */
function keepRecords(
  records: readonly XlsRecord[],
  types: ReadonlySet<number>,
  version: 5 | 8,
): readonly XlsRecord[] {
  const kept: XlsRecord[] = [];
  let goesOn = false;
  for (const record of records.slice(1)) {
    if (record.type === recordType.continue) {
      if (goesOn) kept.push(record);
      continue;
    }
    const tame = types.has(record.type) ? tameRecord(record, version) : null;
    if (tame !== null) kept.push(tame);
    // What goes on after a formula are its constants.
    goesOn = tame !== null && formulaAt[record.type] === undefined;
  }
  return kept;
}

/** Where a record tells the length of its formula in bytes, and where the formula begins ([MS-XLS] 2.4.127, 2.4.4, 2.4.260, 2.4.150); behind its name in a name's. */
const formulaAt: Readonly<Record<number, readonly [at: number, from: number]>> = {
  [recordType.formula]: [20, 22],
  0x0206: [20, 22],
  0x0406: [20, 22],
  [recordType.array]: [12, 14],
  [recordType.sharedFormula]: [8, 10],
  [recordType.name]: [4, 14],
};

/**
 * Attack: SheetJS believes what a record counts. It seeks the end of a formula or of a list of sheets that is not in the record for ever,
 * and for a union or a list of constants makes as many objects as two bytes can count, for each token of some bytes. So a formula is
 * passed on without the constants behind it; without its tokens, too, where these are not exactly as long as it.
 */
function tameRecord(record: XlsRecord, version: 5 | 8): XlsRecord | null {
  const { type, body } = record;
  if (type === recordType.externSheet)
    return body.length >= 2 && body.length >= 2 + 6 * body.readUInt16LE(0) ? record : null;
  const [at, head] = formulaAt[type] ?? [];
  if (at === undefined || head === undefined) return record;
  const from = head + (type === recordType.name ? lengthOfName(body, version) : 0);
  if (body.length < from) return null;
  const end = from + body.readUInt16LE(at);
  if (body.length < end) return null;
  const tokens = body.subarray(from, end);
  if (isWholeFormula(tokens, version)) return { ...record, body: body.subarray(0, end) };
  const empty = Buffer.from(body.subarray(0, from));
  empty.writeUInt16LE(0, at);
  return { ...record, body: empty };
}

function lengthOfName(body: Buffer, version: 5 | 8): number {
  const letters = body[3] ?? 0;
  return version === 5 ? letters : 1 + letters * ((body[14] ?? 0) === 0 ? 1 : 2);
}

/**
 * Attack: a long formula shared by every cell, spelt out in each. In bytes of tokens, which become up to fifty letters each;
 * 100,000 cells of a usual formula have three million.
 */
const maxFormulaBytes = 6_000_000;

function measureFormulas(records: readonly XlsRecord[]): number {
  const sizes = records.map(({ type, body }) => {
    const [, from] = formulaAt[type] ?? [];
    return from === undefined ? 0 : body.length - from;
  });
  const longest = (types: readonly number[]): number =>
    records.reduce(
      (most, { type }, index) => (types.includes(type) ? Math.max(most, sizes[index] ?? 0) : most),
      0,
    );
  const shared = longest([recordType.sharedFormula, recordType.array]);
  // A cell of a shared formula holds only where it begins.
  return records.reduce((sum, { body }, index) => {
    const size = sizes[index] ?? 0;
    return sum + (size === 5 && body.at(-5) === 0x01 ? shared : size);
  }, 0);
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
