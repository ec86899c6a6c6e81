import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findRound, rounds } from '../../shared/domain/rounds/round-registry.ts';
import { parseSenders } from '../../shared/mail/senders.ts';
import { encodeJson } from '../../shared/pipeline/json-blob.ts';
import type { ActiveRound } from '../../shared/pipeline/world.ts';
import { findRubric, rubrics } from '../../shared/rubrics/registry.ts';
import { openOneShotOffice } from './work-off-mails.ts';

const usage = `Cách dùng: npm run appraise -- THƯ.eml [THƯ-KHÁC.eml …] --out THƯ-MỤC [--senders TỆP] [--rubric MÃ] [--round NĂM]
  --out      thư mục ghi kết quả (result.json và dự thảo của từng thư)
  --senders  danh bạ địa chỉ đã biết (JSON)
  --rubric   thang điểm, mặc định theo đợt; có: ${rubrics.map(({ id }) => id).join(', ')}
  --round    đợt đánh giá, mặc định 2023; có: ${rounds.map(({ id }) => id).join(', ')}, minh-hoa-NĂM`;

/** Arguments that cannot be used; told to the person at the keyboard. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(): Promise<void> {
  const { mails, out, active, senders } = readArguments();
  const contents = await Promise.all(mails.map((path) => readInput(path)));
  const folders = nameFolders(mails);
  const office = await openOneShotOffice({
    childPath: fileURLToPath(new URL('document-child.js', import.meta.url)),
    rounds: [active],
    senders: senders === undefined ? null : parseSenderFile(await readInput(senders), senders),
  });
  try {
    for (const [index, bytes] of contents.entries()) {
      const folder = join(out, folders[index] ?? '');
      const { result, drafts } = await office.workOff(bytes);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'result.json'), encodeJson(result));
      for (const draft of drafts) await writeFile(join(folder, draft.file), draft.bytes);
      console.log(`${mails[index] ?? ''}: đã ghi kết quả vào ${folder}`);
    }
  } finally {
    await office.close();
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
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
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

/** The mail file's base name; where two share one, the folder's name precedes it ("013-lam-son-input"). */
function nameFolders(mails: readonly string[]): readonly string[] {
  const base = (path: string): string => basename(path).replace(/\.eml$/iu, '');
  return mails.map((path, index) => {
    const isShared = mails.some((other, position) => position !== index && base(other) === base(path));
    const name = isShared ? `${basename(dirname(resolve(path)))}-${base(path)}` : base(path);
    const earlier = mails.slice(0, index).filter((other) => resolve(other) === resolve(path)).length;
    // The same file given twice: the later result must not overwrite the earlier.
    return earlier === 0 ? name : `${name}-${earlier + 1}`;
  });
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
});
