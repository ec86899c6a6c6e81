/** Asia/Ho_Chi_Minh has kept UTC+7 without summer time since 1975. */
const localOffsetMs = 7 * 3_600_000;

/** An ISO time as an officer in Vietnam reads it: day "03/11/2023" and hour "00:05". */
export function sayLocalTime(iso: string): { readonly day: string; readonly hour: string } {
  const local = new Date(Date.parse(iso) + localOffsetMs).toISOString();
  return { day: local.slice(0, 10).split('-').reverse().join('/'), hour: local.slice(11, 16) };
}
