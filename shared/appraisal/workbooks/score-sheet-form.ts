import type { Cell, DataValidation } from 'exceljs';
import type { DistrictWorkbook, RoundState } from '../district-documents.ts';
import { repackOoxml } from '../repack-ooxml.ts';
import type { FormRow } from '../score-sheet-rows.ts';
import { formInstructions, scoreSheetRows, unconfirmedNote } from '../score-sheet-rows.ts';
import { drawSheet, sheetFont } from './draw-sheet.ts';
import type { SheetColumn, SheetContent, SheetValue } from './sheet-content.ts';
import { blank } from './sheet-content.ts';

const columns: readonly SheetColumn[] = [
  { title: 'TT', width: 6, align: 'center' },
  { title: 'Tiêu chí, chỉ tiêu', width: 44, align: 'left' },
  { title: 'Cách tính điểm', width: 36, align: 'left' },
  { title: 'Điểm tối đa', width: 9, align: 'center' },
  { title: 'Số thực hiện', width: 13, align: 'center' },
  { title: 'Tổng số', width: 11, align: 'center' },
  { title: 'Tỷ lệ (%)', width: 9, align: 'center' },
  { title: 'Điểm tự chấm', width: 10, align: 'center' },
  { title: 'Ghi chú, tài liệu kiểm chứng', width: 26, align: 'left' },
];

const entry = { guidance: 3, max: 4, done: 5, all: 6, rate: 7, points: 8, note: 9 } as const;

/** More than any commune has, and less than the number behind a day: Excel turns "15/20" into one. */
const mostCounted = 30_000;
const noCase = 'Không phát sinh';

/**
 * The blank score sheet of a round as xlsx, to be sent out before it. Only the cells to be filled in are open; what is typed there is
 * checked as far as a sheet can. A dossier is read by what it says, never by having used this form.
 */
export const scoreSheetForm: DistrictWorkbook = {
  kind: 'score-sheet-form',
  audiences: ['outside'],
  write,
};

async function write({ round, rubric, at }: RoundState): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const rows = scoreSheetRows(rubric);
  const title = 'BẢNG TỰ CHẤM ĐIỂM TIÊU CHUẨN XÃ, THỊ TRẤN PHÙ HỢP VỚI TRẺ EM';
  const note = unconfirmedNote(rows);
  const content: SheetContent = {
    name: 'Bảng tự chấm điểm',
    titles: [
      title,
      'Ủy ban nhân dân xã (thị trấn): ……………………………………',
      `Năm ${round.year}`,
      `Chỉ ghi vào ô nền vàng. ${formInstructions}${note === '' ? '' : ` ${note}`}`,
    ],
    warning: rubric.banner ?? '',
    columns,
    rows: rows.map(valuesOf),
    frozenColumns: 2,
    colouring: [],
    isForm: true,
  };
  const workbook = new exceljs.Workbook();
  const sheet = drawSheet(workbook, content);
  open(sheet.getCell(2, 1));
  const first = content.titles.length + (content.warning === '' ? 0 : 1) + 2;
  rows.forEach((row, index) => {
    openRow(row, (column) => sheet.getCell(first + index, column));
  });
  const under = first + rows.length + 1;
  for (const [offset, column, text] of [
    [0, entry.done, `…………, ngày …… tháng …… năm ${round.year}`],
    [1, 2, 'NGƯỜI LẬP BIỂU'],
    [1, entry.done, 'TM. ỦY BAN NHÂN DÂN'],
    [2, entry.done, 'CHỦ TỊCH'],
  ] as const) {
    const row = under + offset;
    if (column === entry.done) sheet.mergeCells(row, entry.done, row, entry.note);
    const cell = sheet.getCell(row, column);
    cell.value = text;
    cell.font = { ...sheetFont, bold: offset > 0, italic: offset === 0 };
    cell.alignment = { horizontal: 'center' };
    cell.protection = { locked: false };
  }
  // No password: this keeps slips away, not people.
  await sheet.protect('', { formatColumns: true, formatRows: true });
  return repackOoxml(new Uint8Array(await workbook.xlsx.writeBuffer()), { title, at });
}

function valuesOf({ number, name, guidance, max }: FormRow): readonly SheetValue[] {
  return [number, name, guidance, max ?? blank, blank, blank, blank, blank, blank];
}

function openRow(row: FormRow, cellAt: (column: number) => Cell): void {
  if (row.kind !== 'figure')
    for (const column of [1, 2, entry.max, entry.points]) cellAt(column).font = { ...sheetFont, bold: true };
  // Where the scale is not confirmed the unit writes what the official text says.
  if (row.max === null) open(cellAt(entry.max));
  if (row.kind === 'figure' && row.guidance === '') open(cellAt(entry.guidance));
  if (row.isScored) openFor(cellAt(entry.points), pointsRule(row.max));
  open(cellAt(entry.note));
  const done = cellAt(entry.done);
  switch (row.unit) {
    case 'yes-no':
      openFor(done, yesNoRule);
      break;
    case 'count':
      openFor(done, countRule(done.address));
      break;
    case 'rate': {
      openFor(done, countRule(done.address));
      const all = cellAt(entry.all);
      openFor(all, countRule(all.address));
      openFor(cellAt(entry.rate), rateRule);
      break;
    }
    case null:
  }
}

/** A cell to be filled in. */
function open(cell: Cell): void {
  cell.protection = { locked: false };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE6' } };
}

function openFor(cell: Cell, rule: DataValidation): void {
  open(cell);
  cell.dataValidation = rule;
}

const refuse = {
  allowBlank: true,
  showErrorMessage: true,
  showInputMessage: true,
  errorStyle: 'stop',
} as const;

const yesNoRule: DataValidation = {
  ...refuse,
  type: 'list',
  formulae: ['"Có,Không"'],
  promptTitle: 'Có hoặc Không',
  prompt: 'Chọn "Có" hoặc "Không".',
  errorTitle: 'Chưa đúng',
  error: 'Chỉ ghi "Có" hoặc "Không".',
};

function countRule(address: string): DataValidation {
  return {
    ...refuse,
    type: 'custom',
    formulae: [
      `OR(${address}="${noCase}",AND(ISNUMBER(${address}),${address}>=0,${address}<=${mostCounted},${address}=INT(${address})))`,
    ],
    promptTitle: 'Số nguyên',
    prompt: `Ghi một số nguyên, mỗi số một ô (không ghi "15/20"). Nội dung không có trường hợp nào: ghi "${noCase}".`,
    errorTitle: 'Chưa đúng',
    error: `Ghi một số nguyên từ 0 đến 30.000, hoặc "${noCase}".`,
  };
}

const rateRule: DataValidation = {
  ...refuse,
  type: 'decimal',
  operator: 'between',
  formulae: [0, 100],
  promptTitle: 'Tỷ lệ phần trăm',
  prompt: 'Ghi tỷ lệ, ví dụ 98,5; không ghi dấu %.',
  errorTitle: 'Chưa đúng',
  error: 'Tỷ lệ từ 0 đến 100.',
};

function pointsRule(max: number | null): DataValidation {
  const limit = max === null ? '' : ` đến ${max}`;
  return {
    ...refuse,
    type: 'decimal',
    ...(max === null
      ? { operator: 'greaterThanOrEqual', formulae: [0] }
      : { operator: 'between', formulae: [0, max] }),
    promptTitle: 'Điểm tự chấm',
    prompt: `Ghi điểm từ 0${limit}.`,
    errorTitle: 'Chưa đúng',
    error: `Điểm tự chấm là số từ 0${limit}.`,
  };
}
