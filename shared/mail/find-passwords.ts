/** Attack: a mail of a thousand "mật khẩu: x" would make every locked file be tried a thousand times. */
export const mostPasswords = 10;

const announced =
  /(?<![\p{L}\d])(?:mật\s*(?:khẩu|mã)|mat\s*khau|pass\s*word|pass(?:wd|code)?|pwd?|mk)(?![\p{L}\d])([^\n:=]{0,60}?)(?:\s*[:=]\s*|\s+(?:là|la|is)\s*:?\s+)["'“”‘’`(]?([^\s"“”‘’`]{1,64})/giu;

const named = /["“]([^\s"“”]{1,64})["”]\s*(?:là|la)\s+(?:mật\s*khẩu|mat\s*khau|pass)/giu;

/** Passwords a mail tells for its locked files ("mật khẩu: chilang2023", "MK mở file là 123456"), in order, each once; with and without closing punctuation. */
export function findPasswords(text: string): string[] {
  const plain = text.normalize('NFC');
  const told = [
    ...[...plain.matchAll(announced)].map((match) => match[2] ?? ''),
    ...[...plain.matchAll(named)].map((match) => match[1] ?? ''),
  ];
  const candidates = told.flatMap((word) => [word.replace(/[.,;:!?)\]'’]+$/u, ''), word]);
  return [...new Set(candidates.filter((word) => word !== ''))].slice(0, mostPasswords);
}
