import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { readXmlPart, type XmlHandler, type XmlProblem } from './docx-xml.ts';
import { defineFormat } from './format.ts';
import { OdsSheets } from './ods-sheets.ts';
import { OdsStyles } from './ods-styles.ts';
import { sniffKind } from './sniff.ts';
import { failWorkbook, lockedWorkbook, maxCells, maxSheets, WorkbookContent } from './workbook-content.ts';
import { openGuardedZip } from './zip-guard.ts';

/** OpenDocument spreadsheets (ISO 26300; LibreOffice, OpenOffice), read from their parts, since libraries leave out what is hidden. */
export const odsFormat = defineFormat({
  id: 'ods',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'ods',
  parse: parseOds,
});

const brokenReason = 'tệp bảng tính bị hỏng hoặc chưa tải lên đầy đủ';

async function parseOds({ bytes, file }: FormatInput): Promise<ReadFile> {
  const zip = await openGuardedZip(bytes);
  const read = async (path: string, handler: XmlHandler): Promise<XmlProblem | 'missing' | null> => {
    const entry = zip.entries.find((one) => one.path === path);
    return entry === undefined ? 'missing' : await readXmlPart(zip, entry, handler);
  };
  const locks = new Set<string>();
  await read('META-INF/manifest.xml', {
    open: (name) => {
      if (name === 'manifest:encryption-data') locks.add(name);
    },
  });
  if (locks.size > 0 || zip.problem === 'encrypted') return lockedWorkbook('ods', file);
  const styles = new OdsStyles();
  const stylesProblem = await read('styles.xml', styles.read());
  const sheets = new OdsSheets(styles, { cells: maxCells, sheets: maxSheets });
  // Styles stand before the sheets that use them.
  const problem = await read('content.xml', inTurn(styles.read(), sheets));
  if (problem === 'encrypted') return lockedWorkbook('ods', file);
  if (problem === 'entities' || stylesProblem === 'entities')
    return failWorkbook(
      'ods',
      'refused',
      file,
      'tệp có khai báo thực thể XML mà tệp bảng tính không được có; tệp có thể gây hại',
    );
  if (problem === 'too-large')
    return failWorkbook('ods', 'refused', file, 'nội dung bên trong lớn bất thường; tệp có thể gây hại');
  const isCutShort = problem === 'malformed' || problem === 'too-deep';
  if ((problem !== null && !isCutShort) || (isCutShort && sheets.sheets.length === 0))
    return failWorkbook('ods', 'unreadable', file, brokenReason);
  const content = new WorkbookContent(file, { styles, isFrom1904: false });
  for (const [at, sheet] of sheets.sheets.entries())
    content.addSheet({ ...sheet, index: at + 1, readings: { first: null, second: sheet.values } });
  return content.describe({
    format: 'ods',
    sheets: sheets.sheetCount,
    reasons: [
      ...(isCutShort || zip.problem !== null
        ? ['tệp bị hỏng ở giữa chừng, nội dung đọc được có thể không đủ']
        : []),
      ...(stylesProblem === null ? [] : ['phần kiểu định dạng của tệp bị hỏng, chưa đọc được']),
      ...sheets.sheets
        .filter(({ frame }) => frame.hasTooManyMerges)
        .map(({ name }) => `trang tính "${name}" có quá nhiều ô gộp, bảng có thể đọc sai chỗ`),
    ],
    hasMacros: zip.entries.some(({ path }) => /^(?:Basic|Scripts)\/./.test(path)),
  });
}

function inTurn(first: XmlHandler, second: XmlHandler): XmlHandler {
  return {
    open: (name, element) => {
      first.open(name, element);
      second.open(name, element);
    },
    close: (name) => {
      first.close?.(name);
      second.close?.(name);
    },
    text: (text) => {
      first.text?.(text);
      second.text?.(text);
    },
  };
}
