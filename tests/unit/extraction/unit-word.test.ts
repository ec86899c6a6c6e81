import { expect, it } from 'vitest';
import { deriveUnitWord } from '../../../shared/extraction/unit-word.ts';

it.each([
  [
    ['Từ 5 câu lạc bộ trở lên: 30 điểm', 'Từ 3 đến 4 câu lạc bộ: 20 điểm', 'Dưới 3: 0 điểm'],
    '',
    'câu lạc bộ',
  ],
  [['Có 2 điểm vui chơi trở lên: 30 điểm'], '', 'điểm vui chơi'],
  [['Từ 5 trở lên: 30 điểm'], 'Số mô hình bảo vệ trẻ em', 'mô hình'],
  [['Trẻ em dưới 5 tuổi: 30 điểm'], 'Kết quả chung', ''],
  [['Không quá 2 em | 15', '3 em: 5 điểm'], '', 'em'],
])('the unit of %j named "%s" is "%s"', (levels, label, unit) => {
  expect(deriveUnitWord(levels, label)).toBe(unit);
});
