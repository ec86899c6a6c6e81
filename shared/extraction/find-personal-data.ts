import type { ParsedDocument, Table } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { layOutTable } from './table-grid.ts';

/** "Trẻ em" is under 16 (Law on Children, Article 1). */
const childAge = 16;

/** Surnames met in Lạng Sơn, for a regular expression. */
export const surnames =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Nông|Vi|Hứa|Lương|Lộc|Triệu|Bế|Mã|Chu|Linh|Liễu|Đàm|Phùng|Lâm|Hà|Tô|Đinh|Đoàn|Trịnh|Mai|Đào|Cao|Tạ|Thái|La|Lưu|Quách|Ma|Giàng|Sùng|Vàng|Lò|Cà|Quàng|Tòng|Hầu|Thào|Cháng|Phàn|Tẩn|Chảo|Bàn|Đặng|Tăng|Vương|Từ|Hoa|Ninh|Dư|Âu|Khổng|Kiều|Nghiêm|Quan|Thạch|Kim|Sơn|Danh|Châu|Điểu|Vy|Mông|Lăng|Lường|Trương|Trình|Tống|Lành|Lục|Sầm|Giáp|Viên|Y|H';
const namedChild = new RegExp(
  String.raw`(?<!tr[ẻe] )(?<!\p{L})(?:cháu|em|bé|trẻ)\s*:?\s+(?:${surnames})(?:\s+\p{Lu}\p{Ll}*){1,4}(?!\p{L})`,
  'gu',
);

/** A name of any surname, of whom the day of birth, age or class is said. */
const describedChild =
  /(?<!tr[ẻe] )(?<!\p{L})(?:cháu|em|bé|trẻ)\s*:?\s+\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){1,4}(?=\s*[(,;–-]*\s*(?:sinh\s+(?:ngày|năm|tháng)|SN\s*:?\s*\d|\d{1,2}\s*tuổi|học\s+(?:sinh\s+)?lớp|lớp\s+\d|con\s+(?:của\s+)?(?:ông|bà|anh|chị)))/gu;

/** In text all in capitals every word looks like a name: only surnames that are hardly a word behind "cháu" count, with two more words. */
const capitalChild =
  /(?<!TRẺ )(?<!\p{L})(?:CHÁU|EM|BÉ)\s*:?\s+(?:NGUYỄN|TRẦN|HOÀNG|HUỲNH|VŨ|ĐẶNG|BÙI|NGÔ|NÔNG|HỨA|TRIỆU|BẾ|LIỄU|ĐÀM|PHÙNG|TRỊNH|TRƯƠNG|LƯƠNG|LÝ|VY|MÔNG|DƯƠNG|ĐINH|PHAN|LÊ)(?:\s+\p{Lu}+){1,3}(?=\s*(?:[(,;.–-]|$))/gu;

/** "Nông Thị Hoa, sinh ngày 12/3/2015": born so late that a child is meant, whatever word stands before. */
const bornPerson = new RegExp(
  String.raw`(?<!(?:[Xx]ã|[Tt]hôn|[Tt]rấn|[Tt]rường|[Hh]uyện) )(?<!\p{L})(?:${surnames})(?:\s+\p{Lu}\p{Ll}*){1,4}\s*[(,;:–-]*\s*(?:sinh(?:\s+(?:ngày|năm|tháng))?|SN)\s*:?\s*(?:\d{1,2}[/.-]\d{1,2}[/.-])?((?:19|20)\d\d)(?!\d)`,
  'gu',
);

const namePatterns = [namedChild, describedChild, capitalChild];

/** Whether words say somebody's name after a word for a child; officers' names and places may look the same, so that a person has the last word. */
export const saysChildName = (words: string): boolean =>
  namePatterns.some((pattern) => words.normalize('NFC').search(pattern) !== -1);

/** Counts the lines that name a child: rows of lists with names and birth dates of children, and sentences. */
export function countNamedChildren(document: ParsedDocument, year: number): number {
  let lines = 0;
  const about = document.blocks
    .filter((block) => block.kind === 'paragraph')
    .slice(0, 40)
    .map((block) => foldWords(block.text))
    .join(' ');
  for (const block of document.blocks) {
    if (block.kind === 'table') lines += countListedChildren(block, year, about);
    for (const text of block.kind === 'paragraph' ? [block.text] : block.cells.map((cell) => cell.text))
      lines += countNames(text, year);
  }
  return lines;
}

function countNames(text: string, year: number): number {
  const plain = text.replace(/\s+/gu, ' ');
  const named = namePatterns.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map((match) => match.index + match[0].length),
  );
  const born = [...plain.matchAll(bornPerson)].filter(
    (match) =>
      Number(match[1]) > year - childAge - 1 &&
      // "cháu Nông Thị Hoa, sinh ngày …" was counted by the word before the name.
      !named.some((end) => end > match.index && end <= match.index + match[0].length),
  );
  return new Set(named).size + born.length;
}

/** A list of names with birth dates, where the births make children of them or the list says so. */
function countListedChildren(table: Table, year: number, about: string): number {
  const grid = layOutTable(table);
  for (let row = 0; row < Math.min(grid.rowCount, 12); row++) {
    const titles = grid.row(row).map((cell) => ({ column: cell.column, words: foldWords(cell.text) }));
    const name = titles.find(({ words }) =>
      /^(?:ho va ten|ho ten|ten tre|ten chau|ho ten tre|ho va ten tre|hovaten)/u.test(words),
    );
    if (name === undefined) continue;
    const birth = titles.find(({ words }) =>
      /(?:ngay sinh|nam sinh|sinh ngay|ngay thang nam sinh|ntns|tuoi)/u.test(words),
    );
    const saysChildren =
      /\b(?:tre|chau|hoc sinh)\b/u.test(name.words) ||
      (/danh sach/u.test(about) && /\btre em\b/u.test(about));
    let count = 0;
    for (let body = row + 1; body < grid.rowCount; body++) {
      const who = grid.text(body, name.column);
      if (
        !/^\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){1,5}/u.test(who) &&
        !/^\p{Lu}{2,}(?:\s+\p{Lu}{2,})+/u.test(who)
      )
        continue;
      const born = birth === undefined ? undefined : birthYear(grid.text(body, birth.column), year);
      const isChild = born === undefined ? saysChildren : born > year - childAge - 1 && born <= year;
      if (isChild) count += 1;
    }
    if (count > 0) return count;
  }
  return 0;
}

function birthYear(text: string, year: number): number | undefined {
  const full = /(?<!\d)((?:19|20)\d\d)(?!\d)/u.exec(text);
  if (full !== null) return Number(full[1]);
  const age = /^\s*(\d{1,2})\s*(?:tuổi)?\s*$/u.exec(text);
  return age === null ? undefined : year - Number(age[1]);
}
