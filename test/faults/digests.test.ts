import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { zh } from '../../functions/domain/mail/words-zh.ts';
import { year2027 } from '../calendar-2027.ts';
import { only, type Recounted, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
const { local, send, submit, read, publish, advanceTo, mails } = useProvince(
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
    for (const { text } of digests)
      expect(text).toMatch(new RegExp(`${reference} .*\n.*\n   办理时限：由2027年1月6日调整为2027年1月8日\\n`));
  });

  it('that told one side only, and is taken back, leaves nobody with a date that does not hold', async () => {
    const { transferId, reference } = await open();
    const date = await dueDate(transferId);
    const before = (await mails('时限变更')).length;
    local().mailbox.failNext(1, { status: 500, code: 'InternalFailure' });
    const further = { ...longer, holidays: [...longer.holidays, '2027-01-05', '2027-01-06'] };
    expect((await publish(2027, further)).body.recount).toMatchObject({ phase: 'telling' });
    const [first, ...none] = (await mails('时限变更')).slice(before);
    expect(none).toEqual([]);
    const again = { ...longer, holidays: [...longer.holidays, '2027-01-05'] };
    expect((await publish(2027, again)).body.recount).toMatchObject({ phase: 'done' });
    expect(await dueDate(transferId)).toBe(date);
    const last = (await mails('时限变更')).findLast(({ to }) => to === first?.to);
    expect(last).not.toEqual(first);
    expect(last?.text).toMatch(new RegExp(`${reference} .*\n.*\n   办理时限：.*${zh.date(String(date))}`));
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
    const once = () => local().as('recount-deadlines', () => recount(local().now(), () => true));
    const others = Promise.allSettled(Array.from({ length: 4 }, once));
    const { body } = await publish(2027, year2027);
    await others;
    // Of all transfers of this file; whoever counted which, the answer has each once.
    expect(body.recount).toMatchObject({ phase: 'done', open: 5, moved: 5, earlier: 5 });
    await advanceTo('2026-12-29T11:12:00+08:00');
    expect(await dueDate(transferId)).toBe('2027-01-06');
    const events = (await read(transferId)).body.timeline.filter(({ event }) => event === 'recounted');
    expect(events).toHaveLength(1);
    expect((await mails('时限变更')).length - before).toBe(2);
  });

  it('whose digests another run is sending waits for it', async () => {
    const { readRecount } = await import('../../functions/adapters/table/recounts.ts');
    const { settleMail, tryClaimCopy } = await import('../../functions/adapters/mail/claims.ts');
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    local().mailbox.failNext(2, { status: 500, code: 'InternalFailure' });
    expect((await publish(2027, longer)).body.recount).toMatchObject({ phase: 'telling', moved: 5 });
    const { id = '' } = (await readRecount()) ?? {};
    const key = keys.digest(id, 'public-security@371402.example');
    const claimed = await tryClaimCopy({ key, facts: {}, now: local().now() }, 'another run');
    if (!claimed) throw new Error('the digest was claimed already');
    const before = (await mails('时限变更')).length;
    const waiting = publish(2027, longer);
    // The other digest is out: this run has come to the one that it may not send.
    await expect.poll(async () => (await mails('时限变更')).length).toBe(before + 1);
    await settleMail(claimed.claim, 'sent');
    expect((await waiting).body.recount).toMatchObject({ phase: 'done', moved: 5 });
  });

  it('that is broken off behind what it has moved counts that all the same', async () => {
    const denied = {
      kind: 'refuse',
      status: 400,
      type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException',
    } as const;
    // The first keeps that the recount begins, the second how far it has come.
    dynamoDb?.fail('PutItem', { kind: 'pass' });
    dynamoDb?.fail('PutItem', denied);
    expect((await publish(2027, year2027)).body.recount).toMatchObject({ phase: 'counting', moved: 0 });
    expect((await publish(2027, year2027)).body.recount).toMatchObject({ phase: 'done', moved: 5, earlier: 5 });
  });
});

describe('a withdrawal', () => {
  const withdraw = (headers = {}) =>
    send<Recounted>('DELETE', '/v1/calendar/2027', undefined, { as: 'operator', role: 'operator', headers });

  it('that is broken off before anything was counted again is taken up by the schedule, and asked again withdraws no more', async () => {
    const { transferId } = await open();
    await publish(2027, longer);
    const before = await dueDate(transferId);
    const headers = { 'idempotency-key': 'withdraw' };
    dynamoDb?.fail('TransactWriteItems', { kind: 'lose-answer' });
    dynamoDb?.fail('PutItem', {
      ...{ kind: 'refuse', status: 400, type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException' },
    });
    const { status, body } = await withdraw(headers);
    expect([status, await dueDate(transferId)]).toEqual([200, before]);
    await advanceTo('2026-12-29T11:42:00+08:00');
    expect(await dueDate(transferId)).toBe('2027-01-06');
    expect((await withdraw(headers)).body).toMatchObject({ version: body.version, recount: { phase: 'done' } });
    expect(await dueDate(transferId)).toBe('2027-01-06');
  });
});
