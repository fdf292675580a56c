import { settings } from '../adapters/environment.ts';
import type { Actor } from '../domain/actor.ts';
import { stateCouncil } from '../domain/calendar.ts';
import type { Circumstances } from '../domain/transfer.ts';

/** What a decision on this request goes by. */
export const circumstances = ({ now, actor }: { now: Date; actor: Actor }): Circumstances => ({
  now,
  by: actor,
  calendar: stateCouncil,
  settings: settings(),
});
