import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { only, police, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

/** Commands and the workflow at the same time: whatever came first, the workflow acts on what is there, without the watchdog. */

let dynamoDb: FaultProxy | undefined;
const { local, submit, command, read, advanceTo, mails } = useProvince(
  '2026-09-24T10:00:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
const proxy = (): FaultProxy => {
  if (!dynamoDb) throw new Error('the proxy does not run');
  return dynamoDb;
};
afterEach(() => expect(proxy().left()).toBe(0));
afterAll(() => dynamoDb?.close());

const waiting = async () => {
  const { body } = await submit({ discoveredAt: local().now().toISOString() });
  const { transferId } = only(body.transfers);
  await local().engine.settled();
  return { transferId, reference: body.reference };
};
const taskOf = async (transferId: string) =>
  (await import('../../functions/adapters/table/waiting.ts')).taskOf(transferId);
const storedOf = async (transferId: string) =>
  (await import('../../functions/adapters/table/transfers.ts')).getTransfer(transferId);
const awaits = async (event: object) => {
  const { handler } = await import('../../functions/workflow/await-milestone.ts');
  await local().as('await-milestone', () => handler(event));
  await local().engine.settled();
};
const execution = (transferId: string) =>
  local()
    .engine.list()
    .filter(({ name }) => name.startsWith(transferId));
const entered = (transferId: string) =>
  local()
    .engine.history(execution(transferId)[0]?.arn ?? '')
    .flatMap(({ type, state }) => (type.endsWith('Entered') ? [state] : []));
const sendBack = (transferId: string) =>
  command('return', transferId, { reason: 'incomplete', note: '缺少地点' }, { as: police });
const told = async (reference: string) => (await mails(reference)).map(({ subject }) => subject.slice(1, 3));

/** The event of a task that waits, as the machine sends it. */
const eventOf = async (transferId: string, different: object = {}) => {
  const { transfer, wakeAt } = await storedOf(transferId);
  const { readCalendar } = await import('../../functions/adapters/table/calendar.ts');
  const now = local().now();
  return {
    ...{ transferId, attempt: 1, version: transfer.version, calendar: (await readCalendar()).version },
    milestone: { key: 'm', at: String(wakeAt) },
    waitSeconds: Math.ceil((Date.parse(String(wakeAt)) - now.getTime()) / 1000),
    now: now.toISOString(),
    token: 'of a test',
    ...different,
  };
};

describe('a command', () => {
  it('before which another task began to wait wakes that one', async () => {
    const { transferId, reference } = await waiting();
    const before = await taskOf(transferId);
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy().fail('TransactWriteItems', { kind: 'hold', until: promise });
    const met = proxy().allMet();
    const answer = sendBack(transferId);
    await met;
    // The task that the command has read is woken by somebody else, and another waits by the time at which it is written.
    local().engine.sendTaskSuccess(before?.token ?? '', '{}');
    await local().engine.settled();
    expect(await taskOf(transferId)).not.toEqual(before);
    resolve();
    expect((await answer).status).toBe(200);
    await local().engine.settled();
    expect(await told(reference)).toEqual(['退回']);
  });

  it('that is written after the workflow has told, and before it waits, is looked at as it begins to wait', async () => {
    const { transferId, reference } = await waiting();
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy().fail('PutItem', { kind: 'hold', until: promise }, 1, 0, 'TASK#');
    const met = proxy().allMet();
    local().engine.sendTaskSuccess((await taskOf(transferId))?.token ?? '', '{}');
    await met;
    expect((await sendBack(transferId)).status).toBe(200);
    expect(await told(reference)).toEqual([]);
    resolve();
    await local().engine.settled();
    expect(await told(reference)).toEqual(['退回']);
  });

  it('that came while the workflow began to look is told of as it was read, not a second later', async () => {
    const { transferId, reference } = await waiting();
    const before = local().now();
    local().engine.stop(execution(transferId)[0]?.arn ?? '');
    await advanceTo(new Date(before.getTime() + 30_000).toISOString());
    await local().engine.settled();
    const { transfer } = await storedOf(transferId);
    const { handler } = await import('../../functions/workflow/notify-milestone.ts');
    for (const one of execution(transferId)) if (one.status === 'RUNNING') local().engine.stop(one.arn);
    expect((await sendBack(transferId)).status).toBe(200);
    const { attempt } = (await storedOf(transferId)).transfer;
    expect(attempt).toBeGreaterThanOrEqual(transfer.attempt);
    const event = { transferId, attempt, now: before.toISOString() };
    const plan = await local().as('notify-milestone', () => handler(event));
    expect(await told(reference)).toEqual(['退回']);
    expect(plan).toMatchObject({ milestone: { key: expect.not.stringMatching('returned') } });
  });

  it('after which nothing is owed ends the workflow without another look', async () => {
    const { transferId } = await waiting();
    expect((await command('recall', transferId, { reason: '误报' }, { as: '371402-housing' })).status).toBe(200);
    await local().engine.settled();
    expect(execution(transferId).map(({ status }) => status)).toEqual(['SUCCEEDED']);
    expect(entered(transferId).at(-1)).toBe('Done');
  });
});

describe('a command of which nobody is to be told', () => {
  it('says by itself when the workflow acts next, which has nothing to write then', async () => {
    const { transferId } = await waiting();
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy().fail('PutItem', { kind: 'hold', until: promise }, 1, 0, 'TASK#');
    const met = proxy().allMet();
    expect((await command('acknowledge', transferId)).status).toBe(200);
    await met;
    const { transfer, revision, wakeAt } = await storedOf(transferId);
    expect(transfer.duty?.name).toBe('feedback');
    const { body } = await read(transferId);
    const next = body.milestones.find(({ at }) => Date.parse(at) > local().now().getTime());
    expect(Date.parse(String(wakeAt))).toBe(Date.parse(String(next?.at)));
    resolve();
    await local().engine.settled();
    expect(await storedOf(transferId)).toMatchObject({ revision, wakeAt });
  });

  it('costs nothing where its signal is lost: the workflow looks at its old milestone, and waits for the new one', async () => {
    const { transferId, reference } = await waiting();
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { putItem } = await import('../../functions/adapters/table/table.ts');
    // As though the signal never came: a token by which nothing waits.
    const since = local().now().toISOString();
    await putItem({ ...keys.task(transferId), transferId, attempt: 1, since, token: 'lost' });
    expect((await command('acknowledge', transferId)).status).toBe(200);
    await local().engine.settled();
    const { wakeAt } = await storedOf(transferId);
    await advanceTo(new Date(Date.parse(String(wakeAt)) + 60_000).toISOString());
    await local().engine.settled();
    expect(await told(reference)).toEqual(['催办']);
  });
});

describe('a task', () => {
  it('that comes late changes nothing of the one that waits', async () => {
    const { transferId } = await waiting();
    const task = await taskOf(transferId);
    const earlier = new Date(local().now().getTime() - 60_000).toISOString();
    await awaits(await eventOf(transferId, { now: earlier }));
    expect(await taskOf(transferId)).toEqual(task);
  });

  it('of an attempt before changes nothing of the one that waits', async () => {
    const { transferId } = await waiting();
    const task = await taskOf(transferId);
    const later = new Date(local().now().getTime() + 60_000).toISOString();
    await awaits(await eventOf(transferId, { attempt: 0, now: later }));
    expect(await taskOf(transferId)).toEqual(task);
  });

  it('that would wait for longer than until its milestone sends the workflow back', async () => {
    const { transferId } = await waiting();
    const looks = entered(transferId).length;
    const { token } = (await taskOf(transferId)) ?? {};
    const { waitSeconds, ...event } = await eventOf(transferId, { token });
    await awaits({ ...event, waitSeconds });
    expect(entered(transferId)).toHaveLength(looks);
    await awaits({ ...event, waitSeconds: waitSeconds + 300 });
    expect(entered(transferId).slice(looks)).toEqual(['Tell', 'Await']);
  });

  it('that a release before left on the record itself is woken there', async () => {
    const { transferId } = await waiting();
    const { token } = (await taskOf(transferId)) ?? {};
    const { table, tableName, changeItem } = await import('../../functions/adapters/table/table.ts');
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { DeleteCommand, GetCommand } = await import('@aws-sdk/lib-dynamodb');
    await table.send(new DeleteCommand({ TableName: tableName(), Key: keys.task(transferId) }));
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: keys.transfer(transferId) }));
    await changeItem(Item ?? {}, { token, revision: Number(Item?.revision) + 1 }, {});
    const looks = entered(transferId).length;
    expect((await command('acknowledge', transferId)).status).toBe(200);
    await local().engine.settled();
    expect(entered(transferId).slice(looks)).toEqual(['Tell', 'Await']);
    expect((await storedOf(transferId)).token).toBeNull();
    expect((await read(transferId)).status).toBe(200);
  });
});
