import type { Refusal } from '../errors.ts';
import { type Duty, isLate } from '../transfer/duties.ts';
import type { Event } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Recused } from '../units/recusal.ts';
import type { Actor } from './actor.ts';
import { type Action, actionsOf } from './acts.ts';
import { type Place, placeOf, refuse, unitOf } from './place.ts';

/**
 * What a caller sees of a transfer: the one answer that every view, list, count, cursor and file is made from (domain.md, "Who may
 * know"). Parties see it, and who oversees it where it is dealt with; whoever is named by a recusal sees nothing, as though it were not.
 */

/** A transfer as a caller sees it, and what they may do on it now. */
export interface Seen {
  readonly place: Place;
  readonly transfer: Transfer;
  /** To who gave the clue back, as long as it lies with its sender: what that had to do, as it stood then. Nothing is counted by it. */
  readonly left?: Duty | null;
  readonly allowedActions: readonly Action[];
}

/** The notice of a case is named to those who see it, too: discipline inspection's part is not the sender's to know (R3). */
const withNotice = (unitId: string, transfer: Transfer): Transfer => {
  const { case: filed, notice, rule } = transfer;
  // On the notice itself the case names the transfer that it came from.
  if (rule === 'case-notice' || !filed || (notice && placeOf(unitId, { ...notice, dispatchedAt: '' }))) return transfer;
  return { ...transfer, case: { ...filed, transferId: null } };
};

const hasLeft = ({ status }: Transfer): boolean => status === 'withdrawn' || status === 'rerouted';

/**
 * What a unit once had or oversaw, it sees as it stood when it left it: the sender's reply comes later, and so does what becomes of a
 * clue that was returned.
 */
const asItStood = (place: Place, transfer: Transfer): Transfer => {
  const { repliedAt, returned, leftWith } = transfer;
  const left = { ...transfer, repliedAt: place !== 'sender' && hasLeft(transfer) ? null : repliedAt };
  if (place !== 'receiver' || !returned) return left;
  // Whether and where it went on, they see; what its sender owes from then on, is granted or misses, is not theirs.
  return { ...left, ...leftWith, duty: null, extension: null, handled: null };
};

const dutyLeft = (place: Place, { status, leftWith }: Transfer): Duty | null =>
  place === 'receiver' && status === 'returned' ? (leftWith?.duty ?? null) : null;

/** The transfer as the caller sees it; null where they see nothing of it. `settled`: of a reply, that all transfers of its clue have ended. */
export const seen = (actor: Actor, transfer: Transfer, recused: Recused, now: Date, settled = false): Seen | null => {
  if (recused.meets(actor.forms)) return null;
  const unitId = unitOf(actor);
  const place = placeOf(unitId, transfer);
  if (place === null) return null;
  const late = isLate(transfer.duty, now);
  return {
    place,
    transfer: asItStood(place, withNotice(unitId, transfer)),
    left: dutyLeft(place, transfer),
    allowedActions: actionsOf(actor, transfer, recused, { late, settled }),
  };
};

const seeOnly = {
  zh: '只有移送单位、接收单位以及所在地区和上级的领导小组办公室可以查看，请转由上述单位办理。',
  en: 'Only the unit that sent it, the unit that received it and the leading group offices of its region and above may see it. Ask with the token of one of them.',
};

/** @throws Refusal `missing` to whoever must not hear of it, as though it were not; `forbidden` to others who may not see it. */
export const requireSeen = (
  actor: Actor,
  transfer: Transfer,
  recused: Recused,
  now: Date,
  missing: Refusal,
  settled = false,
): Seen => {
  requireNotRecused(actor, recused, missing);
  return seen(actor, transfer, recused, now, settled) ?? refuse(seeOnly);
};

/** @throws Refusal `missing` to whoever must not hear of it, as though it were not. */
export const requireNotRecused = (actor: Actor, recused: Recused, missing: Refusal): void => {
  if (recused.meets(actor.forms)) throw missing;
};

/** The version that the caller saw last where nothing came of it since: to who gave a clue back that stands still. */
export const versionSeen = ({ unitId }: Pick<Actor, 'unitId'>, transfer: Transfer): number => {
  const place = placeOf(unitId ?? '', transfer);
  return (place ? asItStood(place, transfer) : transfer).version;
};

/** The transfer as figures are made of it; null where the caller's unit or office knows nothing of it. */
export const counted = (actor: Actor, transfer: Transfer, recused: Recused): Transfer | null => {
  const place = recused.meets(actor.forms) ? null : placeOf(unitOf(actor), transfer);
  return place && asItStood(place, transfer);
};

/** Sees a transfer as the unit that submitted it just now, which gets this one answer even where it must hear of nothing more. */
export const seenBySubmitter = (actor: Actor, transfer: Transfer, recused: Recused, now: Date): Seen =>
  seen(actor, transfer, recused, now) ?? { place: 'sender', transfer, allowedActions: [] };

/** Events after which a receiver has the clue no more, until it is dispatched to it again. */
const leaving: ReadonlySet<Event['event']> = new Set(['returned', 'withdrawn', 'recalled', 'rerouted']);

/** How much of a timeline, in its order, a caller sees: so many events from the first. A receiver sees it up to where the clue left it. */
export const eventsSeen = (place: Place, timeline: readonly Pick<Event, 'event'>[]): number => {
  const left = timeline.findIndex(
    ({ event }, n) => leaving.has(event) && !timeline.slice(n + 1).some((later) => later.event === 'dispatched'),
  );
  return place === 'receiver' && left >= 0 ? left + 1 : timeline.length;
};

/**
 * Which events of a timeline, in its order, open their texts to the caller: a receiver reads nothing that was written while the clue was
 * back with its sender.
 */
export const textsSeen = (place: Place, timeline: readonly Pick<Event, 'event'>[]): readonly boolean[] => {
  let has = true;
  return timeline.map(({ event }) => {
    if (event === 'dispatched') has = true;
    const reads = has;
    if (leaving.has(event)) has = false;
    return place !== 'receiver' || reads;
  });
};

/** Names of the texts of an event that a caller may read: whom a mail passed over is for those who oversee alone. */
export const mayReadText = (place: Place, name: string): boolean => name !== 'passedOver' || place === 'overseer';

/** What a reporter was told of an outcome is for those offices that see all of the clue's transfers: what came of it stands in those. */
export const seesAll = (actor: Actor, transfers: readonly Transfer[]): boolean =>
  transfers.every((transfer) => placeOf(unitOf(actor), transfer) !== null);
