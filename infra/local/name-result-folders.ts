import { basename, dirname, resolve } from 'node:path';

/**
 * Names the folder of each mail's result: the mail file's base name; where two share one, the folder's name precedes it
 * ("013-lam-son-input"). Names that are still equal are numbered, so that no result overwrites another.
 */
export function nameResultFolders(mails: readonly string[]): readonly string[] {
  const base = (path: string): string => basename(path).replace(/\.eml$/iu, '');
  const taken = new Set<string>();
  return mails.map((path, index) => {
    const isShared = mails.some((other, position) => position !== index && base(other) === base(path));
    const name = isShared ? `${basename(dirname(resolve(path)))}-${base(path)}` : base(path);
    let unique = name;
    // File systems of offices know no letter case.
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1) unique = `${name}-${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
