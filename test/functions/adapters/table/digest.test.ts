import { afterEach, describe, expect, it, vi } from 'vitest';
import { digestAttribute, digestOf, provedBy, withDigest } from '../../../../functions/adapters/table/digest.ts';
import {
  append,
  chainFaults,
  recordFaults,
  type StoredClueEvent,
} from '../../../../functions/adapters/table/timeline.ts';
import type { ClueEvent } from '../../../../functions/domain/clue/decision.ts';

const item = { pk: 'TRANSFER#1', sk: 'RECORD', revision: 3, status: 'registered', sealed: new Uint8Array([1, 2]) };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a digest', () => {
  it('is of all else that stands in an item, in whatever order, and says by which function it was made', () => {
    const kept = withDigest(item);
    expect(kept[digestAttribute]).toMatch(/^sha256-[\w+/]{43}=\.revision=3$/);
    expect(digestOf(Object.fromEntries(Object.entries(kept).reverse()))).toBe(kept[digestAttribute]);
    vi.stubEnv('HASH_ALGORITHM', 'sm3');
    const other = withDigest(item);
    expect(other[digestAttribute]).toMatch(/^sm3-[\w+/]{43}=\.revision=3$/);
    expect([provedBy(kept), provedBy(other)]).toEqual(['proved', 'proved']);
  });

  it('tells what a release without digests wrote since from what was changed', () => {
    const kept = withDigest(item);
    expect(provedBy(item)).toBe('unproven');
    expect(provedBy({ ...kept, status: 'dispatched', revision: 4 })).toBe('unproven');
    expect(provedBy({ ...kept, revision: 4 })).toBe('changed');
    expect(provedBy({ ...kept, status: 'dispatched' })).toBe('changed');
    expect(provedBy({ ...kept, status: 'dispatched', revision: 2 })).toBe('changed');
    const { revision: _, ...uncounted } = kept;
    expect(provedBy(uncounted)).toBe('changed');
    expect(provedBy({ ...kept, [digestAttribute]: 'x' })).toBe('changed');
  });

  it('leaves out of a clue the list of its transfers, which grows unread, and of nothing else', () => {
    const clue = withDigest({ pk: 'CLUE#1', sk: 'RECORD', events: 1, transferIds: ['a'] });
    expect(provedBy({ ...clue, transferIds: ['a', 'b'] })).toBe('proved');
    const page = withDigest({ pk: 'RECOUNT#1', sk: 'PAGE#1', transferIds: ['a'] });
    expect(provedBy({ ...page, transferIds: [] })).toBe('changed');
  });
});

describe('a timeline that went on after the province took another function', () => {
  it('is proved from its first event to its last, and the record by that', async () => {
    vi.stubEnv('TABLE_NAME', 'none');
    const event = (at: string): ClueEvent => ({ event: 'read', at, by: 'clock', detail: {} });
    const none = async () => undefined;
    const first = await append('CLUE#1', null, [event('2026-09-24T02:00:00.000Z')], none, { title: 1 });
    vi.stubEnv('HASH_ALGORITHM', 'sm3');
    const second = await append('CLUE#1', first.head, [event('2026-09-25T02:00:00.000Z')], none, { title: 2 });
    vi.stubEnv('HASH_ALGORITHM', 'sha256');
    const events = [...first.writes, ...second.writes].map(({ Put }) => {
      const { pk: _, sk: __, [digestAttribute]: ___, ...stored } = Put?.Item ?? {};
      return stored as unknown as StoredClueEvent;
    });
    expect(events.map(({ hash }) => hash.length)).toEqual([64, 68]);
    expect(chainFaults('CLUE#1', second.head, events)).toEqual([]);
    expect(recordFaults('CLUE#1', second.head, events, { title: 2 })).toEqual([]);
    expect(recordFaults('CLUE#1', second.head, events, { title: 1 })).toEqual([
      'the record says something else than its newest event left it saying',
    ]);
    expect(chainFaults('CLUE#2', second.head, events)).toEqual(['event 1 does not follow on the one before it']);
    const [one, two] = events;
    expect(chainFaults('CLUE#1', second.head, [one, { ...two, at: '2026-09-26T02:00:00.000Z' }] as never)).toEqual([
      'event 2 was changed',
    ]);
  });
});
