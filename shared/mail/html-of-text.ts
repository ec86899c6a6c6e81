/** A plain text as a page of HTML that says the same: paragraphs, lists of lines that begin "- ", nothing from outside. */
export function htmlOfText(text: string, title: string): string {
  const blocks = text
    .split(/\n[ \t]*\n+/u)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOfLines)
    .join('\n');
  return [
    '<!DOCTYPE html>',
    `<html lang="vi"><head><meta charset="utf-8"><title>${title}</title></head>`,
    '<body style="margin:0;padding:16px;font-family:\'Times New Roman\',Tinos,serif;font-size:17px;line-height:1.5;color:#1a1a1a;max-width:42em">',
    blocks,
    '</body></html>',
  ].join('\n');
}

function blockOfLines(block: string): string {
  const parts: string[] = [];
  let items: string[] = [];
  let lines: string[] = [];
  const close = (): void => {
    if (lines.length > 0) parts.push(`<p style="margin:0 0 12px">${lines.join('<br>')}</p>`);
    if (items.length > 0) parts.push(`<ul style="margin:0 0 12px;padding-left:24px">${items.join('')}</ul>`);
    items = [];
    lines = [];
  };
  for (const line of block.split('\n')) {
    const isItem = line.startsWith('- ');
    if (isItem ? lines.length > 0 : items.length > 0) close();
    if (isItem) items.push(`<li>${escapeHtml(line.slice(2))}</li>`);
    else lines.push(escapeHtml(line));
  }
  close();
  return parts.join('\n');
}

/** Text that cannot be markup. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
