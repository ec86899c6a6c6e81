/** A table as rows of texts, as `tableOf` takes it: "^" continues the cell above, "<" the one to the left. */
export type Rows = readonly (readonly string[])[];

/** Rows of the head, and a sheet's columns by what they are for. */
export interface Sheet {
  readonly rows: Rows;
  readonly headRows: number;
  readonly result: number;
  readonly points: number;
  readonly label: number;
}

const mapCells = (rows: Rows, change: (text: string, row: number, column: number) => string): Rows =>
  rows.map((cells, row) =>
    cells.map((text, column) => (text === '<' || text === '^' ? text : change(text, row, column))),
  );

const reorder = (rows: Rows, order: readonly number[]): Rows =>
  rows.map((cells) => order.map((column) => cells[column] ?? ''));

/** A column set in before `at`: its title over the head, then what `text` makes of each row. */
const insert = (
  { rows, headRows }: Sheet,
  at: number,
  title: string,
  text: (cells: readonly string[], row: number) => string,
): Rows =>
  rows.map((cells, row) => {
    const inHead = row === 0 ? title : '^';
    const own = row < headRows ? inHead : cells[at] === '<' ? '<' : text(cells, row);
    return [...cells.slice(0, at), own, ...cells.slice(at)];
  });

/** Other figures of the same kind: every digit but a last zero is one lower. */
const lowered = (text: string): string => text.replace(/[1-9]/gu, (digit) => String(Number(digit) - 1 || 9));

const isCriterion = (cells: readonly string[]): boolean => /^\d{1,2}$/u.test(cells[0] ?? '');
const isTotal = (cells: readonly string[]): boolean => cells.some((text) => /^(?:tổng|cộng)/iu.test(text));

/** The rows of each criterion, without the head and the total. */
function blocksOf({ rows, headRows }: Sheet): readonly Rows[] {
  const blocks: (readonly string[])[][] = [];
  for (const cells of rows.slice(headRows).filter((one) => !isTotal(one)))
    if (isCriterion(cells) || blocks.length === 0) blocks.push([cells]);
    else blocks.at(-1)?.push(cells);
  return blocks;
}

const headOf = ({ rows, headRows }: Sheet): Rows => rows.slice(0, headRows);
const totalsOf = ({ rows, headRows }: Sheet): Rows => rows.slice(headRows).filter(isTotal);

const fraction = /^(\d[\d.]*)\/(\d[\d.]*)[^\d]*([\d.,]+)%\)?$/u;

/** "98/100 = 98%" in columns of its parts; anything else stands in the column of what was done. */
function inParts(sheet: Sheet, titles: readonly [string, string, string], order: readonly number[]): Rows {
  const { rows, headRows, result } = sheet;
  return rows.map((cells, row) => {
    const text = cells[result] ?? '';
    const [, done = text, all = '', rate = ''] = fraction.exec(text) ?? [];
    const title = row === 0 ? titles : titles.map(() => '^');
    const parts = row < headRows ? title : text === '<' ? ['<', '<', '<'] : [all, done, rate];
    return [...cells.slice(0, result), ...order.map((part) => parts[part] ?? ''), ...cells.slice(result + 1)];
  });
}

const perCent = /^(\d+(?:[.,]\d+)?)%$/u;
const counted = /^(\d+) (trẻ|em|vụ)$/u;

/** "98%" as "%" and "98", "3 trẻ" as "trẻ" and "3". */
function unitsApart(sheet: Sheet, title: string): Rows {
  const { rows, result } = sheet;
  const unitOf = (cells: readonly string[]): string =>
    perCent.test(cells[result] ?? '') ? '%' : (counted.exec(cells[result] ?? '')?.[2] ?? '');
  return insert({ ...sheet, rows }, result, title, unitOf).map((cells, row) =>
    row < sheet.headRows
      ? cells
      : cells.map((text, column) =>
          column === result + 1 ? (perCent.exec(text)?.[1] ?? counted.exec(text)?.[1] ?? text) : text,
        ),
  );
}

/** The result of each row in a row of its own below it. */
function resultsBelow({ rows, headRows, result, label }: Sheet, isWide: boolean): Rows {
  return rows.flatMap((cells, row) => {
    const rest = cells.filter((_, column) => column !== result);
    const text = cells[result] ?? '';
    if (row < headRows || text === '' || text === '<') return [rest];
    const own = rest.map((_, column) =>
      column === label ? `Kết quả: ${text}` : isWide && column > label ? '<' : '',
    );
    return [rest, own];
  });
}

/** Every mutation by name, made for a sheet. */
export function mutationsOf(sheet: Sheet): Readonly<Record<string, Rows>> {
  const { rows, headRows, result, points, label } = sheet;
  const columns = [...(rows[0] ?? []).keys()];
  const exchanged = columns.map((one) => (one === result ? points : one === points ? result : one));
  const reversed = [...columns.slice(0, label + 1), ...columns.slice(label + 1).reverse()];
  const blocks = blocksOf(sheet);
  const half = Math.ceil(blocks.length / 2);
  const lowerResult = (cells: readonly string[]): string => lowered(cells[result] ?? '');
  const lowerPoints = (cells: readonly string[]): string =>
    (cells[points] ?? '').replace(/^\d+$/u, (one) => String(Math.max(0, Number(one) - 5)));
  const before = (title: string): Rows => insert(sheet, result, title, lowerResult);
  const behind = (title: string): Rows => insert(sheet, result + 1, title, lowerResult);
  const given = (title: string): Rows => insert(sheet, points + 1, title, lowerPoints);
  const retitled = (column: number, title: string): Rows =>
    mapCells(rows, (text, row, at) => (row === 0 && at === column ? title : text));
  const moved: Record<string, Rows> =
    headRows > 1
      ? {}
      : {
          'results and points exchanged': reorder(rows, exchanged),
          'columns reversed': reorder(rows, reversed),
          'points of the district first': insert(sheet, points, 'Điểm huyện chấm', lowerPoints),
        };
  return {
    ...moved,
    'as it is': rows,
    'criteria in another order': [
      ...headOf(sheet),
      ...[...blocks.slice(half), ...blocks.slice(0, half)].flat(),
      ...totalsOf(sheet),
    ],
    'the total on top': [...headOf(sheet), ...totalsOf(sheet), ...blocks.flat()],
    'half a year before': before('Kết quả 6 tháng đầu năm 2023'),
    'half a year behind': behind('6 tháng đầu năm'),
    'nine months before': before('Kết quả 9 tháng'),
    'until June before': before('Tính đến 30/6/2023'),
    'the year before': before('Năm 2022'),
    'last year behind': behind('Kết quả năm trước'),
    'a target behind': insert(sheet, result + 1, 'Chỉ tiêu năm 2023', (cells) =>
      /%/u.test(cells[result] ?? '') ? '95%' : '',
    ),
    'a target before': insert(sheet, result, 'Kế hoạch giao', (cells) =>
      /%/u.test(cells[result] ?? '') ? '≥ 90%' : '',
    ),
    'next year behind': insert(sheet, result + 1, 'Kế hoạch năm 2024', (cells) =>
      /%/u.test(cells[result] ?? '') ? '98%' : '',
    ),
    'points of the district': given('Huyện chấm'),
    'points of the office': given('Phòng LĐTBXH chấm'),
    'points of those above': given('Điểm thẩm định'),
    'parts in columns': inParts(sheet, ['Tổng số', 'Số đạt', 'Tỷ lệ (%)'], [0, 1, 2]),
    'parts in columns, short': inParts(sheet, ['Tổng số', 'Đạt', '%'], [0, 1, 2]),
    'parts in columns, turned': inParts(sheet, ['Mẫu số', 'Tử số', 'Tỷ lệ %'], [1, 0, 2]),
    'parts in columns, the rate first': inParts(sheet, ['Tổng số trẻ', 'Số trẻ đạt', 'Tỷ lệ (%)'], [2, 1, 0]),
    'units in a column': unitsApart(sheet, 'ĐVT'),
    'results below': resultsBelow(sheet, true),
    'results below in the column of names': resultsBelow(sheet, false),
    'a column of who is in charge': insert(sheet, label + 1, 'Đơn vị phụ trách', (_, row) =>
      row % 2 === 0 ? 'Trạm Y tế' : 'Công an xã',
    ),
    'a column of evidence': insert(sheet, columns.length, 'Tài liệu kiểm chứng', (_, row) =>
      row % 2 === 0 ? 'Công văn số 12/CV-UBND' : '05 tài liệu',
    ),
    'numbers in the column of names': rows.map((cells, row) =>
      cells
        .slice(1)
        .map((text, column) =>
          column === label - 1 && row >= headRows && cells[0] !== '' ? `${cells[0] ?? ''}. ${text}` : text,
        ),
    ),
    'without numbers': rows.map((cells) => cells.slice(1)),
    'capitals only': mapCells(rows, (text) => text.toUpperCase()),
    'without accents': mapCells(rows, (text) =>
      text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D'),
    ),
    'fixed spaces': mapCells(rows, (text) => text.replaceAll(' ', '\u00a0')),
    'double spaces': mapCells(rows, (text) => text.replaceAll(' ', '  ')),
    'results called what was reached': retitled(result, 'Số liệu thực tế đạt được'),
    'results called what was done': retitled(result, 'Thực hiện năm 2023'),
    'points called what is proposed': retitled(points, 'Điểm đề nghị'),
    'points called what was reached': retitled(points, 'Điểm đạt được'),
    'columns counted': [
      ...headOf(sheet),
      columns.map((column) => `(${column + 1})`),
      ...rows.slice(headRows),
    ],
  };
}
