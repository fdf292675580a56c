import * as z from 'zod';
import { gets, looksUp, queries, queriesMilestones } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { readCalendarAndRevisions } from '../../adapters/table/calendar.ts';
import { type Calendar, calendarWith, revisionOf } from '../../domain/calendar/calendar.ts';
import { type Change, putYears, withdrawNewest } from '../../domain/calendar/calendar-changes.ts';
import { calendarYears, putYearsOf } from '../../domain/calendar/calendar-year.ts';
import { countOf } from '../../domain/calendar/moves.ts';
import { said } from '../../domain/said.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { previewOf } from '../../schedules/count-open-deadlines.ts';
import { withinPatience } from './recounting.ts';
import { previewShape } from './shapes.ts';
import { requireYear } from './views.ts';

const oneOfBoth = said({
  zh: '请填写要写入的年度（years），或者要撤销其最近一次更改的年度（withdraw），二者选一',
  en: 'write either years that would be put in, or withdraw: the year whose newest change would be withdrawn',
});

const body = calendarYears
  .extend({
    years: calendarYears.shape.years.optional(),
    withdraw: z.int().optional().meta({ description: 'The year whose newest change would be withdrawn' }),
  })
  .refine(({ years, withdraw }) => (years === undefined) !== (withdraw === undefined), {
    error: oneOfBoth,
    path: ['years'],
  });

const request = { body };

export const route: Route = {
  method: 'POST',
  path: '/v1/calendar/preview',
  summary: 'What years would do to the open deadlines, before they are put in, or a withdrawal; nothing is written',
  request,
  answers: { 200: previewShape },
  example: { years: { 2027: { holidays: ['2027-01-01'], workdays: [] } } },
  rights: [gets, looksUp, queries, queriesMilestones],
};

/** The change that is asked of; null where it would change nothing. */
const changeOf = ({ years, withdraw }: z.output<typeof body>, revisions: readonly Change[], calendar: Calendar) => {
  if (withdraw === undefined) return putYears(putYearsOf({ years: years ?? {} }), revisions, calendar);
  requireYear(withdraw);
  return withdrawNewest(withdraw, revisions);
};

/** Shows operators what a change of the calendar would do: how many deadlines move, which way, and how many into the past. */
export const handler = endpoint('preview-calendar', request, async ({ actor, body, now }) => {
  mustOperate(actor);
  const mayGoOn = withinPatience();
  const { calendar, revisions } = await readCalendarAndRevisions();
  const decided = changeOf(body, revisions, calendar);
  const after = decided ? calendarWith(decided.years, revisionOf(calendar.version) + 1) : calendar;
  const { open, moves, complete } = await previewOf({ now, calendar: after, settings: settings() }, mayGoOn);
  const { version } = calendar;
  return { status: 200, body: { open, moved: countOf(moves), ...moves, complete, version } };
});
