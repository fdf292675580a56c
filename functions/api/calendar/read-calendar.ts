import { gets, queries } from '../../adapters/rights.ts';
import { readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
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

/** Shows operators one year of the calendar in force, and who changed it. */
export const handler = endpoint('read-calendar', request, async ({ actor, year }) => {
  mustOperate(actor);
  requireYear(year);
  return calendarAnswer(await readCalendarAndRevisions(), year);
});
