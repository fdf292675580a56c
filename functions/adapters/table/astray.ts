import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expiring, expiryAttribute, type Key, keys } from './schema.ts';
import { putItem, readPartition, table, tableName } from './table.ts';

/**
 * The list of mails that did not surely arrive, beside their claims: so that operators see them without a search. A mail leaves it when its
 * second copy went out, when its transfer gets a new workflow, and after a month.
 */

/** A mail that was refused, or of which nobody knows whether it went out. What it is not about is null. */
export interface Astray {
  state: 'refused' | 'uncertain';
  /** Instant (UTC) at which it was to be sent. */
  at: string;
  transferId: string | null;
  unitId: string | null;
  duty: string | null;
  milestone: string | null;
  /** As what its reader was told. */
  as: string | null;
}

/** Seconds for which a mail stays in the list. */
const month = 31 * 86_400;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const astrayOf = (item: Record<string, unknown>): Astray => ({
  state: item.state === 'refused' ? 'refused' : 'uncertain',
  at: String(item.at),
  transferId: textOf(item.transferId),
  unitId: textOf(item.unitId),
  // A claim names it with the instant at which it began.
  duty: textOf(item.duty)?.split('@')[0] ?? null,
  milestone: textOf(item.milestone),
  as: textOf(item.as),
});

/** Puts a mail on the list; `claim`: its item, of whichever copy. */
export const addAstray = async (
  key: Key,
  claim: Readonly<Record<string, unknown>>,
  state: Astray['state'],
): Promise<void> => {
  const { at, transferId, unitId, duty, milestone, as } = claim;
  const item = { ...keys.astray(key), state, at, transferId, unitId, duty, milestone, as };
  await putItem({ ...item, ...expiring(new Date(String(at)), month) });
};

/** Takes a mail off the list, of whichever copy the key is. */
export const removeAstray = async (key: Key): Promise<void> => {
  await table.send(new DeleteCommand({ TableName: tableName(), Key: keys.astray(key) }));
};

/** Takes all mails about a transfer off the list: somebody has looked after it. */
export const removeAstrayOf = async (transferId: string): Promise<void> => {
  const { pk, sk } = keys.astray({ pk: keys.transfer(transferId).pk, sk: '' });
  for (const item of await readPartition(pk, sk)) {
    await table.send(new DeleteCommand({ TableName: tableName(), Key: { pk, sk: String(item.sk) } }));
  }
};

/** So many of the list at the most, the newest first; `complete`: that these are all. */
export const readAstray = async (most: number, now: Date): Promise<{ mails: Astray[]; complete: boolean }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.astray({ pk: '', sk: '' }).pk },
      Limit: most,
      ConsistentRead: true,
    }),
  );
  const mails = Items.filter((item) => Number(item[expiryAttribute]) * 1000 > now.getTime()).map(astrayOf);
  return { mails: mails.sort((a, b) => (a.at > b.at ? -1 : 1)), complete: LastEvaluatedKey === undefined };
};
