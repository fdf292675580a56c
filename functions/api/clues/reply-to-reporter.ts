import * as z from 'zod';
import { commands, seals, updates } from '../../adapters/rights.ts';
import { getClue } from '../../adapters/table/clues.ts';
import { markReplied } from '../../adapters/table/transfer-item.ts';
import { changeTransfer } from '../../adapters/table/transfers.ts';
import { signalAll } from '../../adapters/workflow.ts';
import { Refusal } from '../../domain/errors.ts';
import { tellReporter } from '../../domain/transfer/reply.ts';
import { mayAct } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyShape } from '../transfers/shapes.ts';
import { replyView } from '../transfers/views.ts';

const told = z.strictObject({
  kind: z.enum(['acceptance', 'outcome'], 'acceptance or outcome'),
  /** What the reporter was told. Sealed. */
  note: z.string().trim().min(1, 'say what the reporter was told').max(5000),
});

const request = { body: told };

export const route: Route = {
  method: 'POST',
  path: '/v1/clues/{id}/reply',
  summary: 'What a real-name reporter was told (R6)',
  request,
  answers: { 200: replyShape },
  example: { kind: 'acceptance', note: '已电话告知举报人线索已受理' },
  rights: [commands, seals, updates],
};

/** The unit that took a real-name report says what it told the reporter, and when (R6). */
export const handler = endpoint('reply-to-reporter', request, async (request) => {
  const { actor, body, id } = request;
  const [c, { clue }] = await Promise.all([circumstances(request), getClue(id)]);
  const { replyId, transferIds } = clue;
  if (!replyId) {
    throw new Refusal('wrong-status', 'Nobody reported this clue under their own name: no reply is owed.');
  }
  const { answer, woken } = await changeTransfer(
    { ...request, transferId: replyId },
    (reply, recused) => {
      const by = mayAct(actor, 'reply', reply, recused);
      const decision = tellReporter(reply, { kind: body.kind, alone: transferIds.length === 0 }, { ...c, by });
      const { repliedAt } = decision.transfer;
      const alongside = repliedAt ? transferIds.map((one) => markReplied(one, repliedAt)) : [];
      return { ...decision, secret: { note: body.note }, alongside };
    },
    (reply) => ({ status: 200, body: replyView(reply) }),
  );
  await signalAll(woken);
  return answer;
});
