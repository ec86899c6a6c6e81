/** Vietnam keeps UTC+7 all year, so the place needs no time zone tables (those of a machine may be missing or old). */
const offsetMs = 7 * 3_600_000;

/** An ISO instant as the office reads it: "03/11/2023 14:05" in Asia/Ho_Chi_Minh; the text itself when it is no instant. */
export function sayTime(instant: string): string {
  const local = toLocal(instant);
  return local === null ? instant : `${dayOf(local)} ${local.slice(11, 16)}`;
}

/** The day of an ISO instant or an ISO day: "03/11/2023"; the text itself when it is neither. */
export function sayDay(instantOrDay: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(instantOrDay)) return dayOf(instantOrDay);
  const local = toLocal(instantOrDay);
  return local === null ? instantOrDay : dayOf(local);
}

function toLocal(instant: string): string | null {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? null : new Date(time + offsetMs).toISOString();
}

function dayOf(iso: string): string {
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}
