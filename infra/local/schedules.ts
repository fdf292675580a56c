import { loggable } from '../../functions/adapters/log.ts';
import type { Clock } from './clock.ts';

/** Periodic runs on the virtual clock. While the clock is advanced, ticks at which nothing can have changed are left out. */
export interface Schedules {
  /** `graceMs`: how old, in milliseconds, what the run looks at has to be. */
  every: (minutes: number, name: string, run: () => Promise<unknown>, graceMs?: number) => void;
  /** Something happened: the next tick of each schedule that sees it, and those before, are owed, whatever the speed of the clock. */
  touch: () => void;
  /** Milliseconds of the virtual clock; infinite without a schedule. */
  nextTick: () => number;
  nextOwedTick: () => number;
  runDue: (instant: number) => Promise<void>;
  /** Of what is due, what is owed. */
  runOwed: (instant: number) => Promise<void>;
}

interface Entry {
  name: string;
  period: number;
  next: number;
  /** Ticks that are owed whatever the speed of the clock. */
  owed: number;
  /** Ticks after an event until one has seen it. */
  owedAfterEvent: number;
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

/**
 * What failed, by name and message; a message of JavaScript's own kinds of errors may quote what was read, and of them stands where they arose.
 */
const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const quotes = error.constructor !== Error && !('$metadata' in error) && error.constructor.name in globalThis;
  const { where } = loggable(error) as { where?: string[] };
  const { code } = error as NodeJS.ErrnoException;
  // Of a connection that is refused on two addresses there is a code alone.
  if (code) return `${error.name}: ${code}`;
  return `${error.name}: ${quotes || error.name === 'ZodError' ? (where?.[0] ?? '') : error.message}`;
};

/** Whether the failure of this number is logged: the first and those at which their number has doubled. */
const isTold = (failures: number): boolean => Number.isInteger(Math.log2(failures));

/** Knows no schedule at first, and forgets its own with the process: what is owed then is owed anew. */
export const createSchedules = (clock: Clock): Schedules => {
  const all: Entry[] = [];
  const tickAt = (period: number, instant: number) => Math.ceil(instant / period) * period;
  const earliest = (ticks: number[]) => Math.min(...ticks, Number.POSITIVE_INFINITY);
  const owedTick = ({ owed, next, resumeAt, period }: Entry) =>
    owed > 0 ? next : Math.max(next, tickAt(period, resumeAt));
  const runAll = async (due: readonly Entry[], instant: number) => {
    // All of them before one runs: another call may begin meanwhile.
    for (const one of due) {
      one.owed = Math.max(0, one.owed - 1);
      one.next = tickAt(one.period, instant + 1);
    }
    for (const one of due) {
      try {
        one.resumeAt = askedFor(await one.run());
        if (one.failures > 1) console.error(`the schedule ${one.name} works again, after ${one.failures} failures`);
        one.failures = 0;
      } catch (error) {
        one.failures += 1;
        one.resumeAt = instant + one.period * 2 ** one.failures;
        const times = one.failures > 1 ? ` ${one.failures} times in a row` : '';
        if (isTold(one.failures)) console.error(`the schedule ${one.name} failed${times}: ${inWords(error)}`);
      }
    }
  };
  return {
    every: (minutes, name, run, graceMs = 0) => {
      const period = minutes * 60_000;
      const next = tickAt(period, clock.now().getTime() + 1);
      const owed = 1 + Math.ceil(graceMs / period);
      all.push({
        name,
        period,
        next,
        owed,
        owedAfterEvent: owed,
        resumeAt: Number.POSITIVE_INFINITY,
        failures: 0,
        run,
      });
    },
    touch: () => {
      const now = clock.now().getTime();
      for (const one of all) {
        // Ticks that were left out while nothing happened lie in the past: the next one counts from now.
        if (one.owed === 0) one.next = Math.max(one.next, tickAt(one.period, now));
        one.owed = one.owedAfterEvent;
      }
    },
    nextTick: () => earliest(all.map(({ next }) => next)),
    nextOwedTick: () => earliest(all.map(owedTick)),
    runDue: (instant) =>
      runAll(
        all.filter(({ next }) => next <= instant),
        instant,
      ),
    runOwed: (instant) =>
      runAll(
        all.filter((one) => owedTick(one) <= instant),
        instant,
      ),
  };
};
