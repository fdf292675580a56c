import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  paginateQuery,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { variable } from '../settings.ts';

/** The one table: its client, its keys, its transactions. */

export const table = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
  marshallOptions: { removeUndefinedValues: true },
});

export const tableName = (): string => variable('TABLE_NAME');

/** Every key of the table. A record and its timeline share a partition, so that one query reads both. */
export const keys = {
  clue: (id: string) => ({ pk: `CLUE#${id}`, sk: 'RECORD' }),
  transfer: (id: string) => ({ pk: `TRANSFER#${id}`, sk: 'RECORD' }),
  event: (recordKey: string, seq: number) => ({ pk: recordKey, sk: `EVENT#${String(seq).padStart(6, '0')}` }),
  mail: (transferId: string, duty: string, milestone: string, email: string) => ({
    pk: `TRANSFER#${transferId}`,
    sk: `MAIL#${duty}#${milestone}#${email}`,
  }),
  /** What one unit's people are told at one time by one mail: who is sending it. */
  morning: (owedBy: string, kind: string, at: string, email: string) => ({
    pk: `MORNING#${owedBy}#${kind}#${at}`,
    sk: email,
  }),
  /** Clues that stayed with their unit, by the month of their registration: no transfer leads to them. */
  ownClue: (month: string, clueId: string) => ({ pk: `OWN-CLUES#${month}`, sk: clueId }),
  place: (clueId: string, rule: string, to: string) => ({ pk: `PLACE#${clueId}`, sk: `${rule}#${to}` }),
  /** Where a thing that was asked for belongs: an extension, a proposal. */
  asked: (id: string) => ({ pk: `ASKED#${id}`, sk: 'RECORD' }),
  calendar: { pk: 'CALENDAR', sk: 'RECORD' },
  calendarRevision: (revision: number) => ({ pk: 'CALENDAR', sk: `REVISION#${String(revision).padStart(6, '0')}` }),
  calendarMail: (year: number, date: string, email: string) => ({
    pk: 'CALENDAR',
    sk: `MAIL#${year}#${date}#${email}`,
  }),
  recount: { pk: 'RECOUNT', sk: 'RECORD' },
  recountPage: (id: string, page: string) => ({ pk: `RECOUNT#${id}`, sk: `PAGE#${page}` }),
  digest: (id: string, email: string) => ({ pk: `RECOUNT#${id}`, sk: `MAIL#${email}` }),
  answer: (caller: string, key: string) => ({ pk: `ANSWER#${caller}#${key}`, sk: 'RECORD' }),
  unit: (id: string) => ({ pk: `UNIT#${id}`, sk: 'RECORD' }),
  region: (code: string) => ({ pk: `REGION#${code}`, sk: 'RECORD' }),
  registerRevision: (recordKey: string, version: number) => ({
    pk: recordKey,
    sk: `REVISION#${String(version).padStart(6, '0')}`,
  }),
  address: (email: string) => ({ pk: `ADDRESS#${email.toLowerCase()}`, sk: 'RECORD' }),
  addressMail: (email: string, markedAt: string, to: string) => ({
    pk: `ADDRESS#${email.toLowerCase()}`,
    sk: `MAIL#${markedAt}#${to}`,
  }),
  /** All units stand in one partition, by id: the list of them. */
  unitEntry: (id: string) => ({ pk: 'UNITS', sk: id }),
};

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A write that only stands where nothing stood. */
export const fresh = (item: Record<string, unknown>): Write => ({
  Put: { TableName: tableName(), Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
});

/**
 * All of the writes or none. `refused` gives the indexes of the writes whose condition failed; a conflict with another
 * transaction (TransactionConflict) refuses the write that met it, since its record is being changed.
 * @throws the SDK's error for anything else, throttles after its own retries included; a throttled item within a
 * transaction, which the SDK does not retry, as ThrottlingException.
 */
export const writeAll = async (writes: Write[]): Promise<{ refused: number[] }> => {
  try {
    await table.send(new TransactWriteCommand({ TransactItems: writes }));
    return { refused: [] };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) {
      throw Object.assign(new Error('a transaction was throttled'), { name: 'ThrottlingException' });
    }
    const refused = codes.flatMap((code, index) =>
      code === 'ConditionalCheckFailed' || code === 'TransactionConflict' ? [index] : [],
    );
    if (refused.length === 0) throw error;
    return { refused };
  }
};

/** Every item of a partition whose sort key begins so, in its order, by one consistent query a page. */
export const readPartition = async (pk: string, prefix = ''): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table },
    {
      TableName: tableName(),
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix === '' ? {} : { ':prefix': prefix }) },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
};

/** Runs again what lost against another writer, with a pause that grows and differs; undefined means lost. */
export const untilWon = async <T>(attempt: () => Promise<T | undefined>, tries = 8): Promise<T | undefined> => {
  for (let n = 0; n < tries; n += 1) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** n));
    const won = await attempt();
    if (won !== undefined) return won;
  }
  return undefined;
};
