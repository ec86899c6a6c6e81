import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFile } from '../../shared/formats/registry.ts';
import { buildCms } from '../unit/formats/build-cms.ts';
import { buildRar } from '../unit/formats/build-rar.ts';
import { buildTnef } from '../unit/formats/build-tnef.ts';
import { packSevenZip } from '../unit/formats/pack-seven-zip.ts';

const parts = { 'Hồ sơ/a.txt': 'Tiêu chí 1: 95 điểm', 'b.txt': '90 điểm' };
const contents = new Set(Object.values(parts));

/** A container with some bytes changed, or cut. */
const spoil = (whole: Uint8Array, from: number): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat()),
    )
    .map(([changes, cut]) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) bytes[from + (at % (bytes.length - from))] = byte;
      return bytes.subarray(0, cut === null ? bytes.length : from + (cut % (bytes.length - from)));
    });

const part = { title: 'a.doc', longName: 'Tờ trình.docx', bytes: Buffer.from('95 điểm') };
const isOutcome = async (bytes: Uint8Array, file: string) => {
  const read = await readFile({ bytes, file, passwords: ['abc'] });
  const isRead = read.status === 'read' || read.status === 'partly-read';
  expect((read.document === undefined) !== (read.members === undefined)).toBe(isRead);
  expect(isRead || read.findings.length > 0 || read.ignoredBecause !== undefined).toBe(true);
  return read;
};

it.each([
  ['a 7z', await packSevenZip({ type: '7z', parts }), 6],
  ['a locked 7z', await packSevenZip({ type: '7z', parts, options: ['-pabc'] }), 6],
  ['a locked zip', await packSevenZip({ type: 'zip', parts, options: ['-pabc', '-mem=AES256'] }), 4],
  [
    'a rar',
    buildRar(
      5,
      [...Object.entries(parts)].map(([name, content]) => ({ name, content })),
    ),
    8,
  ],
])(
  '%s with changed bytes gives its files unchanged, or not at all',
  async (_, whole, from) => {
    await fc.assert(
      fc.asyncProperty(spoil(whole, from), async (bytes) => {
        const { members = [] } = await isOutcome(bytes, 'hs');
        // Names may change; what a file says may not.
        const said = members.map((member) => Buffer.from(member.bytes).toString());
        expect(said.filter((one) => one !== '' && !contents.has(one))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  },
  120_000,
);

it.each([
  ['a winmail.dat', buildTnef({ html: '<p>95 điểm</p>', parts: [part, { ...part, isMessage: true }] }), 4],
  ['a signed file', buildCms({ kind: 'signed', content: Buffer.from('Tiêu chí 1: 95 điểm') }), 17],
])('%s with changed bytes ends in an outcome', async (_, whole, from) => {
  await fc.assert(
    fc.asyncProperty(spoil(whole, from), async (bytes) => {
      await isOutcome(bytes, 'a.dat');
    }),
    { numRuns: 300 },
  );
});
