/** How rows of a table are counted through; "explicit" says so itself: "Tiêu chí 5", "TC5", "Tiêu chí V". */
export type NumberingStyle =
  'explicit' | 'roman' | 'capital' | 'arabic' | 'dotted' | 'letter' | 'dash' | 'none';

/** The number a row carries: its style, its value ("V" is 5, "5.2" is 5) and how deep it stands ("5.2" is 2). */
export interface Numbering {
  readonly style: NumberingStyle;
  readonly value: number | undefined;
  readonly depth: number | undefined;
}

const romanValues: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

function romanValue(numeral: string): number {
  let value = 0;
  for (let at = 0; at < numeral.length; at++) {
    const own = romanValues[numeral[at] ?? ''] ?? 0;
    const next = romanValues[numeral[at + 1] ?? ''] ?? 0;
    value += own < next ? -own : own;
  }
  return value;
}

const criterionWord = /^\P{L}*(?:ti[êe]u\s*ch[íi]|TC)\s*(?:s[ốo]|th[ứu])?\s*/iu;
/** Capitals only, and nothing but a stop behind them: "TIÊU CHÍ VI PHẠM" is no number six. */
const criterionNumber = /^(?:(\d{1,2})(?!\d)|([IVX]{1,5})(?=\s*(?:$|[.:)/–-])))/u;

/** The number a text gives a criterion outright at its start: "Tiêu chí số 7", "TC07", "Tiêu chí IV:"; undefined when it gives none. */
export function readCriterionNumber(text: string): number | undefined {
  const word = criterionWord.exec(text)?.[0];
  const match = word === undefined ? null : criterionNumber.exec(text.slice(word.length));
  if (match === null) return undefined;
  return match[1] === undefined ? romanValue(match[2] ?? '') : Number(match[1]);
}

const alone: readonly (readonly [NumberingStyle, RegExp])[] = [
  ['arabic', /^\(?(\d{1,2})\s*[.):/-]*$/u],
  ['roman', /^\(?([IVX]{1,5})\s*[.):/-]*$/u],
  ['dotted', /^\(?(\d{1,2}(?:[.,]\d{1,2})+)\s*[.):/-]*$/u],
  ['capital', /^\(?([A-HĐ])\s*[.):/-]*$/u],
  ['letter', /^\(?([a-zđ])\s*[.):/-]*$/u],
  ['dash', /^([-–—+*•●▪])$/u],
];
const leading: readonly (readonly [NumberingStyle, RegExp])[] = [
  ['dotted', /^\(?(\d{1,2}(?:\.\d{1,2})+)(?:\s*[.):/–-]|\s+(?=\p{L}))/u],
  ['arabic', /^\(?(\d{1,2})\s*[.):/–-](?!\d)/u],
  ['roman', /^\(?([IVX]{1,5})\s*[.):/–-]/u],
  ['capital', /^\(?([A-HĐ])\s*[.):/–-]/u],
  ['letter', /^\(?([a-zđ])\s*[.):/]/u],
  ['dash', /^([-–—+*•●▪])/u],
];
const depths = {
  capital: 0,
  roman: 1,
  explicit: 1,
  arabic: 1,
  dotted: 2,
  letter: 3,
  dash: 4,
  none: undefined,
};

/** Reads what stands in a column of numbers ("5", "V.", "TC 5", "5.2", "a)"), or, as `leads`, before a label's words. */
export function readNumbering(text: string, leads = false): Numbering {
  const clean = text.trim();
  const said = readCriterionNumber(clean);
  if (said !== undefined) return { style: 'explicit', value: said, depth: depths.explicit };
  for (const [style, pattern] of leads ? [...leading, ...alone] : alone) {
    const mark = pattern.exec(clean)?.[1];
    if (mark === undefined) continue;
    const parts = mark.split(/[.,]/u);
    const value = style === 'roman' ? romanValue(mark) : /^\d/u.test(mark) ? Number(parts[0]) : undefined;
    return { style, value, depth: style === 'dotted' ? parts.length : depths[style] };
  }
  return { style: 'none', value: undefined, depth: depths.none };
}
