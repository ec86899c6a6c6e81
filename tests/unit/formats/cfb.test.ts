import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listCfbRoot } from '../../../shared/formats/cfb.ts';
import { readFile } from '../../../shared/formats/registry.ts';
import { buildCfb } from './build-cfb.ts';

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

describe('a compound file', () => {
  it('names what is at its root', () => {
    expect([...(listCfbRoot(buildCfb(['EncryptionInfo', 'EncryptedPackage'])) ?? [])].sort()).toEqual([
      'EncryptedPackage',
      'EncryptionInfo',
    ]);
  });

  it('with nothing behind its head is unreadable, and no crash', async () => {
    const bytes = new Uint8Array(600);
    bytes.set(signature);
    const { status, findings } = await readFile({ bytes, file: 'co mat khau.docx', passwords: [] });
    expect([status, findings.map(({ code }) => code)]).toEqual(['unreadable', ['unreadable-file']]);
  });

  it('with any bytes behind its signature gives names or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), (rest) => {
        expect(Array.isArray(listCfbRoot(new Uint8Array([...signature, ...rest])))).toBe(true);
      }),
    );
  });
});
