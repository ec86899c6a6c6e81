import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedBlobError, openFileBlobs } from '../../../shared/adapters/local/file-blobs.ts';
import { ErasedFolderError } from '../../../shared/ports/blobs.ts';
import { makeTestDirectory } from '../../support/make-test-directory.ts';

const secret = Buffer.from('Nguyễn Văn Thử, sinh năm 2014');
const wrappingKey = new Uint8Array(32).fill(1);

function makePlaces(): {
  root: string;
  keys: string;
  open: (key?: Uint8Array) => ReturnType<typeof openFileBlobs>;
} {
  const directory = makeTestDirectory();
  const root = join(directory, 'blobs');
  const keys = join(directory, 'keys');
  return { root, keys, open: (key = wrappingKey) => openFileBlobs({ root, keys, wrappingKey: key }) };
}

const filesUnder = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('blobs on one machine', () => {
  it('are there after a restart', async () => {
    const { open } = makePlaces();
    await (await open()).put('mail/a', 'raw.eml', secret);
    expect(await (await open()).get('mail/a', 'raw.eml')).toEqual(secret);
  });

  it('are unreadable on disk, and equal bytes of two mails are not equal there', async () => {
    const { root, keys, open } = makePlaces();
    const blobs = await open();
    await blobs.put('mail/a', 'raw.eml', secret);
    await blobs.put('mail/b', 'raw.eml', secret);
    const kept = [...filesUnder(root), ...filesUnder(keys)].map((file) => readFileSync(file));
    expect(kept).toHaveLength(4);
    expect(kept.filter((file) => file.includes('Văn Thử'))).toEqual([]);
    expect(new Set(kept.map((file) => file.toString('hex'))).size).toBe(4);
  });

  it('keep the keys out of the folder of data', async () => {
    const { root, keys, open } = makePlaces();
    await (await open()).put('mail/a', 'raw.eml', secret);
    expect(filesUnder(root)).toEqual([join(root, 'mail', 'a', 'raw.eml')]);
    expect(filesUnder(keys)).toEqual([join(keys, 'mail%2Fa.key')]);
  });

  it('do not open under another office key', async () => {
    const { open } = makePlaces();
    await (await open()).put('mail/a', 'raw.eml', secret);
    const other = await open(new Uint8Array(32).fill(2));
    await expect(other.get('mail/a', 'raw.eml')).rejects.toThrow(DamagedBlobError);
  });

  it.each([
    [
      'a flipped bit',
      (sealed: Buffer) => Buffer.from(sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte))),
    ],
    ['a lost end', (sealed: Buffer) => sealed.subarray(0, -1)],
    ['nothing left', () => Buffer.alloc(0)],
  ])('say so when the disk damaged one: %s', async (_, damage) => {
    const { root, open } = makePlaces();
    const blobs = await open();
    await blobs.put('mail/a', 'raw.eml', secret);
    const path = join(root, 'mail', 'a', 'raw.eml');
    writeFileSync(path, damage(readFileSync(path)));
    await expect(blobs.get('mail/a', 'raw.eml')).rejects.toThrow(DamagedBlobError);
  });

  it('do not open under another name or in another folder', async () => {
    const { root, keys, open } = makePlaces();
    const blobs = await open();
    await blobs.put('mail/a', 'raw.eml', secret);
    cpSync(join(root, 'mail', 'a', 'raw.eml'), join(root, 'mail', 'a', 'other.eml'));
    await expect(blobs.get('mail/a', 'other.eml')).rejects.toThrow(DamagedBlobError);
    cpSync(join(root, 'mail', 'a'), join(root, 'mail', 'b'), { recursive: true });
    cpSync(join(keys, 'mail%2Fa.key'), join(keys, 'mail%2Fb.key'));
    await expect(blobs.get('mail/b', 'raw.eml')).rejects.toThrow(DamagedBlobError);
  });

  it('never show a file left half written, and clear it away at the next start', async () => {
    const { root, keys, open } = makePlaces();
    await open();
    for (const directory of [root, keys]) writeFileSync(join(directory, '.scratch', 'x.part'), 'half');
    await (await open()).put('mail/a', 'raw.eml', secret);
    expect([...filesUnder(root), ...filesUnder(keys)].filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('leave neither key nor file of an erased mail, and refuse it after a restart', async () => {
    const { root, keys, open } = makePlaces();
    const blobs = await open();
    await blobs.put('mail/a', 'raw.eml', secret);
    const key = readFileSync(join(keys, 'mail%2Fa.key'));
    // What the disk still holds of the key file once its name is gone.
    linkSync(join(keys, 'mail%2Fa.key'), join(keys, 'remains'));
    await blobs.erase('mail/a');
    expect(readFileSync(join(keys, 'remains'))).toEqual(Buffer.alloc(key.byteLength));
    expect(filesUnder(root)).toEqual([]);
    expect(filesUnder(keys).filter((file) => readFileSync(file).includes(key.subarray(12, 44)))).toEqual([]);
    await expect((await open()).put('mail/a', 'raw.eml', secret)).rejects.toThrow(ErasedFolderError);
  });

  it('stay erased when the files come back from a backup of the data', async () => {
    const { root, open } = makePlaces();
    const blobs = await open();
    await blobs.put('mail/a', 'raw.eml', secret);
    cpSync(join(root, 'mail'), join(root, '..', 'backup'), { recursive: true });
    await blobs.erase('mail/a');
    cpSync(join(root, '..', 'backup'), join(root, 'mail'), { recursive: true });
    const restored = await open();
    expect(await restored.get('mail/a', 'raw.eml')).toBeUndefined();
    await restored.erase('mail/a');
    expect(existsSync(join(root, 'mail', 'a'))).toBe(false);
  });

  it('destroy the key before the files: a mail whose files cannot be removed is unreadable all the same', async () => {
    const { root, open } = makePlaces();
    const blobs = await open();
    await blobs.put('mail/a', 'raw.eml', secret);
    // No place to move the files to: the erasure fails after the key.
    rmSync(join(root, '.scratch'), { recursive: true });
    writeFileSync(join(root, '.scratch'), 'in the way');
    await expect(blobs.erase('mail/a')).rejects.toThrow();
    rmSync(join(root, '.scratch'));
    mkdirSync(join(root, '.scratch'));
    expect(await (await open()).get('mail/a', 'raw.eml')).toBeUndefined();
  });
});
