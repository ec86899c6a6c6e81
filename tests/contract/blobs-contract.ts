import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs } from '../../shared/ports/blobs.ts';

/** Empty blobs of one home. */
export interface OpenedBlobs {
  readonly blobs: Blobs;
  readonly close: () => Promise<void> | void;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every home promises of its blobs. */
export function describeBlobs(home: string, open: () => Promise<OpenedBlobs>): void {
  describe(`the blobs of ${home}`, () => {
    let opened: OpenedBlobs;
    let blobs: Blobs;
    beforeEach(async () => {
      opened = await open();
      blobs = opened.blobs;
    });
    afterEach(() => opened.close());

    const read = async (folder: string, name: string): Promise<string | undefined> => {
      const found = await blobs.get(folder, name);
      return found === undefined ? undefined : new TextDecoder().decode(found);
    };

    it('give back the bytes that were put', async () => {
      await blobs.put('mail/a1', 'raw.eml', bytes('Kính gửi'));
      await blobs.put('mail/a1', 'pages/1', bytes(''));
      await blobs.put('dossier/2023/06514/1', 'revision.json', bytes('{}'));
      expect(await read('mail/a1', 'raw.eml')).toBe('Kính gửi');
      expect(await read('mail/a1', 'pages/1')).toBe('');
      expect(await read('dossier/2023/06514/1', 'revision.json')).toBe('{}');
    });

    it('know nothing of a folder or name never put', async () => {
      expect(await read('mail/a1', 'raw.eml')).toBeUndefined();
      await blobs.put('mail/a1', 'raw.eml', bytes('x'));
      expect(await read('mail/a1', 'other')).toBeUndefined();
      expect(await read('mail/a2', 'raw.eml')).toBeUndefined();
    });

    it('take the same bytes under the same name again', async () => {
      await blobs.put('mail/a1', 'raw.eml', bytes('x'));
      await blobs.put('mail/a1', 'raw.eml', bytes('x'));
      expect(await read('mail/a1', 'raw.eml')).toBe('x');
    });

    it('take many first blobs of a folder at once, and every one can be read', async () => {
      const names = Array.from({ length: 40 }, (_, index) => `part-${index}`);
      await Promise.all(names.map((name) => blobs.put('mail/a1', name, bytes(name))));
      expect(await Promise.all(names.map((name) => read('mail/a1', name)))).toEqual(names);
    });

    it('hold 30 MB in one blob', async () => {
      const large = new Uint8Array(30_000_000).fill(7);
      await blobs.put('mail/a1', 'raw.eml', large);
      expect(Buffer.compare((await blobs.get('mail/a1', 'raw.eml')) ?? new Uint8Array(), large)).toBe(0);
    });

    it('erase a folder for good and leave its neighbours', async () => {
      await blobs.put('mail/a1', 'raw.eml', bytes('x'));
      await blobs.put('mail/a1', 'other', bytes('y'));
      await blobs.put('mail/a2', 'raw.eml', bytes('z'));
      await blobs.erase('mail/a1');
      expect(await read('mail/a1', 'raw.eml')).toBeUndefined();
      expect(await read('mail/a1', 'other')).toBeUndefined();
      expect(await read('mail/a2', 'raw.eml')).toBe('z');
    });

    it('refuse a late worker who writes to an erased folder', async () => {
      await blobs.put('mail/a1', 'raw.eml', bytes('x'));
      await blobs.erase('mail/a1');
      await expect(blobs.put('mail/a1', 'raw.eml', bytes('x'))).rejects.toMatchObject({
        name: 'ErasedFolderError',
      });
      expect(await read('mail/a1', 'raw.eml')).toBeUndefined();
    });

    it('erase a folder that was never written, and twice, and it stays erased', async () => {
      await blobs.erase('mail/a1');
      await blobs.erase('mail/a1');
      await expect(blobs.put('mail/a1', 'raw.eml', bytes('x'))).rejects.toMatchObject({
        name: 'ErasedFolderError',
      });
    });

    it('leave nothing behind when a folder is erased while it is being written', async () => {
      const puts = Array.from({ length: 20 }, (_, index) =>
        blobs.put('mail/a1', `part-${index}`, bytes('x')),
      );
      const erased = blobs.erase('mail/a1');
      const late = blobs.put('mail/a1', 'late', bytes('x'));
      await Promise.allSettled([...puts, erased, late]);
      await erased;
      for (const name of ['part-0', 'part-19', 'late']) expect(await read('mail/a1', name)).toBeUndefined();
    });

    it('refuse folders and names that could lead elsewhere', async () => {
      const hostile = [
        '..',
        '../x',
        'mail/../../x',
        '/etc',
        'mail//x',
        'mail\\..\\x',
        '.scratch',
        'C:',
        'mail/',
        '',
        'a\0b',
        'xã',
      ];
      for (const name of hostile) {
        await expect(blobs.put(name, 'raw.eml', bytes('x')), name).rejects.toThrow(RangeError);
        await expect(blobs.put('mail/a1', name, bytes('x')), name).rejects.toThrow(RangeError);
        await expect(blobs.get(name, 'raw.eml'), name).rejects.toThrow(RangeError);
        await expect(blobs.erase(name), name).rejects.toThrow(RangeError);
      }
    });
  });
}
