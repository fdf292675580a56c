import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import type { Circumstances } from '../domain/transfer/decision.ts';
import { type Actor, callerOf } from '../domain/visibility/actor.ts';

/** What a decision on this request goes by: the calendar as it is in force now. */
export const circumstances = async ({ now, actor }: { now: Date; actor: Actor }): Promise<Circumstances> => ({
  now,
  by: callerOf(actor),
  calendar: await readCalendar(),
  settings: settings(),
});
