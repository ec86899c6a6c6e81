import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the programs before the tests. When that fails, none is left behind: the tests that need one fail instead of running an old one. */
export default function buildOnce(): void {
  const root = join(import.meta.dirname, '..', '..');
  const built = spawnSync(process.execPath, ['build.mjs'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status === 0) return;
  const out = join(root, '.build');
  for (const name of readdirSync(out)) if (name.endsWith('.js')) rmSync(join(out, name));
}
