import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Schedules } from '../schedules.ts';
import type { Executions } from './executions.ts';
import { atomically } from './store.ts';
import type { Transitions } from './transitions.ts';
import type { Turnstile } from './turnstile.ts';
import type { WorkQueue } from './work-queue.ts';

/** Fires what is due, timeouts, pauses and schedules: at real speed by one timer, or in one go up to an instant. */
interface Clockwork {
  /** Begins to fire at real speed. */
  start: () => void;
  /** Sets the timer anew: something may be due earlier or later than it was. */
  watch: () => void;
  /** Calls take turns: a second one begins where the first has ended. @throws RangeError for what is no instant, or lies before that. */
  advanceTo: (target: Date) => Promise<void>;
  /** Fires no more at real speed until the next `watch`; an advance that is under way ends with the queue. */
  stop: () => void;
}

interface ClockworkOptions {
  store: DatabaseSync;
  clock: Clock;
  executions: Executions;
  schedules: Schedules;
  transitions: Transitions;
  queue: WorkQueue;
  /** Shut while the clock is being advanced. */
  turnstile: Turnstile;
}

/** Step Functions counts whole seconds: a timer may be so much late, in milliseconds, and still belongs to its instant. */
const timerSlack = 2_000;

/** Milliseconds: the longest look ahead, since a longer timeout overflows after 24.8 days and drifts before. */
const longestTimer = 60_000;

type DueOptions = Pick<ClockworkOptions, 'store' | 'executions' | 'transitions'>;

/** Begins the tries whose pause is over and times out what waited too long. */
const fireDue = ({ store, executions, transitions }: DueOptions, instant: number): void => {
  for (const { arn, attempt } of executions.dueBy(instant)) {
    atomically(store, () => {
      const x = executions.byArn(arn);
      // One that was fired before may have moved it.
      if (!x || x.attempt !== attempt) return;
      if (x.phase === 'pause') transitions.begin(x);
      else transitions.fail(x, 'States.Timeout', '');
    });
  }
};

/** The clock stands still at each instant at which something is due, until all that began there has come to rest. */
const advance = async (options: ClockworkOptions, target: number): Promise<void> => {
  const { clock, executions, schedules, queue, turnstile } = options;
  const runDue = async () => {
    while (!queue.isClosed()) {
      const due = Math.min(executions.nextDue() ?? Number.POSITIVE_INFINITY, schedules.nextOwedTick());
      if (due > target) break;
      clock.freeze(new Date(due));
      fireDue(options, due);
      if (schedules.nextOwedTick() <= due) queue.add(() => schedules.runOwed(due));
      await queue.settled();
    }
  };
  turnstile.shut();
  try {
    await queue.settled();
    clock.freeze(clock.now());
    await runDue();
    // What is still due then is taken up, in its order, by the process that comes after.
    if (queue.isClosed()) return;
    clock.freeze(new Date(target));
    // Once only: what is planned anew from here is not of this instant any more.
    fireDue(options, target + timerSlack);
    await queue.settled();
    await runDue();
  } finally {
    clock.release();
    turnstile.open();
  }
};

/** A clockwork that stands; closing the queue stops it for good, an advance too. */
export const createClockwork = (options: ClockworkOptions): Clockwork => {
  const { clock, executions, schedules, queue } = options;
  const now = () => clock.now().getTime();
  let timer: NodeJS.Timeout | undefined;
  let advancing: Promise<void> | undefined;
  let started = false;
  /** Where the clock will stand when every advance that was asked for has ended. */
  let furthest = Number.NEGATIVE_INFINITY;

  const watch = (): void => {
    clearTimeout(timer);
    if (!started || queue.isClosed() || advancing) return;
    const due = Math.min(executions.nextDue() ?? Number.POSITIVE_INFINITY, schedules.nextTick());
    timer = setTimeout(
      () => {
        fireDue(options, now());
        queue.add(() => schedules.runDue(now()));
        watch();
      },
      Math.max(1, Math.min(longestTimer, due - now())),
    );
    timer.unref();
  };

  return {
    start: () => {
      started = true;
      watch();
    },
    watch,
    advanceTo: async (target) => {
      const stands = Math.max(now(), advancing ? furthest : Number.NEGATIVE_INFINITY);
      if (!(target.getTime() >= stands)) {
        const [from, to] = [new Date(stands).toISOString(), String(target.getTime() && target.toISOString())];
        throw new RangeError(`the clock stands at ${from} and does not go back to ${to}`);
      }
      furthest = target.getTime();
      const before = advancing ?? Promise.resolve();
      const mine = before.catch(() => {}).then(() => advance(options, target.getTime()));
      advancing = mine;
      clearTimeout(timer);
      return mine.finally(() => {
        if (advancing === mine) advancing = undefined;
        watch();
      });
    },
    stop: () => clearTimeout(timer),
  };
};
