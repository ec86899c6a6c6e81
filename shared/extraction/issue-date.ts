import type { DocumentKind } from '../domain/document.ts';
import { findDate, isBlankDate } from '../vietnamese/dates.ts';
import { foldAccents } from '../vietnamese/fold.ts';

/** The day a paper was made. */
interface IssueDate {
  /** ISO; undefined where none is said. */
  readonly date: string | undefined;
  /** A place for the day is printed and empty. */
  readonly isBlank: boolean;
}

const lineLength = 90;

/** Lines among which minutes say when the meeting was. */
const openingLines = 40;

/** Days of other papers and of events. */
const otherDays =
  /^\s*\(|kem theo|can cu|hom nay|vao hoi|thuc hien|quyet dinh|tinh den|bao cao|to trinh|ke hoach/u;

/** The paper's number may stand before its day in one line. */
const numberBefore = /^s[ốoỐO]\s*:?\s*\S{0,12}\s?\/\s?\S+(?:\s-\s\S+)?\s+/iu;

/** "Bắc Thủy, ngày 27 tháng 10 năm 2023", "Bắc Thủy ngày 27/10/2023", "Ngày lập: 27/10/2023"; a bare "ngày 27/10/2023" may be the rest of a sentence. */
const issueLine =
  /^(?:[\p{L} .'-]{1,45},\s*ng[àa]y|(?:\p{Lu}\p{L}*\s){1,4}ng[àa]y|Ng[àa]y|NG[ÀA]Y|L[ậa]p\s+ng[àa]y|ng[àa]y(?=[\s.…_]*(?:\d{1,2}\s*)?th[áa]ng))(?!\p{L})(?:\s+(?:l[ậa]p|k[ýy]|th[áa]ng)\s*:)?/u;

/** Nothing but a full stop or the signer's office stands behind the day of an issue line. */
const endOfDay =
  /(?:20\d\d|nam(?:\s*20)?|nam hai (?:nghin|ngan)[a-z ]{3,40})[\s.…_;:)/]*(?:$|(?:nguoi|tm|kt|chu tich|thu ky|truong|uy ban|chu toa)\b)/u;

function isIssueLine(line: string): boolean {
  const text = line.trim().replace(numberBefore, '');
  const folded = foldAccents(text);
  return (
    line.length < lineLength &&
    !otherDays.test(folded) &&
    !/họp/iu.test(text) &&
    (issueLine.test(text) || (isUpper(text) && issueLine.test(text.toLowerCase()))) &&
    endOfDay.test(folded)
  );
}

const isUpper = (text: string): boolean => text === text.toUpperCase();

/** A day whose year stands on the next line: "Chi Lăng, ngày 27 tháng 10 năm", "2023". */
const unwrap = (lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => {
    const next = lines[index + 1] ?? '';
    return line.length < lineLength && /n[aă]m$/iu.test(line) && /^20\d\d$/u.test(next)
      ? `${line} ${next}`
      : line;
  });

/** Finds the day in the letterhead or above the signature; minutes may say it only in their opening. */
export function findIssueDate(lines: readonly string[], kind: DocumentKind): IssueDate {
  const candidates = unwrap(lines).filter(isIssueLine);
  const isBlank = candidates.some(isBlankDate);
  for (const line of candidates) {
    const date = findDate(line);
    if (date !== undefined) return { date, isBlank };
    // The letterhead's blank day rules: another day further down is not the paper's.
    if (isBlankDate(line) && kind !== 'score-sheet') return { date: undefined, isBlank };
  }
  return { date: kind === 'minutes' ? findMeetingDay(lines) : undefined, isBlank };
}

/** "Hôm nay, ngày …", "Vào lúc 8 giờ ngày …", "Hồi 8 giờ 15 phút ngày …", "Thời gian: 14 giờ, ngày …". */
function findMeetingDay(lines: readonly string[]): string | undefined {
  const opening = lines
    .slice(0, openingLines)
    .find(
      (line) =>
        /^\W*(?:\d{1,2}\W+|[ivx]{1,3}\W+)?(?:hom nay|vao|hoi|luc|bat dau|thoi gian|ngay|khai mac)\b/u.test(
          foldAccents(line),
        ) && findDate(line) !== undefined,
    );
  return opening === undefined ? undefined : findDate(opening);
}
