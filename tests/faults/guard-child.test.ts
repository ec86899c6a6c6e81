import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bundleScript } from '../support/bundle-script.ts';

const guarded = await bundleScript('guarded-program');
const parent = await bundleScript('parent-program');
const plenty = '2000000000';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the process that reads documents', () => {
  it('ends itself when its memory grows, though it never lets go of its main thread', () => {
    const ended = spawnSync(process.execPath, [guarded, 'grow', '150000000']);
    expect(ended.signal).toBe('SIGKILL');
  });

  it('ends when its parent was killed in the middle of a file', async () => {
    const killed = spawn(process.execPath, [parent, guarded, 'hang', plenty], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(killed.stdout, 'data')) as [Buffer];
    const child = Number(told.toString());
    expect(isAlive(child)).toBe(true);
    killed.kill('SIGKILL');
    await once(killed, 'close');
    while (isAlive(child)) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it.runIf(process.platform !== 'win32')(
    'is not ended by the signals of a terminal or a shutdown (not on Windows, which has none)',
    async () => {
      const child = spawn(process.execPath, [guarded, 'wait', plenty], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.kill('SIGINT');
      child.kill('SIGTERM');
      child.kill('SIGHUP');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(child.exitCode ?? child.signalCode).toBeNull();
      child.kill('SIGKILL');
    },
  );

  it('has no way out: no connection, listener, name, datagram or program', () => {
    const { stdout } = spawnSync(process.execPath, [guarded, 'reach-out', plenty]);
    const { tried, refused } = JSON.parse(stdout.toString().replace('begun\n', '')) as Record<
      string,
      string[]
    >;
    expect(tried).toHaveLength(9);
    expect(refused).toEqual(tried);
  });
});
