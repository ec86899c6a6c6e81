import type { DocumentKind } from '../domain/document.ts';
import type { ParsedDocument } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { listLines } from './document-lines.ts';

/** Line that opens a list of what goes with a letter: "2. Hồ sơ gửi kèm theo Tờ trình gồm có:", "Tài liệu kèm theo:", "Gửi kèm: Báo cáo; Biên bản". */
const opening =
  /^(?:(?:\d{1,2}|[ivx]{1,4}|[a-d]) )?(?:(?:thanh phan )?ho so|cac tai lieu|tai lieu|van ban|gui|xin gui|danh muc|kem)\b.{0,60}?\b(?:kem theo|gui kem|dinh kem|kem|gom co|gom)\b/u;
/** "(Kèm theo Tờ trình số …)" says what a paper goes with, not what goes with it; "kèm theo danh sách trẻ em …" in a sentence is no list. */
const notOpening = /^(?:kem theo (?:to trinh|bao cao|quyet dinh|cong van|ke hoach)\b)/u;

/** Line that ends a list whatever its shape: addressees, signature. */
const ending =
  /^(?:noi nhan|tm |tran trong|kinh trinh|kinh de nghi|de nghi|uy ban nhan dan|ubnd|can cu|xin tran trong|cam on)/u;

/** What an item is by its first words; the order counts ("biên bản họp … bảng điểm" is the minutes). */
const itemKinds: readonly (readonly [RegExp, DocumentKind])[] = [
  [/^to trinh\b/u, 'submission-letter'],
  [/^bien ban\b/u, 'minutes'],
  [
    /^(?:bao cao |bang |bieu )?(?:tong hop|ket qua)\b.{0,40}\b(?:phieu|y kien|hai long|khao sat)\b|^(?:bang |bieu )?(?:tong hop )?phieu\b.{0,40}\b(?:hai long|y kien|khao sat|hoi)\b/u,
    'survey-summary',
  ],
  [/^(?:bang|bieu|phieu|ban)\b.{0,30}\b(?:cham|diem|danh gia)\b/u, 'score-sheet'],
  // "Báo cáo của Trạm Y tế" is evidence.
  [/^bao cao(?:$| (?:tu )?(?:danh gia|ket qua|tong ket|thuc hien|cong tac)\b)/u, 'report'],
  [
    /^(?:(?:cac )?(?:tai lieu|minh chung|ho so)\b.{0,20}\b(?:kiem chung|minh chung|chung minh)\b|(?:cac )?(?:ban )?thuyet minh\b|minh chung\b)/u,
    'evidence',
  ],
];

/** Number, dash or letter before an item, and how many of it ("01 bản"). */
const itemMark = /^(?:[-–—+•*]|\d{1,2}\s*[.)]|[a-zđ]\s*[.)])\s*/u;
const copies =
  /^(?:\(?\d{1,2}\)? |mot )?(?:ban |bo )?(?=(?:to trinh|bien ban|bang|bieu|phieu|bao cao|tai lieu|cac|thuyet minh|minh chung|ban)\b)/u;

/** Attack: a letter whose every line is an item; a dossier has a dozen papers. */
const mostItems = 40;
/** Lines between the opening and the first item, and without an item behind the last. */
const mostGaps = 1;

/**
 * The kinds of paper that a letter says go with it, each once in the order of its list: none where it has no list, or where nothing on
 * it is named by a kind. Words of the list go no further: they can name a child.
 */
export function readEnclosures(document: ParsedDocument): readonly DocumentKind[] {
  const lines = listLines(document).map(({ text }) => text);
  const kinds = new Set<DocumentKind>();
  for (const [index, line] of lines.entries()) {
    const folded = foldWords(line);
    if (line.startsWith('(') || !opening.test(folded) || notOpening.test(folded)) continue;
    const colon = line.indexOf(':');
    const inline = colon < 0 ? '' : line.slice(colon + 1).trim();
    // A sentence about enclosures is no list: it has neither colon nor items.
    if (colon < 0 && !itemMark.test(lines[index + 1] ?? '')) continue;
    for (const item of inline === '' ? itemsBelow(lines.slice(index + 1)) : itemsOf(inline)) {
      const kind = kindOfItem(item);
      if (kind !== undefined) kinds.add(kind);
    }
  }
  return [...kinds];
}

/** Items written one a line. */
function itemsBelow(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  let gap = 0;
  for (const line of lines) {
    const isKnown = kindOfItem(line) !== undefined;
    // "3. Kiến nghị" behind a list with dashes is the letter's next part.
    const isNextPart = /^\d/u.test(line) && items.length > 0 && !/^\d/u.test(items[0] ?? '');
    if (!isKnown && (isNextPart || ending.test(foldWords(line)))) break;
    const isItem = isKnown || itemMark.test(line);
    // An item may run over the end of its line.
    gap = isItem ? 0 : gap + 1;
    if (gap > mostGaps || items.length === mostItems) break;
    if (isItem) items.push(line);
  }
  return items;
}

/** Items written in one line: "Bảng tự chấm điểm; Báo cáo; Biên bản". */
const itemsOf = (text: string): readonly string[] =>
  text.split(text.includes(';') ? ';' : ',').slice(0, mostItems);

function kindOfItem(item: string): DocumentKind | undefined {
  const words = foldWords(item.replace(itemMark, '')).replace(copies, '');
  return itemKinds.find(([pattern]) => pattern.test(words))?.[1];
}
