import { settings } from '../../adapters/settings.ts';
import type { Revision } from '../../adapters/table/calendar.ts';
import { type Calendar, revisionOf, yearIn } from '../../domain/calendar/calendar.ts';
import { historyOf, noticeInForce, withdrawnBy, type YearVersion } from '../../domain/calendar/calendar-changes.ts';
import { years } from '../../domain/calendar/calendar-year.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { Refusal } from '../../domain/errors.ts';
import { byOf } from '../../domain/visibility/actor.ts';

/** Years of the calendar as operators see them: what is answered can be mended and put back. */

/** @throws Refusal `not-found` */
export const requireYear = (year: number): void => {
  if (year >= years.first && year <= years.last) return;
  throw new Refusal('not-found', {
    zh: `没有该年度的工作日历，请查询 ${years.first} 年至 ${years.last} 年。`,
    en: `There is no calendar of this year. Ask for one from ${years.first} to ${years.last}.`,
  });
};

const daysOf = (calendar: Calendar, year: number) => {
  const { holidays, workdays } = yearIn(calendar, year);
  return {
    published: calendar.published.has(year),
    holidays: holidays.map(({ date }) => date),
    names: Object.fromEntries(holidays.map(({ date, name }) => [date, name])),
    workdays,
  };
};

const signed = ({ at, by }: Pick<Revision, 'at' | 'by'>) => ({
  at: withOffset(settings().timeZone, new Date(at)),
  by: byOf(by),
});

const entryOf = (change: Revision, revisions: readonly Revision[], year: number) => ({
  revision: change.revision,
  ...signed(change),
  notice: change.years.find((one) => one.year === year)?.notice ?? null,
  years: change.years.map((one) => one.year),
  withdraws: change.withdraws,
  withdrawnBy: withdrawnBy(revisions, change),
});

/** The calendar in force, with all its changes. */
interface InForce {
  calendar: Calendar;
  revisions: readonly Revision[];
}

const yearBody = ({ calendar, revisions }: InForce, year: number) => ({
  year,
  ...daysOf(calendar, year),
  notice: noticeInForce(revisions, year),
  version: calendar.version,
  history: historyOf(revisions, year).map((change) => entryOf(change, revisions, year)),
});

const tagged = ({ version }: Calendar) => ({ etag: `"${revisionOf(version)}"` });

export const calendarAnswer = (inForce: InForce, year: number, more: object = {}) => ({
  status: 200,
  body: { ...yearBody(inForce, year), ...more },
  headers: tagged(inForce.calendar),
});

/** Several years that were put in as one change. */
export const calendarsAnswer = (inForce: InForce, changed: Iterable<number>, more: object) => ({
  status: 200,
  body: {
    years: Object.fromEntries([...changed].map((year) => [year, yearBody(inForce, year)])),
    version: inForce.calendar.version,
    ...more,
  },
  headers: tagged(inForce.calendar),
});

/** A year as it was at one of its versions. */
export const versionAnswer = (
  { calendar, change, notice }: YearVersion<Revision>,
  revisions: readonly Revision[],
  year: number,
) => {
  const withdrawal = change && revisions.find(({ withdraws }) => withdraws === change.revision);
  return {
    status: 200,
    body: {
      year,
      revision: change?.revision ?? 0,
      ...daysOf(calendar, year),
      notice,
      version: calendar.version,
      ...(change ? signed(change) : { at: null, by: null }),
      years: change ? change.years.map((one) => one.year) : [year],
      withdraws: change?.withdraws ?? null,
      withdrawn: withdrawal ? { revision: withdrawal.revision, ...signed(withdrawal) } : null,
    },
  };
};
