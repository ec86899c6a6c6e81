import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pdfFormat } from '../../shared/formats/pdf.ts';
import { buildPdf, ruledTable, textAt } from '../unit/formats/build-pdf.ts';

const parse = async (bytes: Uint8Array) => await pdfFormat.parse({ bytes, file: 'tệp.pdf', passwords: [] });

const original = buildPdf([
  [
    textAt(72, 80, 'Báo cáo'),
    ...ruledTable(
      100,
      [72, 200, 400],
      [
        ['1', '98,5%'],
        ['2', '15'],
      ],
    ),
  ],
]);

/** Nothing may be lost in silence: what is not read whole carries a finding. */
async function expectAccountedFor(bytes: Uint8Array): Promise<void> {
  const result = await parse(bytes);
  expect(result.format).toBe('pdf');
  if (result.status === 'read') expect(result.document).toBeDefined();
  else expect(result.findings.length).toBeGreaterThan(0);
}

describe('reading any bytes as PDF', () => {
  it('answers with a finding, whatever follows the header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (rest) => {
        await expectAccountedFor(new Uint8Array([...new TextEncoder().encode('%PDF-1.7\n'), ...rest]));
      }),
      { numRuns: 60 },
    );
  });

  it('answers with text or a finding when bytes of a good file were changed or its end cut off', async () => {
    const change = fc.tuple(fc.nat(original.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 20 }),
        fc.integer({ min: 20, max: original.length }),
        async (changes, length) => {
          const bytes = original.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          await expectAccountedFor(bytes.subarray(0, length));
        },
      ),
      { numRuns: 60 },
    );
  });
});
