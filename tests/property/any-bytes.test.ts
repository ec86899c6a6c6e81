import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FormatInput, ReadFile } from '../../shared/domain/read-file.ts';
import { stopRecognition } from '../../shared/formats/ocr.ts';
import { formats, readFile } from '../../shared/formats/registry.ts';

// The decoder of HEIC tells its console what is wrong with each.
beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterAll(stopRecognition);

const picture = (name: string): Buffer =>
  readFileSync(new URL(`../support/pictures/${name}`, import.meta.url));

/** A small whole file of kinds that no other property test damages. */
const samples: Readonly<Record<string, Uint8Array>> = {
  'thu.eml': Buffer.from(
    "From: a@example.vn\r\nTo: b@example.vn\r\nSubject: =?utf-8?B?SOG7kyBzxqE=?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nT=E1=BB=B7 l=E1=BB=87 98%\r\n--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename*=utf-8''b%E1%BA%A3ng.csv\r\nContent-Transfer-Encoding: base64\r\n\r\nYTsxCg==\r\n--x--\r\n",
  ),
  'bao cao.html': Buffer.from(
    '<html><head><meta charset="utf-8"></head><body><p>Tỷ lệ <b>98%</b></p><table><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></table></body></html>',
  ),
  'bao cao.txt': Buffer.from('Tiêu chí 1: 95 điểm\r\n\r\nTiêu chí 2\t90 điểm\n'),
};

/** Pictures, which are opened only: recognising letters takes seconds each. */
const pictures: Readonly<Record<string, Uint8Array>> = {
  'anh.heic': picture('page.heic'),
  'chu ky.bmp': Buffer.concat([
    Buffer.from('BM\x9e\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x08\0\0\0\x04\0\0\0\x01\0\x18\0\0\0\0\0', 'latin1'),
    Buffer.alloc(120, 0xff),
  ]),
};

const damage = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
  cutAt: fc.option(fc.nat()),
});

function spoil(
  whole: Uint8Array,
  { changes, cutAt }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  const bytes = Uint8Array.from(whole);
  for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
  return cutAt === null ? bytes : bytes.subarray(0, cutAt % (bytes.length + 1));
}

const asInput = (bytes: Uint8Array, file: string): FormatInput => ({ bytes, file, passwords: ['abc'] });

function expectOutcome({ status, document, members, ignoredBecause, findings }: ReadFile): void {
  const isRead = status === 'read' || status === 'partly-read';
  expect(document !== undefined || members !== undefined).toBe(isRead);
  const hasContent = (document?.blocks.length ?? 0) + (members?.length ?? 0) > 0;
  expect(hasContent || findings.length > 0 || ignoredBecause !== undefined).toBe(true);
}

/** The first bytes of every kind of file there is a reader for, so that readers get further than their first look. */
const beginnings = [
  '%PDF-1.7\n',
  'PK\x03\x04',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  '{\\rtf1 ',
  '7z\xbc\xaf\x27\x1c',
]
  .concat('Rar!\x1a\x07\x01\0', '\x78\x9f\x3e\x22', '\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n', 'II*\0', 'MM\0*')
  .concat(
    '\x09\x08\x10\0\0\x06',
    '\0\0\0\x18ftypheic',
    'RIFF\0\0\0\0WEBP',
    '\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02',
  )
  .concat('From: a@b\r\nTo: c@d\r\n', '<html>', 'a;b\n1;2\n', '');
const anyBytes = fc
  .tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 600 }))
  .map(([begin, rest]) => Buffer.concat([Buffer.from(begin, 'latin1'), rest]));

describe('any bytes end in an outcome, with content or a reason, and never throw', () => {
  it.each(formats.map((format, index) => [`${format.id} (${index + 1})`, format] as const))(
    'given to the reader of %s, whether or not it would take them',
    { timeout: 120_000 },
    async (_, format) => {
      await fc.assert(
        fc.asyncProperty(anyBytes, async (bytes) => {
          expectOutcome(await format.parse(asInput(bytes, 'tệp')));
        }),
        { numRuns: 60 },
      );
    },
  );

  it('given to whichever reader takes them', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyBytes,
        fc.constantFrom('tệp', 'a.csv', 'a.eml', 'a.exe', '~$a.docx'),
        async (bytes, file) => {
          expectOutcome(await readFile(asInput(bytes, file)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(Object.entries(samples))('of a damaged %s', { timeout: 120_000 }, async (file, whole) => {
    await fc.assert(
      fc.asyncProperty(damage, async (done) => {
        expectOutcome(await readFile(asInput(spoil(whole, done), file)));
      }),
      { numRuns: 100 },
    );
  });

  it.each(Object.entries(pictures))(
    'of a damaged %s, opened to be drawn',
    { timeout: 120_000 },
    async (file, whole) => {
      await fc.assert(
        fc.asyncProperty(damage, async (done) => {
          const { drawnPages, document, findings } = await readFile({
            ...asInput(spoil(whole, done), file),
            draw: [1],
          });
          // Damaged at its very beginning it is a text, or nothing known.
          expect(drawnPages !== undefined || document !== undefined || findings.length > 0).toBe(true);
        }),
        { numRuns: 50 },
      );
    },
  );
});
