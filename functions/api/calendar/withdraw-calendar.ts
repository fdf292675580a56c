import { recounts } from '../../adapters/rights.ts';
import { changeCalendar, readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { withdrawNewest } from '../../domain/calendar/calendar-changes.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { recountFor } from './recounting.ts';
import { calendarShape } from './shapes.ts';
import { calendarAnswer, requireYear } from './views.ts';

const request = {};

export const route: Route = {
  method: 'DELETE',
  path: '/v1/calendar/{year}',
  summary: 'Withdraws the newest change of a year, with all years that it put in; every open deadline is counted again',
  request,
  answers: { 200: calendarShape },
  rights: [recounts],
  mails: true,
};

/** An operator withdraws the newest change that concerns a year: the calendar goes back to what stood before it. */
export const handler = endpoint('withdraw-calendar', request, async ({ actor, now, year, ifMatch, repeatable }) => {
  mustOperate(actor);
  requireYear(year);
  const made = await changeCalendar((revisions) => withdrawNewest(year, revisions), {
    ...{ at: now.toISOString(), by: callerOf(actor), event: 'calendar-withdrawn' },
    ifMatch,
    once: repeatable ? { repeatable, year } : undefined,
  });
  const recount = await recountFor(now);
  const withdrawn = made && { revision: made.withdraws, years: made.years.map((one) => one.year) };
  return calendarAnswer(await readCalendarAndRevisions(), year, { recount, withdrawn });
});
