import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import { createSchedules } from '../schedules.ts';
import { at, backOffOf, fill, isFault, type Json, loadMachine, placed, type Task, takes, timeoutOf } from './asl.ts';
import { type Execution, type HistoryEvent, openExecutions, StatesError } from './executions.ts';
import { atomically } from './store.ts';
import { workQueue } from './work-queue.ts';

/** A durable engine on the virtual clock: each transition is one transaction; after a kill, what ran runs again, what waited waits. */

export interface EngineOptions {
  store: DatabaseSync;
  clock: Clock;
  machineArn: string;
  /** ASL, its placeholders replaced. */
  definition: string;
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
}

export interface Engine {
  machineArn: string;
  start: (request: { name: string; input: string }) => { executionArn: string; startDate: Date };
  sendTaskSuccess: (token: string, output: string) => void;
  sendTaskFailure: (token: string, error: string, cause: string) => void;
  stop: (arn: string, error?: string, cause?: string) => Date;
  describe: (arn: string) => Execution;
  list: (status?: string) => Execution[];
  history: (arn: string) => HistoryEvent[];
  /** Takes up what the store holds, and begins to watch the clock. */
  resume: () => void;
  /** Resolves when everything waits for the clock or for a signal. */
  settled: () => Promise<void>;
  /** Runs all that is due up to then, in order, each at its time. @throws RangeError for what is no instant or past. */
  advanceTo: (target: Date) => Promise<void>;
  /** Like a rate() rule of EventBridge: ticks at whole multiples of the period. */
  every: (minutes: number, name: string, run: () => Promise<unknown>) => void;
  /** Tells that something happened outside that a schedule may have to look at. */
  touch: () => void;
  close: () => Promise<void>;
}

/** Invocations at once; the functions share this process. */
const concurrency = 16;

/** Step Functions counts whole seconds: a timer may be so much late, in milliseconds, and still belongs to its instant. */
const timerSlack = 2_000;

/** Milliseconds: the longest look ahead, since a longer timeout overflows after 24.8 days and drifts before. */
const longestTimer = 60_000;

const ending = { SUCCEEDED: 'ExecutionSucceeded', FAILED: 'ExecutionFailed', ABORTED: 'ExecutionAborted' } as const;
type Ending = keyof typeof ending;

const fresh = {
  status: 'RUNNING',
  phase: 'run',
  state: '',
  stopped: null,
  error: null,
  cause: null,
  due: null,
} as const;

/** Names one try of a task. The execution's name in it tells a token that is dead from one that never was. */
const newAttempt = ({ name }: Pick<Execution, 'name'>) => `${name}.${randomUUID()}`;

const parsed = (text: string, refusal: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new StatesError(refusal, 'the text is not JSON');
  }
};

const wire = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

export const createEngine = ({ store, clock, machineArn, definition, invoke }: EngineOptions): Engine => {
  const machine = loadMachine(definition);
  const executions = openExecutions(store);
  const schedules = createSchedules(clock);
  const now = () => clock.now().getTime();

  let timer: NodeJS.Timeout | undefined;
  let advancing: Promise<void> | undefined;
  let closed = false;
  let watching = false;

  const { add: work, settled, close: closeQueue } = workQueue(concurrency, () => watch());

  const over = (x: Execution, status: Ending, error: string | null = null, cause: string | null = null) => {
    executions.save({ ...x, status, error, cause, stopped: now(), phase: 'over', due: null, attempt: `over:${x.arn}` });
    executions.log(x.arn, ending[status], now(), null);
  };

  const enter = (x: Execution, name: string, data: Json): void => {
    const state = machine.States[name];
    if (!state) throw new Error(`there is no state ${name}`);
    const entered: Execution = { ...x, state: name, data, entered: now(), retries: {} };
    executions.log(x.arn, `${state.Type}StateEntered`, now(), name);
    try {
      if (state.Type === 'Succeed') over(entered, 'SUCCEEDED');
      else if (state.Type === 'Fail') over(entered, 'FAILED', state.Error, state.Cause);
      else if (state.Type === 'Task') begin(entered, state);
      else {
        const chosen = state.Choices.find(({ Variable, StringEquals }) => at(data, Variable) === StringEquals);
        executions.log(x.arn, 'ChoiceStateExited', now(), name);
        enter(entered, chosen?.Next ?? state.Default, data);
      }
    } catch (error) {
      if (!isFault(error)) throw error;
      // What the state needs of its input is not there: no retry mends that, and no Catch takes it.
      over(entered, 'FAILED', 'States.Runtime', error.message);
    }
  };

  /** A try of a task: the timeout counts from here. */
  const begin = (x: Execution, task: Task): void => {
    const timeout = timeoutOf(task, x.data);
    const due = timeout === null ? null : now() + timeout;
    const tried: Execution = { ...x, phase: 'run', attempt: newAttempt(x), due };
    executions.save(tried);
    executions.log(x.arn, 'TaskScheduled', now(), x.state);
    call(tried, task);
  };

  const call = (x: Execution, task: Task): void =>
    work(async () => {
      // Lets the transaction that begins the try commit: the function may answer its token at once.
      await Promise.resolve();
      if (closed || executions.byAttempt(x.attempt)?.phase !== 'run') return;
      const waits = task.Resource.endsWith('.waitForTaskToken');
      const iso = (instant: number) => new Date(instant).toISOString();
      const context: Json = {
        Execution: { Id: x.arn, Name: x.name, StartTime: iso(x.started), Input: x.input },
        State: { Name: x.state, EnteredTime: iso(x.entered) },
        StateMachine: { Id: machineArn },
        ...(waits ? { Task: { Token: x.attempt } } : {}),
      };
      let outcome: { payload: Json } | { error: string; cause: string };
      try {
        const { FunctionName, Payload } = task.Parameters;
        outcome = { payload: wire(await invoke(FunctionName, fill(Payload, x.data, context))) };
      } catch (error) {
        const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
        outcome = { error: name, cause: message };
      }
      if (closed) return;
      atomically(store, () => {
        const current = executions.byAttempt(x.attempt);
        // Stopped, timed out or answered by its token meanwhile: what the function says comes too late.
        if (current?.phase !== 'run') return;
        if ('error' in outcome) return failed(current, outcome.error, outcome.cause);
        if (waits) {
          executions.save({ ...current, phase: 'wait' });
          executions.log(x.arn, 'TaskSubmitted', now(), x.state);
          return;
        }
        succeeded(current, { Payload: outcome.payload, StatusCode: 200, ExecutedVersion: '$LATEST' });
      });
      watch();
    });

  const taskOf = (x: Execution): Task => {
    const state = machine.States[x.state];
    if (state?.Type !== 'Task') throw new Error(`${x.state} is not a task`);
    return state;
  };

  const succeeded = (x: Execution, result: Json): void => {
    const task = taskOf(x);
    schedules.touch();
    let selected: Json;
    try {
      selected = task.ResultSelector ? fill(task.ResultSelector, result, {}) : result;
    } catch (error) {
      if (!isFault(error)) throw error;
      failed(x, error.name, error.message);
      return;
    }
    executions.log(x.arn, 'TaskSucceeded', now(), x.state);
    executions.log(x.arn, 'TaskStateExited', now(), x.state);
    enter(x, task.Next, placed(x.data, task.ResultPath, selected));
  };

  const failed = (x: Execution, error: string, cause: string): void => {
    const task = taskOf(x);
    schedules.touch();
    executions.log(x.arn, error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed', now(), x.state);
    const n = task.Retry.findIndex(({ ErrorEquals }) => takes(ErrorEquals, error));
    const retry = task.Retry[n];
    const taken = x.retries[n] ?? 0;
    if (retry && taken < retry.MaxAttempts) {
      const retries = { ...x.retries, [n]: taken + 1 };
      executions.save({ ...x, phase: 'pause', attempt: newAttempt(x), due: now() + backOffOf(retry, taken), retries });
      return;
    }
    const caught = task.Catch.find(({ ErrorEquals }) => takes(ErrorEquals, error));
    if (!caught) {
      over(x, 'FAILED', error, cause);
      return;
    }
    executions.log(x.arn, 'TaskStateExited', now(), x.state);
    enter(x, caught.Next, placed(x.data, caught.ResultPath, { Error: error, Cause: cause }));
  };

  const fireDue = (instant: number): void => {
    for (const { arn, attempt } of executions.dueBy(instant)) {
      atomically(store, () => {
        const x = executions.byArn(arn);
        if (!x || x.attempt !== attempt) return;
        if (x.phase === 'pause') begin(x, taskOf(x));
        else failed(x, 'States.Timeout', '');
      });
    }
  };

  /** At real speed: sets the one timer to what is due next. */
  const watch = (): void => {
    clearTimeout(timer);
    if (!watching || closed || advancing) return;
    const due = Math.min(executions.nextDue() ?? Number.POSITIVE_INFINITY, schedules.nextTick());
    timer = setTimeout(
      () => {
        fireDue(now());
        work(() => schedules.runDue(now()));
        watch();
      },
      Math.max(1, Math.min(longestTimer, due - now())),
    );
    timer.unref();
  };

  const advance = async (target: number): Promise<void> => {
    if (!(target >= now())) {
      throw new RangeError(
        `the clock stands at ${clock.now().toISOString()} and does not go back to ${new Date(target).toISOString()}`,
      );
    }
    await settled();
    const runDue = async () => {
      while (!closed) {
        const due = Math.min(executions.nextDue() ?? Number.POSITIVE_INFINITY, schedules.nextOwedTick());
        if (due > target) break;
        clock.freeze(new Date(due));
        fireDue(due);
        if (schedules.nextOwedTick() <= due) work(() => schedules.runDue(due));
        await settled();
      }
    };
    clock.freeze(clock.now());
    try {
      await runDue();
      // What is still due then is taken up, in its order, by the process that comes after.
      if (closed) return;
      clock.freeze(new Date(target));
      // Once only: what is planned anew from here is not of this instant any more.
      fireDue(target + timerSlack);
      await settled();
      await runDue();
    } finally {
      clock.release();
    }
  };

  const waitingFor = (token: string): Execution => {
    const x = executions.byAttempt(token);
    if (x?.phase === 'run' || x?.phase === 'wait') return x;
    const [name = ''] = token.split('.');
    if (executions.byName(name)) throw new StatesError('TaskTimedOut', 'the task does not wait any more');
    throw new StatesError('TaskDoesNotExist', 'no task was given this token');
  };

  const known = (arn: string): Execution => {
    const x = executions.byArn(arn);
    if (!x) throw new StatesError('ExecutionDoesNotExist', `there is no execution ${arn}`);
    return x;
  };

  return {
    machineArn,
    start: ({ name, input }) => {
      if (!/^[\w-]{1,80}$/.test(name))
        throw new StatesError('InvalidName', 'a name has 1 to 80 characters of 0-9 A-Z a-z _ -');
      const data = parsed(input, 'InvalidExecutionInput');
      return atomically(store, () => {
        const before = executions.byName(name);
        if (before) {
          if (before.status === 'RUNNING' && JSON.stringify(before.input) === JSON.stringify(data)) {
            return { executionArn: before.arn, startDate: new Date(before.started) };
          }
          throw new StatesError('ExecutionAlreadyExists', `an execution had the name ${name}`);
        }
        const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        const started = now();
        executions.log(arn, 'ExecutionStarted', started, null);
        schedules.touch();
        enter(
          { ...fresh, arn, name, input: data, started, data, entered: started, attempt: arn, retries: {} },
          machine.StartAt,
          data,
        );
        return { executionArn: arn, startDate: new Date(started) };
      });
    },
    sendTaskSuccess: (token, output) => {
      atomically(store, () => succeeded(waitingFor(token), parsed(output, 'InvalidOutput')));
      watch();
    },
    sendTaskFailure: (token, error, cause) => {
      atomically(store, () => failed(waitingFor(token), error, cause));
      watch();
    },
    stop: (arn, error, cause) => {
      const x = known(arn);
      if (x.status === 'RUNNING') atomically(store, () => over(x, 'ABORTED', error, cause));
      schedules.touch();
      return new Date(executions.byArn(arn)?.stopped ?? now());
    },
    describe: known,
    list: executions.list,
    history: (arn) => executions.history(known(arn).arn),
    resume: () => {
      watching = true;
      for (const x of executions.inPhase('run')) call(x, taskOf(x));
      schedules.touch();
      watch();
    },
    settled,
    advanceTo: (target) => {
      const before = advancing ?? Promise.resolve();
      const mine = before.catch(() => {}).then(() => advance(target.getTime()));
      advancing = mine;
      clearTimeout(timer);
      return mine.finally(() => {
        if (advancing === mine) advancing = undefined;
        watch();
      });
    },
    every: schedules.every,
    touch: schedules.touch,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await closeQueue();
    },
  };
};
