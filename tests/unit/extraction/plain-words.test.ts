import { expect, it } from 'vitest';
import type { ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import { withPlainWords } from '../../../shared/extraction/plain-words.ts';

const locator = { kind: 'paragraph', index: 1 } as const;
const cell = { row: 0, column: 0, rowSpan: 1, columnSpan: 1, locator };
const documentOf = (text: string): ParsedDocument => ({
  format: 'docx',
  blocks: [
    { kind: 'paragraph', role: 'body', text, locator },
    { kind: 'table', index: 1, rowCount: 1, columnCount: 1, cells: [{ ...cell, text }] },
  ],
  scanned: false,
  legacyEncoding: null,
});
const plain = (text: string): readonly string[] =>
  withPlainWords(documentOf(text), []).blocks.map((block) =>
    block.kind === 'paragraph' ? block.text : (block.cells[0]?.text ?? ''),
  );

it('makes every space a plain one and runs of them one, in paragraphs and in cells', () => {
  const text = 'tiêu\u00a0chí\u202f5  không có\u200b điểm,\n  đạt 98,2\u00a0%';
  expect(plain(text)).toEqual(Array(2).fill('tiêu chí 5 không có điểm,\n đạt 98,2 %'));
});

it('keeps two figures apart that more than one space parts', () => {
  expect(plain('402   455')[0]).toBe('402   455');
  expect(plain('Tổng:   1\u00a0716   trẻ')[0]).toBe('Tổng: 1 716 trẻ');
});
