import type { Clock } from './clock.ts';

/** Periodic runs on the virtual clock. While the clock is advanced, ticks at which nothing can have changed are left out. */
export interface Schedules {
  every: (minutes: number, name: string, run: () => Promise<unknown>) => void;
  /** Something happened: the next two ticks of each schedule are owed, whatever the speed of the clock. */
  touch: () => void;
  /** Milliseconds of the virtual clock; infinite without a schedule. */
  nextTick: () => number;
  nextOwedTick: () => number;
  runDue: (instant: number) => Promise<void>;
}

/** A run looks at what is older than a grace period, so the first tick after an event may come too early to see it. */
const owedAfterEvent = 2;

export const createSchedules = (clock: Clock): Schedules => {
  const all: { name: string; period: number; next: number; owed: number; run: () => Promise<unknown> }[] = [];
  const tickAfter = (period: number, instant: number) => (Math.floor(instant / period) + 1) * period;
  const earliest = (of: typeof all) => Math.min(...of.map(({ next }) => next), Number.POSITIVE_INFINITY);
  return {
    every: (minutes, name, run) => {
      const period = minutes * 60_000;
      all.push({ name, period, next: tickAfter(period, clock.now().getTime()), owed: owedAfterEvent, run });
    },
    touch: () => {
      const now = clock.now().getTime();
      for (const one of all) {
        // Ticks that were left out while nothing happened lie in the past: the next one counts from now.
        if (one.owed === 0) one.next = Math.max(one.next, tickAfter(one.period, now - 1));
        one.owed = owedAfterEvent;
      }
    },
    nextTick: () => earliest(all),
    nextOwedTick: () => earliest(all.filter(({ owed }) => owed > 0)),
    runDue: async (instant) => {
      for (const one of all.filter(({ next }) => next <= instant)) {
        one.owed = Math.max(0, one.owed - 1);
        one.next = tickAfter(one.period, instant);
        try {
          await one.run();
        } catch (error) {
          console.error(`the schedule ${one.name} failed: ${error instanceof Error ? error.name : error}`);
        }
      }
    },
  };
};
