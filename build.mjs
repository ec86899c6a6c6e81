// Bundles the programs of one machine: Node 20 runs no TypeScript. Packages stay in node_modules.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const entries = ['main', 'demo', 'appraise', 'evaluate', 'document-child'].map(
  (name) => `infra/local/${name}.ts`,
);
const present = entries.filter((entry) => existsSync(join(here, entry)));
for (const entry of entries) if (!present.includes(entry)) console.log(`không có ${entry}`);

const outdir = join(here, '.build');
const built = await build({
  absWorkingDir: here,
  entryPoints: present,
  outdir,
  outbase: 'infra/local',
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

// Replaced whole and only where changed: a program or test that starts meanwhile reads the old file or the new, never half of one.
mkdirSync(outdir, { recursive: true });
for (const { path, contents } of built.outputFiles) {
  if (existsSync(path) && readFileSync(path).equals(contents)) continue;
  const temporary = join(outdir, `.${basename(path)}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

const assets = join(here, 'functions/portal/assets');
if (existsSync(assets)) cpSync(assets, join(outdir, 'assets'), { recursive: true });
