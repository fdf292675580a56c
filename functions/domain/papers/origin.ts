import type { Event, EventOf } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Origin, PaperFacts } from './forms.ts';

/** Why a transfer goes on from another, as the timeline of that one says; null where it says nothing of it. */
export const originOf = (
  transferId: string,
  { to }: Pick<Transfer, 'to'>,
  timeline: readonly Pick<Event, 'event' | 'detail' | 'by'>[],
): Origin | null => {
  for (const { detail, by } of timeline) {
    if ('successors' in detail && detail.successors.includes(transferId)) {
      const handling = 'kind' in detail ? (detail.kind ?? null) : null;
      return { handling, holder: to, office: handling === null || by === 'clock' ? null : by.unitId };
    }
  }
  return null;
};

/** Why what a paper is about came back last, up to its own event; null where it never did. */
export const returnedBefore = ({
  timeline,
  event,
}: Pick<PaperFacts, 'timeline' | 'event'>): EventOf<'returned'>['detail'] | null => {
  const back = timeline.findLast((one) => one.event === 'returned' && one.seq <= event.seq);
  return back?.event === 'returned' ? back.detail : null;
};

/** The office that acknowledged in the receiver's place; events of before say so of `by` alone. */
export const actingOffice = (event: Pick<PaperFacts['event'], 'event' | 'detail' | 'by'>): string | null => {
  if (event.event !== 'acknowledged') return null;
  const { by } = event;
  const office = 'office' in event.detail ? event.detail.office : undefined;
  return office ?? (by !== 'clock' && by.onBehalfOf !== undefined ? by.unitId : null);
};
