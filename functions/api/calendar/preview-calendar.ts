import { gets, looksUp, queries, queriesMilestones } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { calendarWith, revisionOf } from '../../domain/calendar/calendar.ts';
import { putYears } from '../../domain/calendar/calendar-changes.ts';
import { calendarYears, putYearsOf } from '../../domain/calendar/calendar-year.ts';
import { countOf } from '../../domain/calendar/moves.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { previewOf } from '../../schedules/count-open-deadlines.ts';
import { withinPatience } from './recounting.ts';
import { previewShape } from './shapes.ts';

const request = { body: calendarYears };

export const route: Route = {
  method: 'POST',
  path: '/v1/calendar/preview',
  summary: 'What years would do to the open deadlines, before they are put in; nothing is written',
  request,
  answers: { 200: previewShape },
  example: { years: { 2027: { holidays: ['2027-01-01'], workdays: [] } } },
  rights: [gets, looksUp, queries, queriesMilestones],
};

/** Shows operators what a change of the calendar would do: how many deadlines move, which way, and how many into the past. */
export const handler = endpoint('preview-calendar', request, async ({ actor, body, now }) => {
  mustOperate(actor);
  const mayGoOn = withinPatience();
  const { calendar, revisions } = await readCalendarAndRevisions();
  const decided = putYears(putYearsOf(body), revisions, calendar);
  const after = decided ? calendarWith(decided.years, revisionOf(calendar.version) + 1) : calendar;
  const { open, moves, complete } = await previewOf({ now, calendar: after, settings: settings() }, mayGoOn);
  const { version } = calendar;
  return { status: 200, body: { open, moved: countOf(moves), ...moves, complete, version } };
});
