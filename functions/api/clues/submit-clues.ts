import * as z from 'zod';
import { submission } from '../../domain/clue/clue.ts';
import { Refusal } from '../../domain/errors.ts';
import { submittingUnit } from '../../domain/visibility/policy.ts';
import { checked } from '../../http/checked.ts';
import { endpoint } from '../../http/endpoint.ts';
import { problemOf } from '../../http/problems.ts';
import { submit } from './submit-clue.ts';

/** Clues are checked one by one: a bad one stops no other. */
const clues = z.array(z.unknown()).min(1, 'send one clue at least').max(100, 'send 100 clues at the most');
const batch = z.union([z.strictObject({ clues }), clues.transform((all) => ({ clues: all }))]);

/** Clues at work at once: a burst of a hundred would only queue at the table. */
const atOnce = 5;

/** Registers up to 100 clues, each for itself and answered for itself, in their order. */
export const handler = endpoint({ name: 'submit-clues', body: batch, itemwise: true }, async (request) => {
  submittingUnit(request.actor);
  const all = request.body.clues;
  const { repeatable } = request;
  const answerTo = async (clue: unknown, n: number) => {
    try {
      const own = repeatable && { ...repeatable, key: `${repeatable.key}#${n}`, request: JSON.stringify(clue) };
      const { status, body } = await submit({ ...request, body: checked(submission, clue), repeatable: own });
      return { status, body };
    } catch (error) {
      const { statusCode, body } = problemOf(error);
      return { status: statusCode, body: JSON.parse(body) };
    }
  };
  const results: { status: number; body: unknown }[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    results.push(...(await Promise.all(all.slice(from, from + atOnce).map((clue, n) => answerTo(clue, from + n)))));
  }
  if (results.every(({ status }) => status === 503)) {
    throw new Refusal('busy', 'Too much at once. Ask again in a few seconds, with the same Idempotency-Key.');
  }
  return { status: 200, body: { results } };
});
