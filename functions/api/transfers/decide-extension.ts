import * as z from 'zod';
import { commands, looksUp, seals } from '../../adapters/rights.ts';
import { transferOfAsked } from '../../adapters/table/asked.ts';
import { changeTransfer, getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll } from '../../adapters/workflow.ts';
import { decideExtension } from '../../domain/transfer/deadlines.ts';
import { decidingOffice } from '../../domain/units/routing.ts';
import { officesOf } from '../../domain/units/units.ts';
import { mayDecide } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const decision = z.strictObject({
  approve: z.boolean(),
  /** Sealed. */
  note: z.string().trim().max(2000).default(''),
});

const request = { body: decision };

export const route: Route = {
  method: 'POST',
  path: '/v1/extensions/{id}/decision',
  summary: 'The leading group office decides an extension',
  request,
  answers: { 200: transferShape },
  example: { approve: true, note: '同意' },
  rights: [commands, seals, looksUp],
};

/** The leading group office grants or refuses a longer window; only a grant before the deadline moves it. */
export const handler = endpoint('decide-extension', request, async (request) => {
  const { actor, body, id } = request;
  const [c, transferId] = await Promise.all([circumstances(request), transferOfAsked(id)]);
  const { transfer: read } = await getTransfer(transferId);
  const { units } = await readRegister(officesOf(read.regionPath), []);
  const { answer, woken } = await changeTransfer(
    { ...request, transferId },
    (transfer, recused) => {
      const owedBy = transfer.duty?.owedBy ?? '';
      mayDecide(actor, transfer, decidingOffice(owedBy, transfer.regionPath, units, recused), recused);
      return {
        ...decideExtension(transfer, { extensionId: id, approve: body.approve }, c),
        secret: { note: body.note },
      };
    },
    changedAnswer,
  );
  await signalAll(woken);
  return answer;
});
