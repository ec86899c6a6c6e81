import type { ParsedDocument } from '../domain/parsed-document.ts';
import { findFigures } from './figures.ts';

const village = String.raw`(?:thôn|bản|xóm|khu\s+phố|khu|tổ\s+dân\s+phố|làng)`;
const line = new RegExp(String.raw`^[-–+*•\s]*${village}\s+[^:;]{1,40}?\s*[:–]\s*(.+?)[.;,]?$`, 'iu');
/** "cả 03 thôn", "Xã có 03 thôn", "kết quả của 3/3 thôn": how many there are in all. */
const allVillages = new RegExp(
  String.raw`(?<![\d/])0*(\d{1,2})\s*/\s*0*\1\s*${village}|(?:cả|có|gồm|toàn\s+bộ|tất\s+cả)\s+(?:các\s+)?0*(\d{1,2})\s+${village}`,
  'iu',
);
const onlySome = /(?<!\p{L})(?:trong đó|tiêu biểu|điển hình|một số|như(?!\s+sau)|nổi bật)(?!\p{L})/iu;

/**
 * Adds up lines of villages ("- Thôn A: 20/20 trẻ …") behind a paragraph that says how many villages the commune has, where all of
 * them are listed: a sentence of the commune, by the last of the lines. What is only a list of some is not added up.
 */
export function sumVillages(
  blocks: ParsedDocument['blocks'],
): ReadonlyMap<ParsedDocument['blocks'][number], string> {
  const sums = new Map<ParsedDocument['blocks'][number], string>();
  let lead = '';
  let said: string[] = [];
  for (const [at, block] of blocks.entries()) {
    const result = block.kind === 'paragraph' ? line.exec(block.text.trim())?.[1] : undefined;
    if (result === undefined) {
      [lead, said] = [block.kind === 'paragraph' ? block.text : '', []];
      continue;
    }
    said.push(result);
    const next = blocks[at + 1];
    const goesOn = next?.kind === 'paragraph' && line.test(next.text.trim());
    const sum = goesOn ? undefined : sumOf(lead, said);
    if (sum !== undefined) sums.set(block, sum);
  }
  return sums;
}

function sumOf(lead: string, said: readonly string[]): string | undefined {
  const all = allVillages.exec(lead);
  if (all === null || onlySome.test(lead) || Number(all[1] ?? all[2]) !== said.length || said.length < 2)
    return undefined;
  const parts = said.map((text) => {
    const [figure, ...others] = findFigures(text);
    return figure?.kind === 'fraction' && others.length === 0
      ? { figure, words: text.slice(figure.end).trim() }
      : undefined;
  });
  const [first] = parts;
  if (first === undefined || parts.some((part) => part === undefined || part.words !== first.words))
    return undefined;
  const add = (of: 'numerator' | 'denominator'): number =>
    parts.reduce((sum, part) => sum + (part?.figure[of] ?? 0), 0);
  const subject = lead.replace(allVillages, '').replace(/\d/gu, '');
  return /\p{L}{3}.*\p{L}{3}/u.test(first.words.replace(/^(?:trẻ em|trẻ|em|cháu)\s*$/iu, ''))
    ? `${add('numerator')}/${add('denominator')} ${first.words}`
    : `${subject.replace(/[:;.]+/gu, ' ')}: ${add('numerator')}/${add('denominator')} ${first.words}`;
}
