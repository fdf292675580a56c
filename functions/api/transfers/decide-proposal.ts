import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { commands, ends, looksUp, seals, starts } from '../../adapters/rights.ts';
import { transferOfAsked } from '../../adapters/table/asked.ts';
import { addTransfers } from '../../adapters/table/clues.ts';
import { changeTransfer, getTransfer, newTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll, startWorkflow } from '../../adapters/workflow.ts';
import { decideProposal, levelsUp } from '../../domain/transfer/proposals.ts';
import { decidingOffice } from '../../domain/units/routing.ts';
import { officesOf } from '../../domain/units/units.ts';
import { mayDecide, mayReadTransfer } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const decision = z.strictObject({
  approve: z.boolean(),
  /** Sealed. */
  note: z.string().trim().max(5000).default(''),
});

const request = { body: decision };

export const route: Route = {
  method: 'POST',
  path: '/v1/proposals/{id}/decision',
  summary: 'The leading group office decides a proposal',
  request,
  answers: { 200: transferShape },
  example: { approve: true, note: '同意' },
  rights: [commands, seals, ends, looksUp, starts],
};

/** The leading group office decides a handling proposal; approved, the clue goes where it says (R8). */
export const handler = endpoint('decide-proposal', request, async (request) => {
  const { actor, body, id } = request;
  const [c, transferId] = await Promise.all([circumstances(request), transferOfAsked(id)]);
  const { transfer: read } = await getTransfer(transferId);
  const units = read.proposal?.units ?? [];
  const register = await readRegister(
    [...officesOf(read.regionPath), ...units],
    units.map((unit) => unit.slice(0, 6)),
  );
  const successors = units.map((to) => ({ transferId: randomUUID(), to }));
  const { answer, woken } = await changeTransfer(
    { ...request, transferId },
    (transfer, recused, sealed) => {
      mayReadTransfer(actor, transfer, recused);
      const { proposal } = transfer;
      if (proposal) {
        const path = transfer.regionPath.slice(levelsUp(proposal.kind));
        mayDecide(actor, transfer, decidingOffice(transfer.to, path, register.units, recused), recused);
      }
      const decided = decideProposal(transfer, { proposalId: id, approve: body.approve, successors }, register, c);
      const made = decided.successors.flatMap((one) => newTransfer(one.transfer, [one.event], sealed));
      const ids = decided.successors.map((one) => one.transfer.transferId);
      return {
        ...decided.decision,
        secret: { note: body.note },
        alongside: ids.length > 0 ? [...made, addTransfers(transfer.clueId, ids)] : [],
      };
    },
    changedAnswer,
  );
  await signalAll(woken);
  // Without anything woken the answer was given before, and its workflows were started then.
  if (body.approve && woken.length > 0) await Promise.all(successors.map((one) => startWorkflow(one.transferId, 1)));
  return answer;
});
