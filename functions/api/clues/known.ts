import type { StoredClue } from '../../adapters/table/clue-record.ts';
import { getClue, recusedFromClue } from '../../adapters/table/clues.ts';
import { getTransfersOf } from '../../adapters/table/transfers.ts';
import { noSuch } from '../../domain/errors.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { requireSeenClue, type SeenClue } from '../../domain/visibility/clue-sight.ts';
import { versionFor } from './known-version.ts';

/** A clue as its caller may know it, before anything of it is opened. */
interface KnownClue {
  stored: StoredClue;
  /** All of the clue, whoever sees them. */
  transfers: readonly Transfer[];
  shown: SeenClue;
  /** The newest version of its content that the caller may know. */
  known: number;
}

/** @throws Refusal `not-found` where there is no such clue, and to whoever must not hear of it; `forbidden` to others who may not see it. */
export const knownClue = async (actor: Actor, clueId: string, now: Date): Promise<KnownClue> => {
  const stored = await getClue(clueId);
  const { clue } = stored;
  const [recused, all] = await Promise.all([recusedFromClue(stored), getTransfersOf(clue)]);
  const shown = requireSeenClue(actor, { clue, ...all }, recused, now, noSuch.clue(clueId));
  return { stored, transfers: all.transfers, shown, known: await versionFor(actor, clue, shown) };
};
