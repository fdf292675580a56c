import type { DatabaseSync } from 'node:sqlite';
import type { Json } from './asl.ts';
import { type Execution, type Executions, type HistoryEvent, StatesError } from './executions.ts';
import { atomically } from './store.ts';
import { nameIn, type Transitions } from './transitions.ts';

/** What callers ask of executions: the calls of the Step Functions API, as step-functions.ts takes them off the wire. */
export interface ExecutionCalls {
  start: (request: { name: string; input: string }) => { executionArn: string; startDate: Date };
  sendTaskSuccess: (token: string, output: string) => void;
  sendTaskFailure: (token: string, error: string, cause: string) => void;
  stop: (arn: string, error?: string, cause?: string) => Date;
  describe: (arn: string) => Execution;
  list: (status?: string) => Execution[];
  history: (arn: string) => HistoryEvent[];
}

interface ExecutionCallsOptions {
  store: DatabaseSync;
  machineArn: string;
  executions: Executions;
  transitions: Transitions;
  /** Milliseconds of the virtual clock. */
  now: () => number;
  /** Told after each signal that moved an execution. */
  onMove: () => void;
  /** Told when an execution was stopped. */
  onChange: () => void;
}

const parsed = (text: string, refusal: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new StatesError(refusal, 'the text is not JSON');
  }
};

/** The calls on one machine; what Step Functions would refuse, each refuses by a StatesError of the same name. */
export const executionCalls = (options: ExecutionCallsOptions): ExecutionCalls => {
  const { store, machineArn, executions, transitions, now, onMove, onChange } = options;

  const waitingFor = (token: string): Execution => {
    const x = executions.byAttempt(token);
    if (x?.phase === 'run' || x?.phase === 'wait') return x;
    if (executions.byName(nameIn(token))) throw new StatesError('TaskTimedOut', 'the task does not wait any more');
    throw new StatesError('TaskDoesNotExist', 'no task was given this token');
  };

  const known = (arn: string): Execution => {
    const x = executions.byArn(arn);
    if (!x) throw new StatesError('ExecutionDoesNotExist', `there is no execution ${arn}`);
    return x;
  };

  return {
    start: ({ name, input: text }) => {
      if (!/^[\w-]{1,80}$/.test(name))
        throw new StatesError('InvalidName', 'a name has 1 to 80 characters of 0-9 A-Z a-z _ -');
      const input = parsed(text, 'InvalidExecutionInput');
      return atomically(store, () => {
        const before = executions.byName(name);
        if (before) {
          if (before.status === 'RUNNING' && JSON.stringify(before.input) === JSON.stringify(input)) {
            return { executionArn: before.arn, startDate: new Date(before.started) };
          }
          throw new StatesError('ExecutionAlreadyExists', `an execution had the name ${name}`);
        }
        const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        const started = now();
        transitions.start({ arn, name, input, started });
        return { executionArn: arn, startDate: new Date(started) };
      });
    },
    sendTaskSuccess: (token, output) => {
      atomically(store, () => transitions.succeed(waitingFor(token), parsed(output, 'InvalidOutput')));
      onMove();
    },
    sendTaskFailure: (token, error, cause) => {
      atomically(store, () => transitions.fail(waitingFor(token), error, cause));
      onMove();
    },
    stop: (arn, error, cause) => {
      const x = known(arn);
      if (x.status === 'RUNNING') atomically(store, () => transitions.end(x, 'ABORTED', error, cause));
      onChange();
      return new Date(executions.byArn(arn)?.stopped ?? now());
    },
    describe: known,
    list: executions.list,
    history: (arn) => executions.history(known(arn).arn),
  };
};
