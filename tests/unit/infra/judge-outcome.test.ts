import { expect, it } from 'vitest';
import { judgeOutcome } from '../../../infra/local/judge-outcome.ts';
import type { ReaderAnswer } from '../../../shared/adapters/local/reader-child.ts';
import type { ReadFile } from '../../../shared/domain/read-file.ts';

const bounds = { deadlineMs: 20_000, memoryMb: 512 };
const judge = (answer: ReaderAnswer) => {
  const { outcome, broken } = judgeOutcome({ file: 'a', ms: 1, answer, bounds });
  return [outcome, ...broken];
};
const answered = (file: Partial<ReadFile>, more: { peakBytes?: number; doorsTried?: string[] } = {}) =>
  judge({
    file: { status: 'read', format: 'text', findings: [], ...file },
    residentBytes: 1,
    peakBytes: 1,
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
