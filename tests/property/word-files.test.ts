import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docFormat } from '../../shared/formats/doc.ts';
import { odtFormat } from '../../shared/formats/odt.ts';
import { rtfFormat } from '../../shared/formats/rtf.ts';
import { buildDoc, change, font, paragraph, row } from '../unit/formats/build-doc.ts';
import { buildOdt } from '../unit/formats/build-odt.ts';

/** Bytes with some of them changed, perhaps cut off. */
const damaged = (whole: Uint8Array) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      fc.option(fc.nat(whole.length), { nil: whole.length }),
    )
    .map(([changes, end]) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes.subarray(0, end);
    });

const doc = buildDoc(
  [
    paragraph('Tỷ lệ \u0013 REF a \u001498%\u0015', font(1)),
    paragraph('mục', change(0x460b, 1, 0)),
    ...row([0, 1000, 2000], ['1', '2'], [1, 2]),
  ],
  { listText: '\u0000.', headers: [[paragraph('đầu trang')]], footnotes: [paragraph('chú')] },
);

const odt = buildOdt(
  '<text:p>Tỷ lệ <text:span text:style-name="T1">98%</text:span></text:p><table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>',
);

const rtf = Buffer.from(
  "{\\rtf1{\\fonttbl{\\f0 A;}}{\\header x}T\\u7927? \\'96{\\field{\\*\\fldinst a}{\\fldrslt 98}}\\par\\trowd\\clmgf\\cellx9\\cellx99\\intbl\\itap2 1\\nestcell{\\*\\nesttableprops\\nestrow}\\cell 2\\cell\\row{\\footnote y}}",
);

describe('a word-processor file with bytes changed anywhere ends with a result and never throws', () => {
  it.each([
    ['Word 97–2003', docFormat, doc],
    ['OpenDocument', odtFormat, odt],
    ['RTF', rtfFormat, rtf],
  ])('%s', async (_, format, whole) => {
    await fc.assert(
      fc.asyncProperty(damaged(whole), async (bytes) => {
        const result = await format.parse({ bytes, file: 'tệp', passwords: ['x'] });
        expect(['read', 'partly-read'].includes(result.status)).toBe(result.document !== undefined);
        expect(result.document !== undefined || result.findings.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
