import { settings } from '../../adapters/settings.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import type { SeenClue } from '../../domain/visibility/clue-sight.ts';
import { unitOf } from '../../domain/visibility/place.ts';
import { type Answering, answering } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyView, transferView } from '../transfers/views.ts';
import { byReference, findsByReference, seenByReference } from './by-reference.ts';
import { clueList } from './shapes.ts';

const request = { query: byReference };

export const route: Route = {
  method: 'GET',
  path: '/v1/clues',
  summary: 'The clue that bears a reference, without its content; none where there is none for the caller',
  request,
  answers: { 200: clueList },
  rights: [findsByReference],
};

const foundView = ({ clue, transfers, reply }: SeenClue, by: Answering) => {
  const time = (instant: string) => withOffset(settings().timeZone, new Date(instant));
  return {
    clueId: clue.clueId,
    reference: clue.reference,
    unitId: clue.unitId,
    regionCode: clue.regionCode,
    kinds: clue.kinds,
    channel: clue.channel,
    discoveredAt: time(clue.discoveredAt),
    registeredAt: time(clue.registeredAt),
    transfers: transfers.map((one) => transferView(one, by)),
    reply: reply && replyView(reply, by),
  };
};

/** Finds a clue by its reference, and says nothing of what is in it. */
export const handler = endpoint('find-clues', request, async (asked) => {
  unitOf(asked.actor);
  const [shown, by] = await Promise.all([
    seenByReference(asked.actor, asked.query.reference, asked.now),
    answering(asked),
  ]);
  return { status: 200, body: { items: shown ? [foundView(shown, by)] : [] } };
});
