import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import { gets, puts } from '../adapters/rights.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { recordOnTransfer } from '../adapters/table/transfer-writes.ts';
import { getTransfer } from '../adapters/table/transfers.ts';
import { alarmed } from '../domain/transfer/telling.ts';

const input = z.object({ transferId: z.uuid(), attempt: z.int(), error: z.string(), now: z.coerce.date() });

export const task: Task = {
  placeholder: 'AlarmFunctionArn',
  rights: [gets, puts],
};

/** A task of the workflow failed after all its retries: rings the operators, and puts it on the transfer's record. */
export const handler = withSettings(async (event: unknown) => {
  const { transferId, attempt, error, now } = input.parse(event);
  logger.error('a transfer is not timed', { alarm: 'timing-failed', transferId, attempt, error });
  await recordOnTransfer(await getTransfer(transferId), now, ({ transfer }) =>
    transfer.attempt === attempt ? alarmed(transfer, error, now) : undefined,
  );
  return {};
});
