import { settings } from '../../adapters/settings.ts';
import type { StoredEvent } from '../../adapters/table/timeline.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { papersOf } from '../../domain/papers/kinds.ts';
import type { Seen } from '../../domain/visibility/sight.ts';

/** The papers that a caller can take out of a transfer: as much of its timeline as they see. */
export const documentsView = ({ transfer }: Seen, timeline: readonly StoredEvent[]) =>
  papersOf(transfer, timeline).map((one) => ({ ...one, at: withOffset(settings().timeZone, new Date(one.at)) }));
