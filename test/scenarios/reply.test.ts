import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultProxy, faultProxy } from '../faults/proxy.ts';
import { discipline, housing, only, police, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();

interface Reply extends Record<string, unknown> {
  replyId: string;
  status: string;
  duty: { name: string; dueDate: string } | null;
}

describe('a report under the reporter’s own name', () => {
  const { local, send, submit, command, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');
  const reporter = { anonymous: false, name: '赵某', phone: '13800000000' };
  const note = '已电话告知举报人线索已受理';
  const tell = (clueId: string, kind: string, as = housing) =>
    send<Reply>('POST', `/v1/clues/${clueId}/reply`, { kind, note }, { as });
  const replyOf = async (clueId: string) =>
    (await send<{ reply: Reply | null }>('GET', `/v1/clues/${clueId}`, undefined, { as: housing })).body.reply;

  /** In between from the first call on: the functions read the endpoint when they first start a workflow. */
  let stepFunctions: FaultProxy | undefined;
  beforeAll(async () => {
    stepFunctions = await faultProxy(local().endpoints.stepFunctions);
    process.env.AWS_ENDPOINT_URL_SFN = stepFunctions.url;
  });
  afterAll(() => stepFunctions?.close());

  /** Stops it, and loses the start of the one that should take its place. */
  const stopWorkflow = async (clueId: string): Promise<void> => {
    await local().engine.settled();
    stepFunctions?.fail('StartExecution', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    const { replyId } = (await replyOf(clueId)) ?? { replyId: '' };
    const { arn = '' } =
      local()
        .engine.list('RUNNING')
        .find(({ name }) => name.startsWith(replyId)) ?? {};
    local().engine.stop(arn);
    await local().engine.settled();
    expect(stepFunctions?.left()).toBe(0);
  };

  it('gets one answer, timed as a transfer is: acceptance, then the outcome when every transfer has ended', async () => {
    const { body } = await submit({
      discoveredAt: '2026-09-17T09:00:00+08:00',
      kinds: ['organised-crime', 'misconduct'],
      reporter,
    });
    const { clueId, reference } = body;
    expect(body.reply).toMatchObject({
      status: 'owed-acceptance',
      duty: { name: 'acceptance', dueDate: '2026-10-14' },
    });
    const [crime = '', misconduct = ''] = body.transfers.map(({ transferId }) => transferId);
    await command('acknowledge', crime);
    await command('acknowledge', misconduct, {}, { as: discipline });

    expect((await tell(clueId, 'outcome')).status).toBe(409);
    expect((await tell(clueId, 'acceptance', police)).status).toBe(403);
    await advanceTo('2026-10-13T12:00:00+08:00');
    const own = async () => (await mails(reference)).filter(({ text }) => text.includes('实名举报答复'));
    expect(brief(await own())).toEqual([
      '2026-10-12T09:00 housing@371402.example',
      '2026-10-13T09:00 housing@371402.example',
    ]);
    expect((await tell(clueId, 'acceptance')).body).toMatchObject({ status: 'waiting', duty: null });
    expect((await tell(clueId, 'acceptance')).status).toBe(409);

    await command('feedback', crime, { final: true, outcome: '已立案' });
    await advanceTo('2026-10-14T12:00:00+08:00');
    expect(await replyOf(clueId)).toMatchObject({ status: 'waiting' });
    await command('feedback', misconduct, { final: true, outcome: '已处分' }, { as: discipline });
    await local().engine.settled();
    // Fifteen working days from 10-14.
    expect(await replyOf(clueId)).toMatchObject({
      status: 'owed-outcome',
      duty: { name: 'outcome', dueDate: '2026-11-04' },
    });
    await advanceTo('2026-11-05T12:00:00+08:00');
    expect(brief(await own()).slice(2)).toEqual([
      '2026-11-02T09:00 housing@371402.example',
      '2026-11-03T09:00 housing@371402.example',
      '2026-11-04T09:00 housing@371402.example',
      '2026-11-05T09:00 supervisor.housing@371402.example',
    ]);
    const done = await tell(clueId, 'outcome');
    expect(done.body).toMatchObject({ status: 'done', duty: null });
    expect((await read(crime)).body.repliedAt).toBe(done.body.repliedAt);
    await advanceTo('2026-12-01T12:00:00+08:00');
    expect(await own()).toHaveLength(6);
    for (const { text, subject } of await mails()) expect(text + subject).not.toMatch(/赵某|13800000000|电话告知/);
    const ledger = await send<{ items: { rule: string }[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing });
    expect(ledger.body.items.map(({ rule }) => rule).sort()).toEqual(['misconduct', 'organised-crime']);
  });

  it('that names nobody, or a clue that stays with its unit, is answered as it is', async () => {
    const anonymous = await submit({ discoveredAt: local().now().toISOString() });
    expect((await tell(anonymous.body.clueId, 'acceptance')).status).toBe(409);
    const own = await submit({ discoveredAt: local().now().toISOString(), reporter }, { as: police });
    expect(own.body).toMatchObject({ transfers: [], reply: { status: 'owed-acceptance' } });
    expect((await tell(own.body.clueId, 'acceptance', police)).body).toMatchObject({ status: 'waiting' });
    expect((await tell(own.body.clueId, 'outcome', police)).body).toMatchObject({ status: 'done' });
  });

  it('may be told the outcome as soon as the last transfer was withdrawn', async () => {
    const { body } = await submit({ discoveredAt: local().now().toISOString(), reporter, dispatch: false });
    await tell(body.clueId, 'acceptance');
    // Its workflow has not looked yet.
    await stopWorkflow(body.clueId);
    await command('withdraw', only(body.transfers).transferId, { reason: '重复' }, { as: housing });
    expect(await tell(body.clueId, 'outcome')).toMatchObject({ status: 200, body: { status: 'done' } });
  });

  it('whose signal is lost is found by the watchdog, and waits no longer than that', async () => {
    const { body } = await submit({ discoveredAt: local().now().toISOString(), reporter });
    const { transferId } = only(body.transfers);
    await tell(body.clueId, 'acceptance');
    await command('acknowledge', transferId);
    await stopWorkflow(body.clueId);
    await command('feedback', transferId, { final: true, outcome: '已办结' });
    await advanceTo(new Date(local().now().getTime() + 30 * 60_000).toISOString());
    expect(await replyOf(body.clueId)).toMatchObject({ status: 'owed-outcome' });
  });
});
