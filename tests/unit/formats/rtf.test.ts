import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { rtfFormat } from '../../../shared/formats/rtf.ts';
import { outlineRead } from './outline-read.ts';

const fonts =
  '{\\fonttbl{\\f0\\fcharset0 Times New Roman{\\*\\falt Arial};}{\\f1\\fcharset163 Arial;}{\\f2\\fcharset0 .VnTime;}{\\f3\\fcharset2 Wingdings;}}';
const parse = async (bytes: Uint8Array): Promise<ReadFile> =>
  await rtfFormat.parse({ bytes, file: 'Báo cáo.doc', passwords: [] });
const read = async (body: string) =>
  await parse(Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0${fonts}${body}}`, 'latin1'));
const outlineOf = async (body: string) => outlineRead(await read(body));
const reasons = ({ status, findings }: ReadFile) => [
  status,
  ...findings.map(({ code, message }) => /: (.*?)\. Các/.exec(message)?.[1] ?? code),
];
const row = (edges: readonly string[], texts: readonly string[]) =>
  `\\trowd${edges.map((edge) => `${edge} `).join('')}\\pard\\intbl ${texts.map((text) => `${text}\\cell `).join('')}\\row\\pard `;

describe('an RTF file is read as its reader sees it', () => {
  it('paragraphs with their place, letters in Unicode or in the code page of their font', async () => {
    expect(
      await read(
        "T\\u7927\\'3f l\\u7879? 98\\'96\\'93a\\'94\\par\\par{\\f1 C\\'f4\\'ecng ho\\'cca \\'f0}\\par",
      ),
    ).toEqual({
      status: 'read',
      format: 'rtf',
      findings: [],
      document: {
        format: 'rtf',
        scanned: false,
        legacyEncoding: null,
        blocks: [
          { kind: 'paragraph', role: 'body', text: 'Tỷ lệ 98–“a”', locator: { kind: 'paragraph', index: 1 } },
          { kind: 'paragraph', role: 'body', text: 'Cống hòa đ', locator: { kind: 'paragraph', index: 2 } },
        ],
      },
    });
  });

  it('skips as many stand-ins behind a Unicode letter as the group says, and none of the text', async () => {
    expect(await outlineOf("{\\uc2 \\u7879\\'65\\'3fa}{\\uc0\\u7879b}\\u7879\\par c")).toEqual([
      'ệaệbệ',
      'c',
    ]);
  });

  it('deleted text dropped, hidden and struck-out text kept apart, raised digits raised', async () => {
    expect(await outlineOf('\\u272? {\\deleted 89%}98%{\\v 1}{\\strike 2}{\\super 3}\\par')).toEqual([
      'Đ 98%³',
      '[12]',
    ]);
  });

  it('signs, tabs and breaks', async () => {
    expect(await outlineOf('a\\tab b\\line c\\_d\\~e\\-f \\{\\endash\\}\\par')).toEqual(['a\tb\nc-d ef {–}']);
  });

  it('numbers of lists as they are written out, headings by their level', async () => {
    expect(
      await outlineOf(
        "{\\listtext\\tab 1.\\tab}a\\par{\\listtext{\\f3\\'a7}\\tab}b\\par\\pard\\outlinelevel0 c\\par",
      ),
    ).toEqual(['list: 1. a', 'list: • b', 'heading: c']);
  });

  it('the result of fields and not their code, no page numbers of contents, boxes of forms by their state', async () => {
    const field = (code: string, result: string) => `{\\field{\\*\\fldinst ${code}}{\\fldrslt ${result}}}`;
    const box = (result: number) =>
      field(`FORMCHECKBOX {\\*\\formfield{\\fftype1\\ffres${result}\\ffdefres1}}`, '');
    expect(
      await outlineOf(
        `${field('=SUM', '885')} \\par I ${field('PAGEREF _T', '12')}\\par ${box(1)}${box(0)}${box(25)}\\par`,
      ),
    ).toEqual(['885', 'I', '☒☐☒']);
  });

  it('headers, footers, notes, comments and text boxes in their roles, what is no text left out', async () => {
    const box = '{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt khung\\par}}{\\shprslt c}}';
    expect(
      await outlineOf(
        `{\\info{\\title x}}{\\*\\unknown y}{\\stylesheet{z;}}{\\header dau\\par}{\\footer chan\\par}than{\\footnote chu}{\\*\\annotation nhan xet}${box} ket{\\bin3 {{{}\\par`,
      ),
    ).toEqual([
      'header: dau',
      'than ket',
      'text-box: khung',
      'footnote: chu',
      'footer: chan',
      'comment: nhan xet',
    ]);
  });

  it('text in an old font becomes Unicode', async () => {
    const { document } = await read("{\\f2 C\\'e9ng ho\\'b5 x\\'b7 h\\'e9i ch\\'f1 ngh\\'dca}\\par");
    expect(document?.blocks[0]).toMatchObject({
      text: 'Cộng hoà xã hội chủ nghĩa',
    });
    expect(document?.legacyEncoding).toBe('tcvn3');
    // LibreOffice writes the letter ư as the soft hyphen whose byte it is.
    expect(await outlineOf("{\\f2 Th\\-\\'ac ng}\\par")).toEqual(['Thươ ng']);
  });
});

describe('tables of an RTF file keep their structure', () => {
  it('cells by rows and edges, with several paragraphs in one', async () => {
    expect(
      await outlineOf(
        row(['\\cellx1000', '\\cellx3000'], ['a', 'b\\par c']) +
          row(['\\cellx1010', '\\cellx2000', '\\cellx3005'], ['1', '2', '3']) +
          'sau\\par',
      ),
    ).toEqual([['0,0 a', '0,1 1×2 b\nc', '1,0 1', '1,1 2', '1,2 3'], 'sau']);
  });

  it('cells merged across and down', async () => {
    expect(
      await outlineOf(
        row(['\\clvmgf\\cellx1000', '\\clmgf\\cellx2000', '\\clmrg\\cellx3000'], ['a', 'b', '']) +
          row(['\\clvmrg\\cellx1000', '\\cellx2000', '\\cellx3000'], ['', 'c', 'd']),
      ),
    ).toEqual([['0,0 2×1 a', '0,1 1×2 b', '1,1 c', '1,2 d']]);
  });

  it('a nested table follows the one around it, whose row keeps its own definition', async () => {
    const nested =
      '\\pard\\intbl\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\cellx100\\cellx200\\nestrow}{\\nonesttables\\par}';
    expect(
      await outlineOf(
        `\\trowd\\clmgf\\cellx1000\\clmrg\\cellx2000\\pard\\intbl ngoai\\par${nested}\\pard\\intbl\\itap1 het\\cell\\cell\\row\\pard sau\\par`,
      ),
    ).toEqual([['0,0 1×2 ngoai\nhet'], ['0,0 x', '0,1 y'], 'sau']);
  });

  it('a table that says where it ends is not joined with the next one; cells beyond the row are none', async () => {
    expect(
      await outlineOf(
        row(['\\lastrow\\cellx1000'], ['a', '']) + row(['\\cellx1000', '\\cellx2000'], ['b', 'c']),
      ),
    ).toEqual([['0,0 a'], ['0,0 b', '0,1 c']]);
  });

  it('cells of writers that do not say that their paragraphs are in a table', async () => {
    expect(await outlineOf('\\trowd\\cellx1000\\cellx2000 a\\cell b\\cell\\row c\\par')).toEqual([
      ['0,0 a', '0,1 b'],
      'c',
    ]);
  });
});

describe('an RTF file that cannot be read whole says why', () => {
  it('a cut one, one of pictures, one with a sheet inside, an empty one', async () => {
    const cut = Buffer.from(`{\\rtf1${fonts}98%\\par 89`, 'latin1');
    const results = await Promise.all([
      parse(cut),
      read('{\\*\\shppict{\\pict\\pngblip 89504e47}}{\\nonshppict{\\pict 00}}'),
      read('x{\\object{\\*\\objclass Excel.Sheet.8}{\\*\\objdata 01}{\\result y}}\\par'),
      read('x{\\object{\\*\\objclass Equation.3}{\\*\\objdata 01}}\\par'),
      read(''),
    ]);
    expect(results.map(reasons)).toEqual([
      ['partly-read', 'tệp bị hỏng hoặc chưa tải lên đầy đủ, chỉ đọc được phần đầu'],
      [
        'partly-read',
        'nội dung là ảnh (bản quét hoặc ảnh chụp) dán vào tệp Word, chưa đọc được chữ; đề nghị gửi kèm bản Word hoặc Excel có chữ',
      ],
      [
        'partly-read',
        'có bảng tính hoặc tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng',
      ],
      ['read'],
      ['unreadable', 'tệp không có chữ nào'],
    ]);
    expect(results.map(outlineRead)[0]).toEqual(['98%']);
  });

  it('a million groups in each other, and a table in a table in two billion, do no harm', async () => {
    expect(reasons(await read(`98%\\par${'{'.repeat(1_000_000)}`))).toEqual([
      'partly-read',
      'tệp bị hỏng hoặc chưa tải lên đầy đủ, chỉ đọc được phần đầu',
    ]);
    expect(JSON.stringify(await outlineOf('\\intbl\\itap2000000000 98%\\par'))).toContain('98%');
  });
});
