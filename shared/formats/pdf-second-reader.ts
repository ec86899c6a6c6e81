/** The digits of one page as a second, independent reader gives them, in its order; null when it could not read the file. */
export type SecondReading = ReadonlyMap<number, readonly string[]>;

const digitRun = /\d+/gu;

/** Attack: a text of millions of digits; a page of figures has some thousand. */
const maxTokens = 20_000;

/** The runs of digits of a text, in order; raised and lowered digits stand for themselves. */
export function digitTokens(text: string): string[] {
  const spaced = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+/gu, (digits) => ` ${digits.normalize('NFKC')} `);
  return (spaced.match(digitRun) ?? []).slice(0, maxTokens);
}

/**
 * Reads the digits of every page with pdf-parse (pdf.js), which shares no code with PDFium.
 * Null when that reader fails: its fault is no finding, the file was read.
 */
export async function readDigitsAgain(
  bytes: Uint8Array,
  password: string,
  pages: readonly number[],
): Promise<SecondReading | null> {
  if (pages.length === 0) return new Map();
  const { PDFParse } = await import('pdf-parse');
  let parser: InstanceType<typeof PDFParse> | undefined;
  try {
    // pdf.js takes the buffer over, so it gets a copy; level 0 keeps it from writing to the console.
    parser = new PDFParse({
      data: new Uint8Array(bytes),
      verbosity: 0,
      isEvalSupported: false,
      ...(password === '' ? {} : { password }),
    });
    const result = await parser.getText({ partial: [...pages], pageJoiner: '' });
    return new Map(result.pages.map((page) => [page.num, digitTokens(page.text)]));
  } catch {
    return null;
  } finally {
    await parser?.destroy();
  }
}

/**
 * Compares the digits of two readers of one page; word order, and one number split or two joined, are no difference.
 * @param optional digits the first reader saw but took for invisible.
 * @returns tokens of each reader that the other cannot have meant, empty when they agree.
 */
export function compareDigits(
  first: readonly string[],
  second: readonly string[],
  optional: readonly string[],
): { readonly onlyFirst: readonly string[]; readonly onlySecond: readonly string[] } {
  const restFirst = subtract(first, second);
  const restSecond = subtract(subtract(second, first), optional);
  if (restFirst.length === 0 && restSecond.length === 0) return { onlyFirst: [], onlySecond: [] };
  // A number in pieces at one reader and whole at the other: the pieces stand side by side in its order.
  return {
    onlyFirst: restFirst.filter((token) => !isJoinable(token, second) && !isPiece(token, restSecond, first)),
    onlySecond: restSecond.filter(
      (token) => !isJoinable(token, [...first, ...optional]) && !isPiece(token, restFirst, second),
    ),
  };
}

function subtract(from: readonly string[], what: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const token of what) counts.set(token, (counts.get(token) ?? 0) + 1);
  return from.filter((token) => {
    const count = counts.get(token) ?? 0;
    if (count > 0) counts.set(token, count - 1);
    return count === 0;
  });
}

/** The token is two to six neighbours of the other list written together. */
function isJoinable(token: string, tokens: readonly string[]): boolean {
  for (let start = 0; start < tokens.length; start++) {
    let joined = '';
    for (let length = 0; length < 6 && start + length < tokens.length; length++) {
      joined += tokens[start + length] ?? '';
      if (joined.length >= token.length) break;
      if (!token.startsWith(joined)) break;
    }
    if (joined === token) return true;
  }
  return false;
}

/** The token is one of neighbours that together make a token the other reader has whole. */
function isPiece(token: string, wholes: readonly string[], own: readonly string[]): boolean {
  return wholes.some((whole) => whole !== token && whole.includes(token) && isJoinable(whole, own));
}
