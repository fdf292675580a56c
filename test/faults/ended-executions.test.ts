import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { housing, only, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
let stepFunctions: FaultProxy | undefined;
const { local, submit, command, read, advanceTo, mails } = useProvince(
  '2026-09-17T10:01:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);

/** In between from the first call on: the functions read the endpoint when they first start a workflow. */
beforeEach(async () => {
  stepFunctions ??= await faultProxy(local().endpoints.stepFunctions);
  process.env.AWS_ENDPOINT_URL_SFN = stepFunctions.url;
});
afterAll(async () => {
  await stepFunctions?.close();
  await dynamoDb?.close();
});

const watchdog = async (event: unknown) => {
  const { handler } = await import('../../functions/schedules/watchdog.ts');
  const done = await local().as('watchdog', () => handler(event));
  await local().engine.settled();
  return done;
};

const hour = 3_600_000;
const ended = (name: string, status: string, { lasted = hour } = {}) => {
  const now = local().now();
  const [startDate, stopDate] = [now.getTime() - lasted, now.getTime()];
  return { time: now.toISOString(), source: 'aws.states', detail: { name, status, startDate, stopDate } };
};

const running = (transferId: string) =>
  local()
    .engine.list('RUNNING')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(transferId));

/** A transfer whose execution waits. */
const waiting = async (different: object = {}) => {
  const { body } = await submit({ discoveredAt: local().now().toISOString(), ...different });
  await local().engine.settled();
  return { transferId: only(body.transfers).transferId, reference: body.reference };
};

const stop = async (name: string) => {
  const { arn = '' } =
    local()
      .engine.list('RUNNING')
      .find((one) => one.name === name) ?? {};
  local().engine.stop(arn);
  await local().engine.settled();
};

const minutesFrom = (n: number) => new Date(local().now().getTime() + n * 60_000).toISOString();

describe('an execution that ended otherwise than in success', () => {
  it('by hand, is replaced at once', async () => {
    const { transferId } = await waiting();
    await stop(`${transferId}-1`);
    expect(running(transferId)).toEqual([`${transferId}-2`]);
    await stop(`${transferId}-2`);
    expect(running(transferId)).toEqual([`${transferId}-3`]);
    await command('acknowledge', transferId);
  });

  it('by an error after it had waited, is replaced at once, and tells each milestone once', async () => {
    const { transferId, reference } = await waiting({ discoveredAt: '2026-09-17T10:00:00+08:00' });
    await advanceTo('2026-09-18T10:00:00+08:00');
    const { taskOf } = await import('../../functions/adapters/table/waiting.ts');
    const { token } = (await taskOf(transferId)) ?? {};
    // The function that leaves the token fails at every try.
    dynamoDb?.fail('PutItem', { kind: 'refuse', status: 400, type: 'AccessDeniedException' }, 6, 0, 'TASK#');
    local().engine.sendTaskFailure(token ?? '', 'Broken', 'for a test');
    await advanceTo('2026-09-18T10:14:00+08:00');
    expect(running(transferId)).toEqual([`${transferId}-2`]);
    await advanceTo('2026-09-21T12:00:00+08:00');
    expect((await mails(reference)).map(({ at }) => at.slice(0, 16))).toEqual(['2026-09-21T09:00']);
    await command('acknowledge', transferId);
  });

  it.each(['FAILED', 'TIMED_OUT', 'ABORTED'])('%s, is replaced once, however often that is said', async (status) => {
    const { transferId } = await waiting();
    const event = ended(`${transferId}-1`, status);
    const done = await Promise.all(Array.from({ length: 5 }, () => watchdog(event)));
    expect(done.reduce((sum, { revived }) => sum + revived, 0)).toBe(1);
    expect(await watchdog(event)).toEqual({ revived: 0 });
    expect(running(transferId)).toContain(`${transferId}-2`);
    expect(running(transferId)).not.toContain(`${transferId}-3`);
    await command('acknowledge', transferId);
  });

  it('is left alone where there is a newer one', async () => {
    const { transferId } = await waiting();
    await stop(`${transferId}-1`);
    expect(await watchdog(ended(`${transferId}-1`, 'FAILED'))).toEqual({ revived: 0 });
    expect(running(transferId)).toEqual([`${transferId}-2`]);
    await command('acknowledge', transferId);
  });

  it('is left alone where nothing is owed any more, and where no transfer is meant', async () => {
    const { transferId } = await waiting({ dispatch: false });
    await command('withdraw', transferId, { reason: '重复' }, { as: housing });
    await local().engine.settled();
    for (const name of [`${transferId}-1`, '00000000-0000-4000-8000-000000000000-1', 'by-hand', transferId]) {
      expect(await watchdog(ended(name, 'FAILED'))).toEqual({ revived: 0 });
    }
    expect(running(transferId)).toEqual([]);
  });

  it('as soon as it had begun, is left to the rounds: it would do so again and again', async () => {
    const { transferId } = await waiting();
    const event = ended(`${transferId}-1`, 'FAILED', { lasted: 60_000 });
    expect(await watchdog(event)).toEqual({ revived: 0 });
    expect(running(transferId)).toEqual([`${transferId}-1`]);
    // Said again after it was replaced, it does nothing.
    await advanceTo(minutesFrom(25));
    expect(running(transferId)).toContain(`${transferId}-2`);
    expect(await watchdog(event)).toEqual({ revived: 0 });
    expect(running(transferId)).not.toContain(`${transferId}-3`);
    await command('acknowledge', transferId);
  });

  it('and whose successor is not started, gets one by the rounds', async () => {
    const { transferId } = await waiting();
    stepFunctions?.fail('StartExecution', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    await stop(`${transferId}-1`);
    expect(running(transferId)).toEqual([]);
    await advanceTo(minutesFrom(25));
    expect(running(transferId)).toHaveLength(1);
    await command('acknowledge', transferId);
  });
});

describe('a deadline', () => {
  it('is told though nobody heard that its execution died, and nobody asked since', async () => {
    const { saveSwept } = await import('../../functions/adapters/table/sweeps.ts');
    const silence = vi.spyOn(console, 'error').mockReturnValue();
    await advanceTo('2026-10-12T10:00:00+08:00');
    const { transferId, reference } = await waiting();
    dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    const round = async () => {
      // The daily round has come by just now: it asks of nothing.
      await saveSwept({ until: local().now().toISOString(), after: null });
      return watchdog({ time: local().now().toISOString() });
    };
    await stop(`${transferId}-1`);
    expect(silence).toHaveBeenCalled();
    silence.mockRestore();
    // Nobody knows of it until it should have been woken; then it is late by a round, and not silent.
    expect((await read(transferId)).body.duty?.dueDate).toBe('2026-10-19');
    expect(await round()).toMatchObject({ overdue: 0, asked: 0, revived: 0 });
    for (const next of ['2026-10-13T10:00:00+08:00', '2026-10-14T09:00:00+08:00', '2026-10-15T08:00:00+08:00']) {
      await saveSwept({ until: next, after: null });
      await advanceTo(next);
    }
    await advanceTo('2026-10-15T09:09:00+08:00');
    expect(await round()).toMatchObject({ asked: 0 });
    expect(await mails(reference)).toEqual([]);
    await advanceTo('2026-10-15T09:11:00+08:00');
    expect(await round()).toMatchObject({ overdue: 1, asked: 0, revived: 1 });
    expect((await mails(reference)).map(({ at }) => at.slice(0, 16))).toEqual(['2026-10-15T09:11']);
    await command('acknowledge', transferId);
  });
});
