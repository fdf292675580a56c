import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Language } from '../domain/languages.ts';
import type { Circumstances } from '../domain/transfer/decision.ts';
import { type Actor, callerOf } from '../domain/visibility/actor.ts';

/** What a decision on this request goes by: the calendar as it is in force now. */
export const circumstances = async ({ now, actor }: { now: Date; actor: Actor }): Promise<Circumstances> => ({
  now,
  by: callerOf(actor),
  calendar: await readCalendar(),
  settings: settings(),
});

/** What an answer goes by beside the record: when it was asked for, in which language, and the calendar as it is in force then. */
export interface Answering {
  now: Date;
  language: Language;
  calendar: Calendar;
}

export const answering = async ({ now, language }: Pick<Answering, 'now' | 'language'>): Promise<Answering> => ({
  now,
  language,
  calendar: await readCalendar(),
});
