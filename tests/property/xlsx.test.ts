import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xlsxFormat } from '../../shared/formats/xlsx.ts';
import { buildXlsx, sharedXml, sheetXml } from '../unit/formats/build-xlsx.ts';

const parse = async (bytes: Uint8Array) => await xlsxFormat.parse({ bytes, file: 'tệp.xlsx', passwords: [] });

describe('reading any workbook', () => {
  it('gives back every number as stored and agrees with itself', async () => {
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 20 }), async (numbers) => {
        const rows = numbers.map(
          (value, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${value}</v></c></row>`,
        );
        const result = await parse(buildXlsx({ sheets: [{ xml: sheetXml(rows.join('')) }] }));
        const [table] = result.document?.blocks ?? [];
        expect(table?.kind === 'table' ? table.cells.map((cell) => cell.number) : []).toEqual(
          numbers.map((value) => Number(String(value))),
        );
        expect(result.findings).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('with bytes changed anywhere ends with a result and never throws', async () => {
    const whole = buildXlsx({
      sheets: [
        { xml: sheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1</f><v>1</v></c></row>') },
      ],
      sharedStrings: sharedXml(['Tỷ lệ 98%']),
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, end) => {
        const bytes = Uint8Array.from(whole).subarray(0, Math.max(end, at + 1));
        bytes[at] = byte;
        const result = await parse(bytes);
        expect(['read', 'partly-read'].includes(result.status)).toBe(result.document !== undefined);
      }),
      { numRuns: 150 },
    );
  });
});
