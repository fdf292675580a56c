import type { Language, Text } from '../../domain/languages.ts';
import { signIn } from './session/oidc.ts';

/** Dates and times as the console's readers write them, in the province's time zone. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @param date `YYYY-MM-DD`. */
export const dayIn = (language: Language, date: string): string => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${months[month - 1]} ${year}`;
};

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: signIn.timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `YYYY-MM-DD` and `HH:MM` of an instant, in the province's zone. @param instant RFC 3339. */
export const zoned = (instant: string): { date: string; time: string } => {
  const found = Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { date: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}` };
};

/** @param instant RFC 3339. */
export const momentIn = (language: Language, instant: string): string => {
  const { date, time } = zoned(instant);
  return `${dayIn(language, date)} ${time}`;
};

/**
 * The instant (RFC 3339, UTC) of a day and a time of day in the province's zone; undefined where they are none.
 * @param date `YYYY-MM-DD`. @param time `HH:MM`.
 */
export const instantOf = (date: string, time: string): string | undefined => {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wanted)) return undefined;
  const shownAt = (instant: number): number => {
    const { date: day, time: clock } = zoned(new Date(instant).toISOString());
    return Date.parse(`${day}T${clock}:00Z`);
  };
  return new Date(wanted - (shownAt(wanted) - wanted)).toISOString();
};

/** Until when, as a sentence has it: `2026年10月28日24时前`. @param dueAt RFC 3339. */
export const untilIn = (language: Language, { dueDate, dueAt }: { dueDate: string; dueAt: string }): string => {
  const { date, time } = zoned(dueAt);
  const day = dayIn(language, dueDate);
  if (date === dueDate) return language === 'zh' ? `${day}${time}前` : `by ${day} ${time}`;
  return language === 'zh' ? `${day}24时前` : `by the end of ${day}`;
};

const weekdays: readonly Text[] = [
  { zh: '日', en: 'Sun' },
  { zh: '一', en: 'Mon' },
  { zh: '二', en: 'Tue' },
  { zh: '三', en: 'Wed' },
  { zh: '四', en: 'Thu' },
  { zh: '五', en: 'Fri' },
  { zh: '六', en: 'Sat' },
];

/** 0 is Sunday. @param date `YYYY-MM-DD`. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
export const weekdayIn = (language: Language, weekday: number): string => weekdays[weekday]?.[language] ?? '';
