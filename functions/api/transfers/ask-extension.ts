import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { commands, looksUp, seals } from '../../adapters/rights.ts';
import { newAsked } from '../../adapters/table/asked.ts';
import { changeTransfer, getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll } from '../../adapters/workflow.ts';
import { Refusal } from '../../domain/errors.ts';
import { askExtension } from '../../domain/transfer/deadlines.ts';
import { decidingOffice } from '../../domain/units/routing.ts';
import { officesOf } from '../../domain/units/units.ts';
import { mayAskExtension } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { extensionAsked } from './shapes.ts';
import { transferView } from './views.ts';

const asked = z.strictObject({
  workingDays: z.int().min(1).max(250),
  /** Sealed. */
  reason: z.string().trim().min(1, 'must not be empty').max(2000),
});

const request = { body: asked };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/extension',
  summary: 'Asks for a longer window, before the deadline',
  request,
  answers: { 201: extensionAsked },
  example: { workingDays: 5, reason: '需跨县核查' },
  rights: [commands, seals, looksUp],
};

/** The unit that owes the duty asks for a longer window; the leading group office of its region decides. */
export const handler = endpoint('ask-extension', request, async (request) => {
  const { actor, body, id } = request;
  const extensionId = randomUUID();
  const [c, { transfer: read }] = await Promise.all([circumstances(request), getTransfer(id)]);
  const { units } = await readRegister(officesOf(read.regionPath), []);
  const { answer, woken } = await changeTransfer(
    { ...request, transferId: id },
    (transfer, recused) => {
      mayAskExtension(actor, transfer, transfer.duty?.owedBy, recused);
      if (!decidingOffice(transfer.duty?.owedBy ?? '', transfer.regionPath, units, recused)) {
        throw new Refusal(
          'no-receiver',
          'No leading group office is registered that could decide. An operator must register one.',
        );
      }
      return {
        ...askExtension(transfer, { extensionId, workingDays: body.workingDays }, c),
        secret: { reason: body.reason },
        alongside: [newAsked(extensionId, id)],
      };
    },
    (transfer) => ({
      status: 201,
      body: { extensionId, workingDays: body.workingDays, transfer: transferView(transfer) },
    }),
  );
  await signalAll(woken);
  return answer;
});
