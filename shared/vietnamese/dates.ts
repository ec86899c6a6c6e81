const longDate = /ng[aà]y\s+(\d{1,2})\s+th[aá]ng\s+(\d{1,2})\s+n[aă]m\s+(\d{4})/iu;
const shortDate = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/u;

/** The first date of a text as ISO: "ngày 05 tháng 11 năm 2023" or 05/11/2023; undefined when there is none or it is no day of the calendar. */
export function findDate(text: string): string | undefined {
  const match = longDate.exec(text) ?? shortDate.exec(text);
  if (match === null) return undefined;
  return toIsoDate(Number(match[3]), Number(match[2]), Number(match[1]));
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
  return /ng[aà]y[\s.…_]*th[aá]ng[\s.…_\d]*n[aă]m/iu.test(text) && findDate(text) === undefined;
}
