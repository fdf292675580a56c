import * as z from 'zod';
import { changeTransfer } from '../../adapters/table/transfers.ts';
import { signalAll } from '../../adapters/workflow.ts';
import { withdraw } from '../../domain/transfer/corrections.ts';
import { mayAct } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import { changedAnswer } from './views.ts';

/** Sealed. */
const takenBack = z.strictObject({ reason: z.string().trim().min(1, 'must not be empty').max(2000) });

/** The sender takes back a clue that nobody has in hand. */
export const handler = endpoint({ name: 'withdraw-transfer', body: takenBack }, async (request) => {
  const c = await circumstances(request);
  const { answer, woken } = await changeTransfer(
    { transferId: request.id, ...request },
    (transfer, recused) => {
      mayAct(request.actor, 'withdraw', transfer, recused);
      return { ...withdraw(transfer, c), secret: { reason: request.body.reason } };
    },
    changedAnswer,
  );
  await signalAll(woken);
  return answer;
});
