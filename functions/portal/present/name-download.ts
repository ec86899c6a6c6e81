import { foldAccents } from '../../../shared/vietnamese/fold.ts';

/**
 * The Content-Disposition of a download with a Vietnamese name: plain letters for old clients, UTF-8 for the others (RFC 6266, RFC 5987).
 * A header with letters beyond Latin-1 is refused by Node, so the name itself never stands there.
 */
export function nameDownload(name: string): string {
  const plain = foldAccents(name)
    .replace(/[^a-z0-9.]+/gu, '-')
    .replace(/^-+|-+(?=\.|$)/gu, '');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
