import { unitOf } from '../../domain/visibility/place.ts';
import { answering } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { byReference, findsByReference, seenByReference } from '../clues/by-reference.ts';
import { transferList } from './shapes.ts';
import { transferView } from './views.ts';

const request = { query: byReference };

export const route: Route = {
  method: 'GET',
  path: '/v1/transfers',
  summary: 'The transfers of the clue that bears a reference, as far as the caller sees them, the oldest first',
  request,
  answers: { 200: transferList },
  rights: [findsByReference],
};

/** Finds the transfers of a clue by its reference. */
export const handler = endpoint('find-transfers', request, async (asked) => {
  unitOf(asked.actor);
  const [shown, by] = await Promise.all([
    seenByReference(asked.actor, asked.query.reference, asked.now),
    answering(asked),
  ]);
  return { status: 200, body: { items: (shown?.transfers ?? []).map((one) => transferView(one, by)) } };
});
