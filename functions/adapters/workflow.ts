import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { variable } from './environment.ts';
import { logger } from './log.ts';

/** The Step Functions executions that keep the time of transfers. A lost call costs time only: the watchdog sees what is not timed. */

let made: SFNClient | undefined;
const client = () => {
  made ??= new SFNClient({ maxAttempts: 4 });
  return made;
};

/** Starts the execution of an attempt, once: its name is taken for 90 days. False when it could not be started. */
export const startWorkflow = async (transferId: string, attempt: number): Promise<boolean> => {
  try {
    await client().send(
      new StartExecutionCommand({
        stateMachineArn: variable('STATE_MACHINE_ARN'),
        name: `${transferId}-${attempt}`,
        input: JSON.stringify({ transferId, attempt }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return true;
    logger.warn('a workflow was not started; the watchdog will', { transferId, attempt, error: (error as Error).name });
    return false;
  }
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
