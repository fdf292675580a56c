import { settings } from '../../adapters/settings.ts';
import type { Revision } from '../../adapters/table/calendar.ts';
import { type Calendar, revisionOf, yearIn } from '../../domain/calendar/calendar.ts';
import { years } from '../../domain/calendar/calendar-year.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { Refusal } from '../../domain/errors.ts';
import { byOf } from '../../domain/visibility/actor.ts';

/** One year of the calendar as operators see it: what is answered can be mended and put back. */

/** @throws Refusal `not-found` */
export const requireYear = (year: number): void => {
  if (year >= years.first && year <= years.last) return;
  throw new Refusal(
    'not-found',
    `There is no calendar of this year. Ask for one from ${years.first} to ${years.last}.`,
  );
};

export const calendarAnswer = (calendar: Calendar, year: number, revisions: readonly Revision[], more: object = {}) => {
  const { holidays, workdays } = yearIn(calendar, year);
  const history = revisions.filter((one) => one.year === year);
  return {
    status: 200,
    body: {
      year,
      published: calendar.published.has(year),
      holidays: holidays.map(({ date }) => date),
      names: Object.fromEntries(holidays.map(({ date, name }) => [date, name])),
      workdays,
      notice: history.at(-1)?.notice ?? null,
      version: calendar.version,
      history: history.map(({ revision, at, by, notice }) => ({
        revision,
        at: withOffset(settings().timeZone, new Date(at)),
        by: byOf(by),
        notice,
      })),
      ...more,
    },
    headers: { etag: `"${revisionOf(calendar.version)}"` },
  };
};
