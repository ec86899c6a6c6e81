import { expect, it } from 'vitest';
import { judgeOutcome } from '../../../infra/local/judge-outcome.ts';
import type { ReaderAnswer } from '../../../shared/adapters/local/reader-child.ts';
import type { ReadFile } from '../../../shared/domain/read-file.ts';

const bounds = { deadlineMs: 20_000, memoryMb: 512 };
const judge = (answer: ReaderAnswer) => {
  const { outcome, broken } = judgeOutcome({ file: 'a', jobs: [{ ms: 30_000, answer }], bounds });
  return [outcome, ...broken];
};
const answered = (
  file: Partial<ReadFile>,
  more: { peakBytes?: number; cpuMs?: number; doorsTried?: string[] } = {},
) =>
  judge({
    file: { status: 'read', format: 'text', findings: [], ...file },
    residentBytes: 1,
    peakBytes: 1,
    cpuMs: 20_000,
    doorsTried: [],
    ...more,
  });
const document = (text: string): ReadFile['document'] => ({
  format: 'text',
  scanned: false,
  legacyEncoding: null,
  blocks: [{ kind: 'paragraph', role: 'body', text, locator: { kind: 'mail-body', line: 1 } }],
});

it('a document with words, or an ignored file with its reason, is as it should be', () => {
  const read = document('95 điểm');
  expect(answered(read === undefined ? {} : { document: read })).toEqual(['read']);
  expect(answered({ status: 'ignored', ignoredBecause: 'Là tệp phụ' })).toEqual(['ignored']);
});

it('a file read to nothing, or not read, without a word breaks the rule', () => {
  const blank = document(' ');
  const silent = 'không có nội dung mà không nêu lý do';
  expect(answered(blank === undefined ? {} : { document: blank })).toEqual(['read', silent]);
  expect(answered({ members: [] })).toEqual(['read', silent]);
  expect(answered({ status: 'unreadable' })).toEqual(['unreadable', silent]);
});

it('too much memory and every way out that was tried break the rule', () => {
  const members = [{ path: 'a', bytes: new Uint8Array() }];
  expect(answered({ members }, { peakBytes: 513 * 1024 * 1024, doorsTried: ['net.connect'] })).toEqual([
    'read',
    'quá 512 MB',
    'thử ra ngoài: net.connect',
  ]);
});

it('a file that keeps the processor for longer than the bound breaks the rule, one that only waits for it does not', () => {
  const members = [{ path: 'a', bytes: new Uint8Array() }];
  expect(answered({ members }, { cpuMs: 20_000 })).toEqual(['read']);
  expect(answered({ members }, { cpuMs: 20_001 })).toEqual(['read', 'quá 20 giây']);
});

it('of a file read page by page every page is held to the bounds, and the last answer is what came of it', () => {
  const page = {
    file: { status: 'partly-read', format: 'pdf', findings: [], picture: { page: 1, reading: null } },
  } as const;
  const told = { residentBytes: 1, peakBytes: 2 * 1024 * 1024, cpuMs: 3, doorsTried: [] };
  const whole = document('95 điểm');
  const judged = judgeOutcome({
    file: 'a',
    jobs: [
      { ms: 5, answer: { ...page, ...told } },
      { ms: 6, answer: { fault: { why: 'time', trace: '' } } },
      {
        ms: 7,
        answer: {
          file: {
            status: 'read',
            format: 'pdf',
            findings: [],
            ...(whole === undefined ? {} : { document: whole }),
          },
          ...told,
        },
      },
    ],
    bounds,
  });
  expect(judged).toEqual({
    file: 'a',
    outcome: 'read',
    format: 'pdf',
    ms: 18,
    cpuMs: null,
    peakMb: 2,
    pictures: 1,
    reason: null,
    broken: ['quá 20 giây'],
  });
});

it('a child that ended by itself is an outcome; one too slow, too large or with a bug breaks the rule', () => {
  const fault = (why: 'time' | 'memory' | 'died' | 'threw') =>
    judge({ fault: { why, trace: 'Error\nat x' } });
  expect([fault('died'), fault('time'), fault('memory'), fault('threw')]).toEqual([
    ['crashed'],
    ['too-slow', 'quá 20 giây'],
    ['too-large', 'quá 512 MB'],
    ['threw', 'lỗi chương trình: Error at x'],
  ]);
});
