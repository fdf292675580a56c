import type { Settings } from '../settings.ts';
import { type Calendar, dayOf } from './calendar.ts';
import { addDays, dateIn, instantAt } from './time.ts';

/** The times at which a province lets mails go out: its office hours, on working days. Without any set, at all times. */

type Hours = Pick<Settings, 'timeZone' | 'officeHours'>;

/**
 * The first instant from `from` on at which a mail may go out. Zone of the province; the end of the office hours is not in
 * them. With a calendar of nothing but days off for two years, `from` itself: better at an odd hour than never.
 */
export const opensAt = (calendar: Calendar, { timeZone, officeHours }: Hours, from: Date): Date => {
  if (!officeHours) return from;
  const today = dateIn(timeZone, from);
  for (let n = 0; n < 732; n += 1) {
    const date = addDays(today, n);
    if (!dayOf(calendar, date).works) continue;
    const opens = instantAt(timeZone, date, officeHours.from);
    if (from < opens) return opens;
    if (from < instantAt(timeZone, date, officeHours.to)) return from;
  }
  return from;
};

export const isOpen = (calendar: Calendar, hours: Hours, now: Date): boolean =>
  opensAt(calendar, hours, now).getTime() === now.getTime();
