import type { Execution } from './executions.ts';
import type { WorkQueue } from './work-queue.ts';

/** The events of EventBridge about executions that ended. Delivered at best, as there: one that its hearer fails on, or a kill, is lost. */

/** What Step Functions says of an execution that ended; instants are milliseconds, as there. */
export interface EndEvent {
  source: 'aws.states';
  'detail-type': 'Step Functions Execution Status Change';
  /** RFC 3339. */
  time: string;
  resources: string[];
  detail: {
    executionArn: string;
    stateMachineArn: string;
    name: string;
    status: Execution['status'];
    startDate: number;
    stopDate: number;
  };
}

export type Hear = (event: EndEvent) => Promise<unknown>;

interface EventBusOptions {
  machineArn: string;
  /** Milliseconds of the virtual clock. */
  now: () => number;
  queue: WorkQueue;
  hear: Hear | undefined;
}

/** Gives what is to be told of each execution that ends, inside its transaction; without a hearer nothing comes of it. */
export const createEventBus = ({ machineArn, now, queue, hear }: EventBusOptions): ((x: Execution) => void) => {
  const eventOf = ({ arn, name, status, started, stopped }: Execution): EndEvent => ({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    time: new Date(now()).toISOString(),
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machineArn,
      name,
      status,
      startDate: started,
      stopDate: stopped ?? now(),
    },
  });
  return (x) => {
    if (!hear) return;
    queue.add(async () => {
      // Lets the transaction that ends the execution commit.
      await Promise.resolve();
      if (queue.isClosed()) return;
      try {
        await hear(eventOf(x));
      } catch (error) {
        console.error(`nobody took that ${x.name} ended: ${error instanceof Error ? error.name : error}`);
      }
    });
  };
};
