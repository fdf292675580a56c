import { gets, heedsRecusalOfClue, opensClue, puts, updates } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { getClue, openClue, recordOnClue, recusedFromClue } from '../../adapters/table/clues.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { readBy } from '../../domain/clue/decision.ts';
import { noSuch } from '../../domain/errors.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { overseersOfClue } from '../../domain/visibility/audit-sight.ts';
import { requireSeenClue } from '../../domain/visibility/clue-sight.ts';
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
  rights: [gets, puts, updates, heedsRecusalOfClue, opensClue],
};

/** Shows a clue with its secret part to those who may see it, and puts that on the clue's record first. */
export const handler = endpoint('read-clue', request, async ({ actor, id, now }) => {
  const stored = await getClue(id);
  const [recused, reply, transfers] = await Promise.all([
    recusedFromClue(stored),
    stored.clue.replyId ? getTransfer(stored.clue.replyId) : null,
    Promise.all(stored.clue.transferIds.map(async (transferId) => (await getTransfer(transferId)).transfer)),
  ]);
  const all = { clue: stored.clue, transfers, reply: reply?.transfer ?? null };
  const shown = requireSeenClue(actor, all, recused, now, noSuch.clue(id));
  const secret = await openClue(stored);
  await recordOnClue(id, readBy(callerOf(actor), now), overseersOfClue(stored.clue, transfers));
  const time = (instant: string) => withOffset(settings().timeZone, new Date(instant));
  const { regionPath: _path, kept: _kept, ...clue } = shown.clue;
  return {
    status: 200,
    body: {
      ...clue,
      discoveredAt: time(clue.discoveredAt),
      registeredAt: time(clue.registeredAt),
      case: clue.case ? { ...clue.case, filedAt: time(clue.case.filedAt) } : null,
      ...secret,
      transfers: shown.transfers.map(transferView),
      reply: shown.reply && replyView(shown.reply),
    },
  };
});
