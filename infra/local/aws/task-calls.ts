import type { DatabaseSync } from 'node:sqlite';
import { fill, type Json, type Machine, type Task } from './asl.ts';
import type { Execution, Executions } from './executions.ts';
import { atomically } from './store.ts';
import { type Transitions, taskOf } from './transitions.ts';
import type { WorkQueue } from './work-queue.ts';

/** Invokes the functions of tasks, and brings what they answer back into their executions. */

export type Invoke = (functionArn: string, payload: unknown) => Promise<unknown>;

interface TaskCallsOptions {
  store: DatabaseSync;
  machine: Machine;
  machineArn: string;
  invoke: Invoke;
  executions: Executions;
  transitions: Transitions;
  queue: WorkQueue;
  /** Told after each answer that moved an execution. */
  onMove: () => void;
}

type Outcome = { payload: Json } | { error: string; cause: string };

const wire = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

const iso = (instant: number) => new Date(instant).toISOString();

/** The context object of Step Functions, as far as asl.ts lets a payload take from it. */
const contextOf = (x: Execution, machineArn: string, waits: boolean): Json => ({
  Execution: { Id: x.arn, Name: x.name, StartTime: iso(x.started), Input: x.input },
  State: { Name: x.state, EnteredTime: iso(x.entered) },
  StateMachine: { Id: machineArn },
  ...(waits ? { Task: { Token: x.attempt } } : {}),
});

const outcomeOf = async (invoke: Invoke, task: Task, input: Json, context: Json): Promise<Outcome> => {
  try {
    const { FunctionName, Payload } = task.Parameters;
    return { payload: wire(await invoke(FunctionName, fill(Payload, input, context))) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    return { error: name, cause: message };
  }
};

/** Makes what queues the invocation for a try that has begun; a try that something else ended meanwhile is not moved by it. */
export const createTaskCalls = (options: TaskCallsOptions): ((x: Execution) => void) => {
  const { store, machine, machineArn, invoke, executions, transitions, queue, onMove } = options;
  return (x) => {
    const task = taskOf(machine, x);
    queue.add(async () => {
      // Lets the transaction that begins the try commit: the function may answer its token at once.
      await Promise.resolve();
      if (queue.isClosed() || executions.byAttempt(x.attempt)?.phase !== 'run') return;
      const waits = task.Resource.endsWith('.waitForTaskToken');
      const outcome = await outcomeOf(invoke, task, x.data, contextOf(x, machineArn, waits));
      if (queue.isClosed()) return;
      atomically(store, () => {
        const current = executions.byAttempt(x.attempt);
        // Stopped, timed out or answered by its token meanwhile: what the function says comes too late.
        if (current?.phase !== 'run') return;
        if ('error' in outcome) transitions.fail(current, outcome.error, outcome.cause);
        else if (waits) transitions.submit(current);
        else transitions.succeed(current, { Payload: outcome.payload, StatusCode: 200, ExecutedVersion: '$LATEST' });
      });
      onMove();
    });
  };
};
