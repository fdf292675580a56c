import { canonical } from '../canonical.ts';

/** The append-only timeline of a record: each event carries the hash of the one before it. */

/** Text in, its digest out: by which function, the adapter says; by that of `like`, a digest of before, where one is given. */
export type Digest = (text: string, like?: string) => string;

interface Link {
  /** 1 for the first. */
  seq: number;
  /** Sealed texts that belong to the event, by field. */
  sealed?: Readonly<Record<string, Uint8Array>>;
  /** Hash of what the record said after it; left out by events of before, and where another followed at once. */
  state?: string;
  previous: string;
  hash: string;
}

/** An event as it stands on a timeline. */
export type Chained<E extends object> = E extends object ? Omit<E, 'texts'> & Link : never;

/** End of a timeline: how many events, and the last one's hash. */
export interface Head {
  events: number;
  head: string;
}

const hashOf = (content: object, digest: Digest, like?: string): string => digest(canonical(content), like);

/** What a record says, as its newest event proves it: what is null and what is left out are the same. */
export const stateHash = (state: object, digest: Digest, like?: string): string =>
  hashOf(Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null)), digest, like);

/** Where every timeline begins. The record's key goes in, so that a timeline fits no other record. */
export const emptyHead = (recordKey: string, digest: Digest, like?: string): Head => ({
  events: 0,
  head: hashOf({ recordKey }, digest, like),
});

/** The event as it follows on that head; its secret texts stand in `sealed` only. */
export const follow = <E extends object>(
  head: Head,
  event: E,
  digest: Digest,
  { sealed, state }: { sealed?: Link['sealed'] | undefined; state?: string | undefined } = {},
): Chained<E> => {
  const { texts: _, ...plain } = event as E & { texts?: unknown };
  const proof = { ...(sealed ? { sealed } : {}), ...(state ? { state } : {}) };
  const content = { ...plain, ...proof, seq: head.events + 1, previous: head.head };
  return { ...content, hash: hashOf(content, digest) } as Chained<E>;
};

export const headAfter = ({ seq, hash }: { seq: number; hash: string }): Head => ({ events: seq, head: hash });

/** What does not fit in a timeline, in words that name the event; empty when all does. */
export const faultsOf = (recordKey: string, head: Head, events: readonly Link[], digest: Digest): string[] => {
  const faults: string[] = [];
  let before = emptyHead(recordKey, digest, events[0]?.previous);
  for (const event of events) {
    const { hash, ...content } = event;
    if (event.seq !== before.events + 1) faults.push(`event ${before.events + 1} is missing`);
    if (event.previous !== before.head) faults.push(`event ${event.seq} does not follow on the one before it`);
    if (hashOf(content, digest, hash) !== hash) faults.push(`event ${event.seq} was changed`);
    before = headAfter(event);
  }
  if (before.events !== head.events || before.head !== head.head) {
    faults.push(`the record counts ${head.events} events, its timeline ends at ${before.events}`);
  }
  return faults;
};

/** The same of what the record says after its newest event. */
export const stateFaults = (state: object, events: readonly Link[], digest: Digest): string[] => {
  const said = events.at(-1)?.state;
  if (said === undefined || stateHash(state, digest, said) === said) return [];
  return ['the record says something else than its newest event left it saying'];
};
