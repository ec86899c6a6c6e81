import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { readFile } from '../../../shared/formats/registry.ts';
import { xlsFormat } from '../../../shared/formats/xls.ts';
import { readXlsWorkbook } from '../../../shared/formats/xls-workbook.ts';
import { buildCfbOf } from './build-cfb.ts';
import {
  buildXls,
  buildXlsStream,
  emptyResult,
  f64,
  formula,
  number,
  record,
  shared,
  sharedTexts,
  styleOfFont,
  styles,
  u16,
  u32,
  wide,
} from './build-xls.ts';
import { buildXlsx, sheetXml } from './build-xlsx.ts';
import { outlineRead } from './outline-read.ts';

const parse = async (bytes: Uint8Array) => await xlsFormat.parse({ bytes, file: 'bảng.xls', passwords: [] });
const cellsOf = ({ document }: ReadFile) =>
  (document?.blocks ?? []).flatMap((block) => (block.kind === 'table' ? block.cells : []));
const codesOf = ({ findings }: ReadFile) => findings.map(({ code }) => code);
const messagesOf = ({ findings }: ReadFile) => findings.map(({ message }) => message);

describe('the cells of an xls are what its reader sees', () => {
  it('gives place, shown text, stored value and formula of each cell', async () => {
    const result = await parse(
      buildXls({
        globals: [...styles(['General', '0.0%', 'dd/mm/yyyy']), sharedTexts(wide('Khai sinh'))],
        sheets: [
          {
            name: 'Điểm',
            records: [
              shared(0, 0, 0),
              number(0, 1, 0.985, 1),
              number(0, 2, 45_232, 2),
              // 12,5 packed as a hundredth of a whole number, then two in one record.
              record(0x027e, u16(1, 0, 0), u32(((1250 << 2) | 3) >>> 0)),
              record(0x00bd, u16(1, 1, 0), u32((100 << 2) | 2), u16(0), u32((7 << 2) | 2), u16(2)),
              record(0x0205, u16(2, 0, 0), Buffer.from([1, 0])),
              record(0x0205, u16(2, 1, 0), Buffer.from([0x17, 1])),
              formula(3, 0, f64(0)),
              record(0x0006, u16(3, 1, 0), Buffer.from('000000000000ffff', 'hex'), u16(0), u32(0), u16(0)),
              record(0x0207, wide('Đạt')),
            ],
          },
        ],
      }),
    );
    const at = (row: number, column: number, address: string) => ({
      ...{ row, column, rowSpan: 1, columnSpan: 1 },
      locator: { kind: 'cell', sheet: 'Điểm', address },
    });
    expect(cellsOf(result)).toEqual([
      { ...at(0, 0, 'A1'), text: 'Khai sinh' },
      { ...at(0, 1, 'B1'), text: '98,5%', number: 0.985 },
      { ...at(0, 2, 'C1'), text: '02/11/2023', number: 45_232, date: '2023-11-02' },
      { ...at(1, 0, 'A2'), text: '12,5', number: 12.5 },
      { ...at(1, 1, 'B2'), text: '100', number: 100 },
      { ...at(1, 2, 'C2'), text: '7', number: 7 },
      { ...at(2, 0, 'A3'), text: 'TRUE', boolean: true },
      { ...at(2, 1, 'B3'), text: '#REF!' },
      { ...at(3, 0, 'A4'), text: '0', number: 0, formula: '1' },
      { ...at(3, 1, 'B4'), text: 'Đạt' },
    ]);
    expect([result.status, result.format, codesOf(result)]).toEqual([
      'read',
      'xls',
      ['missing-formula-value'],
    ]);
  });

  it('keeps hidden rows, columns and sheets, marked as such, and merged cells once', async () => {
    const row = (index: number, flags: number) => record(0x0208, u16(index, 0, 9, 300, 0, 0, flags, 0));
    const result = await parse(
      buildXls({
        sheets: [
          {
            records: [
              record(0x007d, u16(1, 1, 2000, 0, 1, 0)),
              ...[row(0, 0), row(1, 0x20)],
              ...[number(0, 0, 1), number(0, 1, 2), number(0, 2, 3), number(0, 3, 9), number(1, 0, 4)],
              record(0x00e5, u16(1, 0, 0, 2, 3)),
            ],
          },
          { name: 'Nháp', state: 1, records: [number(0, 0, 5)] },
        ],
      }),
    );
    expect(outlineRead(result)).toEqual([
      ['0,0 1', '0,1 [2]', '0,2 1×2 3', '0,3 [9]', '1,0 [4]'],
      ['0,0 [5]'],
    ]);
    expect(result.document?.blocks.map((block) => block.hidden)).toEqual([undefined, true]);
  });

  it('gives comments, text boxes and printed headers, without signs of other programs', async () => {
    const object = (kind: number, id: number) => record(0x005d, u16(0x15, 18, kind, id), Buffer.alloc(14));
    const text = (shown: string) => [
      record(0x01b6, u16(0, 0, 0, 0, 0, shown.length, 16, 0, 0)),
      record(0x003c, Buffer.from([1]), Buffer.from(shown, 'utf16le')),
      record(0x003c, Buffer.alloc(16)),
    ];
    const result = await parse(
      buildXls({
        sheets: [
          {
            records: [
              record(0x0014, wide('&CUBND xã Vân An')),
              number(0, 0, 1),
              ...[object(25, 1), ...text('Theo sổ khai sinh')],
              ...[object(6, 2), ...text('Đính chính: 98%')],
              record(0x001c, u16(0, 0, 0, 1), wide('a'), Buffer.from([0])),
            ],
          },
        ],
      }),
    );
    expect(outlineRead(result)).toEqual([
      'header: UBND xã Vân An',
      ['0,0 1'],
      'text-box: Đính chính: 98%',
      'comment: Theo sổ khai sinh',
    ]);
  });

  it('reads a shared text that goes on in another record, half of it in one byte a letter', async () => {
    const result = await parse(
      buildXls({
        globals: [
          record(0x00fc, u32(2, 2), u16(8), Buffer.from([1]), Buffer.from('Tỷ lệ', 'utf16le')),
          record(0x003c, Buffer.from([0]), Buffer.from('98%'), wide('Ghi chú')),
        ],
        sheets: [{ records: [shared(0, 0, 0), shared(0, 1, 1)] }],
      }),
    );
    expect([outlineRead(result), codesOf(result)]).toEqual([[['0,0 Tỷ lệ98%', '0,1 Ghi chú']], []]);
  });

  it('reads the bare stream some programs write, and tells xls and xlsx apart whatever their names say', async () => {
    const stream = buildXlsStream({ sheets: [{ records: [number(0, 0, 7)] }] });
    stream.writeUInt16LE(0x10, 2);
    const bare = await readFile({ bytes: stream, file: 'bảng.xls', passwords: [] });
    const misnamed = await readFile({
      bytes: buildXls({ sheets: [{ records: [number(0, 0, 7)] }] }),
      file: 'bảng.xlsx',
      passwords: [],
    });
    const other = await readFile({
      bytes: buildXlsx({ sheets: [{ xml: sheetXml('<row r="1"><c r="A1"><v>7</v></c></row>') }] }),
      file: 'bảng.xls',
      passwords: [],
    });
    expect([bare, misnamed, other].map((read) => [read.format, outlineRead(read)])).toEqual([
      ['xls', [['0,0 7']]],
      ['xls', [['0,0 7']]],
      ['xlsx', [['0,0 7']]],
    ]);
  });
});

describe('a figure of an xls is never taken in silence', () => {
  it('says that no formula was ever calculated, but lets one be empty among others', async () => {
    const read = async (...results: readonly Uint8Array[]) =>
      await parse(
        buildXls({
          sheets: [{ records: [number(9, 0, 1), ...results.map((result, row) => formula(row, 0, result))] }],
        }),
      );
    expect(messagesOf(await read(emptyResult, emptyResult))).toEqual([
      'Tại 2 ô (A1, A2), trang tính "Sheet1" có công thức nhưng tệp không lưu kết quả; đề nghị mở tệp bằng Excel, lưu lại và gửi lại.',
    ]);
    expect(codesOf(await read(emptyResult, f64(98)))).toEqual([]);
  });

  it('doubts a place that two cells claim', async () => {
    const result = await parse(buildXls({ sheets: [{ records: [number(0, 0, 98), number(0, 0, 89)] }] }));
    expect([cellsOf(result).map(({ confidence }) => confidence), codesOf(result)]).toEqual([
      [0.3],
      ['readers-disagree'],
    ]);
  });

  it('suspects a date in a column of figures', async () => {
    const records = [75, 100, 20, 50].map((value, row) => number(row, 0, value));
    const result = await parse(
      buildXls({
        globals: styles(['General', 'd-mmm']),
        sheets: [{ records: [...records, number(4, 0, 45_113, 1)] }],
      }),
    );
    expect(codesOf(result)).toEqual(['excel-date-figure']);
  });

  it('names macros and never runs them', async () => {
    const options = { sheets: [{ records: [number(0, 0, 1)] }] };
    const result = await parse(buildXls(options, { _VBA_PROJECT_CUR: Buffer.alloc(0) }));
    expect([result.status, codesOf(result)]).toEqual(['read', ['macro-file']]);
  });
});

describe('old Vietnamese letters of an xls', () => {
  const tcvn3 = 'Tr\u00ceEm';
  const old = '§iÓm tù chÊm: trÎ em ®­îc khai sinh';

  it('converts a TCVN3 font of a cell or of a part of its text, and says so', async () => {
    const rich = Buffer.concat([
      u16(tcvn3.length + 4),
      Buffer.from([0x08]),
      u16(1),
      Buffer.from(`Xem ${tcvn3}`, 'latin1'),
      u16(4, 1),
    ]);
    const result = await parse(
      buildXls({
        globals: [...styles(['General'], '.VnTime'), styleOfFont(1), sharedTexts(wide(old), rich)],
        sheets: [{ records: [shared(0, 0, 0, 1), shared(0, 1, 1)] }],
      }),
    );
    expect(outlineRead(result)).toEqual([['0,0 Điểm tự chấm: trẻ em được khai sinh', '0,1 Xem TrẻEm']]);
    expect([result.document?.legacyEncoding, codesOf(result)]).toEqual(['tcvn3', ['legacy-encoding']]);
  });

  it('reads Excel 95 in windows-1258, and its TCVN3 fonts as such', async () => {
    const label = (column: number, text: Uint8Array, style = 0) =>
      record(0x0204, u16(0, column, style, text.length), text);
    const font = Buffer.from('\u0007.VnTime', 'latin1');
    const result = await parse(
      buildXls({
        version: 5,
        globals: [
          record(0x0042, u16(1258)),
          record(0x0031, u16(220, 0, 0, 400, 0), Buffer.alloc(4), Buffer.from('\u0005Arial', 'latin1')),
          record(0x0031, u16(220, 0, 0, 400, 0), Buffer.alloc(4), font),
          ...[0, 1].map((one) => record(0x00e0, u16(one, 0), Buffer.alloc(12))),
        ],
        sheets: [
          {
            records: [
              // "Trẻ" with the hook as a letter of its own.
              label(0, Buffer.from([0x54, 0x72, 0x65, 0xd2])),
              label(1, Buffer.from(old, 'latin1'), 1),
            ],
          },
        ],
      }),
    );
    expect(outlineRead(result)).toEqual([['0,0 Trẻ', '0,1 Điểm tự chấm: trẻ em được khai sinh']]);
  });
});

describe('damaged, locked and hostile xls files', () => {
  const options = { sheets: [{ records: [number(0, 0, 7)] }, { name: 'Sau', records: [number(0, 0, 8)] }] };

  it('keeps what stands before the damage and names the sheet that is lost', async () => {
    const stream = buildXlsStream(options);
    const result = await parse(stream.subarray(0, stream.length - 5));
    expect([result.status, outlineRead(result), messagesOf(result)]).toEqual([
      'partly-read',
      [['0,0 7']],
      [
        'Không đọc được tệp bảng.xls: tệp bị hỏng ở giữa chừng, nội dung đọc được có thể không đủ. Các tài liệu khác trong thư vẫn được xử lý.',
      ],
    ]);
    const lost = await parse(stream.subarray(0, stream.length - 40));
    expect(messagesOf(lost)[0]).toContain('trang tính "Sau" bị hỏng, chưa đọc được');
  });

  it('asks for the password of a locked file', async () => {
    const result = await parse(
      buildXls({ ...options, globals: [record(0x002f, u16(1, 1, 1), Buffer.alloc(48))] }),
    );
    expect([result.status, codesOf(result)]).toEqual(['unreadable', ['password-protected']]);
  });

  it('calls files before Excel 5, broken ones and empty ones by their names', async () => {
    const reasons = await Promise.all(
      [
        buildCfbOf({ Book: record(0x0409, u16(0x0400, 0x10, 0)) }),
        buildCfbOf({ Workbook: Buffer.from('không phải') }),
        buildXls({ sheets: [{ records: [] }] }),
      ].map(async (bytes) => messagesOf(await parse(bytes))[0]?.slice(29, 60)),
    );
    expect(reasons).toEqual([
      'là tệp Excel đời quá cũ (trước ',
      'tệp Excel bị hỏng hoặc chưa tải',
      'tệp Excel không có ô nào có nội',
    ]);
  });

  it('does not walk through links over every cell of a sheet', async () => {
    const link = record(
      0x01b8,
      u16(0, 0xffff, 0, 0xff),
      Buffer.from('d0c9ea79f9bace118c8200aa004ba90b', 'hex'),
      u32(2, 8, 1),
      u16(0x61),
    );
    const result = await parse(
      buildXls({ sheets: [{ records: [number(0, 0, 7), ...Array.from({ length: 400 }, () => link)] }] }),
    );
    expect(outlineRead(result)).toEqual([['0,0 7']]);
  });

  it.each([
    ['a formula longer than its record', [], [record(0x0006, u16(1, 0, 0), f64(7), u16(0), u32(0), u16(9))]],
    ['a formula whose length is cut off', [], [record(0x0006, u16(1, 0, 0), f64(7), u16(0))]],
    ['a list of sheets that is cut off', [record(0x0017, Buffer.from([1]))], []],
  ])('does not seek for ever the end of %s', async (_, globals, records) => {
    const result = await parse(
      buildXlsStream({ globals, sheets: [{ records: [number(0, 0, 98), ...records] }] }),
    );
    expect(outlineRead(result).flat()).toContain('0,0 98');
  });

  const formulaOf = (tokens: Uint8Array, behind = Buffer.alloc(0)) =>
    record(0x0006, u16(0, 0, 0), f64(98), u16(0), u32(0), u16(tokens.length), tokens, behind);
  const times = (count: number, part: Uint8Array) => Buffer.concat(Array.from({ length: count }, () => part));
  const one = Buffer.from([0x1e, 1, 0]);

  it.each([
    // 1,000 unions, each of which would be followed by 65,535 ranges.
    ['unions', times(1_000, Buffer.from([0x26, 0, 0, 0, 0, 0, 0])), Buffer.alloc(2, 0xff)],
    ['a list of constants', Buffer.from([0x60, 0, 0, 0, 0, 0, 0, 0]), Buffer.from([255, 255, 255, 0])],
  ])('makes nothing of what stands behind a formula with %s', async (_, tokens, behind) => {
    const result = await parse(buildXls({ sheets: [{ records: [formulaOf(tokens, behind)] }] }));
    expect([outlineRead(result), messagesOf(result)]).toEqual([[['0,0 98']], []]);
  });

  it('keeps the result of a formula whose tokens it does not know, without the formula', async () => {
    const longer = Buffer.from([0x17, 9, 0]);
    const records = [formulaOf(Buffer.concat([one, longer]))];
    const result = await parse(buildXls({ sheets: [{ records }] }));
    expect([outlineRead(result), messagesOf(result), cellsOf(result).map((cell) => cell.formula)]).toEqual([
      [['0,0 98']],
      [],
      [undefined],
    ]);
  });

  it('does not spell out a long formula in each of the cells that share it', async () => {
    const long = Buffer.concat([one, times(2_000, Buffer.from([0x1e, 1, 0, 0x03]))]);
    const cells = Array.from({ length: 1_000 }, (_, row) =>
      record(0x0006, u16(row, 0, 0), f64(row), u16(8), u32(0), u16(5), Buffer.from([0x01]), u16(0, 0)),
    );
    const definition = record(0x04bc, u16(0, 999), Buffer.alloc(4), u16(long.length), long);
    const result = await parse(
      buildXls({ sheets: [{ records: [...cells.slice(0, 1), definition, ...cells.slice(1)] }] }),
    );
    expect([cellsOf(result).length, cellsOf(result).filter((cell) => cell.formula !== undefined)]).toEqual([
      1_000,
      [],
    ]);
  });

  it('keeps no more shared texts than it may, and knows that there are more', () => {
    const bytes = buildXlsStream({ globals: [sharedTexts(wide('a'), wide('b'))], sheets: [{ records: [] }] });
    const kept = [1, 2].map((texts) => readXlsWorkbook(bytes, { cells: 9, sheets: 9, texts }));
    expect(kept).toEqual([
      expect.objectContaining({ isWhole: false, hasAllTexts: false }),
      expect.objectContaining({ isWhole: true, hasAllTexts: true }),
    ]);
  });

  it('reads the first 100,000 cells and says how many there are', async () => {
    const records = Array.from({ length: 100_300 }, (_, at) => number(Math.floor(at / 100), at % 100, at));
    const result = await parse(buildXlsStream({ sheets: [{ records }] }));
    expect([result.status, cellsOf(result).length, messagesOf(result)]).toEqual([
      'partly-read',
      100_000,
      ['Mới đọc được 100.000/100.300 ô của bảng.xls; phần còn lại cần xem trực tiếp.'],
    ]);
  });
});
