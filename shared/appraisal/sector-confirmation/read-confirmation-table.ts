import type { Commune } from '../../domain/commune.ts';
import type { Finding } from '../../domain/finding.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../../domain/indicator.ts';
import type { Cell, ParsedDocument, Table } from '../../domain/parsed-document.ts';
import type { Round } from '../../domain/round.ts';
import type { SectorAnswer } from '../../domain/sector-answer.ts';
import type { Sector } from '../../domain/sector.ts';
import { readYesNoCell } from '../../extraction/yes-no.ts';
import type { Rubric } from '../../rubrics/rubric.ts';
import { foldWords } from '../../vietnamese/fold.ts';
import { isSame } from './compare-answers.ts';
import { confirmationColumns } from './confirmation-columns.ts';
import type { ConfirmationQuestion } from './confirmation-key.ts';
import { readConfirmationKey } from './confirmation-key.ts';
import { readSectorFigure } from './read-sector-figure.ts';

/** Attack: a table of a million rows that match nothing; the rest is counted. */
const remarksAtMost = 100;

/** What a sector answered, and what of its table was not used and why. Never repeats the table's text: it may name a child. */
export interface ReadConfirmation {
  readonly answers: readonly SectorAnswer[];
  readonly findings: readonly Finding[];
}

interface Context {
  readonly round: Round;
  readonly rubric: Rubric;
  readonly sector: Sector;
}

type Columns = Readonly<Record<'commune' | 'indicator' | 'own' | 'agrees', number | undefined>>;

/** Reads an answered confirmation table, rows in any order, with rows and columns added; blank answers are no answers. */
export function readConfirmationTable(document: ParsedDocument, context: Context): ReadConfirmation {
  const remarks: string[] = [];
  const answers = new Map<string, SectorAnswer | 'contradicting'>();
  const tables = document.blocks.filter((block) => block.kind === 'table');
  let hasHead = false;
  for (const table of tables) {
    const head = findHead(table);
    if (head === undefined) continue;
    hasHead = true;
    for (const cells of rowsOf(table, head.row)) {
      const read = readRow(cells, head.columns, context);
      remarks.push(...read.remarks.map((remark) => `Dòng ${sayRow(cells)}: ${remark}`));
      if (read.answer !== undefined) keep(read.answer);
    }
  }
  if (!hasHead)
    remarks.push(
      `Không tìm thấy bảng có cột "${confirmationColumns.own}" và cột "${confirmationColumns.agrees}"; chưa đọc được câu trả lời nào.`,
    );
  const rest = remarks.length - remarksAtMost;
  const said = [
    ...remarks.slice(0, remarksAtMost),
    ...(rest > 0 ? [`Và ${rest} nội dung khác cần xem trong tệp.`] : []),
  ];
  return {
    answers: [...answers.values()].filter((answer) => answer !== 'contradicting'),
    findings: said.map((remark) => makeFinding('sector-answer-unclear', { remark })),
  };

  function keep(answer: SectorAnswer): void {
    const key = `${answer.commune} ${answer.indicator}`;
    const known = answers.get(key);
    if (known !== undefined && (known === 'contradicting' || !saysSame(known, answer))) {
      if (known !== 'contradicting')
        remarks.push(
          `Ô ${answer.cell} và ô ${known.cell} trả lời khác nhau cho cùng một chỉ tiêu của một đơn vị; cả hai chưa được dùng.`,
        );
      answers.set(key, 'contradicting');
    } else answers.set(key, known ?? answer);
  }
}

function saysSame(one: SectorAnswer, other: SectorAnswer): boolean {
  return JSON.stringify([one.own, one.agrees]) === JSON.stringify([other.own, other.agrees]);
}

/** Tells whether a file is a table for a sector to answer, answered or not. */
export function isConfirmationTable({ blocks }: ParsedDocument): boolean {
  return blocks.some((block) => block.kind === 'table' && findHead(block) !== undefined);
}

/** The row with the two heads under which a sector answers. */
function findHead(table: Table): { readonly row: number; readonly columns: Columns } | undefined {
  const own = table.cells.find((cell) => isHead(cell, confirmationColumns.own));
  if (own === undefined) return undefined;
  const columnOf = (head: string): number | undefined =>
    table.cells.find((cell) => cell.row === own.row && isHead(cell, head))?.column;
  const agrees = columnOf(confirmationColumns.agrees);
  if (agrees === undefined) return undefined;
  const commune = columnOf(confirmationColumns.commune);
  const indicator = columnOf(confirmationColumns.indicator);
  return { row: own.row, columns: { own: own.column, agrees, commune, indicator } };
}

const isHead = (cell: Cell, head: string): boolean => foldWords(cell.text) === foldWords(head);

function rowsOf(table: Table, head: number): readonly (readonly Cell[])[] {
  const rows = new Map<number, Cell[]>();
  for (const cell of table.cells)
    if (cell.row > head) {
      const row = rows.get(cell.row) ?? [];
      row.push(cell);
      rows.set(cell.row, row);
    }
  return [...rows.values()];
}

function readRow(
  cells: readonly Cell[],
  columns: Columns,
  context: Context,
): { readonly answer?: SectorAnswer; readonly remarks: readonly string[] } {
  const at = (column: number | undefined): Cell | undefined => cells.find((cell) => cell.column === column);
  const [ownCell, agreesCell] = [at(columns.own), at(columns.agrees)];
  const [ownText, agreesText] = [answerOf(ownCell), answerOf(agreesCell)];
  if (ownText === '' && agreesText === '') return { remarks: [] };
  const asked = findQuestion(
    cells,
    { commune: at(columns.commune), indicator: at(columns.indicator) },
    context,
  );
  if (typeof asked === 'string') return { remarks: [asked] };
  const { question, indicator } = asked;
  const own = ownText === '' ? null : readOwn(ownText, ownCell, indicator);
  const agrees = agreesText === '' ? null : readAgreement(agreesText);
  if (own === undefined)
    return { remarks: [`chưa rõ số liệu ngành ghi cho "${indicator.name}"; câu trả lời chưa được dùng.`] };
  if (agrees === undefined)
    return { remarks: ['cột Thống nhất không ghi rõ có hay không; câu trả lời chưa được dùng.'] };
  const place = (ownText === '' ? agreesCell : ownCell)?.locator;
  const isContrary =
    agrees === true && own !== null && question.reported !== null && !isSame(own, question.reported);
  return {
    answer: {
      commune: question.commune,
      indicator: question.indicator,
      reported: question.reported,
      own,
      agrees,
      sheet: place?.kind === 'cell' ? place.sheet : '',
      cell: place?.kind === 'cell' ? place.address : '',
    },
    remarks: isContrary
      ? ['ghi thống nhất nhưng số liệu ngành khác số liệu xã báo cáo; tính theo số liệu ngành đã ghi.']
      : [],
  };
}

/** What stands in an answer; dots and dashes are the blank of a form. */
function answerOf(cell: Cell | undefined): string {
  const text = (cell?.text ?? '').trim();
  return /^[.…_\-–\s]*$/u.test(text) ? '' : text;
}

/** The question of a row by its key, else by its commune and indicator in words; else why there is none. */
function findQuestion(
  cells: readonly Cell[],
  words: { readonly commune: Cell | undefined; readonly indicator: Cell | undefined },
  { round, rubric, sector }: Context,
): { readonly question: ConfirmationQuestion; readonly indicator: IndicatorDefinition } | string {
  const asked = rubric.vocabulary.indicators.filter(({ criterion }) => sector.criteria.includes(criterion));
  const key = cells.map(({ text }) => readConfirmationKey(text)).find((one) => one !== undefined);
  if (key !== undefined && key.round !== round.id)
    return 'thuộc bảng của đợt khác; câu trả lời chưa được dùng.';
  const commune = round.communes.find((one) =>
    key === undefined ? isNamed(words.commune, one) : one.code === key.commune,
  );
  const indicator = asked.find((one) =>
    key === undefined ? isWorded(words.indicator, one) : one.id === key.indicator,
  );
  if (commune === undefined || indicator === undefined)
    return 'không xác định được xã, thị trấn hoặc chỉ tiêu của ngành; câu trả lời chưa được dùng.';
  // Rows were shifted against their keys, or the words were overwritten: then nobody knows what was answered.
  const isShifted =
    (words.commune !== undefined && !isNamed(words.commune, commune)) ||
    (words.indicator !== undefined && !isWorded(words.indicator, indicator));
  if (isShifted) return 'mã dòng không khớp tên xã, thị trấn hoặc chỉ tiêu; câu trả lời chưa được dùng.';
  const question = key ?? {
    round: round.id,
    commune: commune.code,
    indicator: indicator.id,
    reported: null,
  };
  return { question, indicator };
}

/** With all accents: Vân An and Vạn An would be one name without. */
const spell = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
const isNamed = (cell: Cell | undefined, { name }: Commune): boolean =>
  spell(cell?.text ?? '') === spell(name);
const isWorded = (cell: Cell | undefined, { name }: IndicatorDefinition): boolean =>
  spell(cell?.text ?? '') === spell(name);

function readOwn(
  text: string,
  cell: Cell | undefined,
  { unit }: IndicatorDefinition,
): SectorAnswer['own'] | undefined {
  // A fraction that a spreadsheet made a day.
  return cell?.date === undefined ? readSectorFigure(text, unit) : undefined;
}

function readAgreement(text: string): boolean | undefined {
  const folded = foldWords(text);
  if (/^(?:khac|sai|lech)\b/u.test(folded)) return false;
  return /^(?:thong nhat|dong y|nhat tri|khop|dung)\b/u.test(folded) ? true : readYesNoCell(text);
}

function sayRow(cells: readonly Cell[]): string {
  const [first] = cells;
  if (first?.locator.kind === 'cell') return /\d+$/u.exec(first.locator.address)?.[0] ?? '';
  return String((first?.row ?? 0) + 1);
}
