import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { isOpen, type Transfer } from '../domain/transfer/transfer.ts';
import { loggable, logger } from './log.ts';
import { variable } from './settings.ts';
import type { Stored } from './table/transfer-item.ts';
import { getTransfer } from './table/transfers.ts';
import { taskOf, type WaitingTask } from './table/waiting.ts';

/** The Step Functions executions that keep the time of transfers. A lost call costs time only: the watchdog sees what is not timed. */

let made: SFNClient | undefined;
const client = () => {
  made ??= new SFNClient({ maxAttempts: 4 });
  return made;
};

/** Of the alias by which executions start: each on the version that it names just then, and on that to its end. */
const machine = () => variable('STATE_MACHINE_ARN');

/** ARN of the execution of that name: it says nothing of versions or aliases. */
const executionArn = (name: string): string => {
  const [arn, partition, service, region, account, , machineName] = machine().split(':');
  return [arn, partition, service, region, account, 'execution', machineName, name].join(':');
};

const nameOf = (transferId: string, attempt: number) => `${transferId}-${attempt}`;

/** An attempt to time a transfer: one execution at a time. */
export interface Attempt {
  transferId: string;
  attempt: number;
}

const named = /^(?<transferId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?<attempt>\d+)$/;

/** The attempt whose execution has that name; undefined for one that somebody started by hand under a name of their own. */
export const attemptNamed = (name: string): Attempt | undefined => {
  const { transferId, attempt } = named.exec(name)?.groups ?? {};
  return transferId === undefined ? undefined : { transferId, attempt: Number(attempt) };
};

/** `runs`: since then, by this call or by one before. `over`: it ran and runs no more. `failed`: nobody knows. */
export type Started = { state: 'runs'; since: Date } | { state: 'over' | 'failed' };

/**
 * Starts the execution of an attempt, once: Step Functions refuses a name that was used in the last 90 days, and takes a
 * second start for the first while that one runs, as long as name and input are the same. So this also tells whether one runs,
 * at once and without doubt, and ten times as often a second as DescribeExecution, which lags.
 */
export const startWorkflow = async (transferId: string, attempt: number): Promise<Started> => {
  try {
    const { startDate } = await client().send(
      new StartExecutionCommand({
        stateMachineArn: machine(),
        name: nameOf(transferId, attempt),
        input: JSON.stringify({ transferId, attempt }),
      }),
    );
    return { state: 'runs', since: startDate ?? new Date(0) };
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return { state: 'over' };
    logger.warn('a workflow was not started; the watchdog will', { transferId, attempt, error: (error as Error).name });
    return { state: 'failed' };
  }
};

/**
 * The same, and in doubt it looks: the documentation does not say whether a second start finds an execution of a former version, to
 * which the alias leads no more. Were each of those taken for over, a release would replace them all.
 */
export const ensureWorkflow = async (transferId: string, attempt: number): Promise<Started> => {
  const started = await startWorkflow(transferId, attempt);
  if (started.state !== 'over') return started;
  try {
    const { status, startDate = new Date(0) } = await client().send(
      new DescribeExecutionCommand({ executionArn: executionArn(nameOf(transferId, attempt)) }),
    );
    return status === 'RUNNING' ? { state: 'runs', since: startDate } : started;
  } catch (error) {
    logger.warn('a workflow was not looked at', { transferId, attempt, error: (error as Error).name });
    return { state: 'failed' };
  }
};

/** The error by which a task that waits hears that nothing is owed any more: its execution is done (statemachines/transfer.asl.json). */
export const nothingOwed = 'NothingOwed';

/** Ends the task of an execution, which then looks again or, where it is `over`, is done; false where it waits no more. */
export const signal = async ({ token, overBy }: Omit<WaitingTask, 'attempt'>, over: boolean): Promise<boolean> => {
  try {
    if (over && overBy !== undefined) {
      const cause = 'nothing is owed any more';
      await client().send(new SendTaskFailureCommand({ taskToken: token, error: overBy, cause }));
    } else await client().send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
    return true;
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return false;
    throw error;
  }
};

/** A transfer that was changed, as far as its workflow has to know. */
export interface Woken extends Attempt {
  /** Whether nothing is owed any more. */
  over: boolean;
  /** Token that an execution of a release before left on the record itself. */
  formerToken: string | null;
}

/** Of a transfer that was read, and is now as in `record`. */
export const wokenOf = (record: Transfer, { token }: Pick<Stored, 'token'>): Woken => ({
  ...{ transferId: record.transferId, attempt: record.attempt, over: !isOpen(record), formerToken: token },
});

/** @throws the SDK's error, where Step Functions or the table do not answer. */
const signalNewest = async ({ transferId, attempt, over, formerToken }: Woken, known?: WaitingTask): Promise<void> => {
  const former = formerToken === null ? undefined : { token: formerToken };
  const first = known?.attempt === attempt ? known : former;
  if (first && (await signal(first, over))) return;
  const newest = await taskOf(transferId);
  if (newest?.attempt === attempt && newest.token !== first?.token) await signal(newest, over);
};

/**
 * Wakes the execution that waits for a transfer, after that was written. `known`: its task as it was read before; another may wait by
 * now. A call that is lost costs time only: what waits wakes by itself, and the watchdog sees what should have.
 */
export const wake = async (woken: Woken, known?: WaitingTask): Promise<void> => {
  try {
    await signalNewest(woken, known);
  } catch (error) {
    const { transferId } = woken;
    logger.warn('a workflow was not signalled; it wakes by itself', { transferId, error: (error as Error).name });
  }
};

/** The same of another transfer than the one that is read already: what was written stands, whatever becomes of this read. */
export const wakeOther = async (transferId: string): Promise<void> => {
  try {
    const stored = await getTransfer(transferId);
    await wake(wokenOf(stored.transfer, stored));
  } catch (error) {
    logger.warn('what stands beside a transfer was not woken; the watchdog will', { transferId, ...loggable(error) });
  }
};
