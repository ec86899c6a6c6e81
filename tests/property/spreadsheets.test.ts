import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../shared/formats/csv.ts';
import { odsFormat } from '../../shared/formats/ods.ts';
import { xlsFormat } from '../../shared/formats/xls.ts';
import { buildOds, cell, figure, row, sheet } from '../unit/formats/build-ods.ts';
import {
  buildXls,
  buildXlsStream,
  f64,
  formula,
  number,
  record,
  shared,
  sharedTexts,
  styles,
  u16,
  wide,
} from '../unit/formats/build-xls.ts';

const options = {
  globals: [...styles(['0.0%'], '.VnTime'), sharedTexts(wide('Tỷ lệ'), wide('98%'))],
  sheets: [
    {
      records: [
        record(0x0208, u16(0, 0, 9, 300, 0, 0, 0x20, 0)),
        ...[shared(0, 0, 0), shared(0, 1, 1), number(1, 0, 0.985, 0), formula(1, 1, f64(0))],
        record(0x00e5, u16(1, 0, 0, 2, 3)),
        record(0x005d, u16(0x15, 18, 25, 1), Buffer.alloc(14)),
        record(0x01b6, u16(0, 0, 0, 0, 0, 3, 16, 0, 0)),
        record(0x003c, Buffer.from([0]), Buffer.from('abc')),
        record(0x001c, u16(0, 0, 0, 1), wide('a'), Buffer.from([0])),
      ],
    },
  ],
};

const whole = {
  xls: { format: xlsFormat, bytes: buildXls(options) },
  'bare xls': { format: xlsFormat, bytes: buildXlsStream(options) },
  ods: { format: odsFormat, bytes: buildOds(sheet(row(cell('Tỷ lệ 98%') + figure(1)))) },
  csv: { format: csvFormat, bytes: Buffer.from('a;"b\n""c";1\n2;3;4\n') },
};

describe('any bytes given to a spreadsheet format', () => {
  it.each(Object.entries(whole))(
    'end with a result and never throw: %s',
    async (_, { format, bytes: good }) => {
      const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(damage, fc.nat(good.length), fc.boolean(), async (changes, end, isCut) => {
          const bytes = Uint8Array.from(good);
          for (const [at, byte] of changes) bytes[at] = byte;
          const { status, document, findings } = await format.parse({
            bytes: isCut ? bytes.subarray(0, end) : bytes,
            ...{ file: 'bảng', passwords: ['a'] },
          });
          expect(['read', 'partly-read'].includes(status)).toBe(document !== undefined);
          expect(document?.blocks.length === 0 ? findings.length : 1).toBeGreaterThan(0);
        }),
        { numRuns: 200 },
      );
    },
  );

  it('gives back every number of an xls as stored, by both readers alike', async () => {
    const value = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 20 }), async (values) => {
        const records = values.map((one, at) => number(at, 0, one));
        const { document, findings } = await xlsFormat.parse({
          bytes: buildXlsStream({ sheets: [{ records }] }),
          ...{ file: 'bảng.xls', passwords: [] },
        });
        const [table] = document?.blocks ?? [];
        expect(table?.kind === 'table' ? table.cells.map((one) => one.number) : []).toEqual(values);
        expect(findings).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
