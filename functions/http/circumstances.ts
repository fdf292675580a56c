import { readCalendar } from '../adapters/calendar.ts';
import { settings } from '../adapters/environment.ts';
import type { Actor } from '../domain/actor.ts';
import type { Circumstances } from '../domain/transfer.ts';

/** What a decision on this request goes by: the calendar as it is in force now. */
export const circumstances = async ({ now, actor }: { now: Date; actor: Actor }): Promise<Circumstances> => ({
  now,
  by: actor,
  calendar: await readCalendar(),
  settings: settings(),
});
