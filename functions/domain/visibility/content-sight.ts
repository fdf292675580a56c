import { type Clue, type Correction, contentVersionOf, keptKinds } from '../clue/clue.ts';
import { Refusal } from '../errors.ts';
import type { By, Event } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Actor } from './actor.ts';
import type { SeenClue } from './clue-sight.ts';
import { oversees, unitOf } from './place.ts';
import { eventsSeen, type Seen } from './sight.ts';

/**
 * Which versions of a clue's content a caller may know: what left a unit or an office, it knows as it stood when it left (domain.md,
 * "Who may know").
 */

/** Until when a caller knows of a clue by what they see of it: an instant (UTC), or `now`. */
type Until = string | 'now';

/** Statuses in which a receiver that had the clue has it no more. */
const gone: ReadonlySet<Transfer['status']> = new Set(['registered', 'returned', 'withdrawn', 'rerouted']);

/** Whether a receiver has the clue no more, so that its timeline has to say since when. */
export const isLost = ({ place, transfer }: Seen): boolean => place === 'receiver' && gone.has(transfer.status);

/** The instant (UTC) at which its receiver lost a transfer, by its timeline; undefined where that has no events. */
export const lostAt = (timeline: readonly Pick<Event, 'event' | 'at'>[]): string | undefined =>
  timeline[eventsSeen('receiver', timeline) - 1]?.at;

/** `lost`: as `lostAt` says it of what a receiver lost. */
const untilBy = (shown: Seen, lost: string | undefined): Until => {
  const { place, transfer } = shown;
  if (isLost(shown)) return lost ?? transfer.registeredAt;
  // Who made the notice of a case knows the clue by the transfer on which the case was filed, and not by the notice.
  if (place === 'sender') return transfer.registeredAt;
  const hasLeft = transfer.status === 'withdrawn' || transfer.status === 'rerouted';
  return hasLeft ? (transfer.closedAt ?? transfer.registeredAt) : 'now';
};

/**
 * The newest version that the caller may know; they may know all before it. `lost`: since when a receiver has it no more, by the
 * transfer's id. A version of the very instant at which the clue left them is kept from them.
 */
export const versionKnown = (
  actor: Actor,
  clue: Clue,
  { transfers }: SeenClue,
  lost: ReadonlyMap<string, string | undefined>,
): number => {
  const unitId = unitOf(actor);
  const isOwn = unitId === clue.unitId || (keptKinds(clue).length > 0 && oversees(unitId, clue));
  const untils = transfers.map((one) => untilBy(one, lost.get(one.transfer.transferId)));
  if (isOwn || untils.includes('now')) return contentVersionOf(clue);
  const until = untils.reduce((latest, one) => (one > latest ? one : latest), '');
  return 1 + (clue.corrections ?? []).filter(({ at }) => at < until).length;
};

/** The versions up to one, the first as it was submitted: `by` and `at` of that. */
export const versionsUpTo = (
  version: number,
  { corrections = [] }: Pick<Clue, 'corrections'>,
  submitted: { at: string; by: By },
): readonly Correction[] => [{ version: 1, ...submitted, fields: [] }, ...corrections].slice(0, version);

/** @throws Refusal `not-found` for a version that is not there, and for one that the caller may not know. */
export const requireVersionKnown = (wanted: number | undefined, known: number): number => {
  const version = wanted ?? known;
  if (version <= known) return version;
  throw new Refusal('not-found', {
    zh: `该线索没有可供查阅的第 ${version} 版，现有版本见 content.versions。`,
    en: `There is no version ${version} of this clue for you to read. content.versions says which there are.`,
  });
};
