import { openHandedOver } from '../../adapters/table/clue-content.ts';
import { recordOnClue } from '../../adapters/table/clues.ts';
import type { StoredEvent } from '../../adapters/table/timeline.ts';
import { openEvent } from '../../adapters/table/transfers.ts';
import { readBy, textsReadBy } from '../../domain/clue/decision.ts';
import type { PaperContent } from '../../domain/papers/forms.ts';
import { kindSays, type PaperKind, requireContent } from '../../domain/papers/kinds.ts';
import { type Actor, callerOf } from '../../domain/visibility/actor.ts';
import { overseersOfClue } from '../../domain/visibility/audit-sight.ts';
import { mayReadText, type Seen, textsSeen } from '../../domain/visibility/sight.ts';
import { knownClue } from '../clues/known.ts';

/** The secret part of a paper; whoever takes it out has read it, and that goes on the clue's record first. */

interface Asked {
  actor: Actor;
  now: Date;
}

/** Secret texts that stand on papers. */
const onPaper = ['note', 'items', 'text'] as const;

/** The texts of the event, as far as the caller may read them. */
const openTexts = async (
  { actor, now }: Asked,
  { place, transfer }: Seen,
  timeline: readonly StoredEvent[],
  event: StoredEvent,
): Promise<PaperContent['texts']> => {
  const opens = textsSeen(place, timeline)[timeline.indexOf(event)] === true;
  const mayRead = (field: string) => opens && onPaper.some((one) => one === field) && mayReadText(place, field);
  if (Object.keys(event.sealed ?? {}).some(mayRead)) {
    await recordOnClue(transfer.clueId, textsReadBy(callerOf(actor), now, transfer, [event.seq]), transfer);
  }
  return openEvent(transfer, event, mayRead);
};

/** What the clue said when it was handed over by that event, as far as the caller may know it. */
const openClue = async ({ actor, now }: Asked, { transfer }: Seen, event: StoredEvent) => {
  const { clueId } = transfer;
  const { stored, transfers, known } = await knownClue(actor, clueId, now);
  const { corrections = [], classification, channel } = stored.clue;
  const version = Math.min(known, 1 + corrections.filter(({ at }) => at <= event.at).length);
  await recordOnClue(clueId, readBy(callerOf(actor), now, version), overseersOfClue(stored.clue, transfers));
  const isWorkSecret = classification === 'work-secret';
  const clue = { ...(await openHandedOver(stored, version)), channel, isWorkSecret };
  return { clue, version };
};

/**
 * What `content=true` adds to a paper, and which version of the clue's content it has.
 * @throws Refusal `bad-input` for a paper that has none; `forbidden`, `not-found` to those who may not read it.
 */
export const openContent = async (
  kind: PaperKind,
  asked: Asked,
  shown: Seen,
  timeline: readonly StoredEvent[],
  event: StoredEvent,
): Promise<{ content: PaperContent; version: number | null }> => {
  requireContent(kind);
  const handedOver = kindSays(kind).content === 'clue' ? await openClue(asked, shown, event) : null;
  const texts = await openTexts(asked, shown, timeline, event);
  return { content: { clue: handedOver?.clue ?? null, texts }, version: handedOver?.version ?? null };
};
