import { readTransferTimeline } from '../../adapters/table/transfers.ts';
import type { Clue } from '../../domain/clue/clue.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import type { SeenClue } from '../../domain/visibility/clue-sight.ts';
import { isLost, lostAt, versionKnown } from '../../domain/visibility/content-sight.ts';

/** The newest version that the caller may know. Timelines are read only where there are several, and a receiver lost the clue. */
export const versionFor = async (actor: Actor, clue: Clue, shown: SeenClue): Promise<number> => {
  const lost = clue.corrections ? shown.transfers.filter(isLost) : [];
  const times = lost.map(async ({ transfer: { transferId } }) => {
    return [transferId, lostAt(await readTransferTimeline(transferId))] as const;
  });
  return versionKnown(actor, clue, shown, new Map(await Promise.all(times)));
};
