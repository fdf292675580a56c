import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { commands, looksUp, seals } from '../../adapters/rights.ts';
import { newAsked } from '../../adapters/table/asked.ts';
import { changeTransfer, getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll } from '../../adapters/workflow.ts';
import { Refusal } from '../../domain/errors.ts';
import { levelsUp, propose, proposedUnits } from '../../domain/transfer/proposals.ts';
import { proposalKinds } from '../../domain/transfer/transfer.ts';
import { unitId } from '../../domain/units/forms.ts';
import { isRecused } from '../../domain/units/recusal.ts';
import { decidingOffice } from '../../domain/units/routing.ts';
import { officesOf, siblingsOf } from '../../domain/units/units.ts';
import { mayAct } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { proposalMade } from './shapes.ts';
import { transferView } from './views.ts';

const proposed = z.strictObject({
  kind: z.enum(proposalKinds, `one of ${proposalKinds.join(', ')}`),
  units: z.array(unitId).max(10).default([]),
  /** Sealed. */
  reason: z.string().trim().min(1, 'must not be empty').max(5000),
});

const request = { body: proposed };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/proposals',
  summary: 'Proposes that others deal with the clue (R8)',
  request,
  answers: { 201: proposalMade },
  example: { kind: 'elevate', units: [], reason: '嫌疑人与本地干部关系密切' },
  rights: [commands, seals, looksUp],
};

/** Who has the clue proposes that others deal with it (R8). */
export const handler = endpoint('make-proposal', request, async (request) => {
  const { actor, id, body } = request;
  const { kind, reason } = body;
  const proposalId = randomUUID();
  const [c, { transfer: read }] = await Promise.all([circumstances(request), getTransfer(id)]);
  const path = read.regionPath;
  const register = await readRegister([...officesOf(path), ...siblingsOf(read.to, path), ...body.units], [...path]);
  const { answer, woken } = await changeTransfer(
    { ...request, transferId: id },
    (transfer, recused) => {
      const by = mayAct(actor, 'propose', transfer, recused);
      const units = proposedUnits(body, transfer.to, register);
      for (const unit of units) {
        if (isRecused(recused, unit, register.units.get(unit)?.name ?? null)) {
          const message = `${unit} cannot take this clue: name another`;
          throw new Refusal('bad-input', `units: ${message}.`, [{ path: 'units', message }]);
        }
      }
      if (!decidingOffice(transfer.to, path.slice(levelsUp(kind)), register.units, recused)) {
        throw new Refusal(
          'no-receiver',
          'No leading group office is registered that could decide. An operator must register one.',
        );
      }
      return {
        ...propose(transfer, { proposalId, kind, units }, { ...c, by }),
        secret: { reason },
        alongside: [newAsked(proposalId, id)],
      };
    },
    (transfer) => ({ status: 201, body: { proposalId, kind, transfer: transferView(transfer) } }),
  );
  await signalAll(woken);
  return answer;
});
