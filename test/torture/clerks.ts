import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { clueWith, housing, type Submitted } from '../client.ts';
import type { Findings } from './attack.ts';
import { type Besieged, persist } from './besieged.ts';
import type { Life } from './reckoning.ts';

/** Clerks at work: each plays one life of a clue after the other, and asks again with the same key until it is answered. */

interface Step {
  command: string;
  body?: object;
  by: 'sender' | 'receiver';
  /** What its timeline has of it. */
  event: string;
}

const step = (by: Step['by'], command: string, event: string, body?: object): Step => ({
  by,
  command,
  event,
  ...(body ? { body } : {}),
});

const acknowledge = step('receiver', 'acknowledge', 'acknowledged');
const interim = step('receiver', 'feedback', 'interim-feedback', { final: false, outcome: '正在核查' });
const final = step('receiver', 'feedback', 'closed', { final: true, outcome: '已办结', text: '已核查。' });
const sendBack = step('receiver', 'return', 'returned', { reason: 'incomplete', note: '缺少涉案地点' });
const dispatch = step('sender', 'dispatch', 'dispatched');
const recall = step('sender', 'recall', 'recalled', { reason: '误报' });

/** Two of nine are left open, for the clock to tell of. */
const lives: readonly (readonly Step[])[] = [
  [acknowledge, final],
  [acknowledge, interim, final],
  [acknowledge, final],
  [sendBack, dispatch, acknowledge, final],
  [sendBack, dispatch, recall],
  [recall],
  [acknowledge, interim, final],
  [],
  [acknowledge],
];

const senders = ['371402-housing', '371403-housing', '371425-housing'];
const receiverOf = (sender: string) => sender.replace('housing', 'public-security');

/** Fetches the tokens of all: while the province is being killed there is nobody to ask. */
export const prepare = (province: Besieged): Promise<unknown> =>
  Promise.all(senders.flatMap((sender) => [province.token(sender), province.token(receiverOf(sender))]));

/** One life, from submission to where it is left. Gives nothing where it could not be submitted. */
const live = async (
  province: Besieged,
  n: number,
  key: string,
  found: Findings,
  onAnswer: () => void,
): Promise<Life | undefined> => {
  const as = senders[n % senders.length] ?? housing;
  const named = { 'idempotency-key': `${key}-${n}` };
  const { now } = (
    await persist(province, found, 'clock', () => province.send<{ now: string }>('GET', '/_local/clock'))
  )?.body ?? { now: '' };
  const clue = clueWith({ title: `线索 ${n}`, discoveredAt: now });
  const ask = () => province.send<Submitted>('POST', '/v1/clues', clue, { as, headers: named });
  const submitted = await persist(province, found, `submit ${n}`, ask);
  if (submitted?.status !== 201) {
    found.wrong.push(`submit ${n}: ${submitted?.status} ${JSON.stringify(submitted?.body)}`);
    return undefined;
  }
  onAnswer();
  const transfer = submitted.body.transfers[0];
  if (!transfer) throw new Error('a clue without a transfer');
  // Now and then a clerk whose answer did arrive asks again all the same.
  if (n % 10 === 0) {
    const repeated = await persist(province, found, `submit ${n} again`, ask);
    if (repeated?.body.clueId !== submitted.body.clueId)
      found.doubled.push(`submit ${n}: another answer the second time`);
  }
  const events = ['registered', 'dispatched'];
  for (const [index, { by, command, body, event }] of (lives[randomInt(lives.length)] ?? []).entries()) {
    const caller = by === 'sender' ? as : receiverOf(as);
    const headers = { 'idempotency-key': `${key}-${n}-${index}` };
    const what = `${command} ${transfer.transferId}`;
    const answer = await persist(province, found, what, () =>
      province.send('POST', `/v1/transfers/${transfer.transferId}/${command}`, body, { as: caller, headers }),
    );
    if (answer?.status !== 200) {
      found.wrong.push(`${what}: ${answer?.status} ${JSON.stringify(answer?.body)}`);
      break;
    }
    events.push(event);
    onAnswer();
  }
  return { as, submitted: submitted.body, events };
};

export interface Office {
  lives: Life[];
  /** How many commands were answered. */
  answered: () => number;
  /** No clerk begins another life; resolves when all have ended theirs. */
  close: () => Promise<void>;
}

/** So many clerks, each at its own life, until the office closes; they rest so long between two. */
export const openOffice = (
  province: Besieged,
  found: Findings,
  { clerks, key, pauseMs = 0 }: { clerks: number; key: string; pauseMs?: number },
): Office => {
  const done: Life[] = [];
  let open = true;
  let n = 0;
  let answered = 0;
  const work = async () => {
    while (open) {
      n += 1;
      const life = await live(province, n, key, found, () => {
        answered += 1;
      });
      if (life) done.push(life);
      await pause(pauseMs);
    }
  };
  const all = Promise.all(Array.from({ length: clerks }, work));
  return {
    lives: done,
    answered: () => answered,
    close: async () => {
      open = false;
      await all;
    },
  };
};
