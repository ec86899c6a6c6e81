import { describe, expect, it } from 'vitest';
import { findDate, isBlankDate } from '../../../shared/vietnamese/dates.ts';

describe('the day of a paper', () => {
  it.each([
    ['Hữu Kiên, ngày 27 tháng 10 năm 2023', '2023-10-27'],
    ['ngày 05 tháng 1 năm 2023', '2023-01-05'],
    ['họp ngày 25/10/2023', '2023-10-25'],
    ['29/2/2024', '2024-02-29'],
  ])('"%s" is %s', (text, iso) => {
    expect(findDate(text)).toBe(iso);
  });

  it.each(['31/02/2023', '29/2/2023', 'ngày 32 tháng 10 năm 2023', '2023', '12/2023'])(
    '"%s" is no day',
    (text) => {
      expect(findDate(text)).toBeUndefined();
    },
  );

  it('knows a day left blank from one filled in', () => {
    expect(isBlankDate('Hữu Kiên, ngày     tháng 10 năm 2023')).toBe(true);
    expect(isBlankDate('ngày … tháng … năm 2023')).toBe(true);
    expect(isBlankDate('ngày 27 tháng 10 năm 2023')).toBe(false);
  });
});
