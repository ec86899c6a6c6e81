/** Asia/Ho_Chi_Minh has kept UTC+7 without summer time since 1975. */
const localOffsetMs = 7 * 3_600_000;

/** An ISO time as an officer in Vietnam reads it: day "03/11/2023" and hour "00:05". */
export function sayLocalTime(iso: string): { readonly day: string; readonly hour: string } {
  const local = new Date(Date.parse(iso) + localOffsetMs).toISOString();
  return { day: local.slice(0, 10).split('-').reverse().join('/'), hour: local.slice(11, 16) };
}

/** The day of an ISO time in Vietnam, as an ISO day: "2023-11-03". */
export function sayLocalDay(iso: string): string {
  return new Date(Date.parse(iso) + localOffsetMs).toISOString().slice(0, 10);
}
