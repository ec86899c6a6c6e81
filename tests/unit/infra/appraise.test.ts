import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTestDirectory } from '../../support/make-test-directory.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const question = join(root, 'tests', 'golden', '010-question-without-dossier', 'input.eml');
const link = join(root, 'tests', 'golden', '011-link-in-place-of-files', 'input.eml');

function appraise(...given: readonly string[]): { status: number | null; said: string; told: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, '.build', 'appraise.js'), ...given],
    { encoding: 'utf8', cwd: root },
  );
  return { status, said: stdout, told: stderr };
}

const out = join(tmpdir(), 'hoso-never-written');

it.each([
  ['no mail', ['--out', out], 'Chưa có thư nào.'],
  ['no folder for the results', [question], 'Thiếu --out.'],
  ['an unknown round', [question, '--out', out, '--round', '1999'], 'Không có đợt "1999".'],
  ['an unknown rubric', [question, '--out', out, '--rubric', 'không-có'], 'Không có thang điểm "không-có".'],
  ['an unknown option', [question, '--out', out, '--khác'], 'Cách dùng:'],
  ['a mail that is not there', ['không-có.eml', '--out', out], 'Không đọc được tệp "không-có.eml".'],
  [
    'a registry that is none',
    [question, '--out', out, '--senders', question],
    `Tệp danh bạ "${question}" không đúng định dạng.`,
  ],
])('tells in Vietnamese, with exit 2, of %s', (_, given, message) => {
  const { status, said, told } = appraise(...given);
  expect(status).toBe(2);
  expect(said).toBe('');
  expect(told).toContain(message);
  expect(told).toContain('Cách dùng: npm run appraise');
});

it('writes result and draft of each mail, told apart by their folders where file names are equal', () => {
  const directory = makeTestDirectory();
  const alone = join(directory, 'một-thư.eml');
  copyFileSync(question, alone);
  const results = join(directory, 'kết quả');
  const { status, told } = appraise(question, link, alone, '--out', results, '--round', 'minh-hoa-2023');
  expect(told).toBe('');
  expect(status).toBe(0);
  expect(
    readdirSync(results, { recursive: true })
      .map((path) => String(path).replaceAll('\\', '/'))
      .filter((path) => path.includes('/'))
      .sort(),
  ).toEqual([
    '010-question-without-dossier-input/result.json',
    '011-link-in-place-of-files-input/bao-cao-tham-dinh.docx',
    '011-link-in-place-of-files-input/result.json',
    'một-thư/result.json',
  ]);
});

it('ends well for a mail that is no mail: what is wrong is in its result', () => {
  const directory = makeTestDirectory();
  mkdirSync(join(directory, 'thư'));
  const mail = join(directory, 'thư', 'rỗng.eml');
  writeFileSync(mail, '');
  const { status } = appraise(mail, '--out', directory);
  expect(status).toBe(0);
  const result = JSON.parse(readFileSync(join(directory, 'rỗng', 'result.json'), 'utf8')) as {
    mail: { kind: string };
    commune: null;
    round: string;
  };
  expect([result.mail.kind, result.commune, result.round]).toEqual(['unreadable', null, '2023']);
});
