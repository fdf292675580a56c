import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, ends, looksUp, sealsNote, starts, updates } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { transferOfApplication } from '../../adapters/table/applications.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch } from '../../domain/errors.ts';
import { decideProposal, proposalOffice } from '../../domain/transfer/proposals.ts';
import { officesOf } from '../../domain/units/units.ts';
import { mayDecide } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
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
  rights: [commands, sealsNote, ends, updates, looksUp, starts],
};

/** The leading group office decides a handling proposal; approved, the clue goes where it says (R8). */
export const handler = endpoint('decide-proposal', request, async (asked) => {
  const { actor, body, id: proposalId } = asked;
  const [c, transferId] = await Promise.all([circumstances(asked), transferOfApplication(proposalId)]);
  const { transfer: read } = await getTransfer(transferId);
  const units = read.proposal?.units ?? [];
  const regionCodes = units.map((unit) => unit.slice(0, 6));
  const register = await readRegister([...officesOf(read.regionPath), ...units], regionCodes);
  return carryOut(
    asked,
    onTransfer(transferId, c),
    ({ transfer, recused }) => {
      requireSeen(actor, transfer, recused, asked.now, noSuch.application(proposalId));
      const { proposal } = transfer;
      if (proposal)
        mayDecide(actor, transfer, proposalId, recused, proposalOffice(transfer, proposal.kind, register, recused));
      const successors = units.map((to) => ({ transferId: randomUUID(), to }));
      return decideProposal(transfer, { proposalId, ...body, successors }, register, c);
    },
    changedAnswer(asked, c),
  );
});
