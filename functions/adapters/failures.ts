import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { loggable, logger } from './log.ts';
import { variable } from './settings.ts';

/** How many events wait that nothing took (infra/stack/failures.ts). */

let client: SQSClient | undefined;
const sqs = () => {
  client ??= new SQSClient({ maxAttempts: 2 });
  return client;
};

const waitingIn = async (QueueUrl: string): Promise<number> => {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const { Attributes = {} } = await sqs().send(asked);
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
};

/** `waiting`: that a function failed on to the end; `undelivered`: that could not be handed over to one. Null where the queues say nothing. */
export const readFailures = async (): Promise<{ waiting: number; undelivered: number } | null> => {
  try {
    const [waiting, undelivered] = await Promise.all([
      waitingIn(variable('FAILED_QUEUE_URL')),
      waitingIn(variable('UNDELIVERED_QUEUE_URL')),
    ]);
    return { waiting, undelivered };
  } catch (error) {
    // All else that operators look for does not depend on it.
    logger.warn('the queues of failures do not answer', loggable(error));
    return null;
  }
};
