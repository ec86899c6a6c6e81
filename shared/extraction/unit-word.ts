import { foldWords } from '../vietnamese/fold.ts';

/** What follows a number in a level of a scale and counts nothing of it. */
const noUnits = new Set('diem tuoi thang nam ngay gio tuan quy den toi tro lon hoac va'.split(' '));

const afterNumber =
  /\d+(?:[.,]\d+)?\s+(\p{L}+(?:\s+\p{L}+){0,3}?)\s*(?=trở lên|trở xuống|đến|tới|[-–:;,.()|/]|$)/giu;
const afterNumberOf =
  /^(?:tổng\s+)?số\s+(?:lượng\s+)?(câu lạc bộ|mô hình|hoạt động|diễn đàn|cuộc|buổi|lần|lượt|vụ việc|vụ|trường hợp|điểm vui chơi|em|cháu|người|trẻ em|trẻ)(?!\p{L})/iu;

/**
 * The word a count is said with ("câu lạc bộ"), from the levels of its scale: the one most of them use, or the one its name begins
 * with; empty where neither says one.
 */
export function deriveUnitWord(levels: readonly string[], label: string): string {
  const uses = new Map<string, number>();
  for (const level of levels)
    for (const [, words = ''] of level.matchAll(afterNumber)) {
      const word = words.toLocaleLowerCase('vi').replace(/\s+/gu, ' ').trim();
      const [first = '', ...others] = foldWords(word).split(' ');
      // "50 điểm" are points, "2 điểm vui chơi" are places.
      const isUnit = !noUnits.has(first) || (first === 'diem' && others.length > 0);
      if (isUnit && !word.includes('%')) uses.set(word, (uses.get(word) ?? 0) + 1);
    }
  const [most] = [...uses].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? afterNumberOf.exec(label.trim())?.[1]?.toLocaleLowerCase('vi') ?? '';
}
