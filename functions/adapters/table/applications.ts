import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { noSuch } from '../../domain/errors.ts';
import { keys } from './schema.ts';
import { fresh, readPartition, table, tableName, type Write } from './table.ts';

/** Where an application belongs, for an extension or with a proposal: its own record stands on the transfer and its timeline. */

export const newApplication = (id: string, transferId: string): Write => fresh({ ...keys.application(id), transferId });

/** Id of the transfer. @throws Refusal `not-found` */
export const transferOfApplication = async (id: string): Promise<string> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.application(id), ConsistentRead: true }),
  );
  if (Item) return String(Item.transferId);
  throw noSuch.application(id);
};

/** Ids of the transfers on which an office has yet to decide something, each once. */
export const undecidedBy = async (office: string): Promise<string[]> => [
  ...new Set((await readPartition(keys.decision(office, '').pk)).map(({ transferId }) => String(transferId))),
];
