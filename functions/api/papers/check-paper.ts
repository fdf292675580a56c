import * as z from 'zod';
import { gets, heedsRecusal, queries } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { findPaper } from '../../adapters/table/papers.ts';
import { keys } from '../../adapters/table/schema.ts';
import { chainFaults, digest, type StoredEvent } from '../../adapters/table/timeline.ts';
import { findTransferWithTimeline, recusedFrom } from '../../adapters/table/transfers.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import {
  codeTyped,
  differencesOf,
  type IssuedPaper,
  noSuchPaper,
  seenByChecker,
} from '../../domain/papers/checking.ts';
import { headAfter } from '../../domain/transfer/timeline.ts';
import { eventsSeen, type Seen } from '../../domain/visibility/sight.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { paperChecked } from './shapes.ts';

const parameters = z.strictObject({
  code: z.string().meta({ description: 'As the paper has it: letters and digits in groups of four', maxLength: 100 }),
});

const request = { parameters };

export const route: Route = {
  method: 'GET',
  path: '/v1/documents/{code}',
  summary: 'Whether a paper with this check code is what the record says, for those who see its transfer',
  request,
  answers: { 200: paperChecked },
  rights: [gets, queries, heedsRecusal],
};

/** What does not fit in a timeline up to an event; what came after it says nothing of the paper. */
const faultsUpTo = (transferId: string, timeline: readonly StoredEvent[], seq: number): string[] => {
  const before = timeline.filter((event) => event.seq <= seq);
  const last = before.at(-1);
  return last ? chainFaults(keys.transfer(transferId).pk, headAfter(last), before) : [];
};

const checkedView = (paper: IssuedPaper, { transfer }: Seen, timeline: readonly StoredEvent[]) => {
  const event = timeline.find(({ seq }) => seq === paper.event);
  const faults = faultsUpTo(transfer.transferId, timeline, paper.event);
  const differs = differencesOf(paper, transfer, timeline, faults, digest);
  return {
    code: paper.code,
    kind: paper.kind,
    number: paper.number,
    transferId: transfer.transferId,
    clueId: transfer.clueId,
    reference: transfer.reference,
    from: transfer.from,
    to: transfer.to,
    event: paper.event,
    issuedAt: event ? withOffset(settings().timeZone, new Date(event.at)) : null,
    issuedBy: paper.issuedBy,
    withContent: paper.withContent,
    matches: differs.length === 0,
    differs,
  };
};

/** Tells whether a paper is what the record says. To whoever may not see its transfer there is no paper under any code. */
export const handler = endpoint('check-paper', request, async ({ actor, now, parameters: { code } }) => {
  const typed = codeTyped(code);
  const paper = typed === null ? null : await findPaper(typed);
  const stored = paper && (await findTransferWithTimeline(paper.transferId));
  if (!stored) throw noSuchPaper();
  const shown = seenByChecker(actor, stored.transfer, await recusedFrom(stored), now);
  const count = eventsSeen(shown.place, stored.timeline);
  // Of what came after the clue had left them, they hear nothing, by no code.
  if (stored.timeline.slice(count).some(({ seq }) => seq === paper.event)) throw noSuchPaper();
  return { status: 200, body: checkedView(paper, shown, stored.timeline.slice(0, count)) };
});
