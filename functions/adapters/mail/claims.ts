import { randomUUID } from 'node:crypto';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { loggable, logger } from '../log.ts';
import { addAstray, removeAstray } from '../table/astray.ts';
import { isSecondCopy, type Key } from '../table/schema.ts';
import { type Condition, changeItem, ifNew, putItem, table, tableName } from '../table/table.ts';

/**
 * One mail at most under each key: for a transfer that is duty, milestone and recipient. A claim is written before the
 * mail is sent and its outcome after. SES has no idempotency key: a claim whose sender died in between is `uncertain`. Where a lost mail
 * would cost a deadline, it is sent again, once, under a second key; any other is not, stands on the transfer and raises an alarm instead.
 */

/** Milliseconds of real time after which a claim's sender is surely gone: twice the functions' timeout. */
export const senderLease = 60_000;

export interface Claim {
  key: Key;
  nonce: string;
  /** As it was claimed. */
  item: Readonly<Record<string, unknown>>;
}

export interface Mailing {
  key: Key;
  /** Of a second copy, where nobody knows whether the first went out; left out where there must be none. */
  again?: Key | undefined;
  /** What its claim says beside its state. */
  facts: Readonly<Record<string, string | number>>;
  /** Names the one sender that may hold the claim at a time; without one, a claim is a dead sender's once its lease is over. */
  holder?: string;
  now: Date;
}

type Outcome = 'sent' | 'refused' | 'uncertain';

/** Operators see what did not surely arrive; the claim alone decides what is sent, so that nothing fails by this. */
const list = async (key: Key, before: Readonly<Record<string, unknown>>, state: Outcome): Promise<void> => {
  try {
    if (state !== 'sent') await addAstray(key, before, state);
    else if (before.state === 'uncertain' || isSecondCopy(key)) await removeAstray(key);
  } catch (error) {
    logger.warn('the list of mails that did not surely arrive is not as it should be', loggable(error));
  }
};

/** False where the condition does not hold. */
const setState = async ({ key, item }: Pick<Claim, 'key' | 'item'>, state: Outcome, condition: Condition) => {
  const before = await changeItem(item, { state }, condition);
  if (before === null) return false;
  await list(key, before, state);
  return true;
};

/** The right to send one mail, or what stands there instead. */
const tryClaim = async (
  key: Key,
  { facts, holder, now }: Mailing,
  nonce: string,
): Promise<Claim | { found: Record<string, unknown> | undefined }> => {
  const item = { ...key, ...facts, nonce, holder, state: 'sending', at: now.toISOString(), claimedAt: Date.now() };
  if (await putItem(item, ifNew)) return { key, nonce, item };
  const found = await readClaim(key);
  // The SDK's own retry of a put whose answer was lost finds our claim.
  return found?.nonce === nonce ? { key, nonce, item } : { found };
};

const readClaim = async (key: Key) =>
  (await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))).Item;

/** The keys under which a mail may go out, in their order; `last`: after it there is none. */
export const copiesOf = ({ key, again }: Pick<Mailing, 'key' | 'again'>): { key: Key; last: boolean }[] =>
  again
    ? [
        { key, last: false },
        { key: again, last: true },
      ]
    : [{ key, last: true }];

/** The right to send a mail, or the second copy of one that may be lost; null where there is neither. */
export const tryClaimCopy = async (
  mailing: Mailing,
  nonce: string,
): Promise<{ claim: Claim; again: boolean } | null> => {
  for (const { key, last } of copiesOf(mailing)) {
    const claim = await tryClaim(key, mailing, nonce);
    if ('nonce' in claim) return { claim, again: key !== mailing.key };
    if (last || claim.found?.state !== 'uncertain') return null;
  }
  return null;
};

/** How the mail under one key stands; where its sender died, it becomes uncertain here, and is `lost`. */
const standing = async (
  key: Key,
  holder: string | undefined,
): Promise<'free' | 'sending' | 'settled' | 'uncertain' | 'lost'> => {
  const found = await readClaim(key);
  if (!found) return 'free';
  if (found.state !== 'sending') return found.state === 'uncertain' ? 'uncertain' : 'settled';
  // A state is not run twice at once by one execution, so a claim of this execution is a dead sender's.
  const dead = (holder !== undefined && found.holder === holder) || Date.now() - Number(found.claimedAt) > senderLease;
  if (!dead) return 'sending';
  return (await giveUpMail({ key, nonce: String(found.nonce) })) ? 'lost' : standing(key, holder);
};

/** How a mail stands: `free` where it, or its second copy, may be claimed; `lost` where a sender died over it and no copy is left. */
export const mailStanding = async ({
  holder,
  ...mailing
}: Pick<Mailing, 'key' | 'again' | 'holder'>): Promise<'free' | 'sending' | 'settled' | 'lost'> => {
  for (const { key, last } of copiesOf(mailing)) {
    const stands = await standing(key, holder);
    if (stands === 'free' || stands === 'sending' || stands === 'settled') return stands;
    if (last) return stands === 'lost' ? 'lost' : 'settled';
  }
  return 'settled';
};

/** Whether a mail, or its second copy, was sent, refused or given up before: seen at a glance, and nothing is changed. */
export const isSettled = async (mailing: Pick<Mailing, 'key' | 'again'>): Promise<boolean> => {
  for (const { key, last } of copiesOf(mailing)) {
    const found = await readClaim(key);
    if (!found || found.state === 'sending') return false;
    if (last || found.state !== 'uncertain') return true;
  }
  return true;
};

/** Whether a mail went out, or may have: its sender may have died over it, or is at it. */
export const mayBeOut = async (key: Key): Promise<boolean> => {
  const found = await readClaim(key);
  return found !== undefined && found.state !== 'refused';
};

const inHand = 'MailInHand';

/** Whether a mail could not be claimed because another execution is sending it just now. */
export const isInHand = (error: unknown): boolean => error instanceof Error && error.name === inHand;

/**
 * The right to send one mail, or its second copy; `done` when it was sent, refused or given up before; `lost` when a sender died over it.
 * @throws Error when another execution is sending it just now.
 */
export const claimMail = async (mailing: Mailing): Promise<{ claim: Claim; again: boolean } | 'done' | 'lost'> => {
  for (;;) {
    const claimed = await tryClaimCopy(mailing, randomUUID());
    if (claimed) return claimed;
    const stands = await mailStanding(mailing);
    if (stands === 'sending') {
      throw Object.assign(new Error('the mail is being sent by another execution'), { name: inHand });
    }
    if (stands !== 'free') return stands === 'settled' ? 'done' : stands;
  }
};

/** A dead sender's claim becomes `uncertain`; false where it was settled or given back before. */
export const giveUpMail = async ({ key, nonce }: Pick<Claim, 'key' | 'nonce'>): Promise<boolean> => {
  const item = await readClaim(key);
  if (item?.nonce !== nonce || item.state !== 'sending') return false;
  return setState({ key, item }, 'uncertain', {
    ConditionExpression: 'nonce = :nonce AND #state = :sending',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':nonce': nonce, ':sending': 'sending' },
  });
};

/** On condition that the claim, or lock, is still that sender's. */
export const ifHeldBy = (nonce: string) => ({
  ConditionExpression: 'nonce = :nonce',
  ExpressionAttributeValues: { ':nonce': nonce },
});

/** The outcome of a claim, for good. @throws Error where it is another sender's by now. */
export const settleMail = async (claim: Claim, state: Outcome): Promise<void> => {
  if (await setState(claim, state, ifHeldBy(claim.nonce))) return;
  throw new Error('the claim of a mail that was sent is held by another sender');
};

/** Gives a claim back: the mail was surely not sent, and may be claimed again. */
export const releaseMail = async ({ key, nonce }: Claim): Promise<void> => {
  await table.send(new DeleteCommand({ TableName: tableName(), Key: key, ...ifHeldBy(nonce) }));
};
