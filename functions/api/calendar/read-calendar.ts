import { readCalendar, readRevisions } from '../../adapters/table/calendar.ts';
import { mustOperate } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import { calendarAnswer, requireYear } from './views.ts';

/** Shows operators one year of the calendar in force, and who changed it. */
export const handler = endpoint({ name: 'read-calendar' }, async ({ actor, year }) => {
  mustOperate(actor);
  requireYear(year);
  const [calendar, revisions] = await Promise.all([readCalendar(), readRevisions()]);
  return calendarAnswer(calendar, year, revisions);
});
