import { expect, it } from 'vitest';
import {
  lackAccents,
  restoreAccents,
  placeNameRestorer,
} from '../../../shared/vietnamese/restore-accents.ts';

it.each([
  ['Tieu chi 3. Tre em bi xam hai', 'Tiêu chí 3. Trẻ em bị xâm hại'],
  ['SO THANG DIEM', 'SỐ THANG ĐIỂM'],
  ['tinh den thang 9 nam 2023', 'tính đến tháng 9 năm 2023'],
  ['so voi nam truoc, tang 12 thang', 'so với năm trước, tăng 12 tháng'],
  ['Co - 50d; ho so cua xa Van An', 'Có - 50đ; hồ sơ của xã Van An'],
])('restores the known words of %s', (written, restored) => {
  expect(restoreAccents(written)).toBe(restored);
});

it('restores a name of a commune only where one commune is written so', () => {
  expect(placeNameRestorer(['Vạn Linh'])('UBND XÃ VAN LINH, Van Linh')).toBe('UBND XÃ VẠN LINH, Van Linh');
  expect(placeNameRestorer(['Vạn Linh', 'Vân Linh'])('xã Van Linh')).toBe('xã Van Linh');
});

it('tells a paper without accents from one with them and from one too short to tell', () => {
  const words = 'ket qua thuc hien cac tieu chi xa phu hop voi tre em nam nay'.split(' ');
  expect(lackAccents([...words, ...words, ...words])).toBe(true);
  expect(lackAccents(words)).toBe(false);
  expect(lackAccents([...words, ...words, ...words, 'được', 'đạt'])).toBe(false);
});
