import { madeOf } from '../../adapters/table/readable.ts';
import type { Stored } from '../../adapters/table/transfer-item.ts';
import { recusedFrom } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { escalatedTo } from '../../domain/reports/watch.ts';
import { isLate } from '../../domain/transfer/duties.ts';
import { unitIdSays } from '../../domain/units/forms.ts';
import { deskOf, type Recused } from '../../domain/units/recusal.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import type { Seen } from '../../domain/visibility/sight.ts';
import type { Answering } from '../../http/circumstances.ts';
import { transferView } from '../transfers/views.ts';
import { shownOverdueTo } from './scope.ts';

/** What supervisors watch: a duty that is, or will soon be, overdue, with the unit that owes it. */

interface Watched {
  seen: Seen;
  recused: Recused;
}

/** A row as the caller sees it; null where they do not, or another unit than this owes it. */
export const watchedBy =
  (asked: { actor: Actor; now: Date }, owedBy: string | undefined) =>
  async (row: Stored): Promise<Watched | null> => {
    const seen = await shownOverdueTo(asked)(row);
    if (!seen || (owedBy !== undefined && seen.transfer.duty?.owedBy !== owedBy)) return null;
    return { seen, recused: await recusedFrom(row) };
  };

/** The transfers with whom to call: the desk of the unit that owes it, where that may hear of the clue. */
export const watchedViews = async (page: readonly Watched[], by: Answering) => {
  const owners = [...new Set(page.flatMap(({ seen }) => seen.transfer.duty?.owedBy ?? []))];
  const { units, regions } = await readRegister(owners, [...new Set(owners.map((id) => unitIdSays(id).regionCode))]);
  const watched = page.map((one) => ({ ...one, transfer: one.seen.transfer }));
  return madeOf(watched, ({ seen, recused }) => {
    const { duty } = seen.transfer;
    const owner = units.get(duty?.owedBy ?? '');
    const mayBeCalled = owner !== undefined && deskOf(owner, recused).length > 0;
    return {
      ...transferView(seen, by),
      overdue: isLate(duty, by.now),
      level: regions.get(owner?.regionCode ?? '')?.level ?? null,
      phone: mayBeCalled ? (owner.phone ?? null) : null,
      escalatedTo: escalatedTo(seen.transfer),
    };
  });
};
