import exceljs from 'exceljs';
import type { Cell, Workbook } from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { RoundState } from '../../../../shared/appraisal/district-documents.ts';
import { scoreSheetFormDocument } from '../../../../shared/appraisal/documents/score-sheet-form.ts';
import { draftDocument } from '../../../../shared/appraisal/draft-document.ts';
import { inventFigures } from '../../../../shared/appraisal/samples/sample-figures.ts';
import { scoreSheetRows } from '../../../../shared/appraisal/score-sheet-rows.ts';
import type { FormRow } from '../../../../shared/appraisal/score-sheet-rows.ts';
import { scoreSheetForm } from '../../../../shared/appraisal/workbooks/score-sheet-form.ts';
import type { DocumentExtraction } from '../../../../shared/domain/document.ts';
import type { IndicatorDefinition } from '../../../../shared/domain/indicator.ts';
import { extractDocument } from '../../../../shared/extraction/extract-document.ts';
import { readFile } from '../../../../shared/formats/registry.ts';
import { illustrationRubric } from '../../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { Rubric } from '../../../../shared/rubrics/rubric.ts';
import { roundState } from './round-states.ts';

/* The form is filled in as a commune would, and read by the product's own readers, which know nothing of it. */

const stateUnder = (rubric: Rubric): RoundState => {
  const state = roundState();
  return {
    ...state,
    rubric,
    communes: state.communes.map((one) => ({ ...one, revision: null, receivedAt: null })),
  };
};

async function read(bytes: Uint8Array, file: string, state: RoundState): Promise<DocumentExtraction> {
  const { document, status, findings } = await readFile({ bytes, file, passwords: [] });
  expect({ status, findings }).toEqual({ status: 'read', findings: [] });
  if (document === undefined) throw new Error(`not read: ${JSON.stringify(findings)}`);
  return extractDocument({
    file,
    document,
    vocabulary: state.rubric.vocabulary,
    communes: state.round.communes,
    year: state.round.year,
  });
}

interface Entry {
  readonly done: string | number | null;
  readonly all: number | null;
  readonly rate: number | null;
  readonly points: number | null;
}

const nothing: Entry = { done: null, all: null, rate: null, points: null };

/** What a commune writes in a row, with points that differ from row to row. */
function entryOf(row: FormRow, position: number, rubric: Rubric): Entry {
  const points = row.isScored ? (row.kind === 'total' ? 789 : 10 + position) : null;
  const indicator = indicatorOf(row, rubric);
  if (indicator === undefined) return { ...nothing, points };
  const figure = inventFigures(1040)[indicator.id] ?? null;
  if (figure === null) return { ...nothing, done: 'Không phát sinh', points };
  if (typeof figure === 'boolean') return { ...nothing, done: figure ? 'Có' : 'Không', points };
  if (typeof figure === 'number') return { ...nothing, done: figure, points };
  const [done, all] = figure;
  return { done, all, rate: Math.round((done / all) * 10_000) / 100, points };
}

function indicatorOf(row: FormRow, rubric: Rubric): IndicatorDefinition | undefined {
  if (row.kind !== 'figure') return undefined;
  return rubric.vocabulary.indicators.find(({ name }) => name === row.name);
}

/** The columns after "Điểm tối đa". */
const cells = ({ done, all, rate, points }: Entry): readonly (string | number | null)[] => [
  done,
  all,
  rate,
  points,
];

async function open(bytes: Uint8Array): Promise<Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return workbook;
}

async function filledXlsx(state: RoundState): Promise<Uint8Array> {
  const workbook = await open(await scoreSheetForm.write(state, 'inside'));
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('no sheet');
  sheet.getCell('A2').value = 'Ủy ban nhân dân xã Đồi Chè';
  const rows = scoreSheetRows(state.rubric);
  const first = firstRowOf(workbook);
  rows.forEach((row, position) => {
    cells(entryOf(row, position, state.rubric)).forEach((value, index) => {
      if (value === null) return;
      const cell = sheet.getCell(first + position, 5 + index);
      expect(isLocked(cell)).toBe(false);
      cell.value = value;
    });
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A cell is locked unless it says otherwise. */
const isLocked = (cell: Cell): boolean => (cell.protection as Cell['protection'] | undefined)?.locked ?? true;

function firstRowOf(workbook: Workbook): number {
  let head = 0;
  workbook.worksheets[0]?.eachRow((row, number) => {
    if (row.getCell(1).value === 'TT') head = number;
  });
  return head + 1;
}

const sayCell = (value: string | number | null): string =>
  typeof value === 'number' ? String(value).replace('.', ',') : (value ?? '');

async function filledDocx(state: RoundState): Promise<Uint8Array> {
  const bytes = await draftDocument(scoreSheetFormDocument, { state }, { purpose: 'for-signing' });
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const table = xml.lastIndexOf('<w:tbl>', xml.indexOf('Cách tính điểm'));
  const rows = scoreSheetRows(state.rubric);
  let position = -2;
  const filled = xml.slice(table).replace(/<w:tr>.*?<\/w:tr>/gsu, (row) => {
    position += 1;
    const own = rows[position];
    if (own === undefined) return row;
    const texts = cells(entryOf(own, position, state.rubric)).map(sayCell);
    let column = -1;
    return row.replace(/<w:tc>.*?<\/w:tc>/gsu, (cell) => {
      column += 1;
      const text = texts[column - 4] ?? '';
      return text === ''
        ? cell
        : cell.replace(/<w:p>.*<\/w:p>/su, `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`);
    });
  });
  const named = xml.slice(0, table).replace('Ủy ban nhân dân xã (thị trấn):', 'Ủy ban nhân dân xã Đồi Chè');
  const dated = (named + filled).replace('ngày …… tháng ……', 'ngày 20 tháng 10');
  return zipSync({ ...parts, 'word/document.xml': strToU8(dated) });
}

/** Every figure and score that was filled in, and nothing else. */
function expectAll(extraction: DocumentExtraction, rubric: Rubric): void {
  const rows = scoreSheetRows(rubric);
  expect(extraction.kind).toBe('score-sheet');
  expect(extraction.commune?.codes).toEqual(['99902']);
  const wanted = rows.flatMap((row) => {
    const indicator = indicatorOf(row, rubric);
    if (indicator === undefined) return [];
    const figure = inventFigures(1040)[indicator.id] ?? null;
    const value =
      figure === null ? 'no-case' : typeof figure === 'object' ? `${figure[0]}/${figure[1]}` : figure;
    return [[indicator.id, value]];
  });
  const found = extraction.readings.map(({ indicator, value, numerator, denominator }) => [
    indicator,
    numerator === undefined ? value : `${numerator}/${denominator ?? '?'}`,
  ]);
  expect(found).toEqual(wanted);
  for (const reading of extraction.readings)
    if (reading.numerator !== undefined && reading.denominator !== undefined)
      expect(reading.value).toBeCloseTo(reading.numerator / reading.denominator, 4);
  const claims = rows.flatMap((row, position) =>
    row.kind === 'criterion' ? [[Number(row.number), 10 + position, row.max]] : [],
  );
  expect(extraction.claims.map(({ criterion, points, max }) => [criterion, points, max])).toEqual(claims);
  expect(extraction.claimedTotal?.points).toBe(789);
  expect(extraction.findings).toEqual([]);
}

const rubrics = [illustrationRubric, qd06Rubric] as const;

describe.each(rubrics)('the blank score sheet under $id', (rubric) => {
  const state = stateUnder(rubric);

  it('filled in as xlsx is read back, every figure and every score', async () => {
    expectAll(await read(await filledXlsx(state), 'bang.xlsx', state), rubric);
  });

  it('filled in as docx is read back, every figure and every score', async () => {
    expectAll(await read(await filledDocx(state), 'bang.docx', state), rubric);
  });

  it('not filled in says nothing', async () => {
    for (const [bytes, file] of [
      [await scoreSheetForm.write(state, 'inside'), 'bang.xlsx'],
      [await draftDocument(scoreSheetFormDocument, { state }), 'bang.docx'],
    ] as const) {
      const { readings, claims, claimedTotal, commune } = await read(bytes, file, state);
      expect({ file, readings, claims, claimedTotal, commune }).toEqual({
        file,
        readings: [],
        claims: [],
        claimedTotal: null,
        commune: null,
      });
    }
  });

  it('has no formula, and equal bytes for an equal round', async () => {
    const [one, two] = [
      await scoreSheetForm.write(state, 'inside'),
      await scoreSheetForm.write(state, 'outside'),
    ];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(strFromU8(unzipSync(one)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).not.toMatch(/<f[ >]/u);
  });
});

describe('the rows of a score sheet', () => {
  it('say how points are given, as the scale has it', () => {
    const rows = scoreSheetRows(illustrationRubric);
    expect(rows.find(({ number }) => number === '6.2')?.guidance).toBe(
      'đạt 100%: 44 điểm; từ 77% đến dưới 100%: 22 điểm; thấp hơn 77%: 0 điểm; không phát sinh: 44 điểm',
    );
    expect(rows.at(-1)).toMatchObject({ kind: 'total', max: 1000, isScored: true });
    expect(rows.filter(({ kind }) => kind === 'criterion').length).toBe(13);
  });

  it('print no points that nobody confirmed', () => {
    const rows = scoreSheetRows(qd06Rubric);
    expect(rows.every(({ max, guidance }) => max === null && guidance === '')).toBe(true);
  });
});

describe('the cells to be filled in', () => {
  it('are checked in Vietnamese, the others locked', async () => {
    const book = await open(await scoreSheetForm.write(stateUnder(illustrationRubric), 'inside'));
    const sheet = book.worksheets[0];
    if (sheet === undefined) throw new Error('no sheet');
    const first = firstRowOf(book);
    const at = (number: string): number =>
      first + scoreSheetRows(illustrationRubric).findIndex((row) => row.number === number);
    const points = sheet.getCell(at('2'), 8);
    expect(points.dataValidation).toMatchObject({
      type: 'decimal',
      operator: 'between',
      formulae: [0, 77],
      error: 'Điểm tự chấm là số từ 0 đến 77.',
    });
    expect(sheet.getCell(at('1.1'), 5).dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"Có,Không"'],
    });
    const count = sheet.getCell(at('2.1'), 5);
    expect(count.dataValidation.formulae[0]).toBe(
      `OR(${count.address}="Không phát sinh",AND(ISNUMBER(${count.address}),${count.address}>=0,${count.address}<=30000,${count.address}=INT(${count.address})))`,
    );
    expect(sheet.getCell(at('2.1'), 7).dataValidation).toMatchObject({ type: 'decimal', formulae: [0, 100] });
    // The name of the unit: a merged cell is open when all of it is.
    for (const column of [1, 5, 9]) expect(isLocked(sheet.getCell(2, column))).toBe(false);
    // Yes or no has neither a base nor a rate, and a criterion of one figure is scored in its own row.
    for (const [number, column] of [
      ['1.1', 6],
      ['1.1', 7],
      ['2.1', 8],
      ['2', 5],
      ['2.1', 2],
    ] as const)
      expect(isLocked(sheet.getCell(at(number), column))).toBe(true);
    expect(isLocked(sheet.getCell(at('1.1'), 8))).toBe(false);
  });
});
