const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const dateTime =
  /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([+-])(\d{2})(\d{2})|(?:GMT|UTC?|Z)\b)/;

/** The instant of a date in a mail header (RFC 5322 §3.3) as ISO UTC; null where it is broken or names no zone, for a guess could turn a timely dossier late. */
export function parseMailDate(text: string): string | null {
  const found = dateTime.exec(text.slice(0, 200));
  if (found === null) return null;
  const [, day, monthName, year, hour, minute, second, sign, zoneHours, zoneMinutes] = found;
  const month = months.indexOf((monthName ?? '').toLowerCase());
  const local = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second ?? 0));
  const isReal =
    month >= 0 &&
    new Date(local).getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second ?? 0) <= 60;
  if (!isReal) return null;
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0));
  return new Date(local - zone * 60_000).toISOString();
}
