import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, ends, sealsReason } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { noSuch } from '../../domain/errors.ts';
import { recall } from '../../domain/transfer/corrections.ts';
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
  path: '/v1/transfers/{id}/recall',
  summary: 'Takes back what was dispatched and is not yet acknowledged',
  request,
  answers: { 200: transferShape },
  example: { reason: '误移送' },
  rights: [commands, sealsReason, ends],
};

/** The sender takes back what it dispatched, before it was acknowledged; the receiver is told. */
export const handler = endpoint('recall-transfer', request, async (asked) => {
  const c = await circumstances(asked);
  return carryOut(
    asked,
    onTransfer(asked.id, c),
    ({ transfer, recused }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'recall', transfer);
      return recall(transfer, asked.body.reason, { ...c, by });
    },
    changedAnswer(asked, c),
  );
});
