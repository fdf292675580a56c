/**
 * Plain dates (`YYYY-MM-DD`) and instants. A date is a day in the province's time zone; an instant is a Date or its
 * RFC 3339 text in UTC, as records keep it. Nothing here reads a clock.
 */

const dayMs = 86_400_000;

/** `date` moved by so many calendar days; months and leap days as in the Gregorian calendar. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** 0 is Sunday, 6 Saturday. */
export const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** Date.UTC, which takes the years 0 to 99 for those from 1900 to 1999, with the year that was written. */
const utcMs = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number =>
  new Date(Date.UTC(2000, 0, 1, hour, minute, second)).setUTCFullYear(year, month - 1, day);

const formats = new Map<string, Intl.DateTimeFormat>();
const wallClock = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
};

/** What the clock on the wall of that zone shows, read as if it were UTC, in milliseconds; seconds are the finest part. */
const wallMs = (timeZone: string, instant: number): number => {
  const part = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(instant)
      .map((p) => [p.type, Number(p.value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return utcMs(year, month, day, hour, minute, second);
};

/** Zones change their offset on whole minutes, since 1980 all of them: within one it is the same. */
const minute = 60_000;
const minutesFrom = Date.UTC(1980, 0, 1);

/** Offsets of so many minutes are kept at the most. */
const mostKept = 20_000;
const offsets = new Map<string, Map<number, number>>();

const measuredOffset = (timeZone: string, instant: number): number => {
  const whole = Math.floor(instant / 1000) * 1000;
  return wallMs(timeZone, whole) - whole;
};

/** Offset of the zone from UTC at that instant, in milliseconds, positive in the east. */
const offsetMs = (timeZone: string, instant: number): number => {
  if (!(instant >= minutesFrom)) return measuredOffset(timeZone, instant);
  const known = offsets.get(timeZone) ?? new Map<number, number>();
  const begins = Math.floor(instant / minute) * minute;
  const offset = known.get(begins) ?? measuredOffset(timeZone, begins);
  if (known.size >= mostKept) known.clear();
  offsets.set(timeZone, known.set(begins, offset));
  return offset;
};

/** The date that the instant falls on in the zone. */
export const dateIn = (timeZone: string, instant: Date): string =>
  new Date(instant.getTime() + offsetMs(timeZone, instant.getTime())).toISOString().slice(0, 10);

/** The instant at which the zone's clocks show `HH:MM` on that date; `24:00` is the end of the day. */
export const instantAt = (timeZone: string, date: string, time: string): Date => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * 60_000;
  // The offset can differ on the two sides of a clock change: the second look uses the offset in force at the answer.
  const guess = wall - offsetMs(timeZone, wall);
  return new Date(wall - offsetMs(timeZone, guess));
};

/** RFC 3339 with the zone's offset, to the second or, where there are any, to the millisecond. */
export const withOffset = (timeZone: string, instant: Date): string => {
  const offset = offsetMs(timeZone, instant.getTime());
  const wall = new Date(instant.getTime() + offset).toISOString().replace('.000Z', '').replace('Z', '');
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
};

/** The month (`YYYY-MM`) and those before it, so many in all, the earliest first. */
export const monthsUntil = (month: string, count: number): string[] => {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, n) =>
    new Date(utcMs(year, of - count + n + 1, 1)).toISOString().slice(0, 7),
  );
};

/** First instant of a month (`YYYY-MM`) in the zone, and of the month after it. */
export const monthBounds = (timeZone: string, month: string): { from: Date; until: Date } => {
  const next = addDays(`${month}-28`, 4).slice(0, 7);
  return { from: instantAt(timeZone, `${month}-01`, '00:00'), until: instantAt(timeZone, `${next}-01`, '00:00') };
};
