import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../domain/errors.ts';
import { fresh, keys, table, tableName, type Write } from './table.ts';

/** Where an extension was asked for: its own record stands on the transfer and its timeline. */

export const newExtension = (extensionId: string, transferId: string): Write =>
  fresh({ ...keys.extension(extensionId), transferId });

/** Id of the transfer. @throws Refusal `not-found` */
export const transferOfExtension = async (extensionId: string): Promise<string> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.extension(extensionId), ConsistentRead: true }),
  );
  if (Item) return String(Item.transferId);
  throw new Refusal(
    'not-found',
    `There is no extension ${extensionId}. Take its id from the transfer that it was asked for.`,
  );
};
