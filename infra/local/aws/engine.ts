import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import { createSchedules, type Schedules } from '../schedules.ts';
import { loadMachine } from './asl.ts';
import { createClockwork } from './clockwork.ts';
import { createEventBus, type Hear } from './event-bus.ts';
import { type ExecutionCalls, executionCalls } from './execution-calls.ts';
import { openExecutions } from './executions.ts';
import { atomically } from './store.ts';
import { createTaskCalls, type Invoke } from './task-calls.ts';
import { createTransitions } from './transitions.ts';
import { createTurnstile } from './turnstile.ts';
import { workQueue } from './work-queue.ts';

/** A durable engine on the virtual clock: each transition is one transaction; after a kill, what ran runs again, what waited waits. */

export interface EngineOptions {
  store: DatabaseSync;
  clock: Clock;
  machineArn: string;
  /** ASL, its placeholders replaced. */
  definition: string;
  invoke: Invoke;
  /** Hears what Step Functions puts on the event bus as an execution ends. */
  hear?: Hear;
}

export interface Engine extends ExecutionCalls {
  machineArn: string;
  /** Takes up what the store holds, and begins to watch the clock. */
  resume: () => void;
  /** Resolves when everything waits for the clock or for a signal. */
  settled: () => Promise<void>;
  /** Runs all that is due up to then, in order, each at its time. @throws RangeError for what is no instant or past. */
  advanceTo: (target: Date) => Promise<void>;
  /** Like a rate() rule of EventBridge: ticks at whole multiples of the period. */
  every: Schedules['every'];
  /** Tells that something happened outside that a schedule may have to look at. */
  touch: () => void;
  /** Tasks that wait for their turn. */
  backlog: () => number;
  /** Resolves when a call from outside may begin: at once, or by turns while the clock is being advanced. */
  enter: () => Promise<void>;
  close: () => Promise<void>;
}

/** Invocations at once; the functions share this process. */
const concurrency = 16;

/**
 * Takes new executions at once; those that the store holds, and the clock, wait until it is resumed.
 * @throws Error for a definition that is not run here.
 */
export const createEngine = ({ store, clock, machineArn, definition, invoke, hear }: EngineOptions): Engine => {
  const machine = loadMachine(definition);
  const executions = openExecutions(store);
  const schedules = createSchedules(clock);
  const now = () => clock.now().getTime();
  const onMove = () => clockwork.watch();
  const onChange = schedules.touch;

  const queue = workQueue(concurrency, onMove);
  const onEnd = createEventBus({ machineArn, now, queue, hear });
  const transitions = createTransitions({ machine, executions, now, onTry: (x) => callTask(x), onChange, onEnd });
  const callTask = createTaskCalls({ store, machine, machineArn, invoke, executions, transitions, queue, onMove });
  const turnstile = createTurnstile();
  const clockwork = createClockwork({ store, clock, executions, schedules, transitions, queue, turnstile });

  /** In AWS an execution keeps the definition that it began with; here there is the one of today. */
  const endStranded = () => {
    const alive = (['run', 'pause', 'wait'] as const).flatMap((phase) => executions.inPhase(phase));
    for (const x of alive) {
      if (Object.hasOwn(machine.States, x.state)) continue;
      atomically(store, () => transitions.end(x, 'FAILED', 'States.Runtime', `there is no state ${x.state}`));
    }
  };

  return {
    machineArn,
    ...executionCalls({ store, machineArn, executions, transitions, now, onMove, onChange }),
    resume: () => {
      endStranded();
      for (const x of executions.inPhase('run')) callTask(x);
      schedules.touch();
      clockwork.start();
    },
    settled: queue.settled,
    advanceTo: clockwork.advanceTo,
    every: schedules.every,
    touch: schedules.touch,
    enter: turnstile.enter,
    backlog: queue.backlog,
    close: async () => {
      turnstile.open();
      clockwork.stop();
      await queue.close();
    },
  };
};
