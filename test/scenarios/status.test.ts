import { afterAll, describe, expect, it, vi } from 'vitest';
import { schedules } from '../../infra/functions.ts';
import { year2027 } from '../calendar-2027.ts';
import { type FaultProxy, faultProxy } from '../faults/proxy.ts';
import { housing, only, police, useProvince } from '../province.ts';

let dynamoDb: FaultProxy | undefined;
const { local, send, submit, api, answered, publish, advanceTo, schedulesAtRest } = useProvince(
  '2026-10-26T10:00:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
afterAll(() => dynamoDb?.close());

const statusAs = (headers: Record<string, string> = {}) =>
  answered(api('operator', 'operator', headers).GET('/v1/status'));
const status = async () => {
  const { status: code, body } = await statusAs();
  expect(code).toBe(200);
  return body;
};

const notify = async (event: object) => {
  const { handler } = await import('../../functions/workflow/notify-milestone.ts');
  return local().as('notify-milestone', () => handler(event));
};
/** The function dies between sending a mail and noting it: five tries of the SDK, for each of those who are told. */
const diesNotifying = async (event: object, mails: number) => {
  const left = dynamoDb?.left() ?? 0;
  dynamoDb?.fail('UpdateItem', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 5 * mails);
  await expect(notify(event)).rejects.toThrow();
  expect(dynamoDb?.left()).toBe(left);
};

describe('the status', () => {
  it('is for operators alone', async () => {
    for (const role of ['clerk', 'supervisor', 'auditor'] as const) {
      const refused = await send('GET', '/v1/status', undefined, { as: police, role });
      expect([role, refused.status]).toEqual([role, 403]);
    }
    expect((await send('GET', '/v1/status', undefined, { as: police, role: 'operator' })).status).toBe(200);
  });

  it('has each schedule with its last round, and which of them is silent', async () => {
    await schedulesAtRest();
    await advanceTo('2026-10-28T10:00:00+08:00');
    // A clock that jumped runs them in the background.
    const waiting = async () => (await status()).schedules.filter(({ silent }) => silent).length;
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
    await schedulesAtRest();
    const { at, schedules: rounds } = await status();
    expect(rounds.map(({ name, everyMinutes }) => [name, everyMinutes]).sort()).toEqual(
      schedules.map(({ name, everyMinutes }) => [name, everyMinutes]).sort(),
    );
    for (const { name, lastAt, silent } of rounds) expect([name, lastAt !== null, silent]).toEqual([name, true, false]);
    const watchdog = only(rounds.filter(({ name }) => name === 'watchdog'));
    expect(watchdog.counts).toMatchObject({ revived: 0, asked: expect.any(Number) });
    expect(at).toMatch(/^2026-10-28T10:.*\+08:00$/);

    const { beat } = await import('../../functions/adapters/table/beats.ts');
    await beat('verify-records', new Date('2026-10-27T08:01:00+08:00'), { checked: 1, months: ['2026-10'] });
    await beat('recount-deadlines', new Date('2026-10-28T09:50:00+08:00'), {});
    const late = (await status()).schedules;
    expect(late.filter(({ silent }) => silent).map(({ name }) => name)).toEqual([]);
    await beat('verify-records', new Date('2026-10-27T07:59:00+08:00'), { checked: 1, months: ['2026-10'] });
    await beat('recount-deadlines', new Date('2026-10-28T09:40:00+08:00'), {});
    const silent = (await status()).schedules.filter((one) => one.silent);
    expect(silent.map(({ name, lastAt, counts }) => [name, lastAt, counts])).toEqual([
      ['recount-deadlines', '2026-10-28T09:40:00+08:00', {}],
      ['verify-records', '2026-10-27T07:59:00+08:00', { checked: 1 }],
    ]);
  });

  it('has the events on which a function failed to the end', async () => {
    expect((await status()).failures).toEqual({ waiting: 0, undelivered: 0 });
    const said = vi.spyOn(console, 'error').mockReturnValue();
    dynamoDb?.fail('Query', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 5);
    await advanceTo('2026-10-28T11:00:00+08:00');
    await schedulesAtRest();
    said.mockRestore();
    expect(dynamoDb?.left()).toBe(0);
    expect((await status()).failures).toEqual({ waiting: 1, undelivered: 0 });
  });

  it('has the addresses that take no mails, until their unit is put again', async () => {
    const { handler } = await import('../../functions/events/mark-bounced-address.ts');
    const email = 'public-security@371402.example';
    const event = {
      time: '2026-10-28T03:00:00Z',
      detail: {
        eventType: 'Bounce',
        mail: { tags: { unit: [police] } },
        bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: email.toUpperCase() }] },
      },
    };
    await local().as('mark-bounced-address', () => handler(event));
    await local().as('mark-bounced-address', () => handler({ ...event, time: '2026-10-29T03:00:00Z' }));
    expect((await status()).addresses).toEqual({
      complete: true,
      items: [
        { email, unitId: police, unitName: expect.any(String), reason: 'bounced', at: '2026-10-28T11:00:00+08:00' },
      ],
    });
    const operator = { as: 'operator', role: 'operator' };
    const unit = await send('GET', `/v1/units/${police}`, undefined, operator);
    await send('PUT', `/v1/units/${police}`, unit.body, operator);
    expect((await status()).addresses.items).toEqual([]);
  });
});

describe('mails that did not surely arrive', () => {
  const dispatched = async (different: object, as = housing) => {
    const { body } = await submit({ discoveredAt: '2026-10-28T11:00:00+08:00', ...different }, { as });
    await local().engine.settled();
    return { ...body, transferId: only(body.transfers).transferId };
  };
  const reminder = (transferId: string) => ({
    ...{ transferId, attempt: 1, milestone: { key: 'reminder-2' } },
    now: '2026-11-02T01:00:00.000Z',
  });
  const listed = async () => (await status()).mails;

  it('stand in it by ids and states, and nothing else', async () => {
    const mailbox = local().mailbox;
    mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    const { transferId } = await dispatched({});
    const elsewhere = '371403-public-security';
    const lost = await dispatched({}, '371403-land');
    await diesNotifying(reminder(lost.transferId), 1);
    await notify(reminder(lost.transferId));
    const { items, ...counts } = await listed();
    expect(counts).toEqual({ refused: 1, uncertain: 1, complete: true });
    const about = { unitName: expect.any(String), as: 'unit' };
    const notice = {
      transferId,
      unitId: police,
      ...about,
      duty: 'notice',
      milestone: expect.stringMatching(/^dispatched/),
    };
    expect(items).toEqual([
      {
        ...{ transferId: lost.transferId, unitId: elsewhere, ...about, duty: 'acknowledge', milestone: 'reminder-2' },
        ...{ state: 'uncertain', at: '2026-11-02T09:00:00+08:00' },
      },
      { ...notice, state: 'refused', at: expect.stringMatching(/^2026-10-28T11:/) },
    ]);
  });

  it('leave it when the transfer gets a new workflow', async () => {
    const [, { transferId } = { transferId: '' }] = (await listed()).items;
    const operator = { as: 'operator', role: 'operator' };
    expect((await send('POST', '/v1/workflows/restart', { transferId }, operator)).status).toBe(202);
    expect(await listed()).toMatchObject({ refused: 0, uncertain: 1 });
  });

  it('leave it when a second copy went out', async () => {
    const before = (await listed()).items.length;
    const { transferId } = await dispatched({}, '371402-transport');
    const event = { ...reminder(transferId), milestone: { key: 'escalation-1' }, now: '2026-11-05T01:00:00.000Z' };
    await diesNotifying(event, 2);
    const of = async () => (await listed()).items.filter((one) => one.transferId === transferId);
    await notify(event);
    await notify(event);
    expect(await of()).toEqual([]);
    expect((await listed()).items).toHaveLength(before);
  });

  it('are not there, and count for nothing, to an operator whom the clue names', async () => {
    const unlucky = { sub: 'opaque', name: '李某甲', email: 'li@operations.example' };
    const headers = { authorization: `Bearer ${await local().token(undefined, 'operator', unlucky)}` };
    const seen = async () => (await statusAs(headers)).body.mails;
    const before = await seen();
    expect(before).toEqual(await listed());
    local().mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    await dispatched({ recuse: [unlucky.email] }, '371402-water');
    expect((await listed()).refused).toBe(before.refused + 1);
    expect(await seen()).toEqual(before);
  });

  it('leave it after a month', async () => {
    const { addAstray } = await import('../../functions/adapters/table/astray.ts');
    const of = async () => (await listed()).items.filter(({ as }) => as === 'operator').map(({ at }) => at);
    for (const [sk, at] of [
      ['old', '2026-09-27T02:00:00.000Z'],
      ['recent', '2026-09-29T02:00:00.000Z'],
    ] as const) {
      await addAstray({ pk: 'CALENDAR', sk }, { at, as: 'operator' }, 'refused');
    }
    expect(await of()).toEqual(['2026-09-29T10:00:00+08:00']);
  });
});

describe('the calendar in the status', () => {
  it('says which year is missing, and from which day on deadlines are provisional', async () => {
    const { calendar: before } = await status();
    expect(before).toMatchObject({ missing: [], missingNextYear: 2027, provisionalFrom: '2027-01-01' });
    // From then on it is asked for.
    await advanceTo('2026-11-01T00:01:00+08:00');
    const { calendar } = await status();
    expect(calendar).toMatchObject({ missing: [2027], missingNextYear: 2027, provisionalFrom: '2027-01-01' });
    expect(calendar.years).toEqual(expect.arrayContaining([2018, 2026]));
    await publish(2027, year2027);
    const after = (await status()).calendar;
    expect(after).toMatchObject({ missing: [], missingNextYear: null, provisionalFrom: '2028-01-01' });
    expect(after.years.at(-1)).toBe(2027);
  });
});
