import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { only, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

/** One mail for many transfers, and what may happen to it. */

let dynamoDb: FaultProxy | undefined;
const { local, submit, command, read, advanceTo, mails } = useProvince(
  '2026-09-24T10:00:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
afterEach(() => expect(dynamoDb?.left()).toBe(0));
afterAll(() => dynamoDb?.close());

const office = '371400-leading-group-office';
/** Of reminders: that it was dispatched, the receiver hears at once. */
const statesOf = async (transferId: string) =>
  (await read(transferId, office)).body.mails
    .filter(({ milestone }) => !milestone.startsWith('dispatched'))
    .map(({ state }) => state);
const eventsOf = async (transferId: string) => (await read(transferId, office)).body.timeline.map(({ event }) => event);

/** Seven transfers to the public security organ of a region, due together. */
const seven = (as: string, discoveredAt: string) =>
  Promise.all(
    Array.from({ length: 7 }, async () => {
      const { body } = await submit({ discoveredAt }, { as });
      return { reference: body.reference, transferId: only(body.transfers).transferId };
    }),
  );
const mailsOf = async (all: { reference: string }[]) =>
  (await mails('催办')).filter(({ text }) => all.some(({ reference }) => text.includes(reference)));
const notify = async (transferId: string, now: string, key = 'reminder-2') => {
  const { handler } = await import('../../functions/workflow/notify-milestone.ts');
  const event = { transferId, attempt: 1, milestone: { key }, now };
  return local().as('notify-milestone', () => handler(event));
};
const nine = '2026-09-30T01:00:00.000Z';

describe('one mail for many transfers', () => {
  it('is asked for again while the mail service fails, and goes out once', async () => {
    const all = await seven('371402-housing', '2026-09-24T09:00:00+08:00');
    await local().engine.settled();
    local().mailbox.failNext(1, { status: 500, code: 'InternalFailure' });
    await expect(notify(all[0]?.transferId ?? '', nine)).rejects.toThrow();
    expect(await statesOf(all[1]?.transferId ?? '')).toEqual([]);
    await Promise.all(all.map(({ transferId }) => notify(transferId, nine)));
    expect(await mailsOf(all)).toHaveLength(1);
    for (const { transferId } of all) {
      expect(await statesOf(transferId)).toEqual(['sent']);
      expect((await eventsOf(transferId)).at(-1)).toBe('reminded');
    }
  });

  it('that its address refuses is not sent again, and shows on each', async () => {
    const all = await seven('371403-housing', '2026-09-24T09:00:00+08:00');
    await local().engine.settled();
    local().mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    await Promise.all(all.map(({ transferId }) => notify(transferId, nine)));
    await Promise.all(all.map(({ transferId }) => notify(transferId, nine)));
    expect(await mailsOf(all)).toHaveLength(0);
    for (const { transferId } of all) expect(await statesOf(transferId)).toEqual(['refused']);
  });

  it('whose sender died before it noted that it was sent is given up, by whoever sees it first', async () => {
    const all = await seven('371425-housing', '2026-09-24T09:00:00+08:00');
    const [leader, ...others] = all.map(({ transferId }) => transferId) as [string, ...string[]];
    await local().engine.settled();
    // The first UpdateItem names the claims on the lock, the next ones settle them: five tries of the SDK each.
    dynamoDb?.fail('UpdateItem', { kind: 'pass' });
    dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 7 * 5);
    await expect(notify(leader, nine)).rejects.toThrow();
    // The other six settle on after the first has given up.
    await dynamoDb?.allMet();
    expect(await mailsOf(all)).toHaveLength(1);
    expect(await statesOf(others[0] ?? '')).toEqual(['sending']);
    // Others wait for a leader that may be alive; the execution that led knows that it died.
    await notify(leader, nine);
    await Promise.all(others.map((transferId) => notify(transferId, nine)));
    expect(await mailsOf(all)).toHaveLength(1);
    for (const transferId of [leader, ...others]) {
      expect(await statesOf(transferId)).toEqual(['uncertain']);
      expect((await eventsOf(transferId)).filter((event) => event === 'reminded')).toHaveLength(1);
      // Else it would be due together with those of the next test.
      await command('acknowledge', transferId, {}, { as: '371425-public-security' });
    }
  });

  it('of the due day goes out a second time, once, where its sender died, and says so', async () => {
    const all = await seven('371425-water', '2026-09-24T09:00:00+08:00');
    const [leader, ...others] = all.map(({ transferId }) => transferId) as [string, ...string[]];
    await local().engine.settled();
    const dueDay = '2026-10-09T01:00:00.000Z';
    dynamoDb?.fail('UpdateItem', { kind: 'pass' });
    dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 7 * 5);
    await expect(notify(leader, dueDay, 'reminder-0')).rejects.toThrow();
    await dynamoDb?.allMet();
    await notify(leader, dueDay, 'reminder-0');
    await Promise.all(others.map((transferId) => notify(transferId, dueDay, 'reminder-0')));
    const sent = await mailsOf(all);
    expect(sent.map(({ text }) => /可能与已收到的重复/.test(text))).toEqual([false, true]);
    for (const { reference, transferId } of all) {
      for (const { text } of sent) expect(text).toContain(reference);
      expect((await statesOf(transferId)).sort()).toEqual(['sent', 'uncertain']);
      expect((await eventsOf(transferId)).filter((event) => event === 'reminded')).toHaveLength(1);
    }
  });

  it('goes out once where its notifications come many times at once', async () => {
    const all = await seven('371402-water', '2026-09-24T09:00:00+08:00');
    await local().engine.settled();
    const times = [...all, ...all, ...all];
    const came = await Promise.allSettled(times.map(({ transferId }) => notify(transferId, nine)));
    // Who waited in vain for the one that led comes again, as its workflow has it.
    for (const [n, { status }] of came.entries()) {
      if (status === 'rejected') await notify(times[n]?.transferId ?? '', nine);
    }
    const sent = await mailsOf(all);
    for (const { reference, transferId } of all) {
      expect(sent.filter(({ text }) => text.includes(reference))).toHaveLength(1);
      expect(await statesOf(transferId)).toEqual(['sent']);
      expect((await eventsOf(transferId)).filter((event) => event === 'reminded')).toHaveLength(1);
    }
    await advanceTo('2026-09-30T12:00:00+08:00');
    expect(await mailsOf(all)).toHaveLength(sent.length);
  });
});
