import { expect, it } from 'vitest';
import { mendMarks } from '../../../shared/formats/ocr.ts';

it.each([
  ['điếm', 'tối', 'điểm'],
  ['ĐIẾM,', '', 'ĐIỂM,'],
  ['Điếm', 'tự', 'Điểm'],
  ['tuối', 'được', 'tuổi'],
  ['Tống', 'số', 'Tổng'],
  ['TỐNG', 'ĐIẾM', 'TỔNG'],
  ['Tống', 'Văn', 'Tống'],
  ['điểm', '', 'điểm'],
  ['suối', '', 'suối'],
  ['đến', '', 'đến'],
])('%s before "%s" is %s', (word, next, expected) => {
  expect(mendMarks(word, next)).toBe(expected);
});

it('a fish in answer to a question is a yes', () => {
  expect(mendMarks('Cá.', '', 'thôn:')).toBe('Có.');
  expect(mendMarks('cá', '', 'nuôi')).toBe('cá');
  expect(mendMarks('Cá', '', 'Ao')).toBe('Cá');
});
