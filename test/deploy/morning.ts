import assert from 'node:assert/strict';
import { type Calendar, dayOf, stateCouncil, subtractWorkingDays } from '../../functions/domain/calendar/calendar.ts';
import { addDays, dateIn, instantAt, weekday } from '../../functions/domain/calendar/time.ts';
import type { client } from '../client.ts';

/** A morning that comes in a minute or two, on a day that is a working day here. */
export const momentOf = (timeZone: string) => {
  const at = new Date(Math.ceil((Date.now() + 75_000) / 60_000) * 60_000);
  const today = dateIn(timeZone, at);
  const works = dayOf(stateCouncil, today).works;
  const calendar: Calendar = works
    ? stateCouncil
    : { ...stateCouncil, days: new Map([...stateCouncil.days, [today, { works: true, holiday: null }]]) };
  const minutes = Math.round((at.getTime() - instantAt(timeZone, today, '00:00').getTime()) / 60_000);
  const mailAt = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const before = subtractWorkingDays(calendar, today, 1).date;
  const days = {
    dueToday: subtractWorkingDays(calendar, today, 5).date,
    overdue: subtractWorkingDays(calendar, before, 5).date,
    passing: new Date(at.getTime() - 3_602_000).toISOString(),
  };
  return { at, today, works, mailAt, days };
};

/** The first weekday behind the last holiday of a year: that holiday goes on over it. */
const dayAfter = (holidays: readonly string[]): string => {
  let date = addDays([...holidays].sort().at(-1) ?? '', 1);
  while (weekday(date) % 6 === 0) date = addDays(date, 1);
  return date;
};

/**
 * A day off is worked today, as an operator could put it in: a day of a weekend for another day off, a day of a holiday for one
 * make-up day less. The statutory holidays themselves are refused.
 */
export const workToday = async (api: ReturnType<typeof client>, today: string): Promise<void> => {
  const year = Number(today.slice(0, 4));
  const { body } = await api.send<{ holidays: string[]; names: object; workdays: string[] }>(
    'GET',
    `/v1/calendar/${year}`,
    undefined,
    { as: 'operator', role: 'operator' },
  );
  const isWeekend = weekday(today) % 6 === 0;
  const others = body.holidays.filter((date) => date !== today);
  const workdays = isWeekend ? [...body.workdays, today] : body.workdays.slice(0, -1);
  const holidays = isWeekend ? [...others, dayAfter(others)] : others;
  const { status, body: said } = await api.publish(year, { holidays, names: body.names, workdays });
  assert.equal(status, 200, `${today} is no working day, and the calendar does not take it: ${JSON.stringify(said)}`);
};
