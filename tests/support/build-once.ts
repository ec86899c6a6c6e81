import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the programs before the tests. One that fails to build is missing afterwards, so that the tests that need it fail and the others run. */
export default function buildOnce(): void {
  const root = join(import.meta.dirname, '..', '..');
  spawnSync(process.execPath, ['build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
