// Bundles the programs of one machine: Node 20 runs no TypeScript. Packages stay in node_modules.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const outdir = join(here, '.build');
mkdirSync(outdir, { recursive: true });

/** Builds one program; when that fails none is left behind, rather than an old one. */
async function buildProgram(entry) {
  const name = basename(entry, '.ts');
  const outfile = join(outdir, `${name}.js`);
  if (!existsSync(join(here, entry))) {
    console.log(`không có ${entry}`);
    return;
  }
  try {
    const { outputFiles } = await build({
      absWorkingDir: here,
      entryPoints: [entry],
      outfile,
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      logLevel: 'warning',
    });
    for (const { path, contents } of outputFiles) replaceFile(path, contents);
  } catch {
    // esbuild has said why.
    rmSync(outfile, { force: true });
    process.exitCode = 1;
  }
}

/** Whole, and only where changed: a program or test that starts meanwhile reads the old file or the new, never half of one. */
function replaceFile(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const temporary = join(outdir, `.${basename(path)}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

await Promise.all(
  [
    ...['main', 'demo', 'appraise', 'evaluate', 'corpus', 'documents', 'upgrade'].map(
      (name) => `infra/local/${name}.ts`,
    ),
    'functions/read-document/document-child.ts',
  ].map(buildProgram),
);

const assets = join(here, 'functions/portal/assets');
if (existsSync(assets)) cpSync(assets, join(outdir, 'assets'), { recursive: true });
