import { settings } from '../../adapters/settings.ts';
import type { StoredEvent } from '../../adapters/table/timeline.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { type Hears, hearing, papersOf } from '../../domain/papers/kinds.ts';
import type { Parties } from '../../domain/transfer/transfer.ts';
import type { Recused } from '../../domain/units/recusal.ts';
import type { Seen } from '../../domain/visibility/sight.ts';

/** Which side of a transfer may hear of it, and so be written to. */
export const sidesHearing = async ({ from, to }: Pick<Parties, 'from' | 'to'>, recused: Recused): Promise<Hears> =>
  hearing((await readRegister([from, to], [])).units, recused);

/** The papers that a caller can take out of a transfer: as much of its timeline as they see. */
export const documentsView = async ({ transfer }: Seen, timeline: readonly StoredEvent[], recused: Recused) =>
  papersOf(transfer, timeline, await sidesHearing(transfer, recused)).map((one) => ({
    ...one,
    at: withOffset(settings().timeZone, new Date(one.at)),
  }));
