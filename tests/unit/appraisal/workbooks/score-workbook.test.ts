import { read, utils } from '@e965/xlsx';
import exceljs from 'exceljs';
import type { Workbook } from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inertText } from '../../../../shared/appraisal/workbooks/inert-text.ts';
import { scoreWorkbook } from '../../../../shared/appraisal/workbooks/score-workbook.ts';
import type { Audience, RoundState } from '../../../../shared/appraisal/district-documents.ts';
import { problemInput } from '../fixture-revisions.ts';
import { roundState } from './round-states.ts';

const write = (state: RoundState = roundState(), audience: Audience = 'inside'): Promise<Uint8Array> =>
  scoreWorkbook.write(state, audience);

async function open(bytes: Uint8Array): Promise<Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return workbook;
}

/** Rows of a sheet under its head, read by the other library; keyed by column title. */
function rowsOf(bytes: Uint8Array, name: string): readonly Record<string, unknown>[] {
  const sheet = read(bytes, { type: 'array' }).Sheets[name];
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: '' });
  const head = rows.findIndex((cells) => cells[0] === 'TT');
  return rows
    .slice(head + 1)
    .map((cells) => Object.fromEntries(cells.map((value, index) => [String(rows[head]?.[index]), value])));
}

const textOf = (bytes: Uint8Array): string =>
  Object.entries(unzipSync(bytes))
    .filter(([name]) => name.startsWith('xl/'))
    .map(([, part]) => strFromU8(part))
    .join('\n');

describe('the overview', () => {
  it('has a row a commune: when it came, totals, verdict, what council and chair said', async () => {
    const rows = rowsOf(await write(), 'Tổng hợp');
    expect(rows.length).toBe(4);
    expect(rows[0]).toMatchObject({
      'Xã, thị trấn': 'Xã Suối Hoa',
      'Thời hạn': 'Trong thời hạn',
      'Tổng điểm tự chấm ghi trong hồ sơ': 1000,
      'Cộng điểm tự chấm các tiêu chí': 1000,
      'Mức tối thiểu': 666,
      'Theo thang điểm: thấp nhất': 1000,
      'Theo thang điểm: cao nhất': 1000,
      'Kết quả theo thang điểm': 'Đủ điều kiện',
      'Điểm Hội đồng': 990,
      'Kết luận của Hội đồng': 'Đề nghị công nhận',
      'Quyết định công nhận': 'Đã công nhận',
      'Nội dung phải xử lý': 0,
      'Nội dung cần làm rõ': 1,
    });
    expect(rows[1]).toMatchObject({
      'Thời hạn': 'Sau thời hạn',
      'Tổng điểm tự chấm ghi trong hồ sơ': 875,
      'Cộng điểm tự chấm các tiêu chí': 885,
      'Theo thang điểm: thấp nhất': 'Chưa tính',
      'Kết luận của Hội đồng': 'Yêu cầu bổ sung',
      'Quyết định công nhận': '',
      'Tiêu chí bị 0 điểm': 'TC 3',
    });
    expect(rows[3]).toMatchObject({ 'Xã, thị trấn': 'Xã Nà Mây', 'Thời hạn': 'Chưa gửi hồ sơ' });
  });

  it('tells nothing of the council before its minutes are signed', async () => {
    const state = roundState();
    const sessions = state.sessions.map((session) => ({ ...session, minutes: null }));
    const [first] = rowsOf(await write({ ...state, sessions }), 'Tổng hợp');
    expect(first).toMatchObject({ 'Điểm Hội đồng': '', 'Kết luận của Hội đồng': '' });
  });

  it('dates a mail by the day in Vietnam', async () => {
    const sheet = (await open(await write())).getWorksheet('Tổng hợp');
    // 17:30 on the 2nd in UTC is half past midnight on the 3rd, the first late day.
    const row = sheet?.getRow(8);
    expect(row?.getCell(2).value).toBe('Thị trấn Bến Sim');
    expect(row?.getCell(3).value).toEqual(new Date('2023-11-03T00:00:00Z'));
    expect(row?.getCell(3).numFmt).toBe('dd/mm/yyyy');
    expect(row?.getCell(4).value).toBe('Sau thời hạn');
  });
});

describe('the points by criterion', () => {
  const third = '3. Trẻ em bị xâm hại';

  it('stand in three rows a commune under the maxima of the scale', async () => {
    const rows = rowsOf(await write(), 'Điểm theo tiêu chí');
    expect(rows.map((row) => [row['Xã, thị trấn'], row['Loại điểm'], row[third], row['Cộng']])).toEqual([
      ['Điểm tối đa', '', 77, 1000],
      ['Xã Suối Hoa', 'Tự chấm', 77, 1000],
      ['Xã Suối Hoa', 'Theo thang điểm', 77, 1000],
      ['Xã Suối Hoa', 'Hội đồng', '', 990],
      ['Xã Đồi Chè', 'Tự chấm', 0, 885],
      ['Xã Đồi Chè', 'Theo thang điểm', 'Chưa tính', 'Chưa tính'],
      ['Xã Đồi Chè', 'Hội đồng', '', ''],
      ['Thị trấn Bến Sim', 'Tự chấm', 'Chưa có', 'Chưa có'],
      ['Thị trấn Bến Sim', 'Theo thang điểm', 'Chưa tính', 'Chưa tính'],
      ['Thị trấn Bến Sim', 'Hội đồng', '', ''],
      ['Xã Nà Mây', 'Chưa gửi hồ sơ', '', ''],
    ]);
  });

  it('a range is said as one, never as its low or high end', async () => {
    const state = roundState();
    const [first, ...others] = state.communes;
    if (first?.revision === null || first === undefined) throw new Error('no dossier');
    const { assessment } = first.revision;
    const criteria = assessment.criteria.map((one) =>
      one.criterion === 3 ? { ...one, points: { low: 0, high: 77 } } : one,
    );
    const revision = {
      ...first.revision,
      assessment: { ...assessment, criteria, total: { low: 923, high: 1000 } },
    };
    const bytes = await write({ ...state, communes: [{ ...first, revision }, ...others] });
    expect(rowsOf(bytes, 'Điểm theo tiêu chí')[2]).toMatchObject({
      [third]: '0 đến 77',
      Cộng: '923 đến 1.000',
    });
    expect(rowsOf(bytes, 'Tổng hợp')[0]).toMatchObject({
      'Theo thang điểm: thấp nhất': 923,
      'Theo thang điểm: cao nhất': 1000,
    });
  });

  it('maxima of a scale nobody verified are not printed', async () => {
    const bytes = await write(roundState(problemInput()));
    expect(rowsOf(bytes, 'Điểm theo tiêu chí')[0]).toMatchObject({ [third]: 'Chưa đối chiếu', Cộng: '' });
    expect(textOf(bytes)).toContain('THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC');
  });
});

describe('the figures', () => {
  it('are numbers with their parts, paper and place, and how sure the reading is', async () => {
    const rows = rowsOf(await write(), 'Số liệu');
    expect(rows.find((row) => row['Chỉ tiêu'] === 'Tỷ lệ trẻ em được khai sinh đúng quy định')).toMatchObject(
      {
        'Xã, thị trấn': 'Xã Suối Hoa',
        'Tiêu chí': 2,
        'Số liệu': 0.985,
        'Số thực hiện': 197,
        'Tổng số': 200,
        'Tình trạng': 'Dùng để chấm',
        'Tài liệu, vị trí': 'Bảng tự chấm điểm, ô E10',
        'Số, ngày của tài liệu': 'ngày 25/10/2023',
        'Độ tin cậy': 0.99,
      },
    );
  });

  it('that differ stand side by side, each with its own place', async () => {
    const rows = rowsOf(await write(), 'Số liệu').filter(
      (row) => row['Xã, thị trấn'] === 'Xã Đồi Chè' && row['Tình trạng'] === 'Chưa thống nhất',
    );
    expect(rows.map((row) => [row['Tiêu chí'], row['Số liệu'], row['Tài liệu, vị trí']])).toEqual([
      [5, 8, 'Bảng tự chấm điểm, ô E14'],
      [5, 11, 'Báo cáo kết quả tự đánh giá, đoạn 14'],
      [9, 0.967, 'Bảng tự chấm điểm, ô E21'],
      [9, 0.92, 'Báo cáo kết quả tự đánh giá, đoạn 14'],
    ]);
  });

  it('that are missing are named as missing', async () => {
    const rows = rowsOf(await write(), 'Số liệu').filter((row) => row['Tình trạng'] === 'Chưa có');
    expect(rows.filter((row) => row['Xã, thị trấn'] === 'Xã Đồi Chè').map((row) => row['Tiêu chí'])).toEqual([
      11, 13,
    ]);
    expect(rows.every((row) => row['Số liệu'] === '')).toBe(true);
  });
});

describe('the remarks', () => {
  it('come by commune, most pressing first, with those that compare dossiers, and repeat no file name', async () => {
    const bytes = await write();
    const rows = rowsOf(bytes, 'Nội dung cần xem xét');
    expect(rows[0]).toMatchObject({
      'Xã, thị trấn': 'Xã Suối Hoa',
      'Loại nội dung': 'Hai đơn vị gửi cùng một tệp',
    });
    expect(rows.slice(1, 4).map((row) => row['Mức độ'])).toEqual([
      'Phải xử lý trước khi trình',
      'Phải xử lý trước khi trình',
      'Cần làm rõ',
    ]);
    expect(textOf(bytes)).not.toMatch(/Nguyen Van Mau|danh sach|\.docx|\.xlsx|Phụ lục/u);
  });
});

describe('made for outside', () => {
  it('criteria 3 to 6 show only whether they have points; no figures, no remarks', async () => {
    const bytes = await write(roundState(), 'outside');
    const points = rowsOf(bytes, 'Điểm theo tiêu chí');
    expect(points[1]).toMatchObject({ '3. Trẻ em bị xâm hại': 'Có điểm', Cộng: 1000 });
    expect(points[4]).toMatchObject({ '3. Trẻ em bị xâm hại': '0 điểm' });
    for (const row of points.slice(1))
      for (const [title, value] of Object.entries(row))
        if (/^[3-6]\. /u.test(title)) expect(typeof value).toBe('string');
    const criteria = new Set(rowsOf(bytes, 'Số liệu').map((row) => row['Tiêu chí']));
    expect([...criteria]).toEqual([1, 2, 7, 8, 9, 10, 11, 12, 13]);
    const text = textOf(bytes);
    expect(text).not.toContain('Nội dung cần xem xét');
    expect(text).not.toContain('TC 3');
    expect(text).not.toContain('thu lại sau khi họp');
  });
});

describe('the file', () => {
  it('is A4 landscape, one page wide, its head in sight and repeated in print', async () => {
    for (const sheet of (await open(await write())).worksheets) {
      const { paperSize, orientation, fitToPage, fitToWidth, fitToHeight, printTitlesRow } = sheet.pageSetup;
      const head = sheet.views[0];
      if (head?.state !== 'frozen') throw new Error('not frozen');
      const row = head.ySplit ?? 0;
      expect(sheet.getRow(row).getCell(1).value).toBe('TT');
      expect({ paperSize, orientation, fitToPage, fitToWidth, fitToHeight, printTitlesRow }).toEqual({
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: `${row}:${row}`,
      });
      expect(head.xSplit).toBeGreaterThan(1);
    }
    // An area that is not fixed moves with the cell a person stands on.
    expect(textOf(await write())).toContain('&apos;Tổng hợp&apos;!$A$1:$Q$9</definedName>');
  });

  it('shows numbers the Vietnamese way and colours by what stands in the cells', async () => {
    const book = await open(await write());
    const formats = new Set<string>();
    book.eachSheet((sheet) => {
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          if (typeof cell.value === 'number') formats.add(cell.numFmt);
        });
      });
    });
    expect([...formats].sort()).toEqual(['[$-42A]#,##0', '[$-42A]0%', '[$-42A]0.00%']);
    const xml = textOf(await write());
    expect(xml.match(/<conditionalFormatting /gu)?.length).toBeGreaterThan(10);
    expect(xml).toContain('ABS($F6-$G6)&gt;0.001');
  });

  it('has no formula and no link, whatever a name begins with', async () => {
    for (const start of ['=', '+', '-', '@', '\t=', '\r=', ' =', '＝']) {
      const name = `${start}HYPERLINK("http://x.example","Xã A")`;
      const bytes = await write(roundState(undefined, name));
      const parts = Object.entries(unzipSync(bytes));
      const sheets = parts.filter(([part]) => part.startsWith('xl/worksheets/'));
      expect(sheets.length).toBe(4);
      for (const [, part] of sheets) expect(strFromU8(part)).not.toMatch(/<f[ >]|<hyperlink/u);
      const shown = (await open(bytes)).getWorksheet('Tổng hợp')?.getCell('B6');
      expect(shown?.type).toBe(exceljs.ValueType.String);
      expect(shown?.value).toBe(inertText(name));
      const other = read(bytes, { type: 'array' }).Sheets['Tổng hợp']?.['B6'] as {
        t: string;
        v: string;
        f?: string;
      };
      expect([other.t, other.v, other.f]).toEqual(['s', inertText(name), undefined]);
      expect(other.v).not.toMatch(/^\s*[=+\-@＝]/u);
    }
  });

  it('has equal bytes for an equal state, other bytes for another', async () => {
    const [one, two] = [await write(), await write()];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(Buffer.from(one).equals(Buffer.from(await write(roundState(), 'outside')))).toBe(false);
  });

  it('of a round without any dossier is still a table', async () => {
    const state = roundState();
    const bytes = await write({
      ...state,
      communes: state.communes.map((one) => ({ ...one, revision: null, receivedAt: null })),
      sessions: [],
      decisions: [],
    });
    expect(rowsOf(bytes, 'Tổng hợp').every((row) => row['Thời hạn'] === 'Chưa gửi hồ sơ')).toBe(true);
    expect(rowsOf(bytes, 'Số liệu')).toEqual([]);
  });
});
