import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { adds, endsExecutions, sealsNote } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { noSuch } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { supply } from '../../domain/transfer/supplement.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

/** Sealed. */
const supplied = z.strictObject({
  note: z
    .string()
    .trim()
    .min(1, said({ zh: '请说明补充了哪些材料', en: 'say what was supplied' }))
    .max(5000),
});

const request = { body: supplied };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/supplied',
  summary: 'Says that what the receiver asked for was supplied',
  request,
  answers: { 200: transferShape },
  example: { note: '已补充涉案人员名单' },
  rights: [adds, endsExecutions, sealsNote],
};

/** The sender has supplied what was asked for; the content itself is corrected by PATCH of the clue. */
export const handler = endpoint('give-supplement', request, async (asked) => {
  const c = await circumstances(asked);
  return carryOut(
    asked,
    onTransfer(asked.id, c),
    ({ transfer, recused }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'supplied', transfer);
      return supply(transfer, asked.body.note, { ...c, by });
    },
    changedAnswer(asked, c),
  );
});
