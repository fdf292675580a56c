import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { only, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

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

/** An office that sees every transfer of the city. */
const office = '371400-leading-group-office';
const eventsOf = async (transferId: string) => (await read(transferId, office)).body.timeline.map(({ event }) => event);
/** Of reminders and escalations: that it was dispatched, the receiver hears at once. */
const statesOf = async (transferId: string) =>
  (await read(transferId, office)).body.mails
    .filter(({ milestone }) => !milestone.startsWith('dispatched'))
    .map(({ state }) => state);
/** A mail about more than a few names them in its text only. */
const told = async (reference: string) =>
  (await mails()).filter(({ subject, text }) => /催办|督办/.test(subject) && text.includes(reference));

/** Ends a transfer, so that its mails do not come between those of the next test. */
const end = async (transferId: string, by = '371402-public-security') => {
  expect((await command('acknowledge', transferId, {}, { as: by })).status).toBe(200);
  expect((await command('feedback', transferId, { final: true, outcome: '已办结' }, { as: by })).status).toBe(200);
};

const notify = async (event: object) => {
  const { handler } = await import('../../functions/workflow/notify-milestone.ts');
  return local().as('notify-milestone', () => handler(event));
};

describe('a mail service that fails', () => {
  it('for a while is asked again, and each mail goes out once', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-24' });
    await local().engine.settled();
    local().mailbox.failNext(2, { status: 400, code: 'Throttling' });
    local().mailbox.failNext(1, { status: 500, code: 'InternalFailure' });
    await advanceTo('2026-09-30T12:00:00+08:00');
    expect(await told(body.reference)).toHaveLength(1);
    expect(await statesOf(only(body.transfers).transferId)).toEqual(['sent']);
    await end(only(body.transfers).transferId);
  });

  it('for long raises an alarm, shows on the transfer, and the mail goes out once it is back', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-30T11:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    // The longest pauses that jitter allows: the alarm must still ring before the watchdog voids the attempt.
    const longest = vi.spyOn(Math, 'random').mockReturnValue(0.999);
    // The first try and six more: all that one attempt has.
    local().mailbox.failNext(7, { status: 400, code: 'Throttling' });
    await advanceTo('2026-10-10T12:00:00+08:00');
    longest.mockRestore();
    const failed = local().engine.list('FAILED');
    expect(failed.map(({ error }) => error)).toContain('TimingFailed');
    const alarmed = failed.map(({ input }) => (input as { transferId: string }).transferId);
    for (const id of alarmed) expect(await eventsOf(id)).toContain('alarmed');
    await advanceTo('2026-10-14T12:00:00+08:00');
    const days = (await told(body.reference)).map(({ to, at }) => `${at.slice(0, 10)} ${to}`);
    expect(days).toEqual([
      '2026-10-10 public-security@371402.example',
      '2026-10-12 public-security@371402.example',
      '2026-10-13 public-security@371402.example',
      '2026-10-14 supervisor.public-security@371402.example',
    ]);
    expect(new Set(await statesOf(transferId))).toEqual(new Set(['sent']));
    await end(transferId);
  });

  it('for one address does not keep the others from theirs, and says which it was', async () => {
    const { body } = await submit({ discoveredAt: '2026-10-14T11:00:00+08:00' }, { as: '371403-water' });
    const { transferId } = only(body.transfers);
    // Due on 10-21; the office and the office above are told on 10-28.
    await advanceTo('2026-10-26T12:00:00+08:00');
    await local().engine.settled();
    const before = (await told(body.reference)).length;
    local().mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    await advanceTo('2026-10-28T08:30:00+08:00');
    await advanceTo('2026-10-28T12:00:00+08:00');
    const states = await statesOf(transferId);
    const after = (await told(body.reference)).length;
    expect(states.filter((state) => state === 'refused')).toHaveLength(1);
    expect(after - before).toBe(1);
    expect((await eventsOf(transferId)).at(-1)).toBe('escalated');
  });
});

describe('a mail of which nobody knows whether it went out', () => {
  it('is not sent again: the answer of SES was lost', async () => {
    const { body } = await submit({ discoveredAt: '2026-10-28T11:00:00+08:00' }, { as: '371425-water' });
    const { transferId } = only(body.transfers);
    await advanceTo('2026-11-02T08:59:00+08:00');
    local().mailbox.hangNext(1);
    await advanceTo('2026-11-02T12:00:00+08:00');
    expect(
      (await statesOf(transferId)).filter((state) => state === 'uncertain').length +
        (await told(body.reference)).length,
    ).toBe(1);
    await end(transferId, '371425-public-security');
  });

  it('is not sent again: the function died between sending and noting it', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-02T11:00:00+08:00' }, { as: '371425-housing' });
    const { transferId } = only(body.transfers);
    await advanceTo('2026-11-05T08:59:00+08:00');
    await local().engine.settled();
    const event = { transferId, attempt: 1, milestone: { key: 'reminder-2' }, now: '2026-11-05T01:00:00.000Z' };
    // Five tries of the SDK.
    dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 5);
    await expect(notify(event)).rejects.toThrow();
    expect(await told(body.reference)).toHaveLength(1);
    await notify(event);
    await notify(event);
    expect(await told(body.reference)).toHaveLength(1);
    expect(await statesOf(transferId)).toEqual(['uncertain']);
    expect((await eventsOf(transferId)).filter((event) => event === 'reminded')).toHaveLength(1);
    await end(transferId, '371425-public-security');
  });
});

describe('a due-day reminder or an escalation of which nobody knows whether it went out', () => {
  const second = /可能与已收到的重复/;

  it('is sent again, once, and says so: the answer of SES was lost', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-02T11:00:00+08:00' }, { as: '371425-transport' });
    const { transferId } = only(body.transfers);
    await advanceTo('2026-11-12T08:59:00+08:00');
    const before = (await told(body.reference)).length;
    // The operators are asked for a calendar in the same minute, and first.
    local().mailbox.hangNext(2);
    await advanceTo('2026-11-12T12:00:00+08:00');
    const copies = (await told(body.reference)).slice(before);
    expect(copies.filter(({ text }) => second.test(text))).toHaveLength(1);
    expect((await statesOf(transferId)).filter((state) => state === 'uncertain')).toHaveLength(1);
    expect((await eventsOf(transferId)).filter((event) => event === 'reminded')).toHaveLength(3);
    await end(transferId, '371425-public-security');
  });

  it('is sent again, once, and says so: the function died between sending and noting it', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-12T11:00:00+08:00' }, { as: '371425-agriculture' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    // Nobody was told before: one telling makes up for all.
    const event = { transferId, attempt: 1, milestone: { key: 'escalation-1' }, now: '2026-11-20T01:00:00.000Z' };
    // The unit and its supervisor: five tries of the SDK each.
    dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 10);
    await expect(notify(event)).rejects.toThrow();
    for (let n = 0; n < 3; n += 1) await notify(event);
    const mailed = Map.groupBy(await told(body.reference), ({ to }) => to);
    const copies = [...mailed.values()].map((some) => some.map(({ text }) => second.test(text)));
    expect(copies).toEqual(Array(2).fill([false, true]));
    expect((await eventsOf(transferId)).filter((one) => one === 'escalated')).toHaveLength(1);
  });
});

describe('a notification delivered twice', () => {
  it('at the same time mails once', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-05T09:00:00+08:00' }, { as: '371425-land' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    const event = { transferId, attempt: 1, milestone: { key: 'reminder-2' }, now: '2026-11-17T01:00:00.000Z' };
    await Promise.allSettled(Array.from({ length: 8 }, () => notify(event)));
    expect(await told(body.reference)).toHaveLength(1);
    expect((await eventsOf(transferId)).filter((event) => event === 'reminded')).toHaveLength(1);
  });

  it('before its time, for another milestone or by an old attempt, does nothing', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-05T09:00:00+08:00' }, { as: '371425-court' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    const event = { transferId, attempt: 1, milestone: { key: 'reminder-2' }, now: '2026-11-17T01:00:00.000Z' };
    await notify({ ...event, now: '2026-11-17T00:59:59.999Z' });
    await notify({ ...event, milestone: { key: 'reminder-1' } });
    await notify({ ...event, attempt: 0 });
    expect(await told(body.reference)).toHaveLength(0);
  });
});
