import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findRound } from '../../shared/domain/rounds/round-registry.ts';
import type { SenderRegistry } from '../../shared/mail/senders.ts';
import { parseSenders } from '../../shared/mail/senders.ts';
import type { MailResult } from '../../shared/pipeline/mail-result.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { findRubric } from '../../shared/rubrics/registry.ts';
import type { CaseScore, Truth } from './score-case.ts';
import { addScores, emptyScore, sayScore, scoreCase } from './score-case.ts';
import { openOneShotOffice, startCommandReader } from './work-off-mails.ts';

const usage =
  'Cách dùng: npm run evaluate -- THƯ-MỤC [MÃ…] [--verbose]\nMỗi thư mục con có input.eml và truth.json; MÃ chọn các thư mục có tên bắt đầu như vậy.';

interface Case {
  readonly id: string;
  readonly mail: Uint8Array;
  readonly truth: Truth;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { verbose: { type: 'boolean', default: false } },
  });
  const [directory, ...ids] = positionals;
  if (directory === undefined || !existsSync(directory)) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const cases = await loadCases(directory);
  const chosen = cases.filter(({ id }) => ids.length === 0 || ids.some((wanted) => id.startsWith(wanted)));
  if (chosen.length === 0) {
    console.error(`Không có trường hợp nào.\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const sendersFile = join(directory, 'senders.json');
  const senders = existsSync(sendersFile) ? parseSenders(await readFile(sendersFile, 'utf8')) : null;
  const reader = startCommandReader(fileURLToPath(new URL('document-child.js', import.meta.url)));
  let total: CaseScore = emptyScore;
  for (const one of chosen) {
    const score = scoreCase(one.truth, await appraiseCase({ one, cases, senders, reader }));
    total = addScores(total, score);
    console.log(`${one.id}\n  ${sayScore(score)}`);
    if (values.verbose) for (const line of score.remarks) console.log(`    ${line}`);
  }
  reader.stop();
  console.log(`\nCả ${chosen.length} trường hợp\n  ${sayScore(total)}`);
}

async function loadCases(directory: string): Promise<readonly Case[]> {
  const names = (await readdir(directory)).sort();
  const cases: Case[] = [];
  for (const id of names) {
    const mail = join(directory, id, 'input.eml');
    const truth = join(directory, id, 'truth.json');
    if (!existsSync(mail) || !existsSync(truth)) continue;
    cases.push({
      id,
      mail: new Uint8Array(await readFile(mail)),
      truth: JSON.parse(await readFile(truth, 'utf8')) as Truth,
    });
  }
  return cases;
}

/** Each case in an office of its own; a mail that answers another is given after it. */
async function appraiseCase(input: {
  readonly one: Case;
  readonly cases: readonly Case[];
  readonly senders: SenderRegistry | null;
  readonly reader: DocumentReader;
}): Promise<MailResult> {
  const { one, cases, senders, reader } = input;
  const round = findRound(one.truth.round ?? '2023');
  const rubric = round === undefined ? undefined : findRubric(round.rubric);
  if (round === undefined || rubric === undefined) throw new Error(`${one.id}: no such round`);
  const office = await openOneShotOffice({ reader, rounds: [{ round, rubric }], senders });
  try {
    const earlier = cases.find(({ id }) => id === one.truth.relatesTo);
    if (earlier !== undefined) await office.workOff(earlier.mail);
    return (await office.workOff(one.mail)).result;
  } finally {
    await office.close();
  }
}

await main();
