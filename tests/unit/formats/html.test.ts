import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlFormat } from '../../../shared/formats/html.ts';
import { outlineRead } from './outline-read.ts';

const parse = async (html: string | Uint8Array) =>
  await htmlFormat.parse({ bytes: Buffer.from(html), file: 'Bảng điểm.xls', passwords: [] });
const outlineOf = async (html: string) => outlineRead(await parse(html));

describe('a web page that a program exported as Word or Excel file is read', () => {
  it('text line by line, tables with their merged cells in between', async () => {
    const html =
      '<html><head><style>p{}</style></head><body><p>B&aacute;o c&aacute;o</p><table><tr><th rowspan=2>TT</th><th colspan="2">Số liệu</th></tr>' +
      '<tr><td>197<td>200</tr><tr><td>1</td><td>98<br>%</td></tr></table><p>Hết</p></body></html>';
    expect(await outlineOf(html)).toEqual([
      'Báo cáo',
      ['0,0 2×1 TT', '0,1 1×2 Số liệu', '1,1 197', '1,2 200', '2,0 1', '2,1 98\n%'],
      'Hết',
    ]);
  });

  it('hidden rows and cells are marked, a table inside a cell is its text, comments are none', async () => {
    const html =
      '<table><tr style="display:none"><td>1</td></tr><tr><td style="mso-hide:all">2</td><td>a<table><tr><td>b</td></tr></table></td></tr></table><!--<table><tr><td>c</td></tr></table>-->';
    expect(await outlineOf(html)).toEqual([['0,0 [1]', '1,0 [2]', '1,1 a\nb']]);
  });

  it('an empty one says so', async () => {
    const { status, findings } = await parse('<html><body></body></html>');
    expect([status, findings.map(({ code }) => code)]).toEqual(['unreadable', ['unreadable-file']]);
  });

  it('a million comments that never end do no harm', async () => {
    expect(await outlineOf(`<html><p>98%</p>${'<!--'.repeat(1_000_000)}`)).toEqual(['98%']);
  });

  it('any order of tags ends with a result', async () => {
    const tag = fc.constantFrom(
      '<table>',
      '</table>',
      '<tr>',
      '</tr>',
      '<td rowspan=9 colspan=999999>',
      '</td>',
      'a',
      '<!--',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(tag, { maxLength: 40 }), async (tags) => {
        const result = await parse(`<html>${tags.join('')}`);
        expect(result.document !== undefined || result.findings.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
