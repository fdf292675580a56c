import * as z from 'zod';
import { gets, heedsRecusalOfClue, opensClue, puts, queries, updates } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { openClue } from '../../adapters/table/clue-content.ts';
import { readFirstEvent, recordOnClue } from '../../adapters/table/clues.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { readBy } from '../../domain/clue/decision.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { overseersOfClue } from '../../domain/visibility/audit-sight.ts';
import { requireVersionKnown } from '../../domain/visibility/content-sight.ts';
import { answering } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyView, transferView } from '../transfers/views.ts';
import { knownClue } from './known.ts';
import { clueShape } from './shapes.ts';
import { contentView, etagOfContent } from './views.ts';

const query = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(9999)
    .optional()
    .meta({ description: 'Of the content; the newest that the caller may know where it is left out' }),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/clues/{id}',
  summary:
    'A clue with its secret part, by the newest version of its content that the caller may know, or one before it; ETag is that version. The reading goes on its record',
  request,
  answers: { 200: clueShape },
  rights: [gets, queries, puts, updates, heedsRecusalOfClue, opensClue],
};

/** Shows a clue with its secret part to those who may see it, and puts that on the clue's record first. */
export const handler = endpoint('read-clue', request, async ({ actor, id, now, language, query: asked }) => {
  const { stored, transfers, shown, known } = await knownClue(actor, id, now);
  const submitted = await readFirstEvent(id);
  const version = requireVersionKnown(asked.version, known);
  const secret = await openClue(stored, version);
  await recordOnClue(id, readBy(callerOf(actor), now, version), overseersOfClue(stored.clue, transfers));
  const by = await answering({ now, language });
  const time = (instant: string) => withOffset(settings().timeZone, new Date(instant));
  const { regionPath: _path, kept: _kept, ...clue } = shown.clue;
  return {
    status: 200,
    body: {
      ...clue,
      discoveredAt: time(clue.discoveredAt),
      registeredAt: time(clue.registeredAt),
      case: clue.case ? { ...clue.case, filedAt: time(clue.case.filedAt) } : null,
      content: contentView(stored.clue, known, submitted, version),
      ...secret,
      transfers: shown.transfers.map((one) => transferView(one, by)),
      reply: shown.reply && replyView(shown.reply, by),
    },
    headers: etagOfContent(version),
  };
});
