import exceljs from 'exceljs';
import type { Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { RoundState } from '../../../../shared/appraisal/district-documents.ts';
import { sampleRoundState } from '../../../../shared/appraisal/samples/sample-round.ts';
import type { ReadConfirmation } from '../../../../shared/appraisal/sector-confirmation/read-confirmation-table.ts';
import { readConfirmationTable } from '../../../../shared/appraisal/sector-confirmation/read-confirmation-table.ts';
import { writeConfirmationTable } from '../../../../shared/appraisal/sector-confirmation/write-confirmation-table.ts';
import type { Sector } from '../../../../shared/domain/sector.ts';
import { readFile } from '../../../../shared/formats/registry.ts';

/** Three communes are enough, one of them without a dossier. */
const whole = sampleRoundState();
const state: RoundState = { ...whole, communes: [0, 3, 17].flatMap((at) => whole.communes[at] ?? []) };
const sectorOf = (id: string): Sector => {
  const sector = state.round.sectors.find((one) => one.id === id);
  if (sector === undefined) throw new Error(`no sector ${id}`);
  return sector;
};
const health = sectorOf('health');

const headRow = 9;
const column = { commune: 2, indicator: 3, reported: 4, own: 5, agrees: 6, note: 7, key: 8 } as const;

async function openTable(bytes: Uint8Array): Promise<Worksheet> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('the file has no sheet');
  return sheet;
}

const textAt = (sheet: Worksheet, row: number, at: number): string => sheet.getCell(row, at).text;

/** The row of a commune's indicator. */
function rowOf(sheet: Worksheet, commune: string, indicator: string): number {
  for (let row = headRow + 1; row <= sheet.rowCount; row += 1)
    if (textAt(sheet, row, column.key).includes(`|${commune}|${indicator}|`)) return row;
  throw new Error(`no row of ${commune}, ${indicator}`);
}

/** Has the table filled in as a person does, and reads it as the product does. */
async function answer(fill: (sheet: Worksheet) => void, sector: Sector = health): Promise<ReadConfirmation> {
  const sheet = await openTable(await writeConfirmationTable(state, sector));
  fill(sheet);
  return readBack(sheet, sector);
}

async function readBack({ workbook }: Worksheet, sector: Sector = health): Promise<ReadConfirmation> {
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  const { document } = await readFile({ bytes, file: 'tra loi.xlsx', passwords: [] });
  if (document === undefined) throw new Error('the answer was not read');
  return readConfirmationTable(document, { ...state, sector });
}

const messages = ({ findings }: ReadConfirmation): readonly string[] =>
  findings.map(({ message }) => message);

const immunisation = 'c07.full-immunisation-rate';
const healthCheck = 'c09.health-check-rate';

describe('the table sent to a sector', () => {
  it('is headed as a paper of the district and asks only about the sector’s criteria, for every commune', async () => {
    const sheet = await openTable(await writeConfirmationTable(state, health));
    const { superior, office } = state.round.authority;
    expect([textAt(sheet, 1, 1), textAt(sheet, 2, 1), textAt(sheet, 1, 4), textAt(sheet, 2, 4)]).toEqual([
      superior,
      office.toUpperCase(),
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
    ]);
    expect(textAt(sheet, 4, 4)).toBe('Chi Lăng, ngày …… tháng …… năm ……');
    expect(textAt(sheet, 6, 1)).toBe('BẢNG ĐỀ NGHỊ XÁC NHẬN SỐ LIỆU NGÀNH');
    expect(textAt(sheet, 7, 1)).toBe('Đợt đánh giá năm 2023; đề nghị xác nhận: ngành Y tế');
    expect(textAt(sheet, 8, 1)).toContain('Chỉ gửi qua kênh nội bộ');
    const keys: string[] = [];
    for (let row = headRow + 1; textAt(sheet, row, column.key) !== ''; row += 1)
      keys.push(textAt(sheet, row, column.key));
    const asked = state.rubric.vocabulary.indicators.filter(({ criterion }) =>
      [5, 7, 8, 9].includes(criterion),
    );
    expect(keys).toHaveLength(asked.length * state.communes.length);
    expect(new Set(keys.map((key) => key.split('|')[2]?.slice(0, 3)))).toEqual(
      new Set(['c05', 'c07', 'c08', 'c09']),
    );
  });

  it('prints the commune’s accepted figure, and says where there is none', async () => {
    const sheet = await openTable(await writeConfirmationTable(state, health));
    const [first, , absent] = state.communes.map(({ commune }) => commune.code);
    const printed = textAt(sheet, rowOf(sheet, first ?? '', immunisation), column.reported);
    const reading = state.communes[0]?.revision?.readings.find(({ indicator }) => indicator === immunisation);
    expect(printed).toContain(`(${reading?.numerator ?? ''}/${reading?.denominator ?? ''})`);
    expect(textAt(sheet, rowOf(sheet, absent ?? '', immunisation), column.reported)).toBe('Chưa có số liệu');
  });

  it('lets only the answers be changed, takes them as text, offers yes and no, and hides its keys', async () => {
    const sheet = await openTable(await writeConfirmationTable(state, health));
    const row = headRow + 1;
    const locks = [1, 2, 3, 4, 5, 6, 7].map(
      (at) => (sheet.getCell(row, at).protection as { locked?: boolean } | undefined)?.locked !== false,
    );
    expect(locks).toEqual([true, true, true, true, false, false, false]);
    expect(sheet.getCell(row, column.own).numFmt).toBe('@');
    expect(sheet.getCell(row, column.agrees).dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"có,không"'],
      errorStyle: 'warning',
    });
    expect(sheet.getCell(row, column.own).dataValidation).toMatchObject({ type: 'textLength' });
    expect(sheet.getColumn(column.key).hidden).toBe(true);
  });

  it('is the same bytes for the same state', async () => {
    expect(await writeConfirmationTable(state, health)).toEqual(await writeConfirmationTable(state, health));
  });

  it('holds no formula, whatever a commune is called', async () => {
    const [first, ...others] = state.communes;
    if (first === undefined) throw new Error('no commune');
    const hostile = {
      ...state,
      communes: [
        { ...first, commune: { ...first.commune, name: '=HYPERLINK("http://x.example")' } },
        ...others,
      ],
    };
    const sheet = await openTable(await writeConfirmationTable(hostile, health));
    const { value } = sheet.getCell(headRow + 1, column.commune);
    expect(value).toBe('\'=HYPERLINK("http://x.example")');
  });
});

describe('the table as a sector sends it back', () => {
  const [first, second] = state.communes.map(({ commune }) => commune);
  if (first === undefined || second === undefined) throw new Error('no communes');

  it('untouched it is no answer', async () => {
    expect(await answer(() => undefined)).toEqual({ answers: [], findings: [] });
  });

  it('a word or a figure of the sector’s own is an answer, with its cell', async () => {
    const read = await answer((sheet) => {
      sheet.getCell(rowOf(sheet, first.code, immunisation), column.agrees).value = 'có';
      sheet.getCell(rowOf(sheet, second.code, healthCheck), column.own).value = '197/200';
    });
    const sheet = await openTable(await writeConfirmationTable(state, health));
    expect(messages(read)).toEqual([]);
    expect(read.answers).toEqual([
      {
        commune: first.code,
        indicator: immunisation,
        reported: expect.objectContaining({ numerator: expect.any(Number) as unknown }) as unknown,
        own: null,
        agrees: true,
        sheet: 'Xác nhận số liệu',
        cell: `F${rowOf(sheet, first.code, immunisation)}`,
      },
      {
        commune: second.code,
        indicator: healthCheck,
        reported: expect.anything() as unknown,
        own: { value: 0.985, numerator: 197, denominator: 200 },
        agrees: null,
        sheet: 'Xác nhận số liệu',
        cell: `E${rowOf(sheet, second.code, healthCheck)}`,
      },
    ]);
  });

  it('rows sorted another way are still answers to what they ask', async () => {
    const read = await answer((sheet) => {
      sheet.getCell(rowOf(sheet, second.code, healthCheck), column.own).value = '97%';
      const rows = sheet.getRows(headRow + 1, 10)?.map(({ values }) => values) ?? [];
      rows.reverse().forEach((values, index) => {
        sheet.getRow(headRow + 1 + index).values = values;
      });
    });
    expect(read.answers.map(({ commune, indicator, own }) => [commune, indicator, own])).toEqual([
      [second.code, healthCheck, { value: 0.97 }],
    ]);
  });

  it('a table typed anew is read by the names in it; what it answered to is then not known', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('Trang tính1');
    const indicator = state.rubric.vocabulary.indicators.find(({ id }) => id === immunisation);
    sheet.addRow(['Xã, thị trấn', 'Chỉ tiêu', 'Số liệu ngành', 'Thống nhất (có/không)']);
    sheet.addRow([second.name, indicator?.name, '98,5%', '']);
    sheet.addRow(['Xã Không Có', indicator?.name, '98,5%', '']);
    const read = await readBack(sheet);
    expect(read.answers).toEqual([
      {
        commune: second.code,
        indicator: immunisation,
        reported: null,
        own: { value: 0.985 },
        agrees: null,
        sheet: 'Trang tính1',
        cell: 'C2',
      },
    ]);
    expect(messages(read)).toEqual([
      'Dòng 3: không xác định được xã, thị trấn hoặc chỉ tiêu của ngành; câu trả lời chưa được dùng.',
    ]);
  });

  it.each<[string, (sheet: Worksheet, row: number) => void, RegExp]>([
    [
      'a figure nobody can read',
      (sheet, row) => (sheet.getCell(row, column.own).value = 'khoảng 90 đến 95%'),
      /chưa rõ số liệu/u,
    ],
    [
      'a word that is neither yes nor no',
      (sheet, row) => (sheet.getCell(row, column.agrees).value = 'để xem'),
      /không ghi rõ có hay không/u,
    ],
    [
      'answers shifted against their rows',
      (sheet, row) => {
        sheet.getCell(row, column.agrees).value = 'có';
        sheet.getCell(row, column.commune).value = second.name;
      },
      /mã dòng không khớp/u,
    ],
    [
      'a row of another round',
      (sheet, row) => {
        sheet.getCell(row, column.agrees).value = 'có';
        sheet.getCell(row, column.key).value = textAt(sheet, row, column.key).replace(/^2023/u, '2022');
      },
      /đợt khác/u,
    ],
  ])('%s is no answer but a remark', async (_, spoil, remark) => {
    const read = await answer((sheet) => {
      spoil(sheet, rowOf(sheet, first.code, immunisation));
    });
    expect(read.answers).toEqual([]);
    expect(messages(read)).toEqual([expect.stringMatching(remark)]);
    expect(read.findings[0]?.severity).toBe('warning');
  });

  it('two answers to one question that contradict each other are none', async () => {
    const read = await answer((sheet) => {
      const row = rowOf(sheet, first.code, immunisation);
      sheet.getCell(row, column.own).value = '98%';
      const copy = sheet.addRow(sheet.getRow(row).values);
      copy.getCell(column.own).value = '97%';
    });
    expect(read.answers).toEqual([]);
    expect(messages(read)).toEqual([expect.stringMatching(/trả lời khác nhau/u)]);
  });

  it('a remark never repeats what stands in the file', async () => {
    const read = await answer((sheet) => {
      sheet.getCell(rowOf(sheet, first.code, immunisation), column.own).value =
        'cháu Nguyễn Văn Mẫu chưa tiêm';
    });
    expect(read.answers).toEqual([]);
    expect(messages(read).join(' ')).not.toContain('Mẫu');
  });

  it('a file that is another table altogether says so', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('A');
    sheet.addRow(['TT', 'Tên', 'Số']);
    expect(messages(await readBack(sheet))).toEqual([expect.stringMatching(/^Không tìm thấy bảng có cột/u)]);
  });

  it('a sector is not heard on criteria of another', async () => {
    const police = sectorOf('police');
    const sheet = await openTable(await writeConfirmationTable(state, health));
    sheet.getCell(rowOf(sheet, first.code, immunisation), column.agrees).value = 'có';
    const read = await readBack(sheet, police);
    expect(read.answers).toEqual([]);
    expect(messages(read)).toEqual([expect.stringMatching(/không xác định được/u)]);
  });
});
