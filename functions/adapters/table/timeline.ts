import { createHash } from 'node:crypto';
import type { Event } from '../../domain/transfer/transfer.ts';

/** The append-only timeline of a record: each event carries the hash of the one before it. */

export interface StoredEvent extends Event {
  /** 1 for the first. */
  seq: number;
  /** Sealed texts that belong to the event, by field. */
  sealed?: Readonly<Record<string, Uint8Array>>;
  previous: string;
  hash: string;
}

/** End of a timeline: how many events, and the last one's hash. */
export interface Head {
  events: number;
  head: string;
}

/** Where every timeline begins. The record's key goes in, so that a timeline fits no other record. */
export const emptyHead = (recordKey: string): Head => ({ events: 0, head: hashOf({ recordKey }) });

/** JSON with sorted keys, bytes as base64: the same text for the same content, wherever it was read from. */
const canonical = (value: unknown): string => {
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, v]) => v !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};

const hashOf = (content: object): string => createHash('sha256').update(canonical(content)).digest('hex');

/** The event as it follows on that head. */
export const follow = (head: Head, event: Event, sealed?: StoredEvent['sealed']): StoredEvent => {
  const content = { ...event, ...(sealed ? { sealed } : {}), seq: head.events + 1, previous: head.head };
  return { ...content, hash: hashOf(content) };
};

export const headAfter = (event: StoredEvent): Head => ({ events: event.seq, head: event.hash });

/** What does not fit in a timeline, in words that name the event; empty when all does. */
export const faultsOf = (recordKey: string, head: Head, events: readonly StoredEvent[]): string[] => {
  const faults: string[] = [];
  let before = emptyHead(recordKey);
  for (const event of events) {
    const { hash, ...content } = event;
    if (event.seq !== before.events + 1) faults.push(`event ${before.events + 1} is missing`);
    if (event.previous !== before.head) faults.push(`event ${event.seq} does not follow on the one before it`);
    if (hashOf(content) !== hash) faults.push(`event ${event.seq} was changed`);
    before = headAfter(event);
  }
  if (before.events !== head.events || before.head !== head.head) {
    faults.push(`the record counts ${head.events} events, its timeline ends at ${before.events}`);
  }
  return faults;
};
