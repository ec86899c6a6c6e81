import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startReaderChild, type ReaderChild } from '../../shared/adapters/local/reader-child.ts';
import type { FormatInput, PictureReading } from '../../shared/domain/read-file.ts';
import { judgeOutcome, type FileOutcome, type TimedAnswer } from './judge-outcome.ts';

const usage =
  'Cách dùng: npm run corpus -- THƯ-MỤC [CHỮ…] [--json TỆP]\nMỗi tệp trong thư mục (và tệp bên trong tệp nén, thư) được đọc trong tiến trình riêng; CHỮ chọn các tệp có tên chứa chữ đó.';

/** Bounds of one job: a file, or one page of it that is a picture. */
const bounds = { deadlineMs: 20_000, memoryMb: 512 } as const;

/** By the clock, before a child is ended: other programs of a busy machine take their share of it. */
const patienceMs = 60_000;

/** Files read at the same time: more would make each slower than it is. */
const atOnce = 2;

/** Containers in containers, and files of one, as the product opens them. */
const most = { nesting: 4, members: 400 } as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const [directory, ...words] = positionals;
  if (directory === undefined || !existsSync(directory)) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
    .sort();
  const outcomes: FileOutcome[] = [];
  const waiting = [...paths];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const bytes = new Uint8Array(await readFile(path));
        await readThrough({ bytes, file: relative(directory, path), passwords: [] }, 1, (outcome) => {
          outcomes.push(outcome);
          console.log(sayOutcome(outcome));
        });
      }
    }),
  );
  outcomes.sort((a, b) => (a.file < b.file ? -1 : 1));
  console.log(`\n${saySummary(outcomes)}`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(outcomes, null, 2)}\n`);
  if (outcomes.length === 0 || outcomes.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
}

/** Reads one file in a child of its own, so that time and memory are its own, then the files inside it. */
async function readThrough(
  input: FormatInput,
  depth: number,
  tell: (outcome: FileOutcome) => void,
): Promise<void> {
  const jobs = await readInJobs(input);
  tell(judgeOutcome({ file: input.file, jobs, bounds }));
  const last = jobs.at(-1)?.answer;
  if (last === undefined || 'fault' in last || depth >= most.nesting) return;
  for (const { path, bytes } of (last.file.members ?? []).slice(0, most.members))
    await readThrough({ ...input, bytes, file: `${input.file}/${path}` }, depth + 1, tell);
}

/** As the product reads: at once, or page by page where several are pictures; a fault ends the child, and the file goes on without that page. */
async function readInJobs(input: FormatInput): Promise<[TimedAnswer, ...TimedAnswer[]]> {
  let child: ReaderChild | undefined;
  const read = async (job: FormatInput): Promise<TimedAnswer> => {
    child ??= await startReaderChild({
      childPath: fileURLToPath(new URL('document-child.js', import.meta.url)),
      memoryMb: bounds.memoryMb,
      deadlineMs: patienceMs,
    });
    const start = performance.now();
    const answer = await child.read(job);
    if ('fault' in answer) child = undefined;
    return { ms: Math.round(performance.now() - start), answer };
  };
  const jobs: [TimedAnswer, ...TimedAnswer[]] = [await read({ ...input, pictures: 'ask' })];
  const [{ answer: asked }] = jobs;
  if (!('fault' in asked) && asked.file.picturedPages !== undefined) {
    const pictures: PictureReading[] = [];
    for (const page of asked.file.picturedPages) {
      const one = await read({ ...input, pictures: page });
      jobs.push(one);
      pictures.push(('fault' in one.answer ? undefined : one.answer.file.picture) ?? { page, reading: null });
    }
    jobs.push(await read({ ...input, pictures }));
  }
  child?.stop();
  return jobs;
}

function sayOutcome(one: FileOutcome): string {
  const { file, outcome, format, ms, cpuMs, peakMb, pictures, reason, broken } = one;
  const row = [
    outcome.padEnd(11),
    format.padEnd(5),
    `${ms} ms`.padStart(8),
    `CPU ${cpuMs ?? '?'} ms`.padStart(12),
    `${peakMb ?? '?'} MB`,
    ...(pictures === 0 ? [] : [`${pictures} trang ảnh`]),
  ];
  const faults = broken.map((fault) => `  SAI: ${fault}`).join('');
  return `${row.join('  ')}  ${file}${reason === null ? '' : `  (${reason.slice(0, 160)})`}${faults}`;
}

function saySummary(outcomes: readonly FileOutcome[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const slowest = Math.max(0, ...outcomes.map(({ ms }) => ms));
  const busiest = Math.max(0, ...outcomes.map(({ cpuMs }) => cpuMs ?? 0));
  const largest = Math.max(0, ...outcomes.map(({ peakMb }) => peakMb ?? 0));
  const broken = outcomes.filter((one) => one.broken.length > 0);
  return [
    `Đã đọc ${outcomes.length} tệp: ${[...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}.`,
    `Lâu nhất ${slowest} ms (CPU ${busiest} ms), nhiều bộ nhớ nhất ${largest} MB.`,
    broken.length === 0 ? 'Không tệp nào sai quy tắc.' : `Sai quy tắc: ${broken.length} tệp.`,
    ...broken.map((one) => `  ${one.file}: ${one.broken.join('; ')}`),
  ].join('\n');
}

await main();
