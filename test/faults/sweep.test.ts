import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { only, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
let stepFunctions: FaultProxy | undefined;
const { local, submit, command, advanceTo } = useProvince('2026-09-17T10:01:00+08:00', async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});

/** In between from the first call on: the functions read the endpoint when they first start a workflow. */
beforeEach(async () => {
  stepFunctions ??= await faultProxy(local().endpoints.stepFunctions);
  process.env.AWS_ENDPOINT_URL_SFN = stepFunctions.url;
});
afterAll(async () => {
  await stepFunctions?.close();
  await dynamoDb?.close();
});

const refused = { kind: 'refuse', status: 400, type: 'AccessDeniedException' } as const;
const minute = 60_000;
const almostADay = 1_000 - 24 * 60 * minute;
const at = (milliseconds: number) => new Date(local().now().getTime() + milliseconds).toISOString();

/** A round of the watchdog that was due then, from the virtual time on. */
const round = async (time = at(0)) => {
  const { handler } = await import('../../functions/schedules/watchdog.ts');
  const done = await local().as('watchdog', () => handler({ time }));
  await local().engine.settled();
  return done as { overdue: number; asked: number; revived: number };
};

/** As if the daily round had come so far; null: as if there had been none. */
const sweptUntil = async (until: string | null) => {
  const { saveSwept } = await import('../../functions/adapters/table/sweeps.ts');
  await saveSwept({ until: until ?? at(-48 * 60 * minute), after: null });
};
const swept = async () => (await import('../../functions/adapters/table/sweeps.ts')).readSwept();

const names = (transferId: string, status?: string) =>
  local()
    .engine.list(status)
    .map(({ name }) => name)
    .filter((name) => name.startsWith(transferId));

const waiting = async () => {
  const { body } = await submit({ discoveredAt: local().now().toISOString() });
  await local().engine.settled();
  return only(body.transfers).transferId;
};

/** Ends an execution, and nobody hears of it: the write fails that would make it void. */
const die = async (transferId: string) => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  dynamoDb?.fail('UpdateItem', refused);
  const { arn = '' } =
    local()
      .engine.list('RUNNING')
      .find(({ name }) => name.startsWith(transferId)) ?? {};
  local().engine.stop(arn);
  await local().engine.settled();
  expect(error).toHaveBeenCalledOnce();
  error.mockRestore();
  expect(names(transferId, 'RUNNING')).toEqual([]);
};

describe('the daily round', () => {
  it('asks of what runs, and counts none of it as revived', async () => {
    const all = await Promise.all([waiting(), waiting(), waiting()]);
    await sweptUntil(null);
    const before = stepFunctions?.calls('StartExecution') ?? 0;
    expect(await round()).toEqual({ overdue: 0, asked: 3, revived: 0 });
    expect((stepFunctions?.calls('StartExecution') ?? 0) - before).toBe(3);
    expect(stepFunctions?.calls('ListExecutions')).toBe(0);
    for (const transferId of all) {
      expect(names(transferId)).toEqual([`${transferId}-1`]);
      await command('acknowledge', transferId);
    }
  });

  it('counts nothing that began while it was on its way: its event comes up to a minute late', async () => {
    const due = at(-1);
    const transferId = await waiting();
    await sweptUntil(null);
    const { asked, revived } = await round(due);
    expect(asked).toBeGreaterThan(0);
    expect(revived).toBe(0);
    expect(names(transferId)).toEqual([`${transferId}-1`]);
    await command('acknowledge', transferId);
  });

  it('revives what died unheard, counts that once, and leaves alone what it has done', async () => {
    const transferId = await waiting();
    await die(transferId);
    await sweptUntil(null);
    expect(await round()).toMatchObject({ overdue: 0, revived: 1 });
    expect(names(transferId, 'RUNNING')).toEqual([`${transferId}-2`]);
    expect(await round()).toEqual({ overdue: 0, asked: 0, revived: 0 });
    await command('acknowledge', transferId);
  });

  const exists = { kind: 'refuse', status: 400, type: 'ExecutionAlreadyExists' } as const;

  it('replaces none that runs where Step Functions refuses its name, as it may those of a former version', async () => {
    const transferId = await waiting();
    await sweptUntil(null);
    stepFunctions?.fail('StartExecution', exists, 100);
    expect(await round()).toMatchObject({ overdue: 0, revived: 0 });
    expect(stepFunctions?.left()).toBeLessThan(100);
    stepFunctions?.heal();
    expect(names(transferId)).toEqual([`${transferId}-1`]);
    await command('acknowledge', transferId);
  });

  it('replaces none of which nobody knows whether it runs, and asks again in the next round', async () => {
    const transferId = await waiting();
    await die(transferId);
    await sweptUntil(null);
    stepFunctions?.fail('DescribeExecution', refused);
    const time = at(0);
    expect(await round(time)).toMatchObject({ revived: 0 });
    expect(names(transferId, 'RUNNING')).toEqual([]);
    expect(await round(time)).toMatchObject({ revived: 1 });
    await command('acknowledge', transferId);
  });

  it('starts under its own name what should run and never did', async () => {
    stepFunctions?.fail('StartExecution', refused);
    const transferId = await waiting();
    expect(names(transferId)).toEqual([]);
    const { awaitOn } = await import('../../functions/adapters/table/waiting.ts');
    const { getTransfer } = await import('../../functions/adapters/table/transfers.ts');
    const { transfer } = await getTransfer(transferId);
    // As if an execution waited for it: the overdue net has nothing to find.
    const task = { token: 'token', since: local().now().toISOString() };
    const planned = { transferId, attempt: 1, version: transfer.version };
    expect(await awaitOn(planned, task, at(48 * 60 * minute))).toBe('waits');
    await sweptUntil(at(60 * minute));
    await advanceTo(at(2 * minute));
    await sweptUntil(null);
    expect(await round()).toMatchObject({ overdue: 0, revived: 1 });
    expect(names(transferId, 'RUNNING')).toEqual([`${transferId}-1`]);
    await command('acknowledge', transferId);
  });

  it('goes no further than Step Functions answers, and goes on from there in the next round', async () => {
    const transferId = await waiting();
    await die(transferId);
    await sweptUntil(at(almostADay));
    stepFunctions?.fail('StartExecution', refused, 25);
    const time = at(0);
    expect(await round(time)).toMatchObject({ revived: 0 });
    expect(Date.parse((await swept())?.until ?? '')).toBeLessThan(Date.parse(time));
    stepFunctions?.heal();
    expect(await round(time)).toMatchObject({ revived: 1 });
    expect(await swept()).toEqual({ until: time, after: null });
    await command('acknowledge', transferId);
  });

  it('that dies before it has kept how far it is, is gone again from there', async () => {
    const transferId = await waiting();
    await die(transferId);
    const from = at(almostADay);
    await sweptUntil(from);
    dynamoDb?.fail('PutItem', refused);
    await expect(round()).rejects.toThrow();
    expect(await swept()).toEqual({ until: from, after: null });
    await round();
    expect(names(transferId, 'RUNNING')).toHaveLength(1);
    await command('acknowledge', transferId);
  });

  it.each([
    ['longer ago than a day', -25 * 60 * minute],
    ['further ahead than a day', 25 * 60 * minute],
  ])('that is kept as %s begins anew with all that is open', async (_, from) => {
    const transferId = await waiting();
    await die(transferId);
    await sweptUntil(at(from));
    expect(await round()).toMatchObject({ revived: 1 });
    await command('acknowledge', transferId);
  });
});

describe('a lost start', () => {
  it('is made up for within 25 minutes, though the daily round does not come by', async () => {
    stepFunctions?.fail('StartExecution', refused);
    const transferId = await waiting();
    expect(names(transferId)).toEqual([]);
    await sweptUntil(at(60 * minute));
    await advanceTo(at(25 * minute));
    expect(names(transferId, 'RUNNING')).toEqual([`${transferId}-2`]);
    await command('acknowledge', transferId);
  });

  it('that is lost again is made up for by the round after', async () => {
    stepFunctions?.fail('StartExecution', refused, 2);
    const transferId = await waiting();
    await sweptUntil(at(120 * minute));
    await advanceTo(at(60 * minute));
    expect(names(transferId, 'RUNNING')).toEqual([`${transferId}-3`]);
    await command('acknowledge', transferId);
  });
});

describe('a round', () => {
  it('says in its log how much it revived, and in the first of an hour how much is overdue', async () => {
    const { logger } = await import('../../functions/adapters/log.ts');
    const said = vi.spyOn(logger, 'info').mockReturnValue();
    const transferId = await waiting();
    await die(transferId);
    await sweptUntil(null);
    await round('2026-09-17T04:15:00Z');
    await round('2026-09-17T04:30:00Z');
    await round('2026-09-17T05:00:12Z');
    const heartbeat = 'watchdog';
    const lines = said.mock.calls.flatMap(([text, more]) =>
      text === 'a schedule has done its work' && (more as object as { heartbeat: string }).heartbeat === heartbeat
        ? [more]
        : [],
    );
    said.mockRestore();
    expect(lines).toEqual([
      { heartbeat, revived: 1, asked: expect.any(Number) },
      { heartbeat, revived: 0, asked: expect.any(Number) },
      { heartbeat, revived: 0, asked: expect.any(Number), overdue: 0 },
    ]);
    await command('acknowledge', transferId);
  });
});
