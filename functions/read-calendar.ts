import { readCalendar, readRevisions } from './adapters/calendar.ts';
import { mustOperate } from './domain/policy.ts';
import { calendarAnswer, requireYear } from './http/calendar.ts';
import { endpoint } from './http/endpoint.ts';

/** Shows operators one year of the calendar in force, and who changed it. */
export const handler = endpoint({ name: 'read-calendar' }, async ({ actor, year }) => {
  mustOperate(actor);
  requireYear(year);
  const [calendar, revisions] = await Promise.all([readCalendar(), readRevisions()]);
  return calendarAnswer(calendar, year, revisions);
});
