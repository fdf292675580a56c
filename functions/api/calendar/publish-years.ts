import { recounts } from '../../adapters/rights.ts';
import { changeCalendar, readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { putYears } from '../../domain/calendar/calendar-changes.ts';
import { calendarYears, putYearsOf } from '../../domain/calendar/calendar-year.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { recountFor } from './recounting.ts';
import { calendarsShape } from './shapes.ts';
import { calendarsAnswer } from './views.ts';

const request = { body: calendarYears };

export const route: Route = {
  method: 'PUT',
  path: '/v1/calendar',
  summary: 'Puts several years into the calendar as one change; every open deadline is counted again',
  request,
  answers: { 200: calendarsShape },
  example: {
    years: {
      2026: { holidays: ['2026-12-31'], workdays: ['2026-12-26'] },
      2027: { holidays: ['2027-01-01'], workdays: [], notice: '国办发明电〔2026〕1号' },
    },
  },
  rights: [recounts],
  mails: true,
};

/** An operator puts in the years over which a notice reaches: all of them, or none. */
export const handler = endpoint('publish-years', request, async ({ actor, body, now, ifMatch }) => {
  mustOperate(actor);
  const put = putYearsOf(body);
  await changeCalendar((revisions, before) => putYears(put, revisions, before), {
    ...{ at: now.toISOString(), by: callerOf(actor), event: 'calendar-changed' },
    ifMatch,
  });
  const recount = await recountFor(now);
  return calendarsAnswer(await readCalendarAndRevisions(), put.keys(), { recount });
});
