/**
 * How many bytes each token of a formula takes, its first one included, in Excel 97–2003 and in Excel 5 ([MS-XLS] 2.5.198; for Excel 5
 * as the other reader counts them). Tokens with a class of values (0x40, 0x60) are as long as those without. Tokens not listed are
 * not passed on.
 */
const tokenBytes: ReadonlyMap<number, Readonly<Record<5 | 8, number>>> = new Map([
  // A cell of a shared formula or of one over a range.
  [0x01, { 5: 5, 8: 5 }],
  // Operators, brackets and an argument left out.
  ...Array.from({ length: 0x14 }, (_, at) => [at + 0x03, { 5: 1, 8: 1 }] as const),
  // An error, yes or no, a whole number, a number.
  [0x1c, { 5: 2, 8: 2 }],
  [0x1d, { 5: 2, 8: 2 }],
  [0x1e, { 5: 3, 8: 3 }],
  [0x1f, { 5: 9, 8: 9 }],
  // A list of constants, which themselves stand behind the formula.
  [0x20, { 5: 8, 8: 8 }],
  // Functions and names.
  [0x21, { 5: 3, 8: 3 }],
  [0x22, { 5: 4, 8: 4 }],
  [0x23, { 5: 15, 8: 5 }],
  // Cells and ranges; those of a union stand behind the formula.
  [0x24, { 5: 4, 8: 5 }],
  [0x25, { 5: 7, 8: 9 }],
  [0x26, { 5: 7, 8: 7 }],
  [0x29, { 5: 3, 8: 3 }],
  [0x2a, { 5: 4, 8: 5 }],
  [0x2b, { 5: 7, 8: 9 }],
  [0x2c, { 5: 4, 8: 5 }],
  [0x2d, { 5: 7, 8: 9 }],
  // The same in other sheets.
  [0x39, { 5: 25, 8: 7 }],
  [0x3a, { 5: 18, 8: 7 }],
  [0x3b, { 5: 21, 8: 11 }],
  [0x3c, { 5: 18, 8: 7 }],
  [0x3d, { 5: 21, 8: 11 }],
]);

// Texts and attributes are as long as they say.
const textToken = 0x17;
const attributeToken = 0x19;
const chooseAttribute = 0x04;
const attributes: ReadonlySet<number> = new Set([0x00, 0x01, 0x02, 0x08, 0x10, 0x20, 0x21, 0x40, 0x41, 0x80]);

/** Whether known tokens fill a formula to its last byte: none reaches into what stands behind it. */
export function isWholeFormula(tokens: Buffer, version: 5 | 8): boolean {
  let at = 0;
  while (at < tokens.length) {
    const length = lengthOfToken(tokens, at, version);
    if (length === undefined) return false;
    at += length;
  }
  return at === tokens.length;
}

function lengthOfToken(tokens: Buffer, at: number, version: 5 | 8): number | undefined {
  const first = tokens[at] ?? 0;
  const next = tokens[at + 1] ?? 0;
  if (first === textToken) return version === 5 ? 2 + next : 3 + next * (tokens[at + 2] === 0 ? 1 : 2);
  if (first === attributeToken) {
    if (next === chooseAttribute)
      return at + 4 > tokens.length ? undefined : 6 + 2 * tokens.readUInt16LE(at + 2);
    return attributes.has(next) ? 4 : undefined;
  }
  const kind = first >= 0x40 && first < 0x80 ? (first & 0x1f) | 0x20 : first;
  return tokenBytes.get(kind)?.[version];
}
