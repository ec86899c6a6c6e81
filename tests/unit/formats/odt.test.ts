import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { odtFormat } from '../../../shared/formats/odt.ts';
import { buildOdt, cell, covered, p, row, table, type OdtOptions } from './build-odt.ts';
import { outlineRead } from './outline-read.ts';

const parse = async (bytes: Uint8Array): Promise<ReadFile> =>
  await odtFormat.parse({ bytes, file: 'Báo cáo.odt', passwords: [] });
const read = async (body: string, options: OdtOptions = {}) => await parse(buildOdt(body, options));
const outlineOf = async (body: string, options: OdtOptions = {}) => outlineRead(await read(body, options));
const reasons = ({ status, findings }: ReadFile) => [
  status,
  ...findings.map(({ code, message }) => /: (.*?)\. Các/.exec(message)?.[1] ?? code),
];
const textStyle = (name: string, properties: string, more = '') =>
  `<style:style style:name="${name}" style:family="text" ${more}><style:text-properties ${properties}/></style:style>`;
const span = (style: string, inside: string) => `<text:span text:style-name="${style}">${inside}</text:span>`;

describe('an OpenDocument text is read as its reader sees it', () => {
  it('paragraphs in order with their place; spaces, tabs and breaks as written', async () => {
    expect(
      await read(p('Số:<text:tab/>15<text:s text:c="2"/>a<text:line-break/>b') + p('') + p('c')),
    ).toEqual({
      status: 'read',
      format: 'odt',
      findings: [],
      document: {
        format: 'odt',
        scanned: false,
        legacyEncoding: null,
        blocks: [
          {
            kind: 'paragraph',
            role: 'body',
            text: 'Số:\t15  a\nb',
            locator: { kind: 'paragraph', index: 1 },
          },
          { kind: 'paragraph', role: 'body', text: 'c', locator: { kind: 'paragraph', index: 2 } },
        ],
      },
    });
  });

  it('deletions that are kept beside the text are not read, insertions are', async () => {
    const changes = `<text:tracked-changes><text:changed-region><text:deletion>${p('89%')}</text:deletion></text:changed-region></text:tracked-changes>`;
    expect(
      await outlineOf(`${changes}${p('Đạt <text:change/><text:change-start/>98%<text:change-end/>')}`),
    ).toEqual(['Đạt 98%']);
  });

  it('hidden and struck-out text is kept apart, whatever hides it', async () => {
    const automatic =
      textStyle('T1', 'text:display="none"') +
      textStyle('T2', 'style:text-line-through-style="solid"') +
      textStyle('T3', '', 'style:parent-style-name="T2"');
    const body =
      p(`a${span('T1', '1')}${span('T2', '2')}${span('T3', '3')}${span('T1', span('T2', '4'))}`) +
      p('<text:hidden-text text:is-hidden="true">5</text:hidden-text>') +
      p('<text:hidden-paragraph text:is-hidden="true"/>6') +
      `<text:section text:display="none">${p('7')}</text:section>` +
      p('8');
    expect(await outlineOf(body, { automatic })).toEqual(['a', '[1234]', '[5]', '[6]', '[7]', '8']);
  });

  it('raised digits stay raised', async () => {
    const automatic = textStyle('T1', 'style:text-position="super 58%"');
    expect(await outlineOf(p(`98${span('T1', '1')}`), { automatic })).toEqual(['98¹']);
  });

  it('lists are numbered level by level, go on where they say so, and count anew otherwise', async () => {
    const level = (number: number, format: string, more: string) =>
      `<text:list-level-style-number text:level="${number}" style:num-format="${format}" ${more}/>`;
    const automatic = `<text:list-style style:name="L1">${level(1, 'I', 'style:num-suffix="."')}${level(2, '1', 'style:num-prefix="Mục " text:display-levels="2"')}</text:list-style>`;
    const item = (inside: string, more = '') => `<text:list-item ${more}>${inside}</text:list-item>`;
    const list = (inside: string, more = '') =>
      `<text:list text:style-name="L1" ${more}>${inside}</text:list>`;
    const body =
      list(
        item(p('a') + p('tiếp') + `<text:list>${item(p('b'))}${item(p('c'))}</text:list>`) + item(p('d')),
      ) +
      list(item(p('e')), 'text:continue-numbering="true"') +
      list(item(p('f'), 'text:start-value="7"') + item(p('g')));
    expect(await outlineOf(body, { automatic })).toEqual([
      'list: I. a',
      'tiếp',
      'list: Mục I.1 b',
      'list: Mục I.2 c',
      'list: II. d',
      'list: III. e',
      'list: VII. f',
      'list: VIII. g',
    ]);
  });

  it('headings carry the numbers of the outline', async () => {
    const common = `<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/></text:outline-style>`;
    const heading = (text: string) => `<text:h text:outline-level="1">${text}</text:h>`;
    expect(await outlineOf(heading('Một') + heading('Hai'), { common })).toEqual([
      'heading: 1. Một',
      'heading: 2. Hai',
    ]);
  });

  it('headers, footers, notes, comments and text boxes in their roles; page numbers of contents left out', async () => {
    const note = `<text:note><text:note-citation>1</text:note-citation><text:note-body>${p('chú thích')}</text:note-body></text:note>`;
    const comment = `<office:annotation><dc:creator>A</dc:creator><dc:date>2023</dc:date>${p('nhận xét')}</office:annotation>`;
    const box = `<draw:frame><draw:text-box>${p('khung')}</draw:text-box><svg:desc>mô tả</svg:desc></draw:frame>`;
    const contents = `<text:table-of-content><text:index-body>${p('Mục I<text:tab/>12')}</text:index-body></text:table-of-content>`;
    const page = `<style:header>${p('UBND xã')}</style:header><style:footer>${p('Trang')}</style:footer>`;
    expect(await outlineOf(contents + p(`98${note}%${comment}${box} đạt`), { page })).toEqual([
      'header: UBND xã',
      'Mục I',
      '98% đạt',
      'text-box: khung',
      'footnote: chú thích',
      'footer: Trang',
      'comment: nhận xét',
    ]);
  });
});

describe('tables of an OpenDocument text keep their structure', () => {
  it('with merged cells once at their top left, text under them kept hidden', async () => {
    const body = table(
      row([
        cell('a', 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
        covered(),
        cell('b'),
      ]),
      row([covered(), covered(p('98')), cell('c')]),
      row([cell('d'), cell('e'), cell('f')]),
    );
    expect(await outlineOf(body)).toEqual([
      ['0,0 2×2 a', '0,2 b', '1,2 c', '2,0 d', '2,1 e', '2,2 f'],
      '[98]',
    ]);
  });

  it('two merges down beside each other are two', async () => {
    const down = 'table:number-rows-spanned="2"';
    const body = table(
      row([cell('a', down), cell('b', down), cell('c')]),
      row([covered(), covered(), cell('d')]),
    );
    expect(await outlineOf(body)).toEqual([['0,0 2×1 a', '0,1 2×1 b', '0,2 c', '1,2 d']]);
  });

  it('with header rows, repeated and hidden ones, nested tables and boxes after', async () => {
    const box = `<draw:frame><draw:text-box>${p('khung')}</draw:text-box></draw:frame>`;
    const body = table(
      `<table:table-header-rows>${row([cell('', 'table:number-columns-repeated="2"'), cell('TT')])}</table:table-header-rows>`,
      row([cell('x')], 'table:visibility="collapse"'),
      row([cell(p('ngoài') + table(row([cell('trong')])))]),
      row([cell(p(`98${box}`))]),
    );
    expect(await outlineOf(body)).toEqual([
      ['0,2 TT', '1,0 [x]', '2,0 ngoài', '3,0 98'],
      ['0,0 trong'],
      'text-box: khung',
    ]);
  });

  it('a cell repeated a billion times is no billion cells', async () => {
    const body = table(
      row([cell('x', 'table:number-columns-repeated="999999999"')], 'table:number-rows-repeated="999999999"'),
    );
    expect(reasons(await read(body))).toEqual(['partly-read', 'processing-limit']);
  });
});

describe('an OpenDocument text with old fonts or faults says so', () => {
  it('an old font is noticed through the name the document gives it', async () => {
    const fonts = `<style:font-face style:name="F1" svg:font-family="'.VnTime'"/>`;
    const automatic = textStyle('T1', 'style:font-name="F1"');
    const { document } = await read(p(span('T1', 'Céng hoµ x· héi chñ nghÜa')), { fonts, automatic });
    expect(document?.legacyEncoding).toBe('tcvn3');
  });

  it('a locked one, one with entities, a cut one, an empty one, one with a sheet inside, one with macros', async () => {
    const lock =
      '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>';
    const sheet =
      '<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>';
    const results = await Promise.all([
      read(p('x'), { manifest: lock }),
      read(p('x'), { prolog: '<!DOCTYPE a [<!ENTITY b "c">]>' }),
      read(`${p('98%')}<text:p>89<text:span>`),
      read(p('')),
      read(p('x<draw:object xlink:href="./Object 1"/>'), { manifest: sheet }),
      read(p('x'), { extra: [{ name: 'Basic/Standard/Module1.xml', content: '' }] }),
      parse(buildOdt(p('x')).subarray(0, 300)),
    ]);
    expect(results.map(reasons)).toEqual([
      ['unreadable', 'password-protected'],
      ['refused', 'tệp có khai báo thực thể XML mà tệp văn bản không được có; tệp có thể gây hại'],
      ['partly-read', 'tệp bị hỏng ở giữa chừng, chỉ đọc được phần đầu'],
      ['unreadable', 'tệp không có chữ nào'],
      [
        'partly-read',
        'có bảng tính hoặc tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng',
      ],
      ['read', 'macro-file'],
      ['unreadable', 'tệp văn bản bị hỏng hoặc chưa tải lên đầy đủ'],
    ]);
    expect(outlineRead(results[2])).toEqual(['98%']);
  });
});
