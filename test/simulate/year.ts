import { stateCouncil } from '../../functions/domain/calendar/calendar.ts';
import { instantAt } from '../../functions/domain/calendar/time.ts';
import type { Settings } from '../../functions/domain/settings.ts';
import { assumed, cluesOn, datesFrom, momentOn, randomFrom, type World } from './behaviour.ts';
import { playLife, type Stage } from './lives.ts';
import { province } from './province.ts';
import { counterFrom, type Tally } from './tally.ts';

/** Days of a province, each of whose clues is played by the domain's own code. */

export interface Simulated {
  /** The first day, of the province. */
  from: string;
  days: number;
  /** Of a working day. */
  cluesPerDay: number;
  seed: number;
  settings: Settings;
}

const pick = <T>(some: readonly T[], random: () => number): T => some[Math.floor(random() * some.length)] as T;

/**
 * Those of the days that are this part's, of so many parts; the same whatever the number of parts is.
 * @param progress Told as each of them is done.
 */
export const simulate = (
  { from, days, cluesPerDay, seed, settings }: Simulated,
  { part, parts }: { part: number; parts: number } = { part: 0, parts: 1 },
  progress: () => void = () => {},
): Tally => {
  const { register, seats } = province();
  const { timeZone } = settings;
  const begins = instantAt(timeZone, from, '00:00');
  const tally = counterFrom(begins, days * 24);
  const until = new Date(begins.getTime() + days * 86_400_000);
  for (const [day, date] of datesFrom(from, days).entries()) {
    if (day % parts !== part) continue;
    const random = randomFrom(seed * 1_000 + day);
    const world: World = { calendar: stateCouncil, timeZone, random };
    const stage: Stage = { ...world, settings, register, tally, until };
    const clues = cluesOn(date, cluesPerDay, world);
    for (let n = 0; n < clues; n += 1) {
      const seat = pick(seats, random);
      const found = { at: momentOn(date, world), seat, from: pick(seat.finders, random) };
      tally.count('registered', found.at);
      const rules =
        random() < assumed.both ? (['organised-crime', 'misconduct'] as const) : (['organised-crime'] as const);
      for (const rule of rules) {
        const organ = rule === 'misconduct' ? 'discipline-inspection' : 'public-security';
        playLife({ ...found, rule, to: `${seat.regionCode}-${organ}`, id: `${day}-${n}-${rule}` }, stage);
      }
    }
    progress();
  }
  return { hours: tally.hours, gathered: tally.gathered };
};
