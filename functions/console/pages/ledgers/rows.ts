import { useState } from 'preact/hooks';
import type { paths } from '../../../http/api-types.d.ts';
import { type Answer, answerOf, api, type Problem, type Schemas } from '../api.ts';
import { type Read, useRead } from '../parts/reading.tsx';
import { type Asked, queryOf } from './asked.ts';

export type Transfer = Schemas['Transfer'];

type LedgerPage = paths['/v1/ledgers/sent']['get']['responses'][200]['content']['application/json'];

/** Rows that are printed at the most: the browser would be long at it. */
export const mostPrinted = 2000;

const pageOf = (asked: Asked, more: { cursor?: string; limit?: number }): Promise<Answer<LedgerPage>> => {
  const params = { query: { ...queryOf(asked), ...more } };
  return answerOf(
    asked.side === 'sent' ? api.GET('/v1/ledgers/sent', { params }) : api.GET('/v1/ledgers/received', { params }),
  );
};

/** A ledger as far as it was read: one page, and those that were asked for after it. */
export interface Ledger {
  first: Read<LedgerPage>;
  rows: readonly Transfer[];
  hasMore: boolean;
  reading: boolean;
  /** Why the last page that was asked for did not come. */
  problem: Problem | undefined;
  more: () => Promise<void>;
  /** Reads all that is left. @returns false where that is too much, or did not come. */
  all: () => Promise<boolean>;
}

interface Later {
  /** The first page that it goes on from: with another one it is void. */
  of: LedgerPage;
  items: readonly Transfer[];
  cursor: string | undefined;
  problem?: Problem | undefined;
}

export const useLedger = (asked: Asked): Ledger => {
  const first = useRead(() => pageOf(asked, {}), JSON.stringify(asked));
  const [kept, setLater] = useState<Later>();
  const [reading, setReading] = useState(false);
  const { data } = first;
  const later: Later | undefined =
    kept && kept.of === data ? kept : data && { of: data, items: [], cursor: data.cursor };
  /** Goes on from there, one page. */
  const onFrom = async (from: Later, limit: number): Promise<Later> => {
    if (from.cursor === undefined) return from;
    const { data: page, problem } = await pageOf(asked, { cursor: from.cursor, limit });
    const next = page
      ? { of: from.of, items: [...from.items, ...page.items], cursor: page.cursor }
      : { ...from, problem };
    setLater(next);
    return next;
  };
  const more = async (): Promise<void> => {
    if (!later || reading) return;
    setReading(true);
    await onFrom(later, 50);
    setReading(false);
  };
  const all = async (): Promise<boolean> => {
    if (!later || reading) return false;
    setReading(true);
    let now = later;
    while (now.cursor !== undefined && !now.problem && now.items.length < mostPrinted) now = await onFrom(now, 200);
    setReading(false);
    return now.cursor === undefined;
  };
  return {
    first,
    rows: [...(data?.items ?? []), ...(later?.items ?? [])],
    hasMore: later?.cursor !== undefined,
    reading,
    problem: later?.problem,
    more,
    all,
  };
};
