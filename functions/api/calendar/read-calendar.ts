import { gets, queries } from '../../adapters/rights.ts';
import { readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { recountBy } from '../../schedules/recount-deadlines.ts';
import { calendarShape } from './shapes.ts';
import { calendarAnswer, requireYear } from './views.ts';

const request = {};

export const route: Route = {
  method: 'GET',
  path: '/v1/calendar/{year}',
  summary: 'A year of the calendar in force',
  request,
  answers: { 200: calendarShape },
  rights: [gets, queries],
};

/** Shows every caller one year of the calendar in force, and who changed it; operators also how far the recount has come. */
export const handler = endpoint('read-calendar', request, async ({ actor, year }) => {
  requireYear(year);
  const inForce = await readCalendarAndRevisions();
  const recount = actor.role === 'operator' ? await recountBy(inForce.calendar) : undefined;
  return calendarAnswer(inForce, year, { recount });
});
