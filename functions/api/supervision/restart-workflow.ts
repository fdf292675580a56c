import * as z from 'zod';
import { gets, puts, starts, unseals, updates } from '../../adapters/rights.ts';
import { changeTransfer } from '../../adapters/table/transfers.ts';
import { nextAttempt } from '../../adapters/table/waiting.ts';
import { startWorkflow } from '../../adapters/workflow.ts';
import { Refusal } from '../../domain/errors.ts';
import { restarted } from '../../domain/transfer/telling.ts';
import { isOpen } from '../../domain/transfer/transfer.ts';
import { mustOperate } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { restartedShape } from './shapes.ts';

const asked = z.strictObject({ transferId: z.uuid().toLowerCase() });

const request = { body: asked };

export const route: Route = {
  method: 'POST',
  path: '/v1/workflows/restart',
  summary: 'Gives one transfer a new workflow',
  request,
  answers: { 202: restartedShape },
  example: undefined,
  rights: [gets, puts, updates, unseals, starts],
};

/** An operator gives one transfer a new workflow; the old one is void. Tells nothing of the transfer itself. */
export const handler = endpoint('restart-workflow', request, async ({ actor, body, now, ...request }) => {
  mustOperate(actor);
  const { transferId } = body;
  let attempt = 0;
  const { answer } = await changeTransfer(
    { ...request, transferId, now },
    (transfer) => {
      if (!isOpen(transfer)) {
        throw new Refusal('wrong-status', 'Nothing is owed on this transfer: it needs no workflow.');
      }
      attempt = transfer.attempt;
      return restarted(transfer, actor, now);
    },
    (transfer) => ({ status: 202, body: { transferId, attempt: transfer.attempt + 1 } }),
  );
  // Zero: the same request was answered before.
  if (attempt > 0 && (await nextAttempt(transferId, attempt, now))) await startWorkflow(transferId, attempt + 1);
  return answer;
});
