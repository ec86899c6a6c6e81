import { toNfc } from '../vietnamese/fold.ts';
import { repairMojibake } from './decode-bytes.ts';

/** Attack: a name of 64 KB floods findings, logs and pages; file systems allow 255 bytes to a name. */
const longestName = 180;

/** Attack: "hoso\u202excod.exe" shows as "hosoexe.docx"; marks without width make two names look the same. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The last segment of a file name as a mail program or archiver wrote it, made readable: percent signs and wrong encodings undone, NFC, no path, nothing invisible; '' when nothing is left. */
export function repairFileName(name: string): string {
  return cleanSegment(repairMojibake(decodePercent(name.normalize('NFC'))));
}

function cleanSegment(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const seen = toNfc(last.replace(/\p{Surrogate}/gu, '\ufffd').replace(unseen, '')).trim();
  return shorten(seen.replace(/^\.+$/, ''));
}

/** A path inside an archive, segment by segment as `repairFileName` does; empty segments and dots fall away. */
export function repairPath(path: string): string {
  return repairMojibake(path)
    .replaceAll('\\', '/')
    .split('/')
    .map(cleanSegment)
    .filter((segment) => segment !== '')
    .join('/');
}

/** Hands out each name once: a second "a.docx" becomes "a (2).docx". */
export function keepNamesApart(): (name: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return (name) => {
    let apart = name;
    for (let count = next.get(name) ?? 2; taken.has(apart); count += 1) {
      const { stem, extension } = splitName(name);
      apart = `${stem} (${count})${extension}`;
      next.set(name, count + 1);
    }
    taken.add(apart);
    return apart;
  };
}

/** "%C4%90%C6%A1n.docx", as some web mail writes names into the plain parameter. */
function decodePercent(name: string): string {
  if (!/%[0-9a-f]{2}/i.test(name)) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function shorten(name: string): string {
  if (name.length <= longestName) return name;
  const { stem, extension } = splitName(name);
  return stem.slice(0, longestName - extension.length - 1).replace(/\p{Surrogate}$/u, '') + '…' + extension;
}

function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const extension = /\.[^./\s]{1,8}$/.exec(name.slice(1))?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}
