/** Named entities office software writes for Vietnamese; the rest comes as numbers. */
const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ' },
  ...{ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', hellip: '…', bull: '•' },
  ...{ le: '≤', ge: '≥', times: '×', divide: '÷', deg: '°', middot: '·', frac12: '½', plusmn: '±' },
  ...{ agrave: 'à', aacute: 'á', acirc: 'â', atilde: 'ã', egrave: 'è', eacute: 'é', ecirc: 'ê' },
  ...{ igrave: 'ì', iacute: 'í', ograve: 'ò', oacute: 'ó', ocirc: 'ô', otilde: 'õ' },
  ...{ ugrave: 'ù', uacute: 'ú', yacute: 'ý', itilde: 'ĩ', utilde: 'ũ', abreve: 'ă' },
  ...{ Agrave: 'À', Aacute: 'Á', Acirc: 'Â', Atilde: 'Ã', Egrave: 'È', Eacute: 'É', Ecirc: 'Ê' },
  ...{ Igrave: 'Ì', Iacute: 'Í', Ograve: 'Ò', Oacute: 'Ó', Ocirc: 'Ô', Otilde: 'Õ' },
  ...{ Ugrave: 'Ù', Uacute: 'Ú', Yacute: 'Ý', Itilde: 'Ĩ', Utilde: 'Ũ', Abreve: 'Ă' },
};

const unshown = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'object']);

const lineBreakers = new Set(
  'address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** A tag's text is at most this long: beyond, a quote was never closed. */
const longestTag = 20_000;

/** What a reader of HTML sees, as lines of text: scripts and styles left out, cells apart by tabs, links after their words. One pass, no tree: nesting costs nothing (200,000 nested tags hang tree builders). */
export function readHtmlText(html: string): string {
  const shown: string[] = [];
  const openLinks: { readonly url: string; readonly at: number }[] = [];
  const unclosed = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next !== at) {
      const text = html.slice(at, next < 0 ? html.length : next);
      shown.push(decodeEntities(text.replace(/\s+/g, ' ')));
    }
    if (next < 0) break;
    at = readTag(html, next, shown, openLinks, unclosed);
  }
  return shown
    .join('')
    .replace(/[ \u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Takes the tag at `start` and returns where the text goes on. */
function readTag(
  html: string,
  start: number,
  shown: string[],
  openLinks: { readonly url: string; readonly at: number }[],
  unclosed: Set<string>,
): number {
  if (html.startsWith('<!--', start)) return after(html, '-->', start + 4);
  const name = /^<\/?([a-zA-Z][a-zA-Z0-9:]{0,30})/.exec(html.slice(start, start + 40))?.[1]?.toLowerCase();
  if (name === undefined) {
    if (/^<[!?/]/.test(html.slice(start, start + 2))) return after(html, '>', start);
    shown.push('<');
    return start + 1;
  }
  const end = findTagEnd(html, start);
  const isClosing = html[start + 1] === '/';
  if (unshown.has(name) && !isClosing && html[end - 2] !== '/') return skipElement(html, name, end, unclosed);
  if (lineBreakers.has(name)) shown.push('\n');
  else if ((name === 'td' || name === 'th') && isClosing) shown.push('\t');
  else if (name === 'a') {
    const open = openLinks.pop();
    if (open !== undefined && !shown.slice(open.at).join('').includes(open.url)) shown.push(` (${open.url})`);
    const url = isClosing ? undefined : readLinks(html.slice(start, end))[0];
    if (url !== undefined) openLinks.push({ url, at: shown.length });
  }
  return end;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

/** The tag's ">" outside quotes. */
function findTagEnd(html: string, start: number): number {
  const limit = Math.min(html.length, start + longestTag);
  let quote = '';
  for (let at = start; at < limit; at += 1) {
    const letter = html.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '>') return at + 1;
    else if ((letter === '"' || letter === "'") && html[at - 1] === '=') quote = letter;
  }
  return after(html, '>', start);
}

/** Where an element that is not shown ends; the head also where the body begins. Left open, only scripts and styles swallow the rest, as in a browser. */
function skipElement(html: string, name: string, from: number, unclosed: Set<string>): number {
  if (unclosed.has(name)) return from;
  const close = new RegExp(name === 'head' ? '</head\\b|(?=<body\\b)' : `</${name}\\b`, 'gi');
  close.lastIndex = from;
  const found = close.exec(html);
  if (found !== null) return found[0] === '' ? found.index : after(html, '>', found.index);
  // Attack: a hundred thousand "<title>", each searched to the end of the text.
  unclosed.add(name);
  return name === 'script' || name === 'style' ? html.length : from;
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}\d{0,2}));?/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[name as string] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

/** Web addresses in the links of HTML, in order, each once. */
export function readLinks(html: string): readonly string[] {
  const links = html.matchAll(/href\s{0,9}=\s{0,9}["']?(https?:\/\/[^"'\s<>]{1,2000})/gi);
  return [...new Set([...links].map((link) => decodeEntities(link[1] ?? '')))];
}
