import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { listRoundFiles } from '../../shared/appraisal/list-round-files.ts';
import { sampleRoundState } from '../../shared/appraisal/samples/sample-round.ts';
import type { RoundState } from '../../shared/appraisal/district-documents.ts';
import type { DraftPurpose } from '../../shared/appraisal/templates/common-values.ts';
import { findRubric, rubrics } from '../../shared/rubrics/registry.ts';
import { runCommand, UsageError } from './run-command.ts';

const usage = `Cách dùng: npm run documents -- --round 2023 --out THƯ-MỤC [--rubric MÃ] [--for-signing]
Ghi mọi văn bản của đợt minh họa (số liệu giả định) để xem thể thức.
  --round        đợt đánh giá; có: ${sampleRoundState().round.id}
  --out          thư mục ghi văn bản
  --rubric       thang điểm, mặc định theo đợt; có: ${rubrics.map(({ id }) => id).join(', ')}
  --for-signing  bản trình ký, không có chữ "DỰ THẢO"`;

async function main(): Promise<void> {
  const { out, state, purpose } = readArguments();
  const files = listRoundFiles(state, purpose);
  let failed = 0;
  for (const [index, file] of files.entries()) {
    const path = join(out, file.path);
    try {
      const bytes = await file.write();
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
      console.log(`[${index + 1}/${files.length}] ${file.path}`);
    } catch (error) {
      // One paper that cannot be made does not keep back the others.
      failed += 1;
      console.error(`[${index + 1}/${files.length}] ${file.path}: không lập được`, error);
    }
  }
  console.log(
    failed === 0
      ? `Đã ghi ${files.length} văn bản vào ${out}.`
      : `Đã ghi ${files.length - failed} văn bản vào ${out}; ${failed} văn bản không lập được.`,
  );
  if (failed > 0) process.exitCode = 1;
}

function readArguments(): {
  readonly out: string;
  readonly state: RoundState;
  readonly purpose: DraftPurpose;
} {
  const { values } = ((): ReturnType<typeof parse> => {
    try {
      return parse();
    } catch {
      throw new UsageError('Có tùy chọn không đúng hoặc thiếu giá trị.');
    }
  })();
  if (values.out === undefined) throw new UsageError('Thiếu --out.');
  const rubric = values.rubric === undefined ? undefined : findRubric(values.rubric);
  if (values.rubric !== undefined && rubric === undefined)
    throw new UsageError(`Không có thang điểm "${values.rubric}".`);
  const state = sampleRoundState(rubric);
  if (values.round !== state.round.id) throw new UsageError(`Không có đợt "${values.round ?? ''}".`);
  return { out: values.out, state, purpose: values['for-signing'] ? 'for-signing' : 'draft' };
}

function parse() {
  return parseArgs({
    options: {
      round: { type: 'string' },
      out: { type: 'string' },
      rubric: { type: 'string' },
      'for-signing': { type: 'boolean', default: false },
    },
  });
}

runCommand(main, usage);
