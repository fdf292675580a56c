import { type Clue, keptKinds } from '../clue/clue.ts';
import type { Refusal } from '../errors.ts';
import { hasEnded } from '../transfer/status.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Recused } from '../units/recusal.ts';
import type { Actor } from './actor.ts';
import { oversees, refuse, unitOf } from './place.ts';
import { requireNotRecused, type Seen, seen } from './sight.ts';

/** What a caller sees of a clue: of its transfers those that they see, and nothing of the others. */

export interface SeenClue {
  /** Without its content and the versions of that: which of them the caller may know, content-sight.ts says. */
  readonly clue: Omit<Clue, 'corrections' | 'categories'>;
  readonly transfers: readonly Seen[];
  readonly reply: Seen | null;
}

/** That a clue is of a kind tells of the transfer that it made: it is known to those who see that, or the notice of its case. */
const isKnown = (kind: Clue['kinds'][number], clue: Clue, shown: readonly Seen[]): boolean =>
  keptKinds(clue).includes(kind) ||
  shown.some(({ transfer: { rule } }) => rule === kind || (rule === 'case-notice' && kind === 'organised-crime'));

/** A clue with all its transfers, and its reply. */
interface FoundClue {
  clue: Clue;
  transfers: readonly Transfer[];
  reply: Transfer | null;
}

/** A clue that its unit deals with itself is overseen where that unit is; any other one where its transfers are. */
const overseesClue = (unitId: string, clue: Clue): boolean => keptKinds(clue).length > 0 && oversees(unitId, clue);

/**
 * A clue is seen by the unit that registered it, by whoever sees one of its transfers, and where its unit deals with it by the
 * offices above that.
 * @throws Refusal `missing` to whoever must not hear of it; `forbidden` to others who may not see it.
 */
export const requireSeenClue = (
  actor: Actor,
  found: FoundClue,
  recused: Recused,
  now: Date,
  missing: Refusal,
): SeenClue => {
  requireNotRecused(actor, recused, missing);
  return (
    seenClue(actor, found, recused, now) ??
    refuse({
      zh: '只有登记单位、接收单位以及上级领导小组办公室可以查看，请转由上述单位办理。',
      en: 'Only the unit that registered it, the units that received it and the leading group offices above them may see it. Ask with the token of one of them.',
    })
  );
};

/** The clue as the caller sees it; null where they see nothing of it. @throws Refusal `forbidden` to those who administer. */
export const seenClue = (
  actor: Actor,
  { clue, transfers, reply }: FoundClue,
  recused: Recused,
  now: Date,
): SeenClue | null => {
  const unitId = unitOf(actor);
  if (recused.meets(actor.forms)) return null;
  const shown = transfers.flatMap((transfer) => seen(actor, transfer, recused, now) ?? []);
  if (unitId !== clue.unitId && shown.length === 0 && !overseesClue(unitId, clue)) return null;
  const { kinds } = clue;
  const { case: filed, corrections: _corrections, categories: _categories, ...rest } = clue;
  const ids = new Set(shown.map(({ transfer }) => transfer.transferId));
  const seenReply = reply && seen(actor, reply, recused, now, transfers.every(hasEnded));
  return {
    clue: {
      ...rest,
      kinds: unitId === clue.unitId ? kinds : kinds.filter((kind) => isKnown(kind, clue, shown)),
      transferIds: clue.transferIds.filter((id) => ids.has(id)),
      ...(filed && (unitId === clue.unitId || ids.has(filed.transferId)) ? { case: filed } : {}),
      replyId: seenReply && clue.replyId,
    },
    transfers: shown,
    reply: seenReply,
  };
};

/** @throws Refusal `missing` to whoever must not hear of it; `forbidden` to all but the unit that registered the clue. */
export const mayActOnClue = (actor: Actor, { unitId }: Clue, recused: Recused, missing: Refusal): void => {
  requireNotRecused(actor, recused, missing);
  if (unitOf(actor) === unitId) return;
  refuse({
    zh: '此项只能由登记该线索的单位办理，请转由该单位办理。',
    en: 'Only the unit that registered the clue may do this. Ask with a token of that unit.',
  });
};

/**
 * Whether a clue owes its reporter an answer is told to the unit that registered it; where it does, its reply says who may see it.
 * @throws Refusal `missing` to whoever must not hear of the clue; `forbidden`
 */
export const requireAnswerer = (actor: Actor, clue: Clue, recused: Recused, missing: Refusal): void => {
  requireNotRecused(actor, recused, missing);
  if (clue.replyId === null) mayActOnClue(actor, clue, recused, missing);
};
