import type { Cell, Worksheet } from 'exceljs';
import type { Sector } from '../../domain/sector.ts';
import { sayFigureValue, writtenDecimals } from '../../rubrics/say-reading.ts';
import { gatherFacts } from '../checks/gather-facts.ts';
import type { RoundState } from '../district-documents.ts';
import { repackOoxml } from '../repack-ooxml.ts';
import { inertText } from '../workbooks/inert-text.ts';
import { confirmationColumns } from './confirmation-columns.ts';
import { writeConfirmationKey } from './confirmation-key.ts';

const widths = [6, 22, 50, 22, 20, 16, 26, 12] as const;
const headRow = 9;
const font = { name: 'Times New Roman', size: 12 } as const;
// The library's name for it exists in its types only.
const a4 = { paperSize: 9 };
/** Attack: an answer of kilobytes, or a list of children's names in the place of a figure. */
const longestAnswer = 60;

/**
 * Writes the table in which a sector confirms the communes' figures of its criteria (officer texts §4.6) as xlsx: A4 landscape,
 * headed as the district's papers are, only the answers unlocked, a hidden key in each row. Equal input gives equal bytes.
 */
export async function writeConfirmationTable(
  state: Pick<RoundState, 'round' | 'rubric' | 'at' | 'communes'>,
  sector: Sector,
): Promise<Uint8Array> {
  const { round } = state;
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Xác nhận số liệu', {
    views: [{ state: 'frozen', ySplit: headRow }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headRow}:${headRow}`,
      margins: { left: 0.8, right: 0.6, top: 0.8, bottom: 0.8, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C&P/&N' },
  });
  Object.assign(sheet.pageSetup, a4);
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  const title = 'BẢNG ĐỀ NGHỊ XÁC NHẬN SỐ LIỆU NGÀNH';
  drawLetterhead(sheet, state);
  drawLine(sheet, 6, [1, 7], title, { bold: true });
  drawLine(sheet, 7, [1, 7], `Đợt đánh giá năm ${round.year}; đề nghị xác nhận: ${sector.name}`, {});
  drawLine(sheet, 8, [1, 7], sayHowTo(sector), { italic: true });
  sheet.getRow(8).height = 34;
  drawHead(sheet);
  const rows = listRows(state, sector);
  rows.forEach((texts, position) => {
    drawRow(sheet, headRow + 1 + position, texts);
  });
  // In the column of notes, which nobody reads back.
  for (const [offset, text] of ['CƠ QUAN XÁC NHẬN', '(Ký, ghi rõ họ tên)'].entries())
    drawLine(sheet, headRow + rows.length + 2 + offset, [7, 7], text, { bold: offset === 0 });
  sheet.getColumn(widths.length).hidden = true;
  // No password: this keeps slips away, not people.
  await sheet.protect('', { formatColumns: true, formatRows: true, insertRows: true, autoFilter: true });
  return repackOoxml(new Uint8Array(await workbook.xlsx.writeBuffer()), {
    title: `${title} - ${sector.name}`,
    at: state.at,
  });
}

/** Issuer and motto side by side (Decree 30/2020/NĐ-CP, Annex I); the day is left to the one who sends it. */
function drawLetterhead(sheet: Worksheet, { round }: Pick<RoundState, 'round'>): void {
  const { superior, office, place } = round.authority;
  const left = [1, 3] as const;
  const right = [4, 7] as const;
  drawLine(sheet, 1, left, superior, {});
  drawLine(sheet, 2, left, office.toLocaleUpperCase('vi'), { bold: true });
  drawLine(sheet, 1, right, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true });
  drawLine(sheet, 2, right, 'Độc lập - Tự do - Hạnh phúc', { bold: true, underline: true });
  drawLine(sheet, 4, right, `${place}, ngày …… tháng …… năm ……`, { italic: true });
}

function drawLine(
  sheet: Worksheet,
  row: number,
  [from, to]: readonly [number, number],
  text: string,
  weight: { readonly bold?: boolean; readonly italic?: boolean; readonly underline?: boolean },
): void {
  if (to > from) sheet.mergeCells(row, from, row, to);
  const cell = sheet.getCell(row, from);
  cell.value = inertText(text);
  cell.font = { ...font, ...weight };
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
}

function sayHowTo({ internalOnly }: Sector): string {
  return (
    'Ghi số liệu của ngành, hoặc ghi "có"/"không" ở cột Thống nhất; để trống nếu chưa xác nhận. Không ghi tên, ngày sinh, địa chỉ trẻ em.' +
    (internalOnly ? ' Chỉ gửi qua kênh nội bộ, không gửi thư điện tử công cộng.' : '')
  );
}

/** A row an indicator of the sector's criteria for every commune of the round, whether it sent its dossier or not; the key last. */
function listRows(
  { round, rubric, communes }: Pick<RoundState, 'round' | 'rubric' | 'communes'>,
  sector: Sector,
): readonly (readonly string[])[] {
  const indicators = rubric.vocabulary.indicators.filter(({ criterion }) =>
    sector.criteria.includes(criterion),
  );
  const rows = communes.flatMap(({ commune, revision }) => {
    const figures = revision === null ? [] : gatherFacts(revision, round.year).figures;
    return indicators.map((indicator) => ({
      commune,
      indicator,
      reported: figures.find((figure) => figure.indicator === indicator.id) ?? null,
    }));
  });
  return rows.map(({ commune, indicator, reported }, position) => [
    String(position + 1),
    commune.name,
    indicator.name,
    reported === null ? 'Chưa có số liệu' : sayFigureValue(reported, indicator, writtenDecimals),
    '',
    '',
    '',
    writeConfirmationKey({ round: round.id, commune: commune.code, indicator: indicator.id, reported }),
  ]);
}

function drawHead(sheet: Worksheet): void {
  Object.values(confirmationColumns).forEach((text, index) => {
    const cell = sheet.getCell(headRow, index + 1);
    cell.value = text;
    cell.font = { ...font, bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = thinBorder;
  });
  sheet.getRow(headRow).height = heightOf(Object.values(confirmationColumns));
}

function drawRow(sheet: Worksheet, row: number, texts: readonly string[]): void {
  texts.forEach((text, index) => {
    const cell = sheet.getCell(row, index + 1);
    cell.value = text === '' ? null : inertText(text);
    cell.font = font;
    cell.alignment = { horizontal: index === 0 ? 'center' : 'left', vertical: 'middle', wrapText: true };
    cell.border = thinBorder;
    if (text === '') invite(cell, index);
  });
  sheet.getRow(row).height = heightOf(texts.slice(0, -1));
}

/** Spreadsheets do not grow rows of wrapped text that a program wrote; letters are on the whole narrower than the unit of a column. */
function heightOf(texts: readonly string[]): number {
  const lines = texts.map((text, index) => Math.ceil(text.length / ((widths[index] ?? 10) * 1.1)));
  return 16 * Math.max(1, ...lines) + 4;
}

/** A cell to be answered in. */
function invite(cell: Cell, column: number): void {
  // As text, so that "1/2" stays what was written and does not become the first of February.
  cell.numFmt = '@';
  cell.protection = { locked: false };
  const head = Object.keys(confirmationColumns)[column];
  // "warning" asks and lets pass: what people write otherwise is read as well.
  const asks = { allowBlank: true, showErrorMessage: true, errorStyle: 'warning', showInputMessage: true };
  if (head === 'agrees')
    cell.dataValidation = {
      ...asks,
      type: 'list',
      formulae: ['"có,không"'],
      error: 'Ghi "có" hoặc "không".',
    };
  if (head === 'own')
    cell.dataValidation = {
      ...asks,
      type: 'textLength',
      operator: 'lessThanOrEqual',
      formulae: [longestAnswer],
      prompt: 'Ghi một số liệu, ví dụ: 98,5% hoặc 197/200 hoặc 3.',
      error: 'Chỉ ghi một số liệu; không ghi tên, ngày sinh, địa chỉ trẻ em.',
    };
}

const thin = { style: 'thin' } as const;
const thinBorder = { top: thin, left: thin, bottom: thin, right: thin };
