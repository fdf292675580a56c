import {
  ExecutionAlreadyExists,
  InvalidToken,
  paginateListExecutions,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { logger } from './log.ts';
import { variable } from './settings.ts';

/** The Step Functions executions that keep the time of transfers. A lost call costs time only: the watchdog sees what is not timed. */

let made: SFNClient | undefined;
const client = () => {
  made ??= new SFNClient({ maxAttempts: 4 });
  return made;
};

const nameOf = (transferId: string, attempt: number) => `${transferId}-${attempt}`;

/**
 * Starts the execution of an attempt, once: Step Functions refuses a name that was used in the last 90 days, and takes a
 * second start for the first while that one runs. `over`: it ran and runs no more.
 */
export const startWorkflow = async (transferId: string, attempt: number): Promise<'runs' | 'over' | 'failed'> => {
  try {
    await client().send(
      new StartExecutionCommand({
        stateMachineArn: variable('STATE_MACHINE_ARN'),
        name: nameOf(transferId, attempt),
        input: JSON.stringify({ transferId, attempt }),
      }),
    );
    return 'runs';
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return 'over';
    logger.warn('a workflow was not started; the watchdog will', { transferId, attempt, error: (error as Error).name });
    return 'failed';
  }
};

/** Tells whether the execution of an attempt was running, by one listing of all that run: of late by a few seconds. */
export const runningWorkflows = async (): Promise<(transferId: string, attempt: number) => boolean> => {
  const names = new Set<string>();
  const pages = paginateListExecutions(
    { client: client(), pageSize: 1000 },
    { stateMachineArn: variable('STATE_MACHINE_ARN'), statusFilter: 'RUNNING' },
  );
  for await (const { executions = [] } of pages) for (const { name } of executions) if (name) names.add(name);
  return (transferId, attempt) => names.has(nameOf(transferId, attempt));
};

/** Wakes the execution that waits with this token; one that waits no more needs no waking. */
export const signal = async (transferId: string, token: string | null): Promise<void> => {
  if (token === null) return;
  try {
    await client().send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken) return;
    logger.warn('a workflow was not signalled; it wakes by itself', { transferId, error: (error as Error).name });
  }
};
