// Bundles what runs in the cloud: each function as Lambda loads it (.build/functions/<name>/index.mjs), and the CDK app.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '.build');

/** Functions, and what else each needs beside its bundle. */
const functions = {
  'accept-mail': {},
  'run-stages': {},
  'read-document': {
    programs: { 'document-child': 'functions/read-document/document-child.ts' },
    // They find a worker, a WASM file, language data or native code beside themselves.
    packages: [
      '@embedpdf/pdfium',
      'pdf-parse',
      'sharp',
      'tesseract.js',
      '@tesseract.js-data/vie',
      '7z-wasm',
      'heic-decode',
    ],
  },
  'deliver-outbox': {},
  'keep-time': {},
  'note-delivery': {},
  'poll-mailbox': {},
  portal: { assets: 'functions/portal/assets' },
};

/** mailparser and others of the old kind call require. */
const banner = `import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`;

async function bundle(entry, outfile, packages) {
  await build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: packages,
    banner: { js: banner },
    minify: true,
    // Names of errors are part of what we report.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'warning',
  });
}

/** Beside what runs, packages carry maps, types, texts and tests. */
const needless = /\.(?:map|md|markdown|d\.[cm]?ts)$|[\\/](?:test|tests|docs?|examples?|benchmarks?)$/;
/** Builds for other systems than Lambda's (x86_64, glibc); only what this machine installed is there to copy. */
const foreign = /(?:musl|darwin|win32|arm64|wasm32)/;

/** Copies a package and, in turn, the packages it needs, laid out as installed. */
function copyPackage(name, from, to, seen) {
  const folder = findPackage(name, from);
  if (folder === undefined || seen.has(folder)) return;
  seen.add(folder);
  cpSync(folder, join(to, folder.slice(here.length + 1)), {
    recursive: true,
    filter: (path) => !needless.test(path) && !path.slice(folder.length).includes('node_modules'),
  });
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies }))
    if (!foreign.test(next)) copyPackage(next, folder, to, seen);
}

/** The folder a package would be found in; undefined for one not installed on this system. */
function findPackage(name, from) {
  for (const place of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    const folder = join(place, name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}

async function buildFunction(name, { programs = {}, packages = [], assets }) {
  const folder = join(out, 'functions', name);
  // Whole or not at all: a test that starts meanwhile copies the old folder or the new.
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await bundle(`functions/${name}/handler.ts`, join(fresh, 'index.mjs'), packages);
  for (const [program, entry] of Object.entries(programs))
    await bundle(entry, join(fresh, `${program}.mjs`), packages);
  if (assets !== undefined) cpSync(join(here, assets), join(fresh, 'assets'), { recursive: true });
  const seen = new Set();
  for (const each of packages) copyPackage(each, here, fresh, seen);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

await Promise.all(Object.entries(functions).map(([name, parts]) => buildFunction(name, parts)));

if (existsSync(join(here, 'infra/aws/app.ts')))
  await build({
    absWorkingDir: here,
    entryPoints: ['infra/aws/app.ts'],
    outfile: join(out, 'aws.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
