import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { docFormat } from '../../../shared/formats/doc.ts';
import {
  buildDoc,
  cell,
  change,
  deleted,
  depth,
  font,
  hidden,
  innerCellEnd,
  innerRowEnd,
  inTable,
  paragraph,
  row,
  rowDefinition,
  rowEnd,
  struck,
  type DocOptions,
  type DocParagraphParts,
} from './build-doc.ts';
import { outlineRead } from './outline-read.ts';

const file = 'Báo cáo.doc';
const parse = async (bytes: Uint8Array): Promise<ReadFile> =>
  await docFormat.parse({ bytes, file, passwords: [] });
const read = async (body: readonly DocParagraphParts[], options: DocOptions = {}) =>
  await parse(buildDoc(body, options));
const outlineOf = async (body: readonly DocParagraphParts[], options: DocOptions = {}) =>
  outlineRead(await read(body, options));
const reasons = ({ status, findings }: ReadFile) => [
  status,
  ...findings.map(({ code, message }) => /: (.*?)\. Các/.exec(message)?.[1] ?? code),
];

describe('a Word 97–2003 file is read as its reader sees it', () => {
  it('paragraphs in order with their place, empty ones left out', async () => {
    expect(await read([paragraph('BÁO CÁO'), paragraph(''), paragraph('Kính gửi: UBND huyện')])).toEqual({
      status: 'read',
      format: 'doc',
      findings: [],
      document: {
        format: 'doc',
        scanned: false,
        legacyEncoding: null,
        blocks: [
          { kind: 'paragraph', role: 'body', text: 'BÁO CÁO', locator: { kind: 'paragraph', index: 1 } },
          {
            kind: 'paragraph',
            role: 'body',
            text: 'Kính gửi: UBND huyện',
            locator: { kind: 'paragraph', index: 2 },
          },
        ],
      },
    });
  });

  it('whether its letters take one byte or two', async () => {
    expect(await outlineOf([paragraph('Trường tiểu học')])).toEqual(['Trường tiểu học']);
    // 0x93, 0x94 and 0x96 are typographic signs in windows-1252.
    expect(await outlineOf([paragraph('\u0093Công hàm\u0094 \u0096 5')], { isCompressed: true })).toEqual([
      '“Công hàm” – 5',
    ]);
  });

  it('deleted text dropped, a deleted paragraph end joined, hidden and struck-out text kept apart', async () => {
    const changed: DocParagraphParts = {
      runs: [
        { text: 'Đạt ' },
        { text: '89%', changes: deleted },
        { text: '98%' },
        { text: ' (nháp)', changes: hidden },
        { text: ' 97%', changes: struck },
      ],
      mark: '\r',
    };
    const joined: DocParagraphParts = { runs: [{ text: '197' }], mark: '\r', markChanges: deleted };
    expect(await outlineOf([changed, joined, paragraph('/200 trẻ')])).toEqual([
      'Đạt 98%',
      '[(nháp) 97%]',
      '197/200 trẻ',
    ]);
  });

  it('raised digits do not lengthen a figure', async () => {
    const raised = { text: '1', changes: change(0x2a48, 1) };
    expect(await outlineOf([{ runs: [{ text: '98' }, raised], mark: '\r' }])).toEqual(['98¹']);
  });

  it('the result of fields and not their code, no page numbers of contents, nothing lost behind a field left open', async () => {
    expect(
      await outlineOf([
        paragraph('Tổng \u0013 =SUM(ABOVE) \u0014885\u0015 điểm'),
        paragraph('Mục I\t\u0013 PAGEREF _Toc1 \u001412\u0015'),
        paragraph('Hỏng \u0013 REF a'),
        paragraph('98%'),
      ]),
    ).toEqual(['Tổng 885 điểm', 'Mục I', 'Hỏng', '98%']);
  });

  it('boxes of forms by their state, ticks of symbol fonts as characters', async () => {
    const box = (result: number) => {
      const data = Buffer.alloc(100);
      data.writeUInt16LE(68, 4);
      data.writeUInt16LE(1 | (result << 2), 72);
      return data;
    };
    const form: DocParagraphParts = {
      runs: [
        { text: 'Đạt \u0013 FORMCHECKBOX ' },
        { text: '\u0001', changes: change(0x6a03, 0, 0, 0, 0) },
        { text: '\u0014\u0015' },
      ],
      mark: '\r',
    };
    expect(await outlineOf([form], { data: box(1) })).toEqual(['Đạt ☒']);
    expect(await outlineOf([form], { data: box(0) })).toEqual(['Đạt ☐']);
    const symbol = { text: '(', changes: change(0x6a09, 1, 0, 0xfe, 0xf0) };
    expect(await outlineOf([{ runs: [symbol], mark: '\r' }], { fonts: ['Arial', 'Wingdings'] })).toEqual([
      '☑',
    ]);
  });

  it('automatic numbers stand before the text', async () => {
    const listed = change(0x460b, 1, 0);
    expect(
      await outlineOf([paragraph('Dân số', listed), paragraph('Trẻ em', listed)], {
        listText: 'Tiêu chí \u0000:',
      }),
    ).toEqual(['list: Tiêu chí 1: Dân số', 'list: Tiêu chí 2: Trẻ em']);
  });

  it('headings, headers, footers, notes, comments and text boxes in their roles', async () => {
    const { document } = await read([{ ...paragraph('I. KẾT QUẢ'), style: 1 }, paragraph('thân')], {
      headers: [[], [], [], [], [], [], [], [paragraph('UBND xã')], [], [paragraph('Trang 1')]],
      footnotes: [paragraph('chú thích')],
      comments: [paragraph('nhận xét')],
      textBoxes: [paragraph('khung')],
    });
    expect(document?.blocks.map((block) => block.kind === 'paragraph' && [block.role, block.text])).toEqual([
      ['header', 'UBND xã'],
      ['heading', 'I. KẾT QUẢ'],
      ['body', 'thân'],
      ['text-box', 'khung'],
      ['footer', 'Trang 1'],
      ['footnote', 'chú thích'],
      ['comment', 'nhận xét'],
    ]);
  });
});

describe('tables of a Word 97–2003 file keep their structure', () => {
  it('cells in rows and columns, with several paragraphs in one', async () => {
    const edges = [0, 1000, 2000];
    const end = { runs: [], mark: '\u0007', changes: [...inTable, ...rowEnd, ...rowDefinition(edges)] };
    expect(
      await outlineOf([
        ...row(edges, ['TT', 'Điểm']),
        cell('1'),
        paragraph('95', inTable),
        cell('điểm'),
        end,
        paragraph('sau bảng'),
      ]),
    ).toEqual([['0,0 TT', '0,1 Điểm', '1,0 1', '1,1 95\nđiểm'], 'sau bảng']);
  });

  it('a wide cell lies over the columns below it, found by the edges', async () => {
    expect(
      await outlineOf([
        ...row([0, 1000, 3000], ['Nội dung', 'Số liệu']),
        ...row([0, 1010, 2000, 3005], ['Trẻ em', '197', '200']),
      ]),
    ).toEqual([['0,0 Nội dung', '0,1 1×2 Số liệu', '1,0 Trẻ em', '1,1 197', '1,2 200']]);
  });

  it('cells merged across and down, by either numbering of the marks', async () => {
    const edges = [0, 1000, 2000, 3000];
    const down = [...row(edges, ['a', 'b', 'c'], [0x60]), ...row(edges, ['', 'd', 'e'], [0x20])];
    expect(await outlineOf(down)).toEqual([['0,0 2×1 a', '0,1 b', '0,2 c', '1,1 d', '1,2 e']]);
    for (const flags of [
      [0, 1, 2],
      [0, 2, 1],
    ])
      expect(await outlineOf(row(edges, ['a', 'b', ''], flags))).toEqual([['0,0 a', '0,1 1×2 b']]);
  });

  it('text under a merged cell is kept, hidden', async () => {
    const result = await read(row([0, 1000, 2000], ['a', '98'], [1, 2]));
    expect(outlineRead(result)).toEqual([['0,0 1×2 a'], '[98]']);
    expect(result.document?.blocks[1]?.kind === 'paragraph' && result.document.blocks[1].locator).toEqual({
      kind: 'table',
      table: 1,
      row: 1,
      column: 1,
    });
  });

  it('rows that somebody drew by hand are one grid when they have the same number of cells', async () => {
    expect(
      await outlineOf([...row([0, 500, 2000], ['TT', 'Điểm']), ...row([0, 900, 2000], ['1', '95'])]),
    ).toEqual([['0,0 TT', '0,1 Điểm', '1,0 1', '1,1 95']]);
  });

  it('a deleted row is gone', async () => {
    const rows = row([0, 1000], ['bỏ']).map((one) => ({
      ...one,
      runs: one.runs.map((run) => ({ ...run, changes: deleted })),
      markChanges: deleted,
    }));
    expect(await outlineOf([...rows, ...row([0, 1000], ['còn'])])).toEqual([['0,0 còn']]);
  });

  it('a table inside a cell follows the one around it', async () => {
    const inner = [...inTable, ...depth(2)];
    expect(
      await outlineOf([
        paragraph('ngoài', [...inTable, ...depth(1)]),
        paragraph('x', [...inner, ...innerCellEnd]),
        paragraph('y', [...inner, ...innerCellEnd]),
        paragraph('', [...inner, ...innerCellEnd, ...innerRowEnd, ...rowDefinition([0, 100, 200])]),
        ...row([0, 1000], ['hết']),
      ]),
    ).toEqual([['0,0 ngoài\nhết'], ['0,0 x', '0,1 y']]);
  });

  it('definitions too long for their page are found outside it', async () => {
    const far = rowDefinition([0, 1000, 2000], [1, 2]);
    const data = Buffer.from([far.length & 0xff, far.length >>> 8, ...far]);
    const end = { runs: [], mark: '\u0007', changes: [...inTable, ...rowEnd, ...change(0x646b, 0, 0, 0, 0)] };
    expect(await outlineOf([cell('a'), cell(''), end], { data })).toEqual([['0,0 1×2 a']]);
  });
});

describe('old fonts of a Word 97–2003 file', () => {
  const fonts = ['Times New Roman', '.VnTime'];
  const old = 'Céng hoµ x· héi chñ nghÜa';

  it('are converted whether the run or its style names them', async () => {
    const byRun = await read([{ runs: [{ text: old, changes: font(1) }], mark: '\r' }], { fonts });
    const byStyle = await read([paragraph(old)], { fonts, styleFont: 1 });
    for (const result of [byRun, byStyle])
      expect([result.status, outlineRead(result), result.document?.legacyEncoding]).toEqual([
        'read',
        ['Cộng hoà xã hội chủ nghĩa'],
        'tcvn3',
      ]);
  });
});

describe('a letter of TCVN3 that is a soft hyphen', () => {
  it('is kept in that font and left out in others', async () => {
    const text = 'tr\u001fêng';
    const read3 = async (index: number) =>
      await outlineOf([{ runs: [{ text, changes: font(index) }], mark: '\r' }], {
        fonts: ['Arial', '.VnTime'],
      });
    expect([await read3(1), await read3(0)]).toEqual([['trường'], ['trêng']]);
  });
});

describe('a Word 97–2003 file that cannot be read whole says why', () => {
  it('one from before Word 97, a cut one, one of pictures and an empty one', async () => {
    const results = await Promise.all([
      read([paragraph('x')], { damage: (main) => main.writeUInt16LE(0x65, 2) }),
      read([paragraph('x')], { damage: (main) => main.writeUInt16LE(0xa5dc, 0) }),
      read([paragraph('x')], { damage: (main) => main.writeUInt16LE(0x1234, 0) }),
      read([paragraph('x')], { damage: (main) => main.writeUInt32LE(900, 0x4c) }),
      read([paragraph('\u0001')]),
      read([paragraph('')]),
      parse(buildDoc([paragraph('x')]).subarray(0, 600)),
    ]);
    const tooOld =
      'là tệp Word đời cũ (trước Word 97) hoặc của phần mềm khác; đề nghị mở tệp, lưu lại dạng .docx hoặc .pdf rồi gửi lại';
    const broken = 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ';
    expect(results.map(reasons)).toEqual([
      ['unreadable', tooOld],
      ['unreadable', tooOld],
      ['unreadable', broken],
      ['partly-read', 'tệp bị hỏng ở giữa chừng, chỉ đọc được một phần'],
      [
        'partly-read',
        'nội dung là ảnh (bản quét hoặc ảnh chụp) dán vào tệp Word, chưa đọc được chữ; đề nghị gửi kèm bản Word hoặc Excel có chữ',
      ],
      ['unreadable', 'tệp không có chữ nào'],
      ['unreadable', broken],
    ]);
  });

  it('one behind a password, one with macros, one with a sheet inside', async () => {
    const locked = await read([paragraph('x')], { damage: (main) => main.writeUInt16LE(0x0300, 0x0a) });
    const macros = await read([paragraph('x')], { otherStreams: { Macros: new Uint8Array(9) } });
    const sheet = await read([paragraph('Bảng \u0013 EMBED Excel.Sheet.8 \u0014\u0001\u0015')]);
    const formula = await read([paragraph('Công thức \u0013 EMBED Equation.3 \u0014\u0015')]);
    expect([locked, macros, sheet, formula].map(reasons)).toEqual([
      ['unreadable', 'password-protected'],
      ['read', 'macro-file'],
      [
        'partly-read',
        'nội dung là ảnh (bản quét hoặc ảnh chụp) dán vào tệp Word, chưa đọc được chữ; đề nghị gửi kèm bản Word hoặc Excel có chữ',
        'có bảng tính hoặc tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng',
      ],
      ['read'],
    ]);
  });

  it('one whose few bytes are named again and again is read to the limit', async () => {
    const result = await read([paragraph('x')], {
      damage: (main, table) => {
        main.writeUInt32LE(6_000_000, 0x4c);
        table.writeUInt32LE(6_000_000, 9);
      },
    });
    expect(reasons(result)).toEqual(['partly-read', 'processing-limit']);
  });

  it('a table in a table in two billion tables is one of thirty', async () => {
    const result = await read([paragraph('98%', [...inTable, ...depth(0x7fffffff)])]);
    expect(JSON.stringify(outlineRead(result))).toContain('98%');
  });
});
