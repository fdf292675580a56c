import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { addDays } from '../../domain/calendar/time.ts';
import type { Recused } from '../../domain/units/recusal.ts';
import { byOf } from '../../domain/visibility/actor.ts';
import type { Act, AuditEntry } from '../../domain/visibility/audit-sight.ts';
import { type KeptRecusal, recusedOf } from '../recusal.ts';
import { digestAttribute } from './digest.ts';
import type { Placed } from './positions.ts';
import { keys } from './schema.ts';
import { fresh, table, tableName, type Write } from './table.ts';

/**
 * The log of audit: one item for each command and each reading of a person, day by day. It is written in the transaction of what it
 * tells, and kept for good: nothing changes or deletes it. Whom the clue must not reach is asked of the clue when the log is read, so
 * that a recusal holds for what was done before it; of what there is no clue, the entry itself says it.
 */

/** The write of what a person did; none of what the clock does, which stands on the timelines. */
export const audited = (
  { at, by, event, about, regionPath }: Act,
  /** The entry's own, under which it keeps whom it must not reach. */
  id: string = randomUUID(),
  recused: KeptRecusal = null,
): Write[] =>
  by === 'clock'
    ? []
    : [fresh({ ...keys.audit(at, id), at, by: byOf(by), event, about, regionPath, ...(recused ? { recused } : {}) })];

/** Instants (UTC): from included, until not. */
interface Span {
  from: string;
  until: string;
}

/** Where a page of the log ended. */
interface AuditPosition {
  /** Instant (UTC). */
  at: string;
  id: string;
}

/** The form of a position in the log of that time: DynamoDB goes on from nowhere outside of it. */
export const auditPosition = ({ from, until }: Span): z.ZodType<AuditPosition> =>
  z.strictObject({ at: z.iso.datetime(), id: z.uuid() }).refine(({ at }) => from <= at && at < until);

/** `recused`: of what there is no clue. */
export type AuditRow = Placed<AuditEntry & { recused?: KeptRecusal }, AuditPosition>;

/** Whom an entry itself must not reach; undefined where it says nothing of it. */
export const recusedFromEntry = async ({ row: { recused }, position }: AuditRow): Promise<Recused | undefined> =>
  recused ? recusedOf(position.id, recused) : undefined;

const rowOf = ({ pk: _pk, sk, [digestAttribute]: _, ...item }: Record<string, unknown>): AuditRow => {
  const entry = item as unknown as AuditRow['row'];
  return { row: entry, position: { at: entry.at, id: String(sk).slice(entry.at.length + 1) } };
};

interface Day extends Span {
  date: string;
  limit: number;
  after: AuditPosition | undefined;
}

const readPage = async ({ date, from, until, limit, after }: Day) => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      // An entry's sort key goes on behind its instant: those of `until` come after it.
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
      ExpressionAttributeValues: { ':pk': keys.audit(date, '').pk, ':from': from, ':until': until },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
      ExclusiveStartKey: after && keys.audit(after.at, after.id),
    }),
  );
  const rows = Items.map(rowOf);
  return { rows, next: LastEvaluatedKey && rows.at(-1)?.position };
};

/** Entries that one query reads at the most, after the first: days may have few, and the caller may see few of them. */
const laterPages = 500;

/** The entries between two instants, the newest first, as many together as one query reads: `limit` of them at first. */
export const auditPages = async function* (
  { from, until }: Span,
  limit: number,
  after: AuditPosition | undefined,
): AsyncGenerator<AuditRow[]> {
  const [first, last] = [from.slice(0, 10), new Date(Date.parse(until) - 1).toISOString().slice(0, 10)];
  let size = limit + 1;
  let position = after;
  for (let date = position?.at.slice(0, 10) ?? last; date >= first; date = addDays(date, -1)) {
    do {
      const { rows, next } = await readPage({ date, from, until, limit: size, after: position });
      if (rows.length > 0) yield rows;
      size = laterPages;
      position = next;
    } while (position);
  }
};
