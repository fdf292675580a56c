import type { Stored } from '../adapters/table/transfer-item.ts';
import { tasksOf } from '../adapters/table/waiting.ts';
import { wake, wokenOf } from '../adapters/workflow.ts';
import { each } from './each.ts';

/** Workflows that are woken at once. */
const atOnce = 20;

/** Lets the workflows of transfers look again, after these were changed. */
export const wakeAll = async (changed: readonly Stored[]): Promise<void> => {
  if (changed.length === 0) return;
  const tasks = await tasksOf(changed.map(({ transfer }) => transfer.transferId));
  await each(changed, atOnce, (one) => wake(wokenOf(one.transfer, one), tasks.get(one.transfer.transferId)));
};
