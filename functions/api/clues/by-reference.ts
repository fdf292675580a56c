import * as z from 'zod';
import { heedsRecusalOfClue, looksUp, queries, queriesSent } from '../../adapters/rights.ts';
import { findClue, recusedFromClue } from '../../adapters/table/clues.ts';
import { getTransfersOf } from '../../adapters/table/transfers.ts';
import { referenceForm } from '../../domain/clue/reference.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { type SeenClue, seenClue } from '../../domain/visibility/clue-sight.ts';

/** What is found by the reference that people read out of mails and papers. */

export const byReference = z.strictObject({ reference: referenceForm });

export const findsByReference = [queries, queriesSent, looksUp, heedsRecusalOfClue];

/** The clue that bears it, as the caller sees it; null where there is none for them. @throws Refusal `forbidden` to those who administer. */
export const seenByReference = async (actor: Actor, reference: string, now: Date): Promise<SeenClue | null> => {
  const stored = await findClue(reference);
  if (!stored) return null;
  const { clue } = stored;
  const [recused, all] = await Promise.all([recusedFromClue(stored), getTransfersOf(clue)]);
  return seenClue(actor, { clue, ...all }, recused, now);
};
