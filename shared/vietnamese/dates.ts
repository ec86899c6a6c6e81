import { foldAccents, foldWords } from './fold.ts';
import { numberWordsPattern, parseNumberWords } from './numbers.ts';

const longDate = /ngay\s*(\d{1,2})\s*(?:thang|[/.-])\s*(\d{1,2})\s*(?:nam|[/.-])\s*(\d{4})(?!\d)/u;
const shortDate = /(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)/u;
const wordDate = new RegExp(
  String.raw`ngay (?:mung |mong )?(${numberWordsPattern})thang (${numberWordsPattern})nam hai (?:nghin|ngan) (?:khong tram )?(?:linh |le )?(${numberWordsPattern})`,
  'u',
);

/** The first date of a text as ISO: "ngày 05 tháng 11 năm 2023", 05/11/2023 or in words; undefined when there is none or it is no day of the calendar. */
export function findDate(text: string): string | undefined {
  const match = longDate.exec(foldAccents(text)) ?? shortDate.exec(text);
  if (match === null) return findDateInWords(text);
  return toIsoDate(Number(match[3]), Number(match[2]), Number(match[1]));
}

/** "ngày hai mươi bảy tháng mười năm hai nghìn không trăm hai mươi ba". */
function findDateInWords(text: string): string | undefined {
  const match = wordDate.exec(`${foldWords(text)} `);
  const [day, month, year] = [1, 2, 3].map((group) => parseNumberWords((match?.[group] ?? '').trim())?.value);
  return day === undefined || month === undefined || year === undefined || year > 99
    ? undefined
    : toIsoDate(2000 + year, month, day);
}

/** An ISO date of year, month and day; undefined for 31 February. */
export function toIsoDate(year: number, month: number, day: number): string | undefined {
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const length = lengths[month - 1];
  if (length === undefined || day < 1 || day > length) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The date line of a letterhead left blank: "ngày … tháng 10 năm 2023". */
export function isBlankDate(text: string): boolean {
  return (
    /ngay[\s.…_]*(?:thang[\s.…_\d]*nam|\/[\s.…_\d]*\/\s*20\d\d)/u.test(foldAccents(text)) &&
    findDate(text) === undefined
  );
}
