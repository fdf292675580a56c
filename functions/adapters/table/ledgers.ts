import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { type IndexPosition, indexPosition, type Placed, positionOf, startKeyOf } from './positions.ts';
import { readable, readInPart } from './readable.ts';
import { lineageAttribute, recusalFields } from './schema.ts';
import { onIndex, table } from './table.ts';
import type { Stored } from './transfer-item.ts';

/** The ledgers that sender and receiver keep (R9): reads of the two indexes made for them, which are called as the sides are. */

export interface LedgerQuery {
  side: 'sent' | 'received';
  unitId: string;
  status?: string | undefined;
  rule?: string | undefined;
  /** Instants (UTC): from included, until not. */
  between?: { from: string; until: string } | undefined;
  /** Instant (UTC): only what is owed and was due before it. */
  overdueAt?: string | undefined;
  oldestFirst?: boolean;
  /** Only these paths of the transfers are read, and what their visibility goes by. */
  paths?: readonly string[];
  limit: number;
}

/** One page of a unit's ledger. */
interface LedgerPage {
  rows: Placed<Stored, IndexPosition>[];
  /** Set where more may follow. */
  next: IndexPosition | undefined;
}

/** Instants are whole milliseconds: the last one before `until` is the end of a range with both its ends. */
const rangeOf = ({ from, until }: { from: string; until: string }) => ({
  first: from,
  last: new Date(Date.parse(until) - 1).toISOString(),
});

/** The form of a position in such a ledger: DynamoDB goes on from nowhere outside of the time that is asked for. */
export const ledgerPosition = ({ between }: Pick<LedgerQuery, 'between'>): z.ZodType<IndexPosition> => {
  if (!between) return indexPosition;
  const { first, last } = rangeOf(between);
  return indexPosition.refine(({ at }) => first <= at && at <= last);
};

/** What tells whether, and how much of it, a caller sees. */
const visibilityPaths = [
  ...recusalFields,
  ...(['from', 'to', 'dispatchedAt', 'status', 'rule', 'predecessor', 'successors', 'case', 'notice'] as const),
  ...(['returned', 'leftWith'] as const),
  lineageAttribute,
  'transferId',
] as const;

const readPage = async (query: LedgerQuery, after: IndexPosition | undefined): Promise<LedgerPage> => {
  const range = query.between && rangeOf(query.between);
  const paths = query.paths && [...new Set([...query.paths, ...visibilityPaths])].map((path) => path.split('.'));
  const filters = [
    query.status === undefined ? undefined : '#status = :status',
    query.rule === undefined ? undefined : '#rule = :rule',
    query.overdueAt === undefined ? undefined : 'dueAt < :overdueAt',
  ].filter((filter) => filter !== undefined);
  const { ExpressionAttributeNames, ...index } = onIndex(query.side, range ? '#sort BETWEEN :first AND :last' : '');
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      ...index,
      ...(filters.length > 0 ? { FilterExpression: filters.join(' AND ') } : {}),
      ...(paths
        ? { ProjectionExpression: paths.map((path) => path.map((name) => `#shown_${name}`).join('.')).join(', ') }
        : {}),
      ExpressionAttributeNames: {
        ...ExpressionAttributeNames,
        ...Object.fromEntries((paths ?? []).flat().map((name) => [`#shown_${name}`, name])),
        ...(query.status === undefined ? {} : { '#status': 'status' }),
        ...(query.rule === undefined ? {} : { '#rule': 'rule' }),
      },
      ExpressionAttributeValues: {
        ':partition': query.unitId,
        ...(range ? { ':first': range.first, ':last': range.last } : {}),
        ...(query.status === undefined ? {} : { ':status': query.status }),
        ...(query.rule === undefined ? {} : { ':rule': query.rule }),
        ...(query.overdueAt === undefined ? {} : { ':overdueAt': query.overdueAt }),
      },
      ScanIndexForward: query.oldestFirst ?? false,
      Limit: query.limit,
      ExclusiveStartKey: after && startKeyOf(query.side, query.unitId, after),
    }),
  );
  return {
    // Of a duty that is null no part can be read.
    rows: Items.flatMap((item) =>
      (paths ? readInPart([{ duty: null, ...item }]) : readable([item])).map((row) => ({
        row,
        position: positionOf(query.side, item),
      })),
    ),
    next: LastEvaluatedKey && positionOf(query.side, LastEvaluatedKey),
  };
};

/** Ids of what one side's ledger shows between two instants (UTC), both included. */
export const ledgerIds = async (
  side: LedgerQuery['side'],
  unitId: string,
  from: string,
  until: string,
): Promise<Set<string>> => {
  const ids = new Set<string>();
  const pages = paginateQuery(
    { client: table },
    {
      ...onIndex(side, '#sort BETWEEN :from AND :until'),
      ProjectionExpression: 'transferId',
      ExpressionAttributeValues: { ':partition': unitId, ':from': from, ':until': until },
    },
  );
  for await (const { Items = [] } of pages) for (const { transferId } of Items) ids.add(String(transferId));
  return ids;
};

/** Ids of the clues that a unit sent, by when their transfers were registered: between two instants (UTC), both included. */
export const sentClueIds = async (unitId: string, from: string, until: string): Promise<string[]> => {
  const ids: string[] = [];
  const pages = paginateQuery(
    { client: table },
    {
      ...onIndex('sent', '#sort BETWEEN :from AND :until'),
      ProjectionExpression: 'clueId',
      ExpressionAttributeValues: { ':partition': unitId, ':from': from, ':until': until },
    },
  );
  for await (const { Items = [] } of pages) for (const { clueId } of Items) ids.push(String(clueId));
  return ids;
};

/** Rows that one query reads at the most, after the first: a filter, or what the caller does not see, may leave few of them. */
const laterPages = 500;

/** Rows of a ledger in their order, by time of registration (`sent`) or of dispatch (`received`), with their places. */
export const ledgerRows = async function* (
  query: LedgerQuery,
  after: IndexPosition | undefined,
): AsyncGenerator<Placed<Stored, IndexPosition>> {
  let from = after;
  let limit = query.limit + 1;
  do {
    const { rows, next } = await readPage({ ...query, limit }, from);
    yield* rows;
    from = next;
    limit = Math.max(limit, laterPages);
  } while (from);
};

/** All of a ledger, `limit` rows at a time. */
export const ledgerPages = async function* (query: LedgerQuery): AsyncGenerator<Stored[]> {
  let after: IndexPosition | undefined;
  do {
    const { rows, next } = await readPage(query, after);
    yield rows.map(({ row }) => row);
    after = next;
  } while (after);
};
