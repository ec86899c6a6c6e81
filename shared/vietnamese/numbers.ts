/** A number as Vietnamese offices write it: 1.158 or 1 158 (thousands), 98,5 or 98.5 (decimals). For use inside larger patterns. */
export const numberPattern = String.raw`(?:(?<![\d.,])\d{1,3}(?:[.  ]\d{3})+(?:,\d+)?(?!\d)|(?<![\d.,])\d+(?:[.,]\d+)?(?!\d))`;

/** A parsed number with the decimals it was written with; `ambiguous` when a separator can mean thousands or decimals and both are sensible. */
export interface ParsedNumber {
  readonly value: number;
  readonly decimals: number;
  readonly ambiguous: boolean;
}

/**
 * Reads a number written the Vietnamese way (dot or space for thousands, comma for decimals; English decimals are met too).
 * @param use what the number must be: a count is whole, a percentage is at most 100 or so, points have few digits.
 * @returns undefined when the text is no single number.
 */
export function parseNumber(text: string, use: 'count' | 'percent' | 'points'): ParsedNumber | undefined {
  const clean = text.trim().replace(/[  ](?=\d{3}(?!\d))/gu, '.');
  const grouped = /^(\d{1,3})((?:\.\d{3})+)(?:,(\d+))?$/u.exec(clean);
  if (grouped !== null) {
    const [, head = '', groups = '', decimals = ''] = grouped;
    const asThousands = Number(`${head}${groups.replaceAll('.', '')}.${decimals === '' ? '0' : decimals}`);
    // "98.125%" cannot be ninety-eight thousand percent.
    if (use === 'percent' && groups.length === 4 && decimals === '')
      return { value: Number(clean), decimals: 3, ambiguous: Number(clean) < 10 };
    return { value: asThousands, decimals: decimals.length, ambiguous: false };
  }
  const simple = /^(\d+)(?:([.,])(\d+))?$/u.exec(clean);
  if (simple === null) return undefined;
  const [, whole = '', separator, fraction = ''] = simple;
  if (separator === undefined) return { value: Number(whole), decimals: 0, ambiguous: false };
  if (use === 'count' && fraction.length === 3)
    return { value: Number(whole + fraction), decimals: 0, ambiguous: false };
  return {
    value: Number(`${whole}.${fraction}`),
    decimals: fraction.length,
    ambiguous: use === 'points' && fraction.length === 3,
  };
}
