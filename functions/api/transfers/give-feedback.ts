import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, ends, sealsText } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { noSuch } from '../../domain/errors.ts';
import { feedback } from '../../domain/transfer/life.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const given = z.strictObject({
  final: z.boolean(),
  /** Stands in both ledgers: what came of it in a few words, nothing secret. */
  outcome: z.string().trim().min(1).max(200),
  /** Sealed. */
  text: z.string().trim().max(20_000).default(''),
});

const request = { body: given };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/feedback',
  summary: 'Tells the sender what came of it (R5)',
  request,
  answers: { 200: transferShape },
  example: { final: true, outcome: '已立案', text: '已立案侦查。' },
  rights: [commands, sealsText, ends],
};

/** The receiver tells the sender what came of it, for the time being or for good (R5). */
export const handler = endpoint('give-feedback', request, async (asked) => {
  const c = await circumstances(asked);
  return carryOut(
    asked,
    onTransfer(asked.id, c),
    ({ transfer, recused }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'feedback', transfer);
      return feedback(transfer, asked.body, { ...c, by });
    },
    changedAnswer(asked, c),
  );
});
