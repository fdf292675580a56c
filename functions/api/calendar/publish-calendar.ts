import { recounts } from '../../adapters/rights.ts';
import { changeCalendar, readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { putYear } from '../../domain/calendar/calendar-changes.ts';
import { calendarYear } from '../../domain/calendar/calendar-year.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { recountFor } from './recounting.ts';
import { calendarShape } from './shapes.ts';
import { calendarAnswer, requireYear } from './views.ts';

const request = { body: calendarYear };

export const route: Route = {
  method: 'PUT',
  path: '/v1/calendar/{year}',
  summary: 'Puts a year into the calendar; every open deadline is counted again',
  request,
  answers: { 200: calendarShape },
  example: {
    holidays: ['2027-01-01'],
    workdays: [],
    notice: { number: '国办发明电〔2026〕1号', issued: '2026-11-10' },
  },
  rights: [recounts],
  mails: true,
};

/** An operator puts a year into the calendar; every open deadline is counted again. */
export const handler = endpoint('publish-calendar', request, async ({ actor, body, now, year, ifMatch }) => {
  mustOperate(actor);
  requireYear(year);
  await changeCalendar((revisions, before) => putYear(year, body, revisions, before), {
    ...{ at: now.toISOString(), by: callerOf(actor), event: 'calendar-changed' },
    ifMatch,
  });
  const recount = await recountFor(now);
  return calendarAnswer(await readCalendarAndRevisions(), year, { recount });
});
