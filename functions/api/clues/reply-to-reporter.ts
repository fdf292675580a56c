import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { adds, endsExecutions, heedsRecusalOfClue, looksUp, sealsNote } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { getClue, recusedFromClue } from '../../adapters/table/clues.ts';
import { getTransfers } from '../../adapters/table/transfers.ts';
import { noSuch } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { requireReply, tellReporter } from '../../domain/transfer/reply.ts';
import { hasEnded } from '../../domain/transfer/status.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireAnswerer } from '../../domain/visibility/clue-sight.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyShape } from '../transfers/shapes.ts';
import { replyView } from '../transfers/views.ts';

const told = z.strictObject({
  kind: z.enum(['acceptance', 'outcome']),
  /** What the reporter was told. Sealed. */
  note: z
    .string()
    .trim()
    .min(1, said({ zh: '请说明告知举报人的内容', en: 'say what the reporter was told' }))
    .max(5000),
});

const request = { body: told };

export const route: Route = {
  method: 'POST',
  path: '/v1/clues/{id}/reply',
  summary: 'What a real-name reporter was told (R6)',
  request,
  answers: { 200: replyShape },
  example: { kind: 'acceptance', note: '已电话告知举报人线索已受理' },
  rights: [adds, endsExecutions, heedsRecusalOfClue, sealsNote, looksUp],
};

/** The unit that took a real-name report says what it told the reporter, and when (R6). */
export const handler = endpoint('reply-to-reporter', request, async (asked) => {
  const { actor, now, id } = asked;
  const [c, stored] = await Promise.all([circumstances(asked), getClue(id)]);
  const { clue } = stored;
  const transfers = (await getTransfers(clue.transferIds)).map(({ transfer }) => transfer);
  requireAnswerer(actor, clue, await recusedFromClue(stored), noSuch.clue(id));
  return carryOut(
    asked,
    onTransfer(requireReply(clue), c),
    ({ transfer: reply, recused }) => {
      requireSeen(actor, reply, recused, now, noSuch.clue(id));
      const by = mayAct(actor, 'reply', reply);
      return tellReporter(reply, { ...asked.body, transfers }, { ...c, by });
    },
    ({ record }, { recused }) => ({
      status: 200,
      body: replyView(requireSeen(actor, record, recused, now, noSuch.clue(id), transfers.every(hasEnded)), {
        ...asked,
        calendar: c.calendar,
      }),
    }),
  );
});
