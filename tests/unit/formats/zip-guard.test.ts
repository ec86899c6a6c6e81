import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openGuardedZip, zipLimits, type GuardedZip } from '../../../shared/formats/zip-guard.ts';
import { buildZip, deflateZeros, type ZipPart } from './build-zip.ts';

async function readAll(zip: GuardedZip): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const entry of zip.entries) {
    const read = await zip.read(entry);
    result[entry.path] = 'bytes' in read ? Buffer.from(read.bytes).toString() : `(${read.problem})`;
  }
  return result;
}

const open = async (parts: readonly ZipPart[]) => await readAll(await openGuardedZip(buildZip(parts)));

describe('an archive is read without believing it', () => {
  it('returns packed and stored members with their names as written', async () => {
    const parts = [
      { name: 'hồ sơ/bảng điểm.xlsx', content: 'một' },
      { name: 'tờ trình.docx', content: 'hai', stored: true },
    ];
    expect(await open(parts)).toEqual({ 'hồ sơ/bảng điểm.xlsx': 'một', 'tờ trình.docx': 'hai' });
  });

  it('understands names as UTF-8 without the flag, else as CP437, and composes their letters', async () => {
    const parts = [
      { name: Buffer.from('biên bản.docx'.normalize('NFD')), content: '1' },
      { name: Buffer.from([0x82, 0x2e, 0x74, 0x78, 0x74]), content: '2' },
    ];
    expect(await open(parts)).toEqual({ 'biên bản.docx': '1', 'é.txt': '2' });
  });

  it('refuses members that point outside or are links, and keeps the others', async () => {
    const parts = [
      { name: '../../etc/passwd', content: 'x' },
      { name: '/tuyet-doi.txt', content: 'x' },
      { name: 'C:\\a.txt', content: 'x' },
      { name: 'lien-ket', content: '/etc/passwd', mode: 0o120777 },
      { name: 'a\\tot.txt', content: 'tốt' },
    ];
    expect(await open(parts)).toEqual({
      '../../etc/passwd': '(traversal)',
      '/tuyet-doi.txt': '(traversal)',
      'C:/a.txt': '(traversal)',
      'lien-ket': '(link)',
      'a/tot.txt': 'tốt',
    });
  });

  it('says which members are encrypted or packed by a method it does not know', async () => {
    const parts = [
      { name: 'khoa.pdf', content: 'x', flags: 0x801 },
      { name: 'bz2.pdf', content: 'x', method: 12 },
      { name: 'tot.pdf', content: 'tốt' },
    ];
    expect(await open(parts)).toEqual({
      'khoa.pdf': '(encrypted)',
      'bz2.pdf': '(unsupported-method)',
      'tot.pdf': 'tốt',
    });
  });

  it('ignores declared sizes: a lie in either direction changes nothing', async () => {
    const parts = [
      { name: 'a', content: '98,5%', declaredSize: 2_000_000_000 },
      { name: 'b', content: '98,5%', declaredSize: 1 },
    ];
    expect(await open(parts)).toEqual({ a: '98,5%', b: '98,5%' });
  });

  it('does not accept a member whose checksum differs, since its digits may have changed', async () => {
    expect(await open([{ name: 'a', content: '98,5%', checksum: crc32('95,5%') }])).toEqual({
      a: '(corrupt)',
    });
  });

  it('tolerates junk before and after the archive', async () => {
    const zip = buildZip([{ name: 'a', content: 'một' }]);
    const wrapped = Buffer.concat([Buffer.from('junk before'), zip, Buffer.from('\r\n--boundary--')]);
    expect(await readAll(await openGuardedZip(wrapped))).toEqual({ a: 'một' });
  });

  it('reports a truncated archive and bytes that are no archive', async () => {
    const zip = buildZip([{ name: 'a', content: 'một' }]);
    for (const bytes of [zip.subarray(0, zip.length - 30), Buffer.from('PK'), Buffer.alloc(0)]) {
      expect(await openGuardedZip(bytes)).toMatchObject({ entries: [], problem: 'corrupt' });
    }
  });

  it('keeps members listed before the damage in the directory', async () => {
    const zip = buildZip([
      { name: 'a', content: 'một' },
      { name: 'b', content: 'hai' },
    ]);
    zip.writeUInt32LE(0, zip.lastIndexOf('PK\x01\x02', undefined, 'latin1'));
    const opened = await openGuardedZip(zip);
    expect(opened.problem).toBe('corrupt');
    expect(await readAll(opened)).toEqual({ a: 'một' });
  });

  it('reports packed data that ends too early', async () => {
    expect(await open([{ name: 'a', content: 'x', packed: Buffer.from([0x4b]) }])).toEqual({
      a: '(corrupt)',
    });
  });
});

describe('an archive cannot unfold without end', () => {
  const limits = { ...zipLimits, entryBytes: 1_000, totalBytes: 2_500, entries: 4 };

  it('stops a member over its own bound and all members together over theirs', async () => {
    const part = (name: string, size: number) => ({ name, content: Buffer.alloc(size) });
    const bytes = buildZip([part('a', 1_001), part('b', 1_000), part('c', 400), part('d', 200)]);
    const zip = await openGuardedZip(bytes, limits);
    const problems = [];
    for (const entry of zip.entries) problems.push('problem' in (await zip.read(entry)));
    expect(problems).toEqual([true, false, false, true]);
  });

  it('lists no more entries than allowed', async () => {
    const parts = Array.from({ length: 5 }, (_, i) => ({ name: `f${i}`, content: '' }));
    const zip = await openGuardedZip(buildZip(parts), limits);
    expect([zip.entries.length, zip.problem]).toEqual([4, 'too-many-entries']);
  });

  it('stops a stream when its reader has enough', async () => {
    const zip = await openGuardedZip(buildZip([{ name: 'a', content: Buffer.alloc(200_000) }]));
    let pieces = 0;
    const [entry] = zip.entries;
    if (entry === undefined) throw new Error('no entry');
    const problem = await zip.stream(entry, () => {
      pieces += 1;
      return 'stop';
    });
    expect([problem, pieces]).toEqual([null, 1]);
  });

  it('refuses a bomb of 1 GB after 10 MB', async () => {
    const packed = await deflateZeros(1_000_000_000);
    const zip = await openGuardedZip(
      buildZip([{ name: 'xl/worksheets/sheet1.xml', content: '', packed, declaredSize: 10 }]),
    );
    const [entry] = zip.entries;
    if (entry === undefined) throw new Error('no entry');
    let taken = 0;
    const problem = await zip.stream(entry, (piece) => {
      taken += piece.length;
      return undefined;
    });
    expect(problem).toBe('too-large');
    expect(taken).toBeLessThan(10_100_000);
  });
});
