import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { deletes, gets, heedsRecusal, puts, queries, starts } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { removeAstrayOf } from '../../adapters/table/astray.ts';
import { noSuch } from '../../domain/errors.ts';
import { restarted } from '../../domain/transfer/telling.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { requireNotRecused } from '../../domain/visibility/sight.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { restartedShape } from './shapes.ts';

const which = z.strictObject({ transferId: z.uuid().toLowerCase() });

const request = { body: which };

export const route: Route = {
  method: 'POST',
  path: '/v1/workflows/restart',
  summary: 'Gives one transfer a new workflow',
  request,
  answers: { 202: restartedShape },
  example: undefined,
  rights: [gets, puts, heedsRecusal, starts, queries, deletes],
};

/** An operator gives one transfer a new workflow; the old one is void. Tells nothing of the transfer itself. */
export const handler = endpoint('restart-workflow', request, async (asked) => {
  const { transferId } = asked.body;
  mustOperate(asked.actor);
  const answer = await carryOut(
    asked,
    onTransfer(transferId),
    ({ transfer, recused }) => {
      requireNotRecused(asked.actor, recused, noSuch.transfer(transferId));
      return restarted(transfer, callerOf(asked.actor), asked.now);
    },
    ({ record }) => ({ status: 202, body: { transferId, attempt: record.attempt } }),
  );
  await removeAstrayOf(transferId);
  return answer;
});
