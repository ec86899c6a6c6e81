/**
 * Longest text printed in one paragraph or line of a cell, in UTF-16 units.
 * Attack: a cell of many kilobytes, which would push the table off its pages.
 */
const printableLimit = 1500;

/**
 * Text as a paper may carry it: NFC, one line, no control, bidirectional, invisible, private or unpaired characters, cut with "…" when too long.
 * Attack: a right-to-left override that shows 051 as 150, a control character that makes the file unreadable.
 */
export function toPrintable(text: string, limit: number = printableLimit): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '');
  if (clean.length <= limit) return clean;
  // Not in the middle of a character written as two units.
  return `${clean.slice(0, limit - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
