import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { housing, only, police, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let stepFunctions: FaultProxy | undefined;
let dynamoDb: FaultProxy | undefined;
const { local, send, submit, command, read, advanceTo, mails } = useProvince(
  '2026-09-17T10:01:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
const proxy = (): FaultProxy => {
  if (!stepFunctions) throw new Error('the proxy does not run');
  return stepFunctions;
};

/** In between from the first call on: the functions read the endpoint when they first start a workflow. */
beforeEach(async () => {
  stepFunctions ??= await faultProxy(local().endpoints.stepFunctions);
  process.env.AWS_ENDPOINT_URL_SFN = stepFunctions.url;
});
afterAll(async () => {
  await stepFunctions?.close();
  await dynamoDb?.close();
});

const executions = (transferId: string, status?: string) =>
  local()
    .engine.list(status)
    .filter(({ name }) => name.startsWith(transferId));
const dates = async (reference: string) => (await mails(reference)).map(({ at }) => at.slice(0, 16)).sort();

/** One round of the watchdog, which is every fifteen minutes, and not a second more. */
const oneRound = async () => advanceTo(new Date(local().now().getTime() + 15 * 60_000).toISOString());

/** Due on 09-23: reminders on 09-21, 09-22 and 09-23. */
const expected = ['2026-09-21T09:00', '2026-09-22T09:00', '2026-09-23T09:00'];

describe('an execution', () => {
  it('stopped by hand while it waits is replaced within one round, and no mail is lost or doubled', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T10:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    local().engine.stop(only(executions(transferId)).arn);
    await oneRound();
    expect(only(executions(transferId, 'RUNNING')).name).toBe(`${transferId}-2`);
    await advanceTo('2026-09-23T12:00:00+08:00');
    expect(await dates(body.reference)).toEqual(expected);
    await command('acknowledge', transferId);
  });

  it('that failed by a thrown error is replaced within one round, and no mail is lost or doubled', async () => {
    // The function that leaves the token fails at every try; nobody is told of anything before.
    await local().engine.settled();
    dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 400, type: 'AccessDeniedException' }, 7);
    const { body } = await submit({ discoveredAt: '2026-09-23T12:00:00+08:00', dispatch: false });
    const { transferId } = only(body.transfers);
    await oneRound();
    expect(dynamoDb?.left()).toBe(0);
    expect(only(executions(transferId, 'FAILED')).error).toBe('TimingFailed');
    expect(only(executions(transferId, 'RUNNING')).name).toBe(`${transferId}-2`);
    expect((await read(transferId)).body.timeline.map(({ event }) => event)).toContain('alarmed');
    await advanceTo('2026-10-09T12:00:00+08:00');
    // Due on 10-08: the 25th to the 27th and the first week of October are off.
    expect(await dates(body.reference)).toEqual([
      '2026-09-29T09:00',
      '2026-09-30T09:00',
      '2026-10-08T09:00',
      '2026-10-09T09:00',
    ]);
    await command('withdraw', transferId, { reason: '重复' }, { as: housing });
  });

  it('whose start was lost is started within one round, under the same name, and no mail is lost or doubled', async () => {
    proxy().fail('StartExecution', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    const { body } = await submit({ discoveredAt: '2026-10-09T12:00:00+08:00' });
    const { transferId } = only(body.transfers);
    expect(executions(transferId)).toEqual([]);
    await oneRound();
    expect(executions(transferId, 'RUNNING')).toHaveLength(1);
    await advanceTo('2026-10-16T12:00:00+08:00');
    expect(await dates(body.reference)).toEqual([
      '2026-10-13T09:00',
      '2026-10-14T09:00',
      '2026-10-15T09:00',
      '2026-10-16T09:00',
    ]);
    await command('acknowledge', transferId);
  });

  it('whose start was answered too late is not started twice', async () => {
    proxy().fail('StartExecution', { kind: 'lose-answer' });
    const { body } = await submit({ discoveredAt: '2026-10-16T12:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await oneRound();
    expect(executions(transferId)).toHaveLength(1);
    await command('acknowledge', transferId);
  });
});

describe('a watchdog', () => {
  it('leaves alone what runs, and what owes nothing', async () => {
    const { body } = await submit({ discoveredAt: '2026-10-16T12:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await command('acknowledge', transferId);
    await oneRound();
    await oneRound();
    expect(executions(transferId)).toHaveLength(1);
    await command('feedback', transferId, { final: true, outcome: '已立案' });
    await oneRound();
    expect(executions(transferId).map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });

  it('leaves alone a duty of which nobody is left to tell, and its workflow waits on', async () => {
    const { escalation, reminders } = await local().settings();
    await local().putSettings({ escalation: [{ after: 1, to: ['supervisors'] }], reminders: [] });
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    await local().putSettings({ escalation, reminders });
    const { transferId } = only(body.transfers);
    const { dueDate = '' } = only(body.transfers).duty ?? {};
    await advanceTo(new Date(Date.parse(`${dueDate}T12:00:00+08:00`) + 7 * 86_400_000).toISOString());
    expect(await dates(body.reference)).toHaveLength(1);
    expect(executions(transferId).map(({ name, status }) => [name, status])).toEqual([[`${transferId}-1`, 'RUNNING']]);
    await command('acknowledge', transferId);
  });
});

describe('an operator', () => {
  const restart = (transferId: string, as = 'operator', role = 'operator') =>
    send('POST', '/v1/workflows/restart', { transferId }, { as, role });

  it('restarts the workflow of one transfer, which stands on the record and tells nothing of it', async () => {
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    expect(await restart(transferId)).toMatchObject({ status: 202, body: { transferId, attempt: 2 } });
    await local().engine.settled();
    expect(executions(transferId, 'RUNNING').map(({ name }) => name)).toContain(`${transferId}-2`);
    expect((await read(transferId)).body.timeline.at(-1)).toMatchObject({
      event: 'workflow-restarted',
      by: { role: 'operator' },
    });
    expect((await restart(transferId, police, 'supervisor')).status).toBe(403);
    expect((await restart('00000000-0000-4000-8000-000000000000')).status).toBe(404);
    await command('acknowledge', transferId);
    await command('feedback', transferId, { final: true, outcome: '已立案' });
    // Until its sender was told, there is something left to do.
    await local().engine.settled();
    expect((await restart(transferId)).status).toBe(409);
  });
});
