import * as z from 'zod';
import { awaitOn } from './adapters/transfers.ts';
import { signal } from './adapters/workflow.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  version: z.int(),
  milestone: z.object({ at: z.iso.datetime() }),
  token: z.string(),
});

/** Leaves the task's token on the transfer; where the transfer changed since it was planned, sends the workflow back at once. */
export const handler = async (event: unknown) => {
  const { token, milestone, ...planned } = input.parse(event);
  if (!(await awaitOn(planned, token, milestone.at))) await signal(planned.transferId, token);
  return {};
};
