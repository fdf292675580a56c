import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { table, tableName } from './table.ts';
import { fromItem, type Stored } from './transfer-item.ts';

/** The ledgers that sender and receiver keep (R9): reads of the two indexes made for them. */

/** One page of a unit's ledger. */
export interface LedgerPage {
  rows: Stored[];
  next: Record<string, unknown> | undefined;
}

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
  /** Only these paths of the transfers are read, and what recusal goes by. */
  paths?: readonly string[];
  limit: number;
  after?: Record<string, unknown> | undefined;
}

const ledgerKeys = { sent: ['from', 'registeredAt'], received: ['to', 'dispatchedAt'] } as const;

const readPage = async (query: LedgerQuery): Promise<LedgerPage> => {
  const [unit, time] = ledgerKeys[query.side];
  const paths = query.paths && [...query.paths, 'clueId', 'recused'].map((path) => path.split('.'));
  const filters = [
    query.status === undefined ? undefined : '#status = :status',
    query.rule === undefined ? undefined : '#rule = :rule',
    query.overdueAt === undefined ? undefined : '#duty.dueAt < :overdueAt',
  ].filter((filter) => filter !== undefined);
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: query.side,
      KeyConditionExpression: `#unit = :unit${query.between ? ' AND #time BETWEEN :from AND :until' : ''}`,
      ...(filters.length > 0 ? { FilterExpression: filters.join(' AND ') } : {}),
      ...(paths
        ? { ProjectionExpression: paths.map((path) => path.map((name) => `#shown_${name}`).join('.')).join(', ') }
        : {}),
      ExpressionAttributeNames: {
        '#unit': unit,
        ...Object.fromEntries((paths ?? []).flat().map((name) => [`#shown_${name}`, name])),
        ...(query.between ? { '#time': time } : {}),
        ...(query.status === undefined ? {} : { '#status': 'status' }),
        ...(query.rule === undefined ? {} : { '#rule': 'rule' }),
        ...(query.overdueAt === undefined ? {} : { '#duty': 'duty' }),
      },
      ExpressionAttributeValues: {
        ':unit': query.unitId,
        ...(query.between
          ? { ':from': query.between.from, ':until': new Date(Date.parse(query.between.until) - 1).toISOString() }
          : {}),
        ...(query.status === undefined ? {} : { ':status': query.status }),
        ...(query.rule === undefined ? {} : { ':rule': query.rule }),
        ...(query.overdueAt === undefined ? {} : { ':overdueAt': query.overdueAt }),
      },
      ScanIndexForward: query.oldestFirst ?? false,
      Limit: query.limit,
      ExclusiveStartKey: query.after,
    }),
  );
  // Of a duty that is null no part can be read.
  return { rows: Items.map((item) => fromItem({ duty: null, ...item })), next: LastEvaluatedKey };
};

/** Ids of what one side's ledger shows between two instants (UTC), both included. */
export const ledgerIds = async (
  side: LedgerQuery['side'],
  unitId: string,
  from: string,
  until: string,
): Promise<Set<string>> => {
  const [unit, time] = ledgerKeys[side];
  const ids = new Set<string>();
  const pages = paginateQuery(
    { client: table },
    {
      TableName: tableName(),
      IndexName: side,
      KeyConditionExpression: '#unit = :unit AND #time BETWEEN :from AND :until',
      ProjectionExpression: 'transferId',
      ExpressionAttributeNames: { '#unit': unit, '#time': time },
      ExpressionAttributeValues: { ':unit': unitId, ':from': from, ':until': until },
    },
  );
  for await (const { Items = [] } of pages) for (const { transferId } of Items) ids.add(String(transferId));
  return ids;
};

/** A filter may leave a page of the index empty: so many are read at the most to fill one page of the ledger. */
const pagesPerRead = 10;

/** From the side's index: `sent` by time of registration, `received` by time of dispatch. Without filters one query fills a page. */
export const readLedger = async (query: LedgerQuery): Promise<LedgerPage> => {
  const rows: Stored[] = [];
  let next = query.after;
  for (let page = 0; page < pagesPerRead; page += 1) {
    const read = await readPage({ ...query, after: next, limit: query.limit - rows.length });
    rows.push(...read.rows);
    next = read.next;
    if (!next || rows.length === query.limit) break;
  }
  return { rows, next };
};
