import { addWorkingDays, type Calendar, dayOf, subtractWorkingDays } from '../../functions/domain/calendar/calendar.ts';
import { addDays, dateIn, instantAt } from '../../functions/domain/calendar/time.ts';
import type { Duty } from '../../functions/domain/transfer/duties.ts';

/** How the people of a simulated year behave: assumptions, not measurements. What the system does with it is the real code's. */

export const assumed = {
  /** Clues of a day without work, for each of a working day. */
  restDay: 0.1,
  /** Clues that are of misconduct as well, and so make two transfers. */
  both: 0.1,
  /** Clues that are dispatched as they are registered; the others within so many working days. */
  dispatchedAtOnce: 0.85,
  dispatchWithin: 3,
  /** Shares of duties that are done in time, late by so many working days at the most, and forgotten for so many. */
  acknowledge: { inTime: 0.9, late: 0.08, lateBy: 5, forgottenFor: 40 },
  feedback: { inTime: 0.85, late: 0.13, lateBy: 10, forgottenFor: 60 },
  /** Transfers of which an interim feedback is given. */
  interim: 0.3,
} as const;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** When people work: from half past eight on, nine hours. */
const [opens, hours] = ['08:30', 9];

export interface World {
  calendar: Calendar;
  timeZone: string;
  random: () => number;
}

/** A moment of a day at which somebody may be at work. */
export const momentOn = (date: string, { timeZone, random }: World): Date =>
  new Date(instantAt(timeZone, date, opens).getTime() + Math.floor(random() * hours * 3_600_000));

/** Clues of a day, by those of a working day. */
export const cluesOn = (date: string, perDay: number, { calendar }: Pick<World, 'calendar'>): number =>
  Math.round(dayOf(calendar, date).works ? perDay : perDay * assumed.restDay);

type Doing = (typeof assumed)['acknowledge' | 'feedback'];

/** When somebody does what is owed since `since`: not before it. */
export const doneAt = (duty: Duty, since: Date, { inTime, late, lateBy, forgottenFor }: Doing, world: World): Date => {
  const { calendar, timeZone, random } = world;
  const luck = random();
  const end = duty.ends.on;
  const spread = (days: number) => Math.floor(random() * days);
  const date =
    luck < inTime
      ? subtractWorkingDays(calendar, end, spread(Math.max(1, duty.window))).date
      : addWorkingDays(calendar, end, 1 + spread(luck < inTime + late ? lateBy : forgottenFor)).date;
  const today = dateIn(timeZone, since);
  const at = momentOn(date < today ? today : date, world);
  return at > since ? at : momentOn(addWorkingDays(calendar, today, 1).date, world);
};

/** Every date from one to another, both included. */
export const datesFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => addDays(first, n));
