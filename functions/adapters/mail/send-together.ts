import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Letter } from '../../domain/mail/page.ts';
import { logger } from '../log.ts';
import { type Key, keys } from '../table/schema.ts';
import { changeItem, ifNew, putItem, table, tableName } from '../table/table.ts';
import {
  copiesOf,
  giveUpMail,
  ifHeldBy,
  type Mailing,
  mailStanding,
  releaseMail,
  senderLease,
  settleMail,
  tryClaimCopy,
} from './claims.ts';
import { sendMail } from './mail.ts';

/**
 * One mail to one address for what many executions have to tell at the same time. Each of them still has its own claim, so
 * that each thing is told once at most; one execution leads: it takes the claims of all that may go into the mail, sends it
 * and settles them, while the others wait for theirs. What a leader died over is `uncertain`, as a single mail is, and sent again as that is.
 */

/** Milliseconds of real time that an execution waits for the one that leads, before the workflow's own retry. */
const patience = 5_000;
const pace = 100;

/** Claims that are written at once. */
const atOnce = 25;

export interface Group<M extends Mailing> {
  /** Of the lock that one execution leads by. */
  key: Key;
  /** Names the execution: it is never run twice at once, so that a lock of its own is one that it died over. */
  holder: string;
  email: string;
  /** What this execution has to tell. */
  own: M;
  /** All that may go into the mail now, its own included. */
  members: () => Promise<M[]>;
  /** `again`: of one of them it may be a second copy. */
  letter: (members: readonly M[], again: boolean) => Letter;
  now: Date;
}

interface Lock {
  key: Key;
  nonce: string;
  /** As it was taken. */
  item: Readonly<Record<string, unknown>>;
}

/** A claim as the lock names it, in few bytes: an item takes 400 KB. `twice`: it may have been that of the second copy. */
type Claimed = Key & { twice?: true };

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

const inChunks = async <T, R>(all: readonly T[], run: (one: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (const some of chunks(all, atOnce)) results.push(...(await Promise.all(some.map(run))));
  return results;
};

const release = async ({ key, nonce }: Pick<Lock, 'key' | 'nonce'>): Promise<void> => {
  await table.send(new DeleteCommand({ TableName: tableName(), Key: key, ...ifHeldBy(nonce) }));
};

/** What a dead leader had claimed and not settled is nobody's to send any more. */
const bury = async (found: Record<string, unknown>, key: Key): Promise<void> => {
  const lock = { key, nonce: String(found.nonce) };
  const claimed = ((found.claims ?? []) as Claimed[]).flatMap(({ twice, ...one }) =>
    copiesOf({ key: one, again: twice ? keys.mailAgain(one) : undefined }),
  );
  await inChunks(claimed, async ({ key: one, last }) => {
    if (!(await giveUpMail({ key: one, nonce: lock.nonce })) || !last) return;
    logger.error('a mail did not surely arrive', { alarm: 'mail-uncertain', claim: one.pk });
  });
  await release(lock).catch((error) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
};

const read = async (key: Key) =>
  (await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))).Item;

const takeLock = async ({ key, holder, now }: Pick<Group<Mailing>, 'key' | 'holder' | 'now'>): Promise<Lock | null> => {
  const nonce = randomUUID();
  const item = { ...key, nonce, holder, at: now.toISOString(), claimedAt: Date.now() };
  if (await putItem(item, ifNew)) return { key, nonce, item };
  const found = await read(key);
  // The SDK's own retry of a put whose answer was lost finds our lock.
  if (found?.nonce === nonce) return { key, nonce, item };
  if (found && Date.now() - Number(found.claimedAt) > senderLease) await bury(found, key);
  return null;
};

/** Gives what was looked at. @throws the transport's error when the mail surely was not sent and may be tried again. */
const lead = async <M extends Mailing>(lock: Lock, { email, members, letter }: Group<M>): Promise<M[]> => {
  const all = await members();
  const claims = all.map(({ key, again }): Claimed => ({ ...key, ...(again ? { twice: true } : {}) }));
  if (!(await changeItem(lock.item, { claims }, ifHeldBy(lock.nonce)))) {
    throw new Error('another execution took the lead of a mail');
  }
  // Without a holder: whose claim it is, the lock says.
  const claimed = await inChunks(all, async (one) => {
    const { holder: _, ...unheld } = one;
    return { one, won: await tryClaimCopy(unheld, lock.nonce) };
  });
  const won = claimed.flatMap(({ one, won: mine }) => (mine ? [{ one, ...mine }] : []));
  if (won.length === 0) return all;
  let sent: Awaited<ReturnType<typeof sendMail>>;
  try {
    const unitId = String(won[0]?.one.facts.unitId ?? '');
    const again = won.some((mine) => mine.again);
    sent = await sendMail({
      to: email,
      unitId,
      ...letter(
        won.map(({ one }) => one),
        again,
      ),
    });
  } catch (error) {
    await inChunks(won, ({ claim }) => releaseMail(claim));
    await release(lock);
    throw error;
  }
  await inChunks(won, ({ claim }) => settleMail(claim, sent));
  if (sent !== 'sent') {
    for (const { one, again } of won) {
      // Where a second copy is due, it is sent in the next round.
      if (sent === 'uncertain' && one.again && !again) continue;
      logger.error('a mail did not surely arrive', { alarm: `mail-${sent}`, ...one.facts });
    }
  }
  return all;
};

/**
 * Returns when what this execution has to tell was sent, refused or given up, in whosever mail.
 * @throws the transport's error when it surely was not sent and may be tried again; Error when another execution leads for
 * longer than this one waits.
 */
export const sendTogether = async <M extends Mailing>(group: Group<M>): Promise<void> => {
  const until = Date.now() + patience;
  const left = await read(group.key);
  if (left?.holder === group.holder) await bury(left, group.key);
  for (;;) {
    const stands = await mailStanding(group.own);
    if (stands === 'lost')
      logger.error('a mail did not surely arrive', { alarm: 'mail-uncertain', ...group.own.facts });
    if (stands === 'lost' || stands === 'settled') return;
    if (Date.now() > until) throw new Error('the mail is being sent by another execution');
    const lock = await takeLock(group);
    if (!lock) {
      await new Promise((resolve) => setTimeout(resolve, pace * (0.5 + Math.random())));
      continue;
    }
    const told = await lead(lock, group);
    await release(lock);
    // What is not due any more is not told.
    if (!told.some(({ key }) => key.pk === group.own.key.pk)) return;
  }
};
