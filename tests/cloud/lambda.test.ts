import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startLambda, type Lambda } from '../support/cloud/lambda.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';

/** The runtime that the bundles are tried in is itself tried here; it needs no particular Node. */
describe('the stand-in for Lambda', () => {
  let lambda: Lambda | undefined;
  afterEach(() => lambda?.stop());

  async function start(code: string, timeoutMs = 20_000): Promise<Lambda> {
    const bundle = makeTestDirectory();
    writeFileSync(join(bundle, 'index.mjs'), code);
    return (lambda = await startLambda({
      node: process.execPath,
      bundle,
      environment: { HOSO_TABLE: 'hoso' },
      timeoutMs,
    }));
  }

  it('gives events to the handler one after the other, in one process', async () => {
    const { invoke, logs } = await start(
      `let n = 0; export const handler = async ({ add }) => { console.log('called'); return { n: (n += add) }; };`,
    );
    expect(await invoke({ add: 1 })).toEqual({ n: 1 });
    expect(await invoke({ add: 2 })).toEqual({ n: 3 });
    expect(logs()).toBe('called\ncalled\n');
  });

  it('passes on what the handler throws, and goes on', async () => {
    const { invoke } = await start(
      `export const handler = async (event) => { if (event.bad) throw new TypeError('bad event'); return 'fine'; };`,
    );
    await expect(invoke({ bad: true })).rejects.toMatchObject({ name: 'TypeError', message: 'bad event' });
    expect(await invoke({})).toBe('fine');
  });

  it('kills what takes too long or ends by itself, and begins anew', async () => {
    const { invoke } = await start(
      `export const handler = async (event) => { if (event.hang) await new Promise(() => setInterval(() => {}, 1000)); if (event.exit) process.exit(1); return process.pid; };`,
      6_000,
    );
    const first = await invoke({});
    await expect(invoke({ hang: true })).rejects.toThrow('timed out');
    const second = await invoke({});
    await expect(invoke({ exit: true })).rejects.toThrow('ended before it answered');
    expect(new Set([first, second, await invoke({})]).size).toBe(3);
  });

  it('says so when a bundle cannot be loaded, and refuses an answer over 6 MB', async () => {
    const { invoke } = await start(`import 'no-such-package'; export const handler = () => 1;`);
    await expect(invoke({})).rejects.toThrow('no-such-package');
    await lambda?.stop();
    const large = await start(`export const handler = async () => 'x'.repeat(7_000_000);`);
    await expect(large.invoke({})).rejects.toThrow('too large');
  });

  it('shows the function nothing of our own environment or folder', async () => {
    process.env['HOSO_SECRET_OF_THE_TEST'] = 'x';
    const { invoke } = await start(
      `export const handler = async () => ({ names: Object.keys(process.env), cwd: process.cwd(), home: process.env.HOME ?? null });`,
    );
    const seen = (await invoke({})) as { names: string[]; cwd: string; home: string | null };
    delete process.env['HOSO_SECRET_OF_THE_TEST'];
    expect(seen.names).toContain('HOSO_TABLE');
    expect(seen.names).not.toContain('HOSO_SECRET_OF_THE_TEST');
    expect(seen.names).not.toContain('PATH');
    expect(seen.cwd.startsWith(process.cwd())).toBe(false);
    expect(seen.home).toBeNull();
  });
});
