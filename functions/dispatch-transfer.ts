import * as z from 'zod';
import { changeTransfer } from './adapters/transfers.ts';
import { signalAll } from './adapters/workflow.ts';
import { dispatch } from './domain/life.ts';
import { mayAct } from './domain/policy.ts';
import { unitId } from './domain/register.ts';
import { circumstances } from './http/circumstances.ts';
import { endpoint } from './http/endpoint.ts';
import { changedAnswer } from './http/views.ts';

const handedOver = z.strictObject({
  /** After a return: the unit that the return named. */
  to: unitId.optional(),
  /** After a return: what was corrected. Sealed. */
  note: z.string().trim().max(20_000).default(''),
});

/** The sender hands over a clue that it registered before, or one that came back, corrected. */
export const handler = endpoint({ name: 'dispatch-transfer', body: handedOver }, async (request) => {
  const { to, note } = request.body;
  const c = await circumstances(request);
  const { answer, woken } = await changeTransfer(
    { transferId: request.id, ...request },
    (transfer, recused) => {
      mayAct(request.actor, 'dispatch', transfer, recused);
      return { ...dispatch(transfer, c, to), ...(note === '' ? {} : { secret: { note } }) };
    },
    changedAnswer,
  );
  await signalAll(woken);
  return answer;
});
