import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { commands, ends, looksUp, seals, starts } from '../../adapters/rights.ts';
import { addTransfers } from '../../adapters/table/clues.ts';
import { changeTransfer, getTransfer, newTransfer, sealEvent } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll, startWorkflow } from '../../adapters/workflow.ts';
import { dispatch } from '../../domain/transfer/life.ts';
import { redirect } from '../../domain/transfer/successors.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mayAct } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const handedOver = z.strictObject({
  /** After a return: the unit that the return named; a successor of this transfer goes there. */
  to: unitId.optional(),
  /** After a return: what was corrected. Sealed. */
  note: z.string().trim().max(20_000).default(''),
});

const request = { body: handedOver };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/dispatch',
  summary: 'Hands a registered or returned clue over',
  request,
  answers: { 200: transferShape },
  example: {},
  rights: [commands, seals, ends, looksUp, starts],
};

/** The sender hands over a clue that it registered before, or one that came back, corrected. */
export const handler = endpoint('dispatch-transfer', request, async (request) => {
  const { actor, id, body } = request;
  const secret = body.note === '' ? {} : { note: body.note };
  const to = body.to ?? null;
  const successor = { transferId: randomUUID(), to: to ?? '' };
  const [c, { transfer: read }, register] = await Promise.all([
    circumstances(request),
    getTransfer(id),
    to ? readRegister([to], [to.slice(0, 6)]) : null,
  ]);
  const sealedNote = await sealEvent({ ...read, ...successor }, 1, secret);
  let redirected = false;
  const { answer, woken } = await changeTransfer(
    { ...request, transferId: id },
    (transfer, recused, sealed) => {
      mayAct(actor, 'dispatch', transfer, recused);
      redirected = register !== null && to !== transfer.to;
      if (!redirected || !register) return { ...dispatch(transfer, c), secret };
      const { decision, successor: made } = redirect(transfer, successor, register, recused, c);
      const first = { ...made.event, ...(sealedNote ? { sealed: sealedNote } : {}) };
      return {
        ...decision,
        secret,
        alongside: [
          ...newTransfer(made.transfer, [first], sealed),
          addTransfers(transfer.clueId, [successor.transferId]),
        ],
      };
    },
    changedAnswer,
  );
  await signalAll(woken);
  if (redirected && woken.length > 0) await startWorkflow(successor.transferId, 1);
  return answer;
});
