import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/** Bundles a TypeScript program of tests/support so that a test can run it as a process of its own; gives its path. */
export async function bundleScript(name: string): Promise<string> {
  const outfile = join(root, '.build', 'tests', `${name}-${process.pid}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: [`tests/support/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
