import { showText } from './show-text.ts';

/** Criteria on abuse, offences, injuries and special circumstances: what stands beside a figure there may name a child. */
export const sensitiveCriteria: readonly number[] = [3, 4, 5, 6];

// Words that stand beside figures and name nobody.
const plainWords = new Set(
  (
    'có không chưa trẻ em trẻem cháu vụ việc trường hợp người số tổng tỷ tỉ lệ suất đạt trên và là phần trăm nghìn ' +
    'phát sinh nào ca đồng điểm năm xảy ra'
  ).split(' '),
);

/** Text that is a day and not a figure: a day of birth tells who it is. */
const day = /\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}/u;

/** The words as written beside a figure, or null when they may name a child and must stay in the document. */
export function showRaw(raw: string, isSensitive: boolean): string | null {
  if (!isSensitive) return showText(raw, 120);
  const words =
    raw
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return day.test(raw) || !words.every((word) => plainWords.has(word)) ? null : showText(raw, 120);
}
