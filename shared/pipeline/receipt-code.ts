import { createHash } from 'node:crypto';

/**
 * Letters and digits that are told apart on the telephone and in handwriting: no 0/O, 1/I; no letter that Vietnamese lacks; of those
 * spoken alike (bê, dê, giê, pê, tê, vê) few. There are 23, a prime, so that the check character catches every single wrong character
 * and every two exchanged ones.
 */
const alphabet = '23456789ACEHKLMNQRSTVXY';

const bodyLength = 4;

/**
 * The receipt code of a mail in a round's year, "HS-2023-7K4M-2", the last a check character; the same mail always has the same.
 * Two mails can have one (1 in 280,000): `attempt`, from 0, gives the next.
 */
export function receiptCode(mail: string, year: number, attempt: number): string {
  const digest = createHash('sha256').update(`${mail}#${attempt}`).digest();
  let rest = digest.readUIntBE(0, 6);
  let body = '';
  for (let place = 0; place < bodyLength; place++) {
    body += alphabet.charAt(rest % alphabet.length);
    rest = Math.floor(rest / alphabet.length);
  }
  return `HS-${year}-${body}-${checkOf(`${year}${body}`)}`;
}

// People write and say them with blanks, dots and dashes of any kind, in small letters, or as part of an address ("hoso+HS-2023-7K4M-2@…").
const codeShape = new RegExp(
  String.raw`(?<![\p{L}\p{N}])HS[\s.\u2010-\u2015-]{0,3}(20\d\d)[\s.\u2010-\u2015-]{0,3}([${alphabet}]{${bodyLength}})[\s.\u2010-\u2015-]{0,3}([${alphabet}])(?![\p{L}\p{N}])`,
  'giu',
);

/** Attack: a text full of codes, each of which is looked up. */
const mostCodes = 5;

/** The receipt codes in a text whose check character is right, each once, in order. */
export function findReceiptCodes(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, year = '', body = '', check = ''] of text.matchAll(codeShape)) {
    if (found.size === mostCodes) break;
    const wanted = body.toUpperCase();
    if (checkOf(`${year}${wanted}`) === check.toUpperCase())
      found.add(`HS-${year}-${wanted}-${check.toUpperCase()}`);
  }
  return [...found];
}

/** Weighted sum of the characters (ISO 7064 in kind), a digit of the year by its value. */
function checkOf(text: string): string {
  let sum = 0;
  for (const [place, character] of Array.from(text).entries()) {
    const value = place < text.length - bodyLength ? Number(character) : alphabet.indexOf(character);
    sum += (place + 1) * value;
  }
  return alphabet.charAt(sum % alphabet.length);
}
