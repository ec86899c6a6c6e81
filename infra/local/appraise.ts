import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findRound, rounds } from '../../shared/domain/rounds/round-registry.ts';
import { parseSenders } from '../../shared/mail/senders.ts';
import { encodeJson } from '../../shared/pipeline/json-blob.ts';
import type { ActiveRound } from '../../shared/pipeline/world.ts';
import { findRubric, rubrics } from '../../shared/rubrics/registry.ts';
import { nameResultFolders } from './name-result-folders.ts';
import { runCommand, UsageError } from './run-command.ts';
import type { OneShotOffice, WorkedOffMail } from './work-off-mails.ts';
import { openOneShotOffice, UnfinishedMailError } from './work-off-mails.ts';

const usage = `Cách dùng: npm run appraise -- THƯ.eml [THƯ-KHÁC.eml …] --out THƯ-MỤC [--senders TỆP] [--rubric MÃ] [--round NĂM]
  --out      thư mục ghi kết quả (result.json và dự thảo của từng thư)
  --senders  danh bạ địa chỉ đã biết (JSON)
  --rubric   thang điểm, mặc định theo đợt; có: ${rubrics.map(({ id }) => id).join(', ')}
  --round    đợt đánh giá, mặc định 2023; có: ${rounds.map(({ id }) => id).join(', ')}, minh-hoa-NĂM`;

async function main(): Promise<void> {
  const { mails, out, active, senders } = readArguments();
  const contents = await Promise.all(mails.map((path) => readInput(path)));
  const folders = nameResultFolders(mails);
  const known = senders === undefined ? null : parseSenderFile(await readInput(senders), senders);
  const office = await openOneShotOffice({
    childPath: fileURLToPath(new URL('document-child.js', import.meta.url)),
    rounds: [active],
    senders: known,
  });
  try {
    for (const [index, bytes] of contents.entries()) {
      const folder = join(out, folders[index] ?? '');
      const done = await workOff(office, bytes);
      if (done === undefined) {
        console.error(`${mails[index] ?? ''}: chương trình gặp lỗi, chưa xử lý xong thư này`);
        process.exitCode = 1;
        continue;
      }
      await writeResult(folder, done);
      console.log(`${mails[index] ?? ''}: đã ghi kết quả vào ${folder}`);
    }
  } finally {
    await office.close();
  }
}

/** `result.json` with its drafts; of a bundle, also those of each commune in `part-N`. */
async function writeResult(folder: string, { result, drafts, parts }: WorkedOffMail): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'result.json'), encodeJson(result));
  for (const draft of drafts) await writeFile(join(folder, draft.file), draft.bytes);
  for (const [index, part] of parts.entries()) await writeResult(join(folder, `part-${index + 1}`), part);
}

/** The loop over mails goes on when a fault of the program stops one of them. */
async function workOff(office: OneShotOffice, bytes: Uint8Array): Promise<WorkedOffMail | undefined> {
  try {
    return await office.workOff(bytes);
  } catch (error) {
    if (error instanceof UnfinishedMailError) return undefined;
    throw error;
  }
}

function readArguments(): {
  mails: readonly string[];
  out: string;
  active: ActiveRound;
  senders: string | undefined;
} {
  const parsed = ((): ReturnType<typeof parse> => {
    try {
      return parse();
    } catch {
      throw new UsageError('Có tùy chọn không đúng hoặc thiếu giá trị.');
    }
  })();
  const { values, positionals } = parsed;
  if (positionals.length === 0) throw new UsageError('Chưa có thư nào.');
  if (values.out === undefined) throw new UsageError('Thiếu --out.');
  const round = findRound(values.round ?? '2023');
  if (round === undefined) throw new UsageError(`Không có đợt "${values.round ?? ''}".`);
  const rubric = findRubric(values.rubric ?? round.rubric);
  if (rubric === undefined) throw new UsageError(`Không có thang điểm "${values.rubric ?? ''}".`);
  return { mails: positionals, out: values.out, active: { round, rubric }, senders: values.senders };
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      senders: { type: 'string' },
      rubric: { type: 'string' },
      round: { type: 'string' },
    },
  });
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    throw new UsageError(`Không đọc được tệp "${path}".`);
  }
}

function parseSenderFile(bytes: Uint8Array, path: string): ReturnType<typeof parseSenders> {
  try {
    return parseSenders(new TextDecoder().decode(bytes));
  } catch {
    throw new UsageError(`Tệp danh bạ "${path}" không đúng định dạng.`);
  }
}

runCommand(main, usage);
