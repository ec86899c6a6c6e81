import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { readXmlPart, type XmlProblem } from './docx-xml.ts';
import { defineFormat } from './format.ts';
import { findWorkbookParts, type SheetPart, type WorkbookParts } from './xlsx-archive.ts';
import { sniffKind } from './sniff.ts';
import {
  failWorkbook,
  lockedWorkbook,
  maxCells,
  maxSheets,
  nameSheets,
  WorkbookContent,
  type ReadSheet,
} from './workbook-content.ts';
import { readComments, readDrawing, type SheetNote } from './xlsx-notes.ts';
import { packPlainWorkbook, readWithExcelJs, readWithSheetJs, type SheetValues } from './xlsx-readers.ts';
import { keepCellsOnly, readSheetFrame, type SheetFrame } from './xlsx-sheet.ts';
import { XlsxStyles } from './xlsx-styles.ts';
import { openGuardedZip, type GuardedZip, type ZipEntry } from './zip-guard.ts';

/**
 * Excel files since 2007 (xlsx, xlsm, xltx, transitional and strict ISO 29500): values by exceljs, checked cell by cell against SheetJS; shape, styles and notes from the parts themselves.
 * A cell on which the two differ is kept with confidence 0.3, which no figure is accepted with. Nothing in the file is run or fetched.
 */
export const xlsxFormat = defineFormat({
  id: 'xlsx',
  version: 2,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'xlsx',
  parse: parseXlsx,
});

/** Attack: twenty million empty shared texts, an object each. */
const maxSharedStrings = 500_000;

async function parseXlsx(input: FormatInput): Promise<ReadFile> {
  const { file } = input;
  const zip = await openGuardedZip(input.bytes);
  const parts = await findWorkbookParts(zip);
  if (typeof parts === 'string') return describeProblem(file, parts, zip);
  const sheets = await readSheets(zip, parts);
  for (const { problem } of sheets)
    if (problem === 'too-large' || problem === 'entities') return describeProblem(file, problem, zip);
  const sharedStrings =
    parts.sharedStrings === undefined ? undefined : await readText(zip, parts.sharedStrings);
  if (sharedStrings !== undefined && 'problem' in sharedStrings)
    return describeProblem(file, sharedStrings.problem, zip);
  if (sharedStrings !== undefined && hasTooManyTexts(sharedStrings.text))
    return describeProblem(file, 'too-large', zip);
  const readable = sheets.flatMap((sheet) =>
    sheet.frame === undefined || sheet.xml === undefined
      ? []
      : [{ ...sheet, frame: sheet.frame, xml: sheet.xml }],
  );
  if (readable.length === 0) return failWorkbook('xlsx', 'unreadable', file, brokenReason);
  const values = await readValues(readable, sharedStrings?.text);
  if (values === null)
    return failWorkbook('xlsx', 'unreadable', file, 'tệp Excel bị hỏng, các ô không đọc được');
  const styles = new XlsxStyles();
  const stylesProblem =
    parts.styles === undefined ? null : await readXmlPart(zip, parts.styles, styles.read());
  return await describe(input, { zip, parts, sheets, readable, values, styles, stylesProblem });
}

const brokenReason = 'tệp Excel bị hỏng hoặc chưa tải lên đầy đủ';

function describeProblem(file: string, problem: XmlProblem | 'missing', zip: GuardedZip): ReadFile {
  if (problem === 'encrypted' || zip.problem === 'encrypted') return lockedWorkbook('xlsx', file);
  if (problem === 'too-large' || zip.problem === 'too-many-entries')
    return failWorkbook('xlsx', 'refused', file, 'nội dung bên trong lớn bất thường; tệp có thể gây hại');
  if (problem === 'entities')
    return failWorkbook(
      'xlsx',
      'refused',
      file,
      'tệp có khai báo thực thể XML mà tệp Excel không được có; tệp có thể gây hại',
    );
  if (problem === 'missing' && zip.problem === null)
    return failWorkbook('xlsx', 'unreadable', file, 'tệp Excel thiếu phần nội dung chính');
  return failWorkbook('xlsx', 'unreadable', file, brokenReason);
}

interface FoundSheet {
  readonly part: SheetPart;
  /** From 1, in the order of the workbook. */
  readonly index: number;
  readonly frame?: SheetFrame;
  /** Cells for the readers. */
  readonly xml?: string;
  readonly problem?: XmlProblem | 'twisted';
}

async function readSheets(zip: GuardedZip, parts: WorkbookParts): Promise<FoundSheet[]> {
  const sheets: FoundSheet[] = [];
  let budget = maxCells;
  for (const [at, part] of parts.sheets.slice(0, maxSheets).entries()) {
    const index = at + 1;
    const { entry } = part;
    if (entry === undefined) {
      sheets.push({ part, index, problem: 'corrupt' });
      continue;
    }
    const reader = readSheetFrame(budget);
    const problem = await readXmlPart(zip, entry, reader);
    const frame = reader.finish();
    const text = problem === null ? await readText(zip, entry) : { problem };
    if ('problem' in text || frame.isTwisted) {
      sheets.push({ part, index, problem: 'problem' in text ? text.problem : 'twisted' });
      continue;
    }
    const xml = keepCellsOnly(text.text, budget);
    sheets.push({ part, index, frame, ...(xml === undefined ? { problem: 'malformed' } : { xml }) });
    budget -= frame.cells.size;
  }
  return sheets;
}

/** A part as text without its declaration, so that it may be written again as UTF-8. */
async function readText(
  zip: GuardedZip,
  entry: ZipEntry,
): Promise<{ readonly text: string } | { readonly problem: XmlProblem }> {
  const read = await zip.read(entry);
  if ('problem' in read) return read;
  const isWide = read.bytes[0] === 0xff || read.bytes[1] === 0;
  const isWideReversed = read.bytes[0] === 0xfe || read.bytes[0] === 0;
  const text =
    isWide || isWideReversed
      ? new TextDecoder(isWide ? 'utf-16le' : 'utf-16be').decode(read.bytes)
      : Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength).toString('utf8');
  const plain = text.replace(/^\ufeff?\s*<\?xml[^>]*\?>/u, '');
  return /<!DOCTYPE/iu.test(plain.slice(0, 10_000)) ? { problem: 'entities' } : { text: plain };
}

interface Values {
  readonly first: readonly SheetValues[] | null;
  readonly second: readonly SheetValues[] | null;
}

/** Both readers one after the other, so that only one holds its objects; null when neither could read. */
async function readValues(
  sheets: readonly { readonly xml: string; readonly frame: SheetFrame }[],
  sharedStrings: string | undefined,
): Promise<Values | null> {
  const packed = packPlainWorkbook({
    sheets: sheets.map((sheet) => sheet.xml),
    sharedStrings: sharedStrings === undefined ? undefined : Buffer.from(sharedStrings),
  });
  const hasCells = sheets.some((sheet) => sheet.frame.cells.size > 0);
  // A reader that gives nothing at all does not know this dialect ("<x:row>" for exceljs).
  const orNull = (read: readonly SheetValues[] | null) =>
    hasCells && read?.every((sheet) => sheet.size === 0) === true ? null : read;
  const first = orNull(await readWithExcelJs(packed, sheets.length));
  const second = orNull(await readWithSheetJs(packed, sheets.length));
  return first === null && second === null ? null : { first, second };
}

function hasTooManyTexts(sharedStrings: string): boolean {
  const item = /<(?:\w+:)?si[\s/>]/gu;
  let count = 0;
  while (count <= maxSharedStrings && item.test(sharedStrings)) count += 1;
  return count > maxSharedStrings;
}

interface ReadWorkbook {
  readonly zip: GuardedZip;
  readonly parts: WorkbookParts;
  readonly sheets: readonly FoundSheet[];
  readonly readable: readonly ReadableSheet[];
  readonly values: Values;
  readonly styles: XlsxStyles;
  readonly stylesProblem: XmlProblem | null;
}

interface ReadableSheet {
  readonly part: SheetPart;
  readonly index: number;
  readonly frame: SheetFrame;
}

/** Texts beside the cells of one sheet; names of parts that broke off go to `unreadParts`. */
async function readBeside(
  zip: GuardedZip,
  part: SheetPart,
  unreadParts: Set<string>,
): Promise<Pick<ReadSheet, 'textBoxes' | 'comments' | 'pictures'>> {
  const textBoxes: SheetNote[] = [];
  const comments: SheetNote[] = [];
  let pictures = 0;
  for (const entry of part.drawings) {
    const drawing = await readDrawing(zip, entry);
    pictures += drawing.pictures;
    textBoxes.push(...drawing.notes);
    if (drawing.problem !== null) unreadParts.add('hộp chữ');
  }
  for (const entry of part.comments) {
    const { notes, problem } = await readComments(zip, entry);
    comments.push(...notes);
    if (problem !== null) unreadParts.add('ghi chú của ô');
  }
  return { textBoxes, comments, pictures };
}

async function describe({ file }: FormatInput, workbook: ReadWorkbook): Promise<ReadFile> {
  const { zip, parts, readable, values, styles } = workbook;
  const content = new WorkbookContent(file, { styles, isFrom1904: parts.isFrom1904 });
  const unreadParts = new Set<string>();
  for (const [at, { part, index, frame }] of readable.entries())
    content.addSheet({
      ...{ name: part.name, hidden: part.hidden, index, frame },
      readings: { first: values.first?.[at] ?? null, second: values.second?.[at] ?? null },
      ...(await readBeside(zip, part, unreadParts)),
    });
  return content.describe({
    format: 'xlsx',
    sheets: parts.sheets.length,
    reasons: describeDamage(workbook, unreadParts),
    hasMacros: zip.entries.some((entry) => /(?:^|\/)vbaProject\.bin$/iu.test(entry.path)),
  });
}

function describeDamage(workbook: ReadWorkbook, unreadParts: ReadonlySet<string>): string[] {
  const { zip, sheets, readable, stylesProblem } = workbook;
  const reasons: string[] = [];
  const broken = sheets.filter((sheet) => sheet.problem !== undefined).map((sheet) => sheet.part.name);
  if (broken.length > 0) reasons.push(`trang tính ${nameSheets(broken)} bị hỏng, chưa đọc được`);
  if (zip.problem !== null) reasons.push('tệp bị hỏng ở giữa chừng, nội dung đọc được có thể không đủ');
  const side = [...unreadParts, ...(stylesProblem === null ? [] : ['kiểu định dạng'])];
  if (side.length > 0) reasons.push(`phần ${side.join(', ')} của tệp bị hỏng, chưa đọc được`);
  for (const { part, frame } of readable)
    if (frame.hasTooManyMerges)
      reasons.push(`trang tính "${part.name}" có quá nhiều ô gộp, bảng có thể đọc sai chỗ`);
  if (zip.entries.some((entry) => /(?:^|\/)xl\/embeddings\/./iu.test(entry.path)))
    reasons.push('có tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng');
  return reasons;
}
