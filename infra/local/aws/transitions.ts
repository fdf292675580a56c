import { randomUUID } from 'node:crypto';
import {
  backOffOf,
  chosen,
  fill,
  isFault,
  type Json,
  type Machine,
  placed,
  type Task,
  takes,
  timeoutOf,
} from './asl.ts';
import type { Execution, Executions } from './executions.ts';

/**
 * The ways of an execution from one state of the machine to the next, as writes to the store. Whoever calls one puts it
 * into a transaction; nothing here waits, invokes a function or looks at what is due.
 */
export interface Transitions {
  /** A new execution, in the machine's first state. */
  start: (execution: Pick<Execution, 'arn' | 'name' | 'input' | 'started'>) => void;
  /** The next try of the task that the execution stands in; the task's timeout counts from here. */
  begin: (x: Execution) => void;
  /** The function has its task token, and from now on the execution waits for that. */
  submit: (x: Execution) => void;
  succeed: (x: Execution, result: Json) => void;
  /** Goes on by the task's Retry or its Catch; without either the execution ends. */
  fail: (x: Execution, error: string, cause: string) => void;
  /** The end, whatever state the execution stands in. */
  end: (x: Execution, status: Ending, error?: string | null, cause?: string | null) => void;
}

interface TransitionsOptions {
  machine: Machine;
  executions: Executions;
  /** Milliseconds of the virtual clock. */
  now: () => number;
  /** Told of each try that begins, inside its transaction. */
  onTry: (x: Execution) => void;
  /** Told when an execution starts and when a task ends: a schedule may have to look at that. */
  onChange: () => void;
  /** Told of each execution that ends, as it then is, inside its transaction. */
  onEnd: (x: Execution) => void;
}

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
  retries: {},
} as const;

/** Names one try of a task. The execution's name in it tells a token that is dead from one that never was. */
const newAttempt = ({ name }: Pick<Execution, 'name'>) => `${name}.${randomUUID()}`;

/** The name in a token that `newAttempt` gave. */
export const nameIn = (token: string): string => token.split('.', 1)[0] ?? '';

/** The task that an execution stands in. @throws Error where its state is no task of this machine. */
export const taskOf = (machine: Machine, x: Execution): Task => {
  const state = machine.States[x.state];
  if (state?.Type !== 'Task') throw new Error(`${x.state} is not a task`);
  return state;
};

/** Before its next try, by the first Retry entry that takes the error; undefined where there is none, or it is used up. */
const pausedAfter = (x: Execution, task: Task, error: string, now: number): Execution | undefined => {
  const n = task.Retry.findIndex(({ ErrorEquals }) => takes(ErrorEquals, error));
  const retry = task.Retry[n];
  const taken = x.retries[n] ?? 0;
  if (!retry || taken >= retry.MaxAttempts) return undefined;
  const retries = { ...x.retries, [n]: taken + 1 };
  return { ...x, phase: 'pause', attempt: newAttempt(x), due: now + backOffOf(retry, taken), retries };
};

/** The transitions on one machine and one store. */
export const createTransitions = (options: TransitionsOptions): Transitions => {
  const { machine, executions, now, onTry, onChange, onEnd } = options;
  const end: Transitions['end'] = (x, status, error = null, cause = null) => {
    const rest = { phase: 'over', due: null, attempt: `over:${x.arn}` } as const;
    const ended: Execution = { ...x, status, error, cause, stopped: now(), ...rest };
    executions.save(ended);
    executions.log(x.arn, ending[status], now(), null);
    onEnd(ended);
  };

  const begin = (x: Execution): void => {
    const timeout = timeoutOf(taskOf(machine, x), x.data);
    const due = timeout === null ? null : now() + timeout;
    const tried: Execution = { ...x, phase: 'run', attempt: newAttempt(x), due };
    executions.save(tried);
    executions.log(x.arn, 'TaskScheduled', now(), x.state);
    onTry(tried);
  };

  const enter = (x: Execution, name: string, data: Json): void => {
    const state = machine.States[name];
    if (!state) throw new Error(`there is no state ${name}`);
    const entered: Execution = { ...x, state: name, data, entered: now(), retries: {} };
    executions.log(x.arn, `${state.Type}StateEntered`, now(), name);
    try {
      if (state.Type === 'Succeed') end(entered, 'SUCCEEDED');
      else if (state.Type === 'Fail') end(entered, 'FAILED', state.Error, state.Cause);
      else if (state.Type === 'Task') begin(entered);
      else {
        const next = chosen(state, data);
        executions.log(x.arn, 'ChoiceStateExited', now(), name);
        enter(entered, next, data);
      }
    } catch (error) {
      if (!isFault(error)) throw error;
      // What the state needs of its input is not there: no retry mends that, and no Catch takes it.
      end(entered, 'FAILED', 'States.Runtime', error.message);
    }
  };

  const fail: Transitions['fail'] = (x, error, cause) => {
    const task = taskOf(machine, x);
    onChange();
    executions.log(x.arn, error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed', now(), x.state);
    const paused = pausedAfter(x, task, error, now());
    if (paused) return executions.save(paused);
    const caught = task.Catch.find(({ ErrorEquals }) => takes(ErrorEquals, error));
    if (!caught) return end(x, 'FAILED', error, cause);
    executions.log(x.arn, 'TaskStateExited', now(), x.state);
    enter(x, caught.Next, placed(x.data, caught.ResultPath, { Error: error, Cause: cause }));
  };

  const succeed: Transitions['succeed'] = (x, result) => {
    const task = taskOf(machine, x);
    onChange();
    let selected: Json;
    try {
      selected = task.ResultSelector ? fill(task.ResultSelector, result, {}) : result;
    } catch (error) {
      if (!isFault(error)) throw error;
      return fail(x, error.name, error.message);
    }
    executions.log(x.arn, 'TaskSucceeded', now(), x.state);
    executions.log(x.arn, 'TaskStateExited', now(), x.state);
    enter(x, task.Next, placed(x.data, task.ResultPath, selected));
  };

  return {
    start: ({ arn, name, input, started }) => {
      executions.log(arn, 'ExecutionStarted', started, null);
      onChange();
      const x = { ...fresh, arn, name, input, started, data: input, entered: started, attempt: arn };
      enter(x, machine.StartAt, input);
    },
    begin,
    submit: (x) => {
      executions.save({ ...x, phase: 'wait' });
      executions.log(x.arn, 'TaskSubmitted', now(), x.state);
    },
    succeed,
    fail,
    end,
  };
};
