import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { year2027 } from '../calendar-2027.ts';
import { only, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
const { local, submit, read, publish, advanceTo, mails } = useProvince(
  '2026-12-29T10:01:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
afterEach(() => expect(dynamoDb?.left()).toBe(0));
afterAll(() => dynamoDb?.close());

const longer = { ...year2027, holidays: [...year2027.holidays, '2027-01-04'] };
const open = async () => {
  const { body } = await submit({ discoveredAt: '2026-12-29T10:00:00+08:00' });
  await local().engine.settled();
  return { ...only(body.transfers), reference: body.reference };
};
const dueDate = async (transferId: string) => (await read(transferId)).body.duty?.dueDate;

describe('a recount', () => {
  it('whose digests cannot be sent goes on later, and each goes out once', async () => {
    const { transferId, reference } = await open();
    local().mailbox.failNext(1, { status: 500, code: 'InternalFailure' });
    const { status, body } = await publish(2027, year2027);
    expect([status, body.recount.phase]).toEqual([200, 'telling']);
    expect(await dueDate(transferId)).toBe('2027-01-06');
    await advanceTo('2026-12-29T10:12:00+08:00');
    const digests = await mails('时限变更');
    expect(digests.map(({ to }) => to).sort()).toEqual(['housing@371402.example', 'public-security@371402.example']);
    for (const { text } of digests) expect(text).toContain(reference);
  });

  it('that is overtaken by a newer calendar tells the date that stands in the end, from the one told last', async () => {
    const before = (await mails('时限变更')).length;
    const { reference } = await open();
    // Both digests fail: the first recount ends without having told anybody.
    local().mailbox.failNext(2, { status: 500, code: 'InternalFailure' });
    await publish(2027, longer);
    const again = { ...longer, holidays: [...longer.holidays, '2027-01-05'] };
    expect((await publish(2027, again)).body.recount).toMatchObject({ phase: 'done' });
    const digests = (await mails('时限变更')).slice(before);
    expect(digests).toHaveLength(2);
    for (const { text } of digests) expect(text).toMatch(new RegExp(`${reference}：.*2027-01-06 → 2027-01-08`));
  });

  it('that meets a throttled table is taken up by its schedule', async () => {
    const { transferId } = await open();
    expect(await dueDate(transferId)).toBe('2027-01-08');
    dynamoDb?.fail('TransactWriteItems', { kind: 'lose-answer' });
    await publish(2027, year2027);
    const throttled = {
      kind: 'refuse',
      status: 400,
      type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException',
    } as const;
    dynamoDb?.fail('BatchGetItem', throttled);
    const { status, body } = await publish(2027, longer);
    expect([status, body.recount.phase]).toEqual([200, 'counting']);
    await advanceTo('2026-12-29T10:42:00+08:00');
    expect(await dueDate(transferId)).toBe('2027-01-07');
    const events = (await read(transferId)).body.timeline.filter(({ event }) => event === 'recounted');
    expect(events.length).toBe(2);
  });

  it('that is run several times at once moves each deadline once and mails nobody twice', async () => {
    const { transferId } = await open();
    const before = (await mails('时限变更')).length;
    const { recount } = await import('../../functions/schedules/recount-deadlines.ts');
    const others = Promise.allSettled(Array.from({ length: 4 }, () => recount(local().now(), () => true)));
    await publish(2027, year2027);
    await others;
    await advanceTo('2026-12-29T11:12:00+08:00');
    expect(await dueDate(transferId)).toBe('2027-01-06');
    const events = (await read(transferId)).body.timeline.filter(({ event }) => event === 'recounted');
    expect(events).toHaveLength(1);
    expect((await mails('时限变更')).length - before).toBe(2);
  });
});
