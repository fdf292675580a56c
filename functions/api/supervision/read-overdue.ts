import * as z from 'zod';
import { heedsRecusal, looksUp, queriesDue } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { filled } from '../../adapters/table/positions.ts';
import { overduePosition, overdueRows } from '../../adapters/table/supervision.ts';
import { addWorkingDays, type Calendar } from '../../domain/calendar/calendar.ts';
import { dateIn, instantAt } from '../../domain/calendar/time.ts';
import { regionCode, unitId as unitIdForm } from '../../domain/units/forms.ts';
import { answering } from '../../http/circumstances.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { scopeOf } from './scope.ts';
import { overduePage } from './shapes.ts';
import { watchedBy, watchedViews } from './watched.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  within: z.coerce
    .number()
    .int()
    .min(0)
    .max(20)
    .optional()
    .meta({ description: 'Also what falls due within so many working days; 0: today' }),
  unit: unitIdForm.optional().meta({ description: 'Only what this unit owes' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/overdue',
  summary: 'What is overdue, and on demand what soon will be, in a region or with a unit, with whom to call',
  request,
  answers: { 200: overduePage },
  rights: [looksUp, queriesDue, heedsRecusal],
};

/** Instant (UTC): what becomes overdue before it is due within so many working days. */
const dueBefore = (calendar: Calendar, now: Date, workingDays: number): string => {
  const { timeZone } = settings();
  const { date } = addWorkingDays(calendar, dateIn(timeZone, now), workingDays);
  // The end of that day is within.
  return new Date(instantAt(timeZone, date, '24:00').getTime() + 1).toISOString();
};

/** What is overdue, or soon will be, in a region or with the caller's own unit. */
export const handler = endpoint('read-overdue', request, async ({ actor, query: asked, now, language }) => {
  const { region, within, unit, limit } = asked;
  const { lineage, unitId, regionCode: code } = await scopeOf(actor, region);
  const by = await answering({ now, language });
  const before = within === undefined ? now.toISOString() : dueBefore(by.calendar, now, within);
  const decisive = { region: code, unit: unitId, owedBy: unit, within: within?.toString() };
  const cursors = cursorsOf('overdue', decisive, overduePosition(before));
  const rows = overdueRows({
    scope: unitId === null ? { lineage } : { unitId },
    before,
    after: cursors.read(asked.cursor),
  });
  const { shown, next } = await filled(rows, limit, watchedBy({ actor, now }, unit));
  return { status: 200, body: { items: await watchedViews(shown, by), ...cursors.write(next) } };
});
