import type { Cell, Style, Workbook, Worksheet } from 'exceljs';
import { repackOoxml } from '../repack-ooxml.ts';
import { inertText } from './inert-text.ts';
import type { SheetColouring, SheetContent, SheetLook, SheetValue } from './sheet-content.ts';
import { blank } from './sheet-content.ts';

export const sheetFont = { name: 'Times New Roman', size: 11 } as const;
// The library's name for it exists in its types only.
const a4 = { paperSize: 9 };
const thin = { style: 'thin' } as const;
const medium = { style: 'medium' } as const;
export const thinBorder = { top: thin, left: thin, bottom: thin, right: thin } as const;

/** Vietnamese signs for thousands and decimals, whatever the machine that shows them is set to. */
export const numberFormats = {
  whole: '[$-42A]#,##0',
  decimal: '[$-42A]#,##0.0#',
  rate: '[$-42A]0.00%',
  wholeRate: '[$-42A]0%',
  day: 'dd/mm/yyyy',
} as const;

/** Pale grounds keep black letters readable in print without colour; weight and slant say the same. */
const looks: Readonly<Record<SheetLook, Partial<Style>>> = {
  good: { fill: ground('FFE2EFDA') },
  bad: { fill: ground('FFF8CBAD'), font: { bold: true } },
  open: { fill: ground('FFFFF2CC'), font: { italic: true } },
  muted: { font: { color: { argb: 'FF7F7F7F' } } },
};

// A conditional style takes its ground from the background colour.
function ground(argb: string): NonNullable<Style['fill']> {
  return { type: 'pattern', pattern: 'solid', bgColor: { argb } };
}

/** Draws sheets as an xlsx file, A4 landscape; equal content gives equal bytes. `at` (ISO) becomes the file's own date. */
export async function drawWorkbook(
  sheets: readonly SheetContent[],
  properties: { readonly title: string; readonly at: string },
): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  for (const content of sheets) drawSheet(workbook, content);
  return repackOoxml(new Uint8Array(await workbook.xlsx.writeBuffer()), properties);
}

/** Adds a sheet: titles, the warning in a frame, the table with its head in sight and repeated in print. */
export function drawSheet(workbook: Workbook, content: SheetContent): Worksheet {
  const { columns, rows, frozenColumns } = content;
  const over = content.titles.length + (content.warning === '' ? 0 : 1);
  const headRow = over + 1;
  const sheet = workbook.addWorksheet(content.name, {
    views: [{ state: 'frozen', xSplit: frozenColumns, ySplit: headRow, showGridLines: false }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      // As many pages as the rows need.
      fitToHeight: 0,
      printTitlesRow: `${headRow}:${headRow}`,
      horizontalCentered: true,
      margins: { left: 0.5, right: 0.5, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L${content.name}&RTrang &P/&N` },
  });
  Object.assign(sheet.pageSetup, a4);
  columns.forEach(({ width }, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  drawLines(sheet, content);
  drawHead(sheet, content, headRow);
  rows.forEach((values, position) => {
    drawRow(sheet, headRow + 1 + position, values, content, startsUnit(content, position));
  });
  const last = headRow + rows.length;
  if (rows.length > 0 && content.isForm !== true) {
    const { letter } = sheet.getColumn(columns.length);
    // Without it LibreOffice may print an empty page at the end. The library fixes the columns only.
    sheet.pageSetup.printArea = `A$1:${letter}$${last}`;
    sheet.autoFilter = `A${headRow}:${letter}${last}`;
    colour(sheet, content.colouring, headRow + 1, last);
  }
  return sheet;
}

function startsUnit({ rows, unitColumn }: SheetContent, position: number): boolean {
  if (unitColumn === undefined) return false;
  return rows[position]?.[unitColumn - 1] !== rows[position - 1]?.[unitColumn - 1];
}

function drawLines(sheet: Worksheet, { titles, warning, columns }: SheetContent): void {
  const lines = warning === '' ? titles : [...titles, warning];
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  lines.forEach((text, index) => {
    const row = index + 1;
    const isWarning = index === titles.length;
    sheet.mergeCells(row, 1, row, columns.length);
    const cell = sheet.getCell(row, 1);
    cell.value = inertText(text);
    cell.font = { ...sheetFont, size: index === 0 ? 14 : 11, bold: index === 0 || isWarning };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    if (isWarning) cell.border = thinBorder;
    sheet.getRow(row).height = (index === 0 ? 24 : 17) * Math.max(1, Math.ceil(text.length / width));
  });
}

/** Set smaller, so that the head does not take the page from the rows. */
const longTitle = 40;

function drawHead(sheet: Worksheet, { columns }: SheetContent, row: number): void {
  columns.forEach(({ title }, index) => {
    const cell = sheet.getCell(row, index + 1);
    cell.value = inertText(title);
    cell.font = { ...sheetFont, size: title.length > longTitle ? 9 : 10, bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = thinBorder;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } };
  });
  sheet.getRow(row).height = heightOf(columns.map(({ title, width }) => linesIn(title, width)));
}

function drawRow(
  sheet: Worksheet,
  row: number,
  values: readonly SheetValue[],
  { columns }: SheetContent,
  isFirstOfUnit: boolean,
): void {
  columns.forEach(({ align }, index) => {
    const cell = sheet.getCell(row, index + 1);
    setValue(cell, values[index] ?? blank);
    cell.font = sheetFont;
    cell.alignment = { horizontal: align, vertical: 'middle', wrapText: true };
    cell.border = isFirstOfUnit ? { ...thinBorder, top: medium } : thinBorder;
  });
  sheet.getRow(row).height = heightOf(
    values.map((value, index) =>
      typeof value === 'string' ? linesIn(value, columns[index]?.width ?? 10) : 1,
    ),
  );
}

function setValue(cell: Cell, value: SheetValue): void {
  if (typeof value === 'string') {
    cell.value = value === '' ? null : inertText(value);
    return;
  }
  if (typeof value === 'number') {
    cell.value = value;
    cell.numFmt = Number.isInteger(value) ? numberFormats.whole : numberFormats.decimal;
    return;
  }
  if ('rate' in value) {
    cell.value = value.rate;
    cell.numFmt = Number.isInteger(value.rate * 100) ? numberFormats.wholeRate : numberFormats.rate;
    return;
  }
  if ('day' in value) {
    cell.value = new Date(`${value.day}T00:00:00Z`);
    cell.numFmt = numberFormats.day;
  }
}

/** Spreadsheets do not grow rows of wrapped text that a program wrote: the height is counted here. */
function linesIn(text: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    if (used > 0 && used + 1 + word.length > width) {
      lines += 1;
      used = word.length;
    } else used += (used > 0 ? 1 : 0) + word.length;
  }
  return lines;
}

const heightOf = (lines: readonly number[]): number => Math.min(400, 15 * Math.max(1, ...lines) + 4);

function colour(sheet: Worksheet, colouring: readonly SheetColouring[], first: number, last: number): void {
  colouring.forEach(({ columns: [from, to], when, look }, position) => {
    sheet.addConditionalFormatting({
      ref: `${sheet.getColumn(from).letter}${first}:${sheet.getColumn(to).letter}${last}`,
      rules: [{ type: 'expression', priority: position + 1, formulae: [when(first)], style: looks[look] }],
    });
  });
}
