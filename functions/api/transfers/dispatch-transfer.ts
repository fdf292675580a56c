import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, ends, looksUp, sealsNote, starts, updates } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch } from '../../domain/errors.ts';
import { dispatchTo } from '../../domain/transfer/successors.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
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
  rights: [commands, sealsNote, ends, updates, looksUp, starts],
};

/** The sender hands over a clue that it registered before, or one that came back, corrected. */
export const handler = endpoint('dispatch-transfer', request, async (asked) => {
  const { to = null, note } = asked.body;
  const [c, register] = await Promise.all([
    circumstances(asked),
    to === null ? readRegister([], []) : readRegister([to], [to.slice(0, 6)]),
  ]);
  return carryOut(
    asked,
    onTransfer(asked.id, c),
    ({ transfer, recused }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'dispatch', transfer);
      return dispatchTo(transfer, { to, note, successorId: randomUUID() }, register, recused, { ...c, by });
    },
    changedAnswer(asked, c),
  );
});
