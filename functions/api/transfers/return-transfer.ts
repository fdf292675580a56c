import * as z from 'zod';
import { commands, looksUp, seals } from '../../adapters/rights.ts';
import { changeTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll } from '../../adapters/workflow.ts';
import { Refusal } from '../../domain/errors.ts';
import { returnTransfer } from '../../domain/transfer/corrections.ts';
import { returnReasons } from '../../domain/transfer/transfer.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mayAct } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const sentBack = z.strictObject({
  reason: z.enum(returnReasons, `one of ${returnReasons.join(', ')}`),
  /** Sealed. */
  note: z.string().trim().min(1, 'say what is wrong').max(5000),
  /** The unit that should have it, where that is known. */
  suggested: unitId.optional(),
});

const requireRegistered = async (unit: string): Promise<void> => {
  if ((await readRegister([unit], [])).units.has(unit)) return;
  const message = `there is no unit ${unit}: check its id, or leave it out`;
  throw new Refusal('bad-input', `suggested: ${message}.`, [{ path: 'suggested', message }]);
};

const request = { body: sentBack };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/return',
  summary: 'Sends the clue back to its sender',
  request,
  answers: { 200: transferShape },
  example: { reason: 'incomplete', note: '缺少涉案地点' },
  rights: [commands, seals, looksUp],
};

/** The receiver sends the clue back to its sender, with the reason. */
export const handler = endpoint('return-transfer', request, async (request) => {
  const { reason, note, suggested = null } = request.body;
  const [c] = await Promise.all([circumstances(request), suggested ? requireRegistered(suggested) : undefined]);
  const { answer, woken } = await changeTransfer(
    { transferId: request.id, ...request },
    (transfer, recused) => {
      const by = mayAct(request.actor, 'return', transfer, recused);
      return { ...returnTransfer(transfer, { reason, suggested }, { ...c, by }), secret: { note } };
    },
    changedAnswer,
  );
  await signalAll(woken);
  return answer;
});
