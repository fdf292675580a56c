import { ofEach } from '../../adapters/table/readable.ts';
import type { Stored } from '../../adapters/table/transfer-item.ts';
import { recusedFrom } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { badField } from '../../domain/errors.ts';
import { lineageOf } from '../../domain/transfer/transfer.ts';
import { regionPath } from '../../domain/units/units.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { regionWatched } from '../../domain/visibility/scopes.ts';
import { type Seen, seen } from '../../domain/visibility/sight.ts';

/**
 * What the caller watches over: a leading group office its region and those below, any other unit itself. `lineage`: the
 * region with those above it, from the top down.
 * @throws Refusal `forbidden`, `bad-input` for a region that there is not.
 */
export const scopeOf = async (
  actor: Actor,
  region: string | undefined,
): Promise<{ lineage: string; unitId: string | null; regionCode: string }> => {
  const own = actor.unitId?.slice(0, 6) ?? '';
  const code = region ?? own;
  const { regions } = await readRegister([], [code]);
  const path = regionPath(regions, code).map((one) => one.code);
  const unitId = regionWatched(actor, path, code);
  if (path.length === 0) {
    throw badField('region', {
      zh: `没有行政区划 ${code}，请核对代码`,
      en: `there is no region ${code}: check its code`,
    });
  }
  return { lineage: lineageOf(path), unitId, regionCode: code };
};

/** How a row is shown to the caller; null where it is not, or is damaged. */
export const shownTo =
  ({ actor, now }: { actor: Actor; now: Date }) =>
  async (row: Stored): Promise<Seen | null> =>
    ofEach(row, async () => seen(actor, row.transfer, await recusedFrom(row), now));

/** The same of a list of what is overdue: to who gave a clue back, nothing on it is. */
export const shownOverdueTo =
  (asked: { actor: Actor; now: Date }) =>
  async (row: Stored): Promise<Seen | null> => {
    const shown = await shownTo(asked)(row);
    return shown?.transfer.duty ? shown : null;
  };
