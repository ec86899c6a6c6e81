// Prints the size of every function beside its budget; fails when one is over. Run after build-cloud.mjs.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const functions = join(dirname(fileURLToPath(import.meta.url)), '.build', 'functions');

/** Kilobytes: code is parsed at every cold start, the whole folder is fetched; Lambda itself ends at 250 MB. */
const budgets = {
  'accept-mail': { code: 800, folder: 2_500 },
  'run-stages': { code: 5_700, folder: 12_000 },
  'read-document': { code: 9_000, folder: 200_000 },
  'deliver-outbox': { code: 800, folder: 2_500 },
  'note-delivery': { code: 800, folder: 2_500 },
  'keep-time': { code: 800, folder: 2_500 },
  'poll-mailbox': { code: 2_500, folder: 6_000 },
  portal: { code: 5_000, folder: 12_000 },
};

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
const kilobytes = (bytes) => Math.ceil(bytes / 1024);

let over = false;
console.log('function          code KB (gzip)   budget   folder KB    budget');
for (const name of readdirSync(functions)) {
  const folder = join(functions, name);
  const code = filesOf(folder).filter((path) => dirname(path) === folder && path.endsWith('.mjs'));
  const sizes = {
    code: kilobytes(code.reduce((sum, path) => sum + statSync(path).size, 0)),
    folder: kilobytes(filesOf(folder).reduce((sum, path) => sum + statSync(path).size, 0)),
  };
  const gzip = kilobytes(code.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0));
  const budget = budgets[name] ?? { code: 0, folder: 0 };
  const isOver = sizes.code > budget.code || sizes.folder > budget.folder;
  over ||= isOver;
  const cell = (value, width) => String(value).padStart(width);
  console.log(
    `${name.padEnd(16)} ${cell(sizes.code, 8)} (${cell(gzip, 5)}) ${cell(budget.code, 8)} ${cell(sizes.folder, 11)} ${cell(budget.folder, 9)}${isOver ? '  OVER' : ''}`,
  );
}
process.exitCode = over ? 1 : 0;
