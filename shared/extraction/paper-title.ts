import { foldWords } from '../vietnamese/fold.ts';

/** What a paper calls itself. */
export interface Title {
  /** "BÁO CÁO"; empty when none was found. */
  readonly name: string;
  /** The lines behind it: what it is about. */
  readonly subject: string;
  /** Place of the name among the lines; their count where none was found. */
  readonly at: number;
}

/** A title's own lines are short; what follows is running text. */
const subjectLength = 160;
const nameLength = 140;

const titleNames: readonly RegExp[] = [
  /^(?:to trinh)\b/u,
  /^(?:bao cao)\b/u,
  /^(?:bien ban)\b/u,
  /^(?:bang|bieu|phieu|mau)\b.{0,40}(?:\bcham\b|diem|danh gia)/u,
  /^(?:bang|bieu) (?:tong hop|thong ke|ke)/u,
  /^(?:tong hop)\b/u,
  /^(?:ket qua lay phieu|ket qua lay y kien|ket qua khao sat)/u,
  /^(?:ke hoach)\b/u,
  /^(?:ban )?(?:cam ket|dang ky)\b/u,
  /^(?:quyet dinh|danh sach|giay xac nhan|xac nhan|thong bao|nghi quyet|so|trich|phu luc|thuyet minh|ban thuyet minh|du toan|quyet toan|giay moi|cong van|don)\b/u,
];

/** Names that open a title though it is written in small letters. */
const smallTitle =
  /^(?:Tờ trình|Báo cáo|Biên bản|Bảng|Biểu|Phiếu|Kế hoạch|Danh sách|Tổng hợp|Thống kê|Bản cam kết|Bản thuyết minh)/u;

/** Head of a table's first column: the title stands above it. */
const tableHead =
  /^(?:stt|tt|so tt|ho va ten|ho ten|thon|doi tuong|tieu chi|noi dung|noi dung tieu chi|chi tieu)$/u;

/** Offices, the motto, number and day: what stands in capitals above a title. */
const letterheadWords =
  /^(?:uy ban|ubnd|hoi dong|hdnd|dang uy|dang bo|mat tran|tinh|huyen|xa|thi tran|phuong|cong hoa|chu nghia|viet nam|doc lap|tram y te|truong|cong an|doan|hoi|ban (?:bao ve|chi dao|dieu hanh|quan ly)|to|phong|van phong|don vi|thon|khu|so(?! (?:theo doi|quan ly|ghi))|mau(?: so)?|bieu(?: so)?|phu luc(?: so)?|ngay|du thao|tm|kt|chu tich)\b/u;

/** What an office's line does not speak of, and a title does. */
const matterWords =
  /phu hop|tieu chi|tieu chuan|thong ke|so lieu|tong hop|ket qua|cham diem|danh gia|hai long/u;

/** Finds the title among a paper's first lines: a line that begins like one, else the first in capitals below the letterhead. */
export function findTitle(head: readonly string[]): Title {
  const end = head.findIndex((line) => tableHead.test(foldWords(line)));
  const above = end > 0 ? head.slice(0, end) : head;
  const named = above.findIndex(
    (line, index) =>
      isNameOfPaper(line) && (isSetInCapitals(line) || index === 0 || smallTitle.test(line)) && !isMark(line),
  );
  const at = named === -1 ? above.findIndex(isOtherTitle) : named;
  const name = above[at];
  if (name === undefined) return { name: '', subject: '', at: head.length };
  return {
    name,
    subject: head
      .slice(at + 1, at + 4)
      // Under a bare "BÁO CÁO" its subject follows, be the text run on behind it.
      .map((next, position) => (position === 0 ? next.slice(0, subjectLength) : next))
      .filter((next) => next.length <= subjectLength)
      .join(' '),
    at,
  };
}

/** "Phụ lục 02" or "Biểu số 02-A" in the corner says the paper's place, not what it is. */
const isMark = (line: string): boolean =>
  /^(?:mau|bieu|phu luc) (?:so )?(?:\d{1,3}|[ivx]{1,4})(?: ?[a-d])?$/u.test(foldWords(line));

/** Whether a line begins like the title of a paper: "BÁO CÁO", "Bảng tự chấm điểm". */
function isNameOfPaper(line: string): boolean {
  const folded = foldWords(line);
  if (folded.length > nameLength || /^(?:so|kem theo|can cu)\b/u.test(folded)) return false;
  return titleNames.some((pattern) => pattern.test(folded));
}

/** A line in capitals that is none of the letterhead: "SỐ LIỆU ĐĂNG KÝ KHAI SINH". */
function isOtherTitle(line: string): boolean {
  const folded = foldWords(line);
  if (folded.length > nameLength || folded.split(' ').length < 3 || isMark(line)) return false;
  const letters = line.replace(/[^\p{L}]/gu, '');
  if (letters.length < 8 || letters.replace(/\p{Lu}/gu, '').length > 0.25 * letters.length) return false;
  return (
    !letterheadWords.test(folded) || (matterWords.test(folded) && !/^(?:hoi dong|to|ban)\b/u.test(folded))
  );
}

/** A title is set in capitals or stands alone; "Báo cáo kết quả …" inside a sentence is none. */
function isSetInCapitals(line: string): boolean {
  const letters = line.replace(/[^\p{L}]/gu, '');
  // Old fonts leave a letter or two of a capital line small ("BIÊN BảN").
  return letters.slice(0, 6).replace(/\p{Lu}/gu, '').length <= (letters.length < 6 ? 0 : 1);
}

/** A title in capitals. */
export const isCapitalTitle = (line: string): boolean => isNameOfPaper(line) && isSetInCapitals(line);
