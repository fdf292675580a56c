import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { loggable, logger } from '../log.ts';
import { type Key, sortKeys } from './schema.ts';
import { table, tableName } from './table.ts';

/** Under this key nothing is ever kept. */
const nothing: Key = { pk: 'HEALTH', sk: sortKeys.record };

/** Milliseconds, the SDK's own retries included. */
const patience = 2_000;

/** Whether an item of the table can be read in time; it is one that is never there, and so costs the least that a read costs. */
export const isTableRead = async (): Promise<boolean> => {
  try {
    await table.send(new GetCommand({ TableName: tableName(), Key: nothing }), {
      abortSignal: AbortSignal.timeout(patience),
    });
    return true;
  } catch (error) {
    logger.error('the table cannot be read', loggable(error));
    return false;
  }
};
