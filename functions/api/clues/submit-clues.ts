import * as z from 'zod';
import { submits } from '../../adapters/rights.ts';
import { submission } from '../../domain/clue/submission.ts';
import { Refusal } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { submittingUnit } from '../../domain/visibility/scopes.ts';
import { checked } from '../../http/checked.ts';
import { endpoint } from '../../http/endpoint.ts';
import { problemOf, tooBusy } from '../../http/problems.ts';
import type { Route } from '../../http/route.ts';
import { batchAnswers } from './shapes.ts';
import { submit } from './submit-clue.ts';

/** Clues are checked one by one: a bad one stops no other. */
const clues = z
  .array(z.unknown())
  .min(1, said({ zh: '请至少提交一条线索', en: 'send one clue at least' }))
  .max(100, said({ zh: '一次最多提交 100 条线索，请分批提交', en: 'send 100 clues at the most' }));
const batch = z.union(
  [z.strictObject({ clues }), clues.transform((all) => ({ clues: all }))],
  said({ zh: '请提交线索列表（clues）', en: 'send the list of clues, or {clues: the list}' }),
);

/** Clues at work at once: a burst of a hundred would only queue at the table. */
const atOnce = 5;

const request = { body: batch, itemwise: true };

export const route: Route = {
  method: 'POST',
  path: '/v1/clues/batch',
  summary: 'Registers up to 100 clues; each is answered for itself, in its place',
  request,
  answers: { 200: batchAnswers },
  example: undefined,
  rights: [submits],
  capacity: { atOnce: 2, reason: 'as that of submit-clue: a batch of 100 clues counts for many' },
};

/** Registers up to 100 clues, each for itself and answered for itself, in their order. */
export const handler = endpoint('submit-clues', request, async (request) => {
  submittingUnit(request.actor);
  const all = request.body.clues;
  const { repeatable } = request;
  // Once all are written: what one reader is to be told of them goes into one mail.
  const tellings: (() => Promise<void>)[] = [];
  const later = (tell: () => Promise<void>) => {
    tellings.push(tell);
  };
  const answerTo = async (clue: unknown, n: number) => {
    try {
      const own = repeatable && { ...repeatable, item: n, request: JSON.stringify(clue) };
      const { status, body } = await submit({ ...request, body: checked(submission, clue), repeatable: own, later });
      return { status, body };
    } catch (error) {
      const { statusCode, body } = problemOf(error, request.language);
      return { status: statusCode, body: JSON.parse(body) };
    }
  };
  const results: { status: number; body: unknown }[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    results.push(...(await Promise.all(all.slice(from, from + atOnce).map((clue, n) => answerTo(clue, from + n)))));
  }
  for (let from = 0; from < tellings.length; from += atOnce) {
    await Promise.all(tellings.slice(from, from + atOnce).map((tell) => tell()));
  }
  if (results.every(({ status }) => status === 503)) {
    throw new Refusal('busy', tooBusy);
  }
  return { status: 200, body: { results } };
});
