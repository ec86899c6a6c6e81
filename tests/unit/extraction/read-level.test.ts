import { describe, expect, it } from 'vitest';
import { readClause, splitClauses } from '../../../shared/extraction/read-level.ts';

const say = (text: string): unknown => {
  const { label, condition, points, isMaximum, isNumbered, isUnclear } = readClause(text);
  const level =
    typeof condition === 'object' && condition !== null
      ? `${condition.hasLow ? '[' : '('}${condition.low ?? ''}..${condition.high ?? ''}${condition.hasHigh ? ']' : ')'}${condition.isRate ? ' rate' : ''}`
      : condition;
  return [
    label,
    level,
    points,
    ...(isMaximum ? ['max'] : []),
    ...(isNumbered ? ['numbered'] : []),
    ...(isUnclear ? ['unclear'] : []),
  ];
};

describe('a clause of a scale', () => {
  it.each([
    ['từ 95% trở lên: 50 điểm', ['', '[0.95..) rate', 50]],
    ['- Từ 90% đến dưới 95%: 30 điểm;', ['', '[0.9..0.95) rate', 30]],
    ['Từ 90 đến dưới 95%: 30 điểm', ['', '[0.9..0.95) rate', 30]],
    ['dưới 90%: 0 điểm', ['', '(..0.9) rate', 0]],
    ['Trên 88,5%', ['', '(0.885..) rate', null]],
    ['đạt tỷ lệ 100%: 75 điểm', ['đạt tỷ lệ', '[1..1] rate', 75]],
    ['Đạt 100% (75 điểm)', ['', '[1..1] rate', 75]],
    ['Có: 50 điểm', ['', 'some', 50]],
    ['Không: 0 điểm', ['', 'none', 0]],
    ['không có: 75', ['không có', 'none', 75]],
    ['từ 1 đến 2: 50', ['', '[1..2]', 50]],
    ['từ 3 trở lên: 0', ['', '[3..)', 0]],
    ['từ 1 đến 2 trường hợp: 50 điểm', ['trường hợp', '[1..2]', 50]],
    ['Từ 03 em trở lên: 0 điểm', ['', '[3..)', 0]],
    ['Có 1 em: 20 điểm', ['em', '[1..1]', 20]],
    ['Không quá 2 vụ: 7 điểm', ['vụ', '(..2]', 7]],
    ['Có từ 2 điểm vui chơi trở lên: 44 điểm', ['', '[2..)', 44]],
    ['Còn lại: 0 điểm', ['', 'rest', 0]],
    ['Không phát sinh vụ việc: 44 điểm', ['Không phát sinh vụ việc', 'no-case', 44]],
    [
      '1) Có bố trí người làm công tác trẻ em: 44 điểm',
      ['Có bố trí người làm công tác trẻ em', 'some', 44, 'numbered'],
    ],
    [
      'a) Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi:',
      ['Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi', null, null, 'numbered'],
    ],
    [
      'Trẻ em từ 3 đến 5 tuổi đến lớp từ 88% trở lên: 44 điểm',
      ['Trẻ em từ 3 đến 5 tuổi đến lớp', '[0.88..) rate', 44],
    ],
    ['Trẻ em từ 3-5 tuổi đi mẫu giáo: tối đa 44 điểm', ['Trẻ em từ 3-5 tuổi đi mẫu giáo', null, 44, 'max']],
    ['Mỗi trường hợp trừ 5 điểm', ['Mỗi trường hợp trừ', null, 5, 'unclear']],
    ['Tỷ lệ = số trẻ được tiêm x 100%', ['Tỷ lệ = số trẻ được tiêm x 100%', null, null, 'unclear']],
  ])('%s', (text, read) => {
    expect(say(text)).toEqual(read);
  });

  it('levels in one line are split at semicolons, or behind their points', () => {
    expect(
      splitClauses('từ 95% trở lên: 50 điểm; từ 90% đến dưới 95%: 30 điểm; dưới 90%: 0 điểm'),
    ).toHaveLength(3);
    expect(
      splitClauses('từ 95% trở lên 50 điểm, từ 90% đến dưới 95% 30 điểm, dưới 90% 0 điểm.'),
    ).toHaveLength(3);
    expect(splitClauses('50 điểm nếu đạt từ 95% trở lên')).toHaveLength(1);
  });
});
