import { gets, puts, unseals, updates } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { getClue, openClue, recordOnClue } from '../../adapters/table/clues.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { recusedBy } from '../../domain/clue/clue.ts';
import { readBy } from '../../domain/clue/decision.ts';
import { mayReadClue } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyView, transferView } from '../transfers/views.ts';
import { clueShape } from './shapes.ts';

const request = {};

export const route: Route = {
  method: 'GET',
  path: '/v1/clues/{id}',
  summary: 'A clue with its secret part; the reading goes on its record',
  request,
  answers: { 200: clueShape },
  rights: [gets, puts, updates, unseals],
};

/** Shows a clue with its secret part to those who may see it, and puts that on the clue's record first. */
export const handler = endpoint('read-clue', request, async ({ actor, id, now }) => {
  const stored = await getClue(id);
  const { clue } = stored;
  const [secret, reply, transfers] = await Promise.all([
    openClue(stored),
    clue.replyId ? getTransfer(clue.replyId) : null,
    Promise.all(clue.transferIds.map(async (transferId) => (await getTransfer(transferId)).transfer)),
  ]);
  mayReadClue(actor, clue, transfers, recusedBy(secret));
  await recordOnClue(id, readBy(actor, now));
  const time = (instant: string) => withOffset(settings().timeZone, new Date(instant));
  const { regionPath: _path, ...shown } = clue;
  return {
    status: 200,
    body: {
      ...shown,
      discoveredAt: time(clue.discoveredAt),
      registeredAt: time(clue.registeredAt),
      case: clue.case ? { ...clue.case, filedAt: time(clue.case.filedAt) } : null,
      ...secret,
      transfers: transfers.map(transferView),
      reply: reply && replyView(reply.transfer),
    },
  };
});
