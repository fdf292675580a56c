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

interface Entry {
  name: string;
  period: number;
  next: number;
  /** Ticks that are owed whatever the speed of the clock. */
  owed: number;
  /** The run itself asked to be called again then; one that failed, ever later. */
  resumeAt: number;
  failures: number;
  run: () => Promise<unknown>;
}

/** When a run wants to be called again, of its own: in a field `resumeAt` of its result, RFC 3339. */
const askedFor = (result: unknown): number => {
  const { resumeAt } = (result ?? {}) as { resumeAt?: unknown };
  const at = typeof resumeAt === 'string' ? Date.parse(resumeAt) : Number.NaN;
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
};

/** Knows no schedule at first, and forgets its own with the process: what is owed then is owed anew. */
export const createSchedules = (clock: Clock): Schedules => {
  const all: Entry[] = [];
  const tickAt = (period: number, instant: number) => Math.ceil(instant / period) * period;
  const earliest = (ticks: number[]) => Math.min(...ticks, Number.POSITIVE_INFINITY);
  const owedTick = ({ owed, next, resumeAt, period }: Entry) =>
    owed > 0 ? next : Math.max(next, tickAt(period, resumeAt));
  return {
    every: (minutes, name, run) => {
      const period = minutes * 60_000;
      const next = tickAt(period, clock.now().getTime() + 1);
      all.push({ name, period, next, owed: owedAfterEvent, resumeAt: Number.POSITIVE_INFINITY, failures: 0, run });
    },
    touch: () => {
      const now = clock.now().getTime();
      for (const one of all) {
        // Ticks that were left out while nothing happened lie in the past: the next one counts from now.
        if (one.owed === 0) one.next = Math.max(one.next, tickAt(one.period, now));
        one.owed = owedAfterEvent;
      }
    },
    nextTick: () => earliest(all.map(({ next }) => next)),
    nextOwedTick: () => earliest(all.map(owedTick)),
    runDue: async (instant) => {
      for (const one of all.filter(({ next }) => next <= instant)) {
        one.owed = Math.max(0, one.owed - 1);
        one.next = tickAt(one.period, instant + 1);
        try {
          one.resumeAt = askedFor(await one.run());
          one.failures = 0;
        } catch (error) {
          one.failures += 1;
          one.resumeAt = instant + one.period * 2 ** one.failures;
          console.error(`the schedule ${one.name} failed: ${error instanceof Error ? error.name : error}`);
        }
      }
    },
  };
};
