import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Block, LegacyEncoding, ParagraphRole, ParsedDocument } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { LegacyTally } from './docx-fonts.ts';
import { readXmlPart, type XmlProblem } from './docx-xml.ts';
import { defineFormat } from './format.ts';
import { findWorkbookParts, type SheetPart, type WorkbookParts } from './xlsx-archive.ts';
import { sniffKind } from './sniff.ts';
import { readComments, readDrawing } from './xlsx-notes.ts';
import { packPlainWorkbook, readWithExcelJs, readWithSheetJs, type SheetValues } from './xlsx-readers.ts';
import { keepCellsOnly, parseAddress, readSheetFrame, sayAddress, type SheetFrame } from './xlsx-sheet.ts';
import { XlsxStyles } from './xlsx-styles.ts';
import { buildSheet, type BuiltSheet } from './xlsx-table.ts';
import { openGuardedZip, type GuardedZip, type ZipEntry } from './zip-guard.ts';

/**
 * Excel files since 2007 (xlsx, xlsm, xltx, transitional and strict ISO 29500): values by exceljs, checked cell by cell against SheetJS; shape, styles and notes from the parts themselves.
 * A cell on which the two differ is kept with confidence 0.3, which no figure is accepted with. Nothing in the file is run or fetched.
 */
export const xlsxFormat = defineFormat({
  id: 'xlsx',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'xlsx',
  parse: parseXlsx,
});

/** Attack: half a million cells take 400 MB in exceljs; the longest table of a commune has some thousand. */
const maxCells = 100_000;

/** Attack: ten thousand sheets of one cell; an office's workbook has some twenty. */
const maxSheets = 100;

/** Attack: 200,000 cells that all show one text of 32,000 letters. */
const maxCharacters = 5_000_000;

/** Attack: twenty million empty shared texts, an object each. */
const maxSharedStrings = 500_000;

/** Below these a file with pictures is a scan put on a sheet. */
const fewCells = 20;
const fewCharacters = 200;

/** Addresses named in one finding; the rest is counted. */
const maxNamed = 10;

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
  if (readable.length === 0) return failed('unreadable', file, brokenReason);
  const values = await readValues(readable, sharedStrings?.text);
  if (values === null) return failed('unreadable', file, 'tệp Excel bị hỏng, các ô không đọc được');
  const styles = new XlsxStyles();
  const stylesProblem =
    parts.styles === undefined ? null : await readXmlPart(zip, parts.styles, styles.read());
  return await describe(input, { zip, parts, sheets, readable, values, styles, stylesProblem });
}

const brokenReason = 'tệp Excel bị hỏng hoặc chưa tải lên đầy đủ';

function describeProblem(file: string, problem: XmlProblem | 'missing', zip: GuardedZip): ReadFile {
  if (problem === 'encrypted' || zip.problem === 'encrypted')
    return {
      status: 'unreadable',
      format: 'xlsx',
      findings: [makeFinding('password-protected', { file }, { about: file })],
    };
  if (problem === 'too-large' || zip.problem === 'too-many-entries')
    return failed('refused', file, 'nội dung bên trong lớn bất thường; tệp có thể gây hại');
  if (problem === 'entities')
    return failed(
      'refused',
      file,
      'tệp có khai báo thực thể XML mà tệp Excel không được có; tệp có thể gây hại',
    );
  if (problem === 'missing' && zip.problem === null)
    return failed('unreadable', file, 'tệp Excel thiếu phần nội dung chính');
  return failed('unreadable', file, brokenReason);
}

function failed(status: 'unreadable' | 'refused', file: string, reason: string): ReadFile {
  return { status, format: 'xlsx', findings: [unread(file, reason)] };
}

function unread(file: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file, reason }, { about: file });
}

interface ReadSheet {
  readonly part: SheetPart;
  /** From 1, in the order of the workbook. */
  readonly index: number;
  readonly frame?: SheetFrame;
  /** Cells for the readers. */
  readonly xml?: string;
  readonly problem?: XmlProblem | 'twisted';
}

async function readSheets(zip: GuardedZip, parts: WorkbookParts): Promise<ReadSheet[]> {
  const sheets: ReadSheet[] = [];
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

const encodingNames: Readonly<Record<Exclude<LegacyEncoding, 'nfd'>, string>> = {
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI',
};

interface ReadWorkbook {
  readonly zip: GuardedZip;
  readonly parts: WorkbookParts;
  readonly sheets: readonly ReadSheet[];
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

/** What the sheets gave together, filled sheet by sheet. */
class WorkbookContent {
  readonly tally = new LegacyTally();
  readonly blocks: Block[] = [];
  readonly remarks: Finding[] = [];
  /** Names of side parts that broke off. */
  readonly unreadParts = new Set<string>();
  characters = 0;
  cells = 0;
  pictures = 0;
  #paragraphs = 0;

  addNote(part: SheetPart, role: ParagraphRole, text: string, address = ''): void {
    this.tally.add(text, '');
    const shown = toNfc(text).replace(/\r\n?/gu, '\n').trim();
    if (shown === '') return;
    this.#paragraphs += 1;
    this.characters += shown.length;
    const place = parseAddress(address);
    this.blocks.push({
      kind: 'paragraph',
      role,
      text: shown,
      locator:
        place === undefined
          ? { kind: 'paragraph', index: this.#paragraphs }
          : { kind: 'cell', sheet: part.name, address: sayAddress(place.row, place.column) },
      ...(part.hidden ? { hidden: true } : {}),
    });
  }
}

/** Adds one sheet in reading order: header, cells, text boxes, comments, footer. */
async function addSheet(
  content: WorkbookContent,
  file: string,
  workbook: ReadWorkbook,
  at: number,
): Promise<void> {
  const { zip, parts, values, styles } = workbook;
  const sheet = workbook.readable[at];
  if (sheet === undefined) return;
  const { part, index, frame } = sheet;
  const built = buildSheet({
    name: part.name,
    index,
    hidden: part.hidden,
    frame,
    readings: { first: values.first?.[at] ?? null, second: values.second?.[at] ?? null },
    styles,
    isFrom1904: parts.isFrom1904,
    characters: maxCharacters - content.characters,
    tally: content.tally,
  });
  content.characters += built.characters;
  content.cells += built.table.cells.length;
  content.remarks.push(...describeCells(file, part.name, built));
  const addPrinted = (role: 'header' | 'footer'): void => {
    for (const printed of frame.printed) if (printed.role === role) content.addNote(part, role, printed.text);
  };
  addPrinted('header');
  if (built.table.cells.length > 0) content.blocks.push(built.table);
  for (const entry of part.drawings) {
    const { notes, pictures, problem } = await readDrawing(zip, entry);
    content.pictures += pictures;
    if (problem !== null) content.unreadParts.add('hộp chữ');
    for (const note of notes) content.addNote(part, 'text-box', note.text, note.address);
  }
  for (const entry of part.comments) {
    const { notes, problem } = await readComments(zip, entry);
    if (problem !== null) content.unreadParts.add('ghi chú của ô');
    for (const note of notes) content.addNote(part, 'comment', note.text, note.address);
  }
  addPrinted('footer');
}

/** What a person should look at in the cells of one sheet: one finding a kind, dates among figures one by one. */
function describeCells(file: string, sheet: string, built: BuiltSheet): Finding[] {
  const { withoutResult, disagreeing, datesAmongFigures } = built;
  const at = (address = 'A1') =>
    ({ about: file, source: { file, locator: { kind: 'cell', sheet, address } } }) as const;
  const findings: Finding[] = [];
  if (withoutResult.length > 0)
    findings.push(
      makeFinding('missing-formula-value', { place: sayPlaces(withoutResult, sheet) }, at(withoutResult[0])),
    );
  if (disagreeing.length > 0)
    findings.push(
      makeFinding('readers-disagree', { file, place: sayPlaces(disagreeing, sheet) }, at(disagreeing[0])),
    );
  for (const { address, shown } of datesAmongFigures.slice(0, maxNamed))
    findings.push(
      makeFinding('excel-date-figure', { place: sayPlaces([address], sheet), shown }, at(address)),
    );
  return findings;
}

async function describe({ file }: FormatInput, workbook: ReadWorkbook): Promise<ReadFile> {
  const { zip, readable } = workbook;
  const content = new WorkbookContent();
  for (const at of readable.keys()) await addSheet(content, file, workbook, at);
  const { blocks, tally, characters } = content;
  const isPicture = content.pictures > 0 && content.cells < fewCells && characters < fewCharacters;
  const legacyEncoding = tally.result();
  const gaps = [...describeLimits(file, workbook, characters), ...describeDamage(file, workbook, content)];
  if (isPicture)
    gaps.push(
      unread(
        file,
        'nội dung là ảnh (bản quét hoặc ảnh chụp) dán vào trang tính, chưa đọc được chữ; đề nghị gửi kèm bản Word hoặc Excel có chữ',
      ),
    );
  if (zip.entries.some((entry) => /(?:^|\/)xl\/embeddings\/./iu.test(entry.path)))
    gaps.push(unread(file, 'có tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng'));
  if (legacyEncoding === 'tcvn3' || legacyEncoding === 'vni')
    gaps.push(
      makeFinding(
        'legacy-encoding',
        { document: file, encoding: encodingNames[legacyEncoding] },
        { about: file },
      ),
    );
  if (blocks.length === 0 && gaps.length === 0)
    return failed('unreadable', file, 'tệp Excel không có ô nào có nội dung');
  const macros = zip.entries.some((entry) => /(?:^|\/)vbaProject\.bin$/iu.test(entry.path))
    ? [makeFinding('macro-file', { document: file }, { about: file })]
    : [];
  const document: ParsedDocument = {
    format: 'xlsx',
    blocks,
    scanned: isPicture && characters === 0,
    legacyEncoding,
  };
  return {
    status: gaps.length > 0 ? 'partly-read' : 'read',
    format: 'xlsx',
    document,
    findings: [...gaps, ...content.remarks, ...macros],
  };
}

function describeLimits(file: string, { parts, readable }: ReadWorkbook, characters: number): Finding[] {
  const total = readable.reduce((sum, sheet) => sum + sheet.frame.cellCount, 0);
  const kept = readable.reduce((sum, sheet) => sum + sheet.frame.cells.size, 0);
  const limits: (readonly [read: string, total: string])[] = [];
  if (kept < total) limits.push([sayCount(kept), `${sayCount(total)} ô`]);
  else if (characters >= maxCharacters) limits.push(['phần đầu', 'toàn bộ nội dung']);
  if (parts.sheets.length > maxSheets)
    limits.push([sayCount(maxSheets), `${sayCount(parts.sheets.length)} trang tính`]);
  return limits.map(([read, all]) =>
    makeFinding('processing-limit', { document: file, read, total: all }, { about: file }),
  );
}

function describeDamage(file: string, workbook: ReadWorkbook, content: WorkbookContent): Finding[] {
  const { zip, sheets, readable, stylesProblem } = workbook;
  const reasons: string[] = [];
  const broken = sheets.filter((sheet) => sheet.problem !== undefined).map((sheet) => `"${sheet.part.name}"`);
  if (broken.length > 0)
    reasons.push(`trang tính ${broken.slice(0, maxNamed).join(', ')} bị hỏng, chưa đọc được`);
  if (zip.problem !== null) reasons.push('tệp bị hỏng ở giữa chừng, nội dung đọc được có thể không đủ');
  const side = [...content.unreadParts, ...(stylesProblem === null ? [] : ['kiểu định dạng'])];
  if (side.length > 0) reasons.push(`phần ${side.join(', ')} của tệp bị hỏng, chưa đọc được`);
  for (const { part, frame } of readable)
    if (frame.hasTooManyMerges)
      reasons.push(`trang tính "${part.name}" có quá nhiều ô gộp, bảng có thể đọc sai chỗ`);
  return reasons.map((reason) => unread(file, reason));
}

/** "ô E5, trang tính "Điểm"" or "12 ô (E5, E6, …), trang tính "Điểm"". */
function sayPlaces(addresses: readonly string[], sheet: string): string {
  const [only] = addresses;
  if (addresses.length === 1 && only !== undefined) return `ô ${only}, trang tính "${sheet}"`;
  const rest = addresses.length > maxNamed ? ', …' : '';
  return `${sayCount(addresses.length)} ô (${addresses.slice(0, maxNamed).join(', ')}${rest}), trang tính "${sheet}"`;
}

/** "1.048.576". */
function sayCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+(?!\d))/gu, '.');
}
