import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Clue } from '../../domain/clue/clue.ts';
import { noSuch } from '../../domain/errors.ts';
import type { Event } from '../../domain/transfer/events.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import type { Recused } from '../../domain/units/recusal.ts';
import { recusedOf } from '../recusal.ts';
import { opened } from './damaged.ts';
import { digestAttribute } from './digest.ts';
import { readable, storedOf } from './readable.ts';
import { keys, sortKeys } from './schema.ts';
import { readItems, readPartition, table, tableName } from './table.ts';
import { readTimeline, type StoredEvent } from './timeline.ts';
import type { Stored } from './transfer-item.ts';

/** Reads of transfers: the record, what its workflow waits for, its timeline and its mails. */

const notFound = (id: string): never => {
  throw noSuch.transfer(id);
};

export const findTransfer = async (transferId: string): Promise<Stored | null> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.transfer(transferId), ConsistentRead: true }),
  );
  return Item ? storedOf(Item) : null;
};

/** @throws Refusal `not-found`, Damaged */
export const getTransfer = async (transferId: string): Promise<Stored> =>
  (await findTransfer(transferId)) ?? notFound(transferId);

/** Those of the transfers that there are, in no order. @throws Damaged where one of them cannot be used */
export const getTransfers = async (transferIds: readonly string[]): Promise<Stored[]> =>
  (await readItems(transferIds.map(keys.transfer))).map(storedOf);

/** The same for a list: without those that are damaged, which ring. */
export const readableTransfers = async (transferIds: readonly string[]): Promise<Stored[]> =>
  readable(await readItems(transferIds.map(keys.transfer)));

/** The transfers of a clue in the order in which it names them, and its reply. @throws Refusal `not-found` where one of them is not there. */
export const getTransfersOf = async ({
  transferIds,
  replyId,
}: Pick<Clue, 'transferIds' | 'replyId'>): Promise<{ transfers: Transfer[]; reply: Transfer | null }> => {
  const records = await getTransfers([...transferIds, ...(replyId === null ? [] : [replyId])]);
  const byId = new Map(records.map(({ transfer }) => [transfer.transferId, transfer]));
  const one = (id: string): Transfer => byId.get(id) ?? notFound(id);
  return { transfers: transferIds.map(one), reply: replyId === null ? null : one(replyId) };
};

/** State of one mail on the transfer. */
export interface MailState {
  duty: string;
  milestone: string;
  unitId: string;
  as: string;
  state: 'sending' | 'sent' | 'refused' | 'uncertain';
  at: string;
}

type WithTimeline = Stored & { timeline: StoredEvent[]; mails: MailState[] };

/** The record with its timeline and its mails, by one query a page; null where there is none. */
export const findTransferWithTimeline = async (transferId: string): Promise<WithTimeline | null> => {
  const timeline: StoredEvent[] = [];
  const mails: MailState[] = [];
  let record: Stored | undefined;
  for (const item of await readPartition(keys.transfer(transferId).pk)) {
    const { pk: _, sk, [digestAttribute]: __, ...rest } = item;
    if (sk === sortKeys.record) record = storedOf(item);
    else if (String(sk).startsWith(sortKeys.event)) timeline.push(rest as unknown as StoredEvent);
    else mails.push(rest as unknown as MailState);
  }
  return record ? { ...record, timeline, mails } : null;
};

/** The same. @throws Refusal `not-found` */
export const getTransferWithTimeline = async (transferId: string): Promise<WithTimeline> =>
  (await findTransferWithTimeline(transferId)) ?? notFound(transferId);

/** The timeline alone. */
export const readTransferTimeline = (transferId: string): Promise<StoredEvent[]> =>
  readTimeline<Event>(keys.transfer(transferId).pk);

/** Those who must not hear of the transfer. */
export const recusedFrom = ({ transfer, recused }: Pick<Stored, 'transfer' | 'recused'>): Promise<Recused> =>
  recusedOf(transfer.clueId, recused);

/** Name under which a secret text of an event is sealed. */
export const eventField = (transferId: string, seq: number, field: string) => `${transferId}/${seq}/${field}`;

/** The secret texts of an event that the caller may read, unsealed. */
export const openEvent = async (
  transfer: Transfer,
  { seq, sealed }: StoredEvent,
  mayRead: (field: string) => boolean,
): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(sealed ?? {})
        .filter(([field]) => mayRead(field))
        .map(
          async ([field, bytes]) =>
            [
              field,
              await opened(
                keys.transfer(transfer.transferId),
                transfer.clueId,
                eventField(transfer.transferId, seq, field),
                bytes,
              ),
            ] as const,
        ),
    ),
  );
