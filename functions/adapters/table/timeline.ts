import { createHash } from 'node:crypto';
import type { ClueEvent } from '../../domain/clue/decision.ts';
import type { Event } from '../../domain/transfer/events.ts';
import {
  type Chained,
  type Digest,
  emptyHead,
  faultsOf,
  follow,
  type Head,
  headAfter,
  stateFaults,
  stateHash,
} from '../../domain/transfer/timeline.ts';
import { algorithm, digestAttribute } from './digest.ts';
import { keys, sortKeys } from './schema.ts';
import { fresh, readPartition, type Write } from './table.ts';

/** Timelines as the table keeps them, chained by SHA-256. */

export type StoredEvent = Chained<Event>;
export type StoredClueEvent = Chained<ClueEvent>;

/** SHA-256 in hexadecimal. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Hashes of timelines in hexadecimal; those by SM3 say so, those of SHA-256 stand as they always did. */
export const chained: Digest = (text, like) => {
  const by = (like === undefined ? algorithm() === 'sm3' : like.startsWith('sm3-')) ? 'sm3' : 'sha256';
  return `${by === 'sm3' ? 'sm3-' : ''}${createHash(by).update(text).digest('hex')}`;
};

/** How the texts of the event at `seq` are sealed; undefined where it has none. */
export type SealTexts<E> = (event: E, seq: number) => Promise<StoredEvent['sealed']>;

/**
 * Puts events on the timeline that ends with `head` (null: they are its first), and gives its new end. `state`: what the record says after
 * them; the last one proves it.
 */
export const append = async <E extends object>(
  recordKey: string,
  head: Head | null,
  events: readonly E[],
  seal: SealTexts<E>,
  state: object,
): Promise<{ writes: Write[]; head: Head }> => {
  const writes: Write[] = [];
  let end = head ?? emptyHead(recordKey, chained);
  for (const [n, event] of events.entries()) {
    const sealed = await seal(event, end.events + 1);
    const proof = n === events.length - 1 ? stateHash(state, chained) : undefined;
    const stored = follow(end, event, chained, { sealed, state: proof });
    writes.push(fresh({ ...keys.event(recordKey, stored.seq), ...stored }));
    end = headAfter(stored);
  }
  return { writes, head: end };
};

/** The events of a record, in their order. */
export const readTimeline = async <E extends object>(recordKey: string): Promise<Chained<E>[]> =>
  (await readPartition(recordKey, sortKeys.event)).map(
    ({ pk: _pk, sk: _sk, [digestAttribute]: _, ...event }) => event as unknown as Chained<E>,
  );

/** What does not fit in a timeline, in words that name the event; empty when all does. */
export const chainFaults = (
  recordKey: string,
  head: Head,
  events: readonly (StoredEvent | StoredClueEvent)[],
): string[] => faultsOf(recordKey, head, events, chained);

/** The same, and whether the record says what its newest event left it saying (`state`). */
export const recordFaults = (
  recordKey: string,
  head: Head,
  events: readonly (StoredEvent | StoredClueEvent)[],
  state: object,
): string[] => [...chainFaults(recordKey, head, events), ...stateFaults(state, events, chained)];
