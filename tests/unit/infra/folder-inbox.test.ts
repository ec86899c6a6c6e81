import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchFolder } from '../../../infra/local/folder-inbox.ts';
import { makeTestDirectory } from '../../support/make-test-directory.ts';

async function watch(
  accept: (bytes: Uint8Array) => Promise<void>,
): Promise<{ folder: string; accepted: string[]; failures: unknown[] }> {
  const folder = join(makeTestDirectory(), 'inbox');
  mkdirSync(folder);
  const accepted: string[] = [];
  const failures: unknown[] = [];
  const inbox = await watchFolder({
    folder,
    accept: async (bytes) => {
      await accept(bytes);
      accepted.push(Buffer.from(bytes).toString());
    },
    onFailure: (error) => failures.push(error),
  });
  onTestFinished(() => inbox.stop());
  return { folder, accepted, failures };
}

const patience = { timeout: 20_000, interval: 100 };

describe('the folder inbox', () => {
  it('takes a mail once and moves it to what was taken, the second of a name under another', async () => {
    const { folder, accepted } = await watch(() => Promise.resolve());
    writeFileSync(join(folder, 'thu.eml'), 'mot');
    await vi.waitFor(() => {
      expect(existsSync(join(folder, 'da-nhan', 'thu.eml'))).toBe(true);
    }, patience);
    writeFileSync(join(folder, 'thu.eml'), 'hai hai');
    await vi.waitFor(() => {
      expect(readdirSync(join(folder, 'da-nhan')).sort()).toEqual(['2-thu.eml', 'thu.eml']);
    }, patience);
    expect(accepted).toEqual(['mot', 'hai hai']);
  });

  it('puts aside what is no mail and says why', async () => {
    const { folder, accepted } = await watch(() => Promise.resolve());
    writeFileSync(join(folder, 'bang diem.xlsx'), 'x');
    await vi.waitFor(() => {
      expect(readFileSync(join(folder, 'khong-nhan', 'bang diem.xlsx.ly-do.txt'), 'utf8')).toContain('.eml');
    }, patience);
    expect(existsSync(join(folder, 'khong-nhan', 'bang diem.xlsx'))).toBe(true);
    expect(accepted).toEqual([]);
  });

  it('leaves a mail where it is when it could not be kept, and takes it when it can', async () => {
    let isFull = true;
    const { folder, accepted, failures } = await watch(() =>
      isFull ? Promise.reject(new Error('disk full')) : Promise.resolve(),
    );
    writeFileSync(join(folder, 'thu.eml'), 'mot');
    await vi.waitFor(() => {
      expect(failures.length).toBeGreaterThan(0);
    }, patience);
    expect(existsSync(join(folder, 'thu.eml'))).toBe(true);
    isFull = false;
    await vi.waitFor(() => {
      expect(accepted).toEqual(['mot']);
    }, patience);
  });
});
