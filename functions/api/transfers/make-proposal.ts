import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { adds, looksUp, sealsReason } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch } from '../../domain/errors.ts';
import { propose } from '../../domain/transfer/proposals.ts';
import { proposalKinds } from '../../domain/transfer/transfer.ts';
import { unitId } from '../../domain/units/forms.ts';
import { officesOf, siblingsOf } from '../../domain/units/units.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { proposalMade } from './shapes.ts';
import { changed } from './views.ts';

const proposed = z.strictObject({
  kind: z.enum(proposalKinds),
  units: z.array(unitId).max(10).default([]),
  /** Sealed. */
  reason: z.string().trim().min(1).max(5000),
});

const request = { body: proposed };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/proposals',
  summary: 'Proposes that others deal with the clue (R8)',
  request,
  answers: { 201: proposalMade },
  leadsTo: { '/v1/proposals/{id}': '/proposalId' },
  example: { kind: 'elevate', units: [], reason: '嫌疑人与本地干部关系密切' },
  rights: [adds, sealsReason, looksUp],
};

/** Who has the clue proposes that others deal with it (R8). */
export const handler = endpoint('make-proposal', request, async (asked) => {
  const { actor, id, body } = asked;
  const [c, { transfer: read }] = await Promise.all([circumstances(asked), getTransfer(id)]);
  const path = read.regionPath;
  const register = await readRegister([...officesOf(path), ...siblingsOf(read.to, path), ...body.units], [...path]);
  const proposalId = randomUUID();
  return carryOut(
    asked,
    onTransfer(id, c),
    ({ transfer, recused }) => {
      requireSeen(actor, transfer, recused, asked.now, noSuch.transfer(id));
      const by = mayAct(actor, 'proposals', transfer);
      const applicant = actor.person;
      return propose(transfer, { proposalId, applicant, ...body }, register, recused, { ...c, by });
    },
    (decision, found) => ({
      status: 201,
      body: { proposalId, kind: body.kind, transfer: changed(asked, c)(decision, found) },
    }),
  );
});
