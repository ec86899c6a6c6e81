import { domainToUnicode } from 'node:url';
import { foldAddress } from './sender-proof.ts';

/** Letters of other scripts that look like Latin ones (Unicode UTS 39, confusables; those of Cyrillic, Greek, Armenian met in addresses). */
const twins: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    ɑ: 'a',
    α: 'a',
    в: 'b',
    ь: 'b',
    β: 'b',
    с: 'c',
    ϲ: 'c',
    ԁ: 'd',
    ɗ: 'd',
    е: 'e',
    ё: 'e',
    є: 'e',
    ε: 'e',
  },
  ...{
    ɡ: 'g',
    ց: 'g',
    һ: 'h',
    н: 'h',
    հ: 'h',
    і: 'l',
    ї: 'l',
    ı: 'l',
    ι: 'l',
    ɩ: 'l',
    ј: 'j',
    к: 'k',
    κ: 'k',
    ӏ: 'l',
  },
  ...{
    м: 'm',
    п: 'n',
    η: 'n',
    ո: 'n',
    о: 'o',
    ο: 'o',
    σ: 'o',
    օ: 'o',
    р: 'p',
    ρ: 'p',
    զ: 'q',
    ԛ: 'q',
    г: 'r',
    ѕ: 's',
  },
  ...{
    т: 't',
    τ: 't',
    ц: 'u',
    υ: 'u',
    ս: 'u',
    ν: 'v',
    ѵ: 'v',
    ԝ: 'w',
    ω: 'w',
    х: 'x',
    χ: 'x',
    у: 'y',
    γ: 'y',
    ү: 'y',
  },
  ...{ đ: 'd', ø: 'o', ł: 'l', ß: 'b', '0': 'o', '1': 'l', i: 'l', '|': 'l', '5': 's' },
};

/** What an address looks like at a glance: one form for letters of other scripts, marks and digits in place of letters. */
function skeletonOf(address: string): string {
  const [name = '', domain = ''] = foldAddress(address).split(/@(?=[^@]*$)/u);
  const text = `${name}@${domainToUnicode(domain) || domain}`;
  const plain = Array.from(text.normalize('NFKC').toLowerCase().normalize('NFD'))
    .filter((letter) => !/\p{M}|\p{Cf}/u.test(letter))
    .map((letter) => twins[letter] ?? letter)
    .join('');
  return plain
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replace(/[-_.](?=[^@]*$)/gu, '');
}

/** The known address that another one may be taken for; undefined where there is none, or it is one of them itself. */
export function findLookAlike(address: string, known: readonly string[]): string | undefined {
  const own = foldAddress(address);
  if (known.some((one) => foldAddress(one) === own)) return undefined;
  const seen = skeletonOf(address);
  return known.find((one) => isAlike(seen, skeletonOf(one)));
}

/** Whether two look the same, or the same name stands before domains that differ by one slip. */
function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [nameA, domainA] = a.split(/@(?=[^@]*$)/u);
  const [nameB, domainB] = b.split(/@(?=[^@]*$)/u);
  return (
    nameA === nameB &&
    domainA !== undefined &&
    domainB !== undefined &&
    (isOneSlip(domainA, domainB) || isExtended(domainA, domainB))
  );
}

/** "langson.gov.vn.com", "langsongovvn.net": the known domain, and something before or behind it. */
const isExtended = (domain: string, known: string): boolean =>
  known.length >= 6 && domain !== known && domain.startsWith(known);

/** Whether one letter more, less, other or moved makes one word the other. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 6) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
