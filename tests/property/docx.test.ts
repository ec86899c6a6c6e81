import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docxFormat } from '../../shared/formats/docx.ts';
import { buildDocx, cell, paragraph, row, run, table } from '../unit/formats/build-docx.ts';

const parse = async (bytes: Uint8Array) => await docxFormat.parse({ bytes, file: 'tệp.docx', passwords: [] });

const word = fc.stringMatching(/^[a-zđ0-9ăếợ]{1,8}$/u);
const text: fc.Arbitrary<string> = word.map((one) => run(one));
const inline = fc.oneof(
  text,
  text.map((inside) => `<w:ins>${inside}</w:ins>`),
  text.map((inside) => `<w:sdt><w:sdtPr/><w:sdtContent>${inside}</w:sdtContent></w:sdt>`),
  word.map((one) => `<w:r><w:txbxContent>${paragraph(one)}</w:txbxContent></w:r>`),
);
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(inline, { maxLength: 3 }).map((parts) => `<w:p>${parts.join('')}</w:p>`),
    fc
      .array(fc.array(fc.array(tie('block'), { maxLength: 2 }), { minLength: 1, maxLength: 3 }), {
        maxLength: 3,
      })
      .map((rows) =>
        table(...rows.map((cells) => row(cells.map((inside) => cell(`<w:p/>${inside.join('')}`))))),
      ),
  ),
}));

const wordsIn = (xml: string) => [...xml.matchAll(/<w:t [^>]*>([^<]*)/gu)].map((match) => match[1]).join('');
const sorted = (letters: string) => Array.from(letters.replace(/\s/gu, '')).sort().join('');

describe('reading any Word file', () => {
  it('loses no text and doubles none, however tables, boxes and controls are nested', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 5 }), async (blocks) => {
        const body = blocks.join('');
        const result = await parse(buildDocx(body));
        const texts = (result.document?.blocks ?? []).flatMap((one) =>
          one.kind === 'paragraph' ? [one.text] : one.cells.map((each) => each.text),
        );
        expect(sorted(texts.join(''))).toBe(sorted(wordsIn(body)));
      }),
      { numRuns: 150 },
    );
  });

  it('with bytes changed anywhere ends with a result and never throws', async () => {
    const whole = buildDocx(paragraph('Tỷ lệ 98%') + table(row([cell('1'), cell('2')])));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, end) => {
        const bytes = Uint8Array.from(whole).subarray(0, Math.max(end, at));
        bytes[at] = byte;
        const result = await parse(bytes);
        expect(['read', 'partly-read'].includes(result.status)).toBe(result.document !== undefined);
      }),
      { numRuns: 200 },
    );
  });
});
