import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, ends, sealsReason } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { noSuch } from '../../domain/errors.ts';
import { withdraw } from '../../domain/transfer/corrections.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

/** Sealed. */
const takenBack = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

const request = { body: takenBack };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/withdraw',
  summary: 'Takes a clue back that nobody has in hand',
  request,
  answers: { 200: transferShape },
  example: { reason: '重复登记' },
  rights: [commands, sealsReason, ends],
};

/** The sender takes back a clue that nobody has in hand. */
export const handler = endpoint('withdraw-transfer', request, async (asked) => {
  const c = await circumstances(asked);
  return carryOut(
    asked,
    onTransfer(asked.id, c),
    ({ transfer, recused }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'withdraw', transfer);
      return withdraw(transfer, asked.body.reason, { ...c, by });
    },
    changedAnswer(asked, c),
  );
});
