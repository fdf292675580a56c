import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, holdsToContent } from '../../adapters/rights.ts';
import { onTransferAndContent } from '../../adapters/subjects.ts';
import { noSuch } from '../../domain/errors.ts';
import { acknowledge } from '../../domain/transfer/life.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const taken = z.strictObject({
  /** Of a case notice: who was assigned for early involvement (R7). */
  officers: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
});

const request = { body: taken };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/acknowledge',
  summary: 'Takes the clue (R4); a case notice with the officers assigned (R7)',
  request,
  answers: { 200: transferShape },
  example: {},
  rights: [commands, holdsToContent],
};

/** The receiver takes the clue (R4). */
export const handler = endpoint('acknowledge-transfer', request, async (asked) => {
  const c = await circumstances(asked);
  return carryOut(
    asked,
    onTransferAndContent(asked.id, c),
    ({ transfer, recused, content }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'acknowledge', transfer);
      return acknowledge(transfer, { ...c, by }, asked.body.officers, content);
    },
    changedAnswer(asked, c),
  );
});
