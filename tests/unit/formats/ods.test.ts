import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { odsFormat } from '../../../shared/formats/ods.ts';
import { buildOds, cell, figure, row, sheet } from './build-ods.ts';
import { outlineRead } from './outline-read.ts';

const parse = async (bytes: Uint8Array) => await odsFormat.parse({ bytes, file: 'bảng.ods', passwords: [] });
const cellsOf = ({ document }: ReadFile) =>
  (document?.blocks ?? []).flatMap((block) => (block.kind === 'table' ? block.cells : []));
const codesOf = ({ findings }: ReadFile) => findings.map(({ code }) => code);
const messagesOf = ({ findings }: ReadFile) => findings.map(({ message }) => message);

const numberStyle = (name: string, kind: string, inside: string) =>
  `<number:${kind}-style style:name="${name}">${inside}</number:${kind}-style><style:style style:name="c${name}" style:family="table-cell" style:data-style-name="${name}"/>`;
const digits = (places: number, attributes = '') =>
  `<number:number number:decimal-places="${places}" number:min-integer-digits="1" ${attributes}/>`;

describe('the cells of an OpenDocument sheet are what its reader sees', () => {
  it('shows numbers by their own styles, with a decimal comma', async () => {
    const styles = [
      numberStyle('N1', 'percentage', `${digits(1)}<number:text>%</number:text>`),
      numberStyle('N2', 'number', digits(0, 'number:grouping="true"')),
      numberStyle(
        'N3',
        'date',
        '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>',
      ),
      // Negative numbers by this style itself, others by the one it names.
      numberStyle('N4P0', 'number', digits(1)),
      numberStyle(
        'N4',
        'number',
        `<number:text>-</number:text>${digits(1)}<style:map style:condition="value()&gt;=0" style:apply-style-name="N4P0"/>`,
      ),
      numberStyle('N5', 'number', `${digits(0)}<number:text> %</number:text>`),
    ].join('');
    const styled = (value: number, style: string) => figure(value, `table:style-name="c${style}"`);
    const result = await parse(
      buildOds(
        sheet(
          row(
            styled(0.985, 'N1') +
              styled(1245, 'N2') +
              styled(-2.5, 'N4') +
              styled(2.5, 'N4') +
              styled(98, 'N5'),
          ) +
            row(
              '<table:table-cell table:style-name="cN3" office:value-type="date" office:date-value="2023-11-02"/>' +
                figure(97.4) +
                '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
            ),
        ),
        { automatic: styles },
      ),
    );
    expect(cellsOf(result).map(({ text, number, date, boolean }) => [text, number ?? boolean, date])).toEqual(
      [
        ['98,5%', 0.985, undefined],
        ['1.245', 1245, undefined],
        ['-2,5', -2.5, undefined],
        ['2,5', 2.5, undefined],
        ['98 %', 98, undefined],
        ['02/11/2023', 45_232, '2023-11-02'],
        ['97,4', 97.4, undefined],
        ['TRUE', true, undefined],
      ],
    );
    expect([result.status, result.findings]).toEqual(['read', []]);
  });

  it('keeps a result of 0, gives formulas as written and says which have no result', async () => {
    const formula = 'table:formula="of:=SUM([.A1:.A9])"';
    const result = await parse(
      buildOds(
        sheet(
          row(
            figure(0, formula) +
              cell('', formula) +
              cell(
                '#DIV/0!',
                `${formula} office:value-type="string" office:string-value="" calcext:value-type="error"`,
              ) +
              cell('', `${formula} office:value-type="string"`),
          ),
        ),
      ),
    );
    expect(cellsOf(result).map(({ text, formula: written }) => [text, written])).toEqual([
      ['0', 'SUM([.A1:.A9])'],
      ['', 'SUM([.A1:.A9])'],
      ['#DIV/0!', 'SUM([.A1:.A9])'],
    ]);
    expect(messagesOf(result)).toEqual([
      'Tại 2 ô (B1, C1), trang tính "Điểm" có công thức nhưng tệp không lưu kết quả; đề nghị mở tệp bằng Excel, lưu lại và gửi lại.',
    ]);
  });

  it('marks hidden rows, columns, groups and sheets, and gives merged and repeated cells their places', async () => {
    const columns =
      '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="3"/>';
    const result = await parse(
      buildOds(
        sheet(
          columns +
            row(figure(1) + figure(2) + figure(3, 'table:number-columns-repeated="2"')) +
            row(figure(4), 'table:visibility="collapse"') +
            row(
              '<table:table-cell table:number-columns-repeated="16384"/>',
              'table:number-rows-repeated="3"',
            ) +
            row(figure(5), 'table:visibility="filter" table:number-rows-repeated="2"') +
            `<table:table-row-group table:display="false">${row(figure(6))}</table:table-row-group>` +
            row(
              figure(7, 'table:number-columns-spanned="3" table:number-rows-spanned="2"') +
                '<table:covered-table-cell office:value-type="float" office:value="9"/>',
            ),
        ) + sheet(row(figure(8)), 'Nháp', 'table:style-name="ta2"'),
        {
          automatic:
            '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>',
        },
      ),
    );
    expect(outlineRead(result)).toEqual([
      [
        '0,0 1',
        '0,1 [2]',
        '0,2 3',
        '0,3 3',
        '1,0 [4]',
        '5,0 [5]',
        '6,0 [5]',
        '7,0 [6]',
        '8,0 2×3 7',
        '8,1 [9]',
      ],
      ['0,0 [8]'],
    ]);
    expect(result.document?.blocks.map(({ hidden }) => hidden)).toEqual([undefined, true]);
  });

  it('gives text as shown, struck-out figures as hidden, comments and text boxes beside the table', async () => {
    const result = await parse(
      buildOds(
        sheet(
          `<table:shapes><draw:frame><draw:text-box><text:p>Lưu ý chung</text:p></draw:text-box></draw:frame></table:shapes>` +
            row(
              `<table:table-cell office:value-type="string"><office:annotation><dc:creator>Lan</dc:creator><dc:date>2023-10-01</dc:date><text:p>Theo sổ</text:p></office:annotation><text:p>Tỷ<text:s text:c="2"/>lệ</text:p><text:p>98<text:span>,5%</text:span></text:p></table:table-cell>` +
                figure(5, 'table:style-name="gach"'),
            ),
        ),
        {
          automatic:
            '<style:style style:name="gach" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>',
        },
      ),
    );
    expect(outlineRead(result)).toEqual([
      ['0,0 Tỷ  lệ\n98,5%', '0,1 [5]'],
      'text-box: Lưu ý chung',
      'comment: Theo sổ',
    ]);
  });

  it('converts a TCVN3 font named by the column, the common style or a part of the text', async () => {
    const old = 'Trî cÊp trÎ em ®­îc h­ëng';
    const font = '<style:text-properties style:font-name="F1"/>';
    const result = await parse(
      buildOds(
        sheet(
          '<table:table-column table:default-cell-style-name="con"/><table:table-column/>' +
            row(cell(old) + cell(`Xem <text:span text:style-name="T1">${old}</text:span>`)),
        ),
        {
          fonts: `<style:font-face style:name="F1" svg:font-family="'.VnTime'"/>`,
          common: `<style:style style:name="cha" style:family="table-cell">${font}</style:style>`,
          automatic: `<style:style style:name="con" style:family="table-cell" style:parent-style-name="cha"/><style:style style:name="T1" style:family="text"><style:text-properties fo:font-family=".VnTime"/></style:style>`,
        },
      ),
    );
    expect(outlineRead(result)).toEqual([
      ['0,0 Trợ cấp trẻ em được hưởng', '0,1 Xem Trợ cấp trẻ em được hưởng'],
    ]);
    expect([result.document?.legacyEncoding, codesOf(result)]).toEqual(['tcvn3', ['legacy-encoding']]);
  });

  it('leaves out what was deleted under change tracking and what was copied from other files', async () => {
    const result = await parse(
      buildOds(
        `<table:tracked-changes><table:deletion>${sheet(row(figure(1)))}</table:deletion></table:tracked-changes>` +
          sheet(row(figure(2))) +
          sheet(`<table:table-source/>${row(figure(3))}`, "'file:///C:/khác.ods'#$Sheet1"),
      ),
    );
    expect([outlineRead(result), codesOf(result)]).toEqual([[['0,0 2']], []]);
  });
});

describe('damaged, locked and hostile OpenDocument sheets', () => {
  it('doubts a number that no program may write so', async () => {
    const result = await parse(buildOds(sheet(row(figure('98,5') + figure(1)))));
    expect([outlineRead(result), codesOf(result)]).toEqual([[['0,1 1']], ['readers-disagree']]);
  });

  it('asks for the password of a locked file and names macros', async () => {
    const locked = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>';
    expect(codesOf(await parse(buildOds(sheet(row(figure(1))), { manifest: locked })))).toEqual([
      'password-protected',
    ]);
    const parts = [{ name: 'Basic/Standard/Module1.xml', content: '<x/>' }];
    expect(codesOf(await parse(buildOds(sheet(row(figure(1))), { parts })))).toEqual(['macro-file']);
  });

  it('stops at 100,000 cells however often a cell is repeated', async () => {
    const result = await parse(
      buildOds(
        sheet(
          row(figure(1, 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048576"'),
        ),
      ),
    );
    expect([cellsOf(result).length, messagesOf(result)]).toEqual([
      100_000,
      ['Mới đọc được 100.000/17.179.869.184 ô của bảng.ods; phần còn lại cần xem trực tiếp.'],
    ]);
  });

  it('keeps the sheets before the damage, and says that an empty file has no cells', async () => {
    const cut = await parse(
      buildOds(`${sheet(row(figure(1)))}<table:table table:name="Sau"><table:table-row></x>`),
    );
    expect([cut.status, outlineRead(cut), codesOf(cut)]).toEqual([
      'partly-read',
      [['0,0 1']],
      ['unreadable-file'],
    ]);
    const statuses = await Promise.all(
      [buildOds(sheet('')), buildOds('</x>'), buildOds(sheet(row(figure(1)))).subarray(0, 200)].map(
        async (bytes) => {
          const result = await parse(bytes);
          return [result.status, codesOf(result)];
        },
      ),
    );
    expect(statuses).toEqual(Array.from({ length: 3 }, () => ['unreadable', ['unreadable-file']]));
  });
});
