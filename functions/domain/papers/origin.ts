import type { Event } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Origin } from './forms.ts';

/** Why a transfer goes on from another, as the timeline of that one says; null where it says nothing of it. */
export const originOf = (
  transferId: string,
  { to }: Pick<Transfer, 'to'>,
  timeline: readonly Pick<Event, 'event' | 'detail'>[],
): Origin | null => {
  for (const { detail } of timeline) {
    if ('successors' in detail && detail.successors.includes(transferId)) {
      return { handling: 'kind' in detail ? (detail.kind ?? null) : null, holder: to };
    }
  }
  return null;
};
