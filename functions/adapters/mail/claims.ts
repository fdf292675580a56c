import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from '../table/schema.ts';
import { table, tableName } from '../table/table.ts';

/**
 * One mail at most under each key: for a transfer that is duty, milestone and recipient. A claim is written before the
 * mail is sent and its outcome after. SES has no idempotency key: a claim whose sender died in between is `uncertain`, and is not sent again;
 * it stands on the transfer and raises an alarm instead.
 */

/** Milliseconds of real time after which a claim's sender is surely gone: twice the functions' timeout. */
export const senderLease = 60_000;

export interface Claim {
  key: Key;
  nonce: string;
}

export interface Mailing {
  key: Key;
  /** What its claim says beside its state. */
  facts: Readonly<Record<string, string | number>>;
  /** Names the one sender that may hold the claim at a time; without one, a claim is a dead sender's once its lease is over. */
  holder?: string;
  now: Date;
}

const setState = (key: Key, state: string, condition: { expression: string; values: Record<string, unknown> }) =>
  table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: 'SET #state = :state',
      ConditionExpression: condition.expression,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state, ...condition.values },
    }),
  );

/** The right to send one mail, or what stands there instead. */
export const tryClaim = async (
  { key, facts, holder, now }: Mailing,
  nonce: string,
): Promise<Claim | { found: Record<string, unknown> | undefined }> => {
  try {
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...key, ...facts, nonce, holder, state: 'sending', at: now.toISOString(), claimedAt: Date.now() },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return { key, nonce };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  const { Item: found } = await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  // The SDK's own retry of a put whose answer was lost finds our claim.
  return found?.nonce === nonce ? { key, nonce } : { found };
};

/** How a mail stands that was claimed before; where its sender died, it becomes `uncertain` here. */
const standing = async (
  { key, holder }: Pick<Mailing, 'key' | 'holder'>,
  found: Record<string, unknown>,
): Promise<'sending' | 'done' | 'uncertain'> => {
  if (found.state !== 'sending') return 'done';
  // A state is not run twice at once by one execution, so a claim of this execution is a dead sender's.
  const dead = (holder !== undefined && found.holder === holder) || Date.now() - Number(found.claimedAt) > senderLease;
  if (!dead) return 'sending';
  return (await giveUpMail({ key, nonce: String(found.nonce) })) ? 'uncertain' : 'done';
};

/** How the mail under a key stands; `free` where nobody has claimed it. */
export const mailStanding = async (mailing: Pick<Mailing, 'key' | 'holder'>) => {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: mailing.key, ConsistentRead: true }));
  return Item ? standing(mailing, Item) : 'free';
};

const inHand = 'MailInHand';

/** Whether a mail could not be claimed because another execution is sending it just now. */
export const isInHand = (error: unknown): boolean => error instanceof Error && error.name === inHand;

/**
 * The right to send one mail; `done` when it was sent, refused or given up before; `uncertain` when a sender died over it.
 * @throws Error when another execution is sending it just now.
 */
export const claimMail = async (mailing: Mailing): Promise<Claim | 'done' | 'uncertain'> => {
  const claim = await tryClaim(mailing, randomUUID());
  if ('nonce' in claim) return claim;
  const stands = claim.found ? await standing(mailing, claim.found) : 'sending';
  if (stands === 'sending') {
    throw Object.assign(new Error('the mail is being sent by another execution'), { name: inHand });
  }
  return stands;
};

/** A dead sender's claim becomes `uncertain`; false where it was settled or given back before. */
export const giveUpMail = async ({ key, nonce }: Claim): Promise<boolean> => {
  try {
    const expression = 'nonce = :nonce AND #state = :sending';
    await setState(key, 'uncertain', { expression, values: { ':nonce': nonce, ':sending': 'sending' } });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** The outcome of a claim, for good. */
export const settleMail = async ({ key, nonce }: Claim, state: 'sent' | 'refused' | 'uncertain'): Promise<void> => {
  await setState(key, state, { expression: 'nonce = :nonce', values: { ':nonce': nonce } });
};

/** Gives a claim back: the mail was surely not sent, and may be claimed again. */
export const releaseMail = async ({ key, nonce }: Claim): Promise<void> => {
  await table.send(
    new DeleteCommand({
      TableName: tableName(),
      Key: key,
      ConditionExpression: 'nonce = :nonce',
      ExpressionAttributeValues: { ':nonce': nonce },
    }),
  );
};
