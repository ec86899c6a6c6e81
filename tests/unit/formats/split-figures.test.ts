import { describe, expect, it } from 'vitest';
import type { ReadWord } from '../../../shared/formats/read-cells.ts';
import { joinSplitFigures } from '../../../shared/formats/read-lines.ts';

const word = (text: string, left: number, right: number): ReadWord => ({
  text,
  left,
  right,
  top: 10,
  bottom: 24,
  confidence: 0.9,
  line: 1,
  baseline: 22,
  size: 14,
});

const texts = (line: readonly ReadWord[], second: readonly ReadWord[]) =>
  joinSplitFigures(line, second).map(({ text }) => text);

describe('a figure read in parts', () => {
  it('is one where the other reading has it whole', () => {
    const line = [word('Cháu', 0, 30), word('3', 60, 66), word('5', 68, 74), word('25', 100, 112)];
    expect(texts(line, [word('Cháu', 0, 30), word('35', 60, 74), word('25', 100, 112)])).toEqual([
      'Cháu',
      '35',
      '25',
    ]);
  });

  it('is one where its parts were taken for letters nobody believes in', () => {
    const unread = [
      { ...word('N', 60, 66), confidence: 0.05 },
      { ...word('G', 68, 74), confidence: 0 },
    ];
    expect(texts(unread, [word('35', 60, 74)])).toEqual(['NG']);
  });

  it('stays two where the other reading has two, or has words', () => {
    const line = [word('3', 60, 66), word('5', 68, 74)];
    expect(texts(line, [word('3', 60, 66), word('5', 68, 74)])).toEqual(['3', '5']);
    expect(texts(line, [word('bể', 60, 74)])).toEqual(['3', '5']);
  });
});
