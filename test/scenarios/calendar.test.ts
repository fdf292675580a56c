import { describe, expect, it } from 'vitest';
import { notice2027, year2027 } from '../calendar-2027.ts';
import { housing, only, police, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();
const unit = 'public-security@371402.example';

describe('a transfer dispatched before the notice of next year is out', () => {
  const { send, submit, command, read, publish, advanceTo, mails, schedulesAtRest } =
    useProvince('2026-12-29T10:00:00+08:00');
  const operator = { as: 'operator', role: 'operator' };

  /** Put in, and told to everybody: one answer waits for so much real time only; asked again, it says how far it is by now. */
  const publishAndTell = async (body: object) => {
    // A schedule’s run beside it would tell the digests as well, and this one could not say how it ended.
    await schedulesAtRest();
    let put = await publish(2027, body);
    while (put.status === 200 && put.body.recount.phase !== 'done') put = await publish(2027, body);
    return put;
  };

  it('is provisional, and counted right once the notice is put in; its people are told by one digest', async () => {
    const found = await submit({ discoveredAt: '2026-12-29T09:00:00+08:00' });
    const other = await submit({ discoveredAt: '2026-12-29T09:00:00+08:00' });
    const waiting = await submit({ discoveredAt: '2026-12-29T09:00:00+08:00', dispatch: false });
    const { transferId, duty } = only(found.body.transfers);
    expect(duty).toMatchObject({ name: 'acknowledge', dueDate: '2027-01-05', provisional: true });
    const before = (await read(transferId)).body;
    expect(before.duty?.count?.slice(-5)).toEqual([
      { date: '2027-01-01', counted: true, reason: 'working day', provisional: true },
      { date: '2027-01-02', counted: false, reason: 'weekend', provisional: true },
      { date: '2027-01-03', counted: false, reason: 'weekend', provisional: true },
      { date: '2027-01-04', counted: true, reason: 'working day', provisional: true },
      { date: '2027-01-05', counted: true, reason: 'working day', provisional: true, basis: expect.any(String) },
    ]);
    const ledger = await send<{ items: { duty: { provisional: boolean } }[] }>(
      'GET',
      '/v1/ledgers/received',
      undefined,
      {
        as: police,
      },
    );
    expect(ledger.body.items.map((item) => item.duty.provisional)).toEqual([true, true]);

    await advanceTo('2026-12-30T12:00:00+08:00');
    const put = await publishAndTell({ ...year2027, notice: notice2027 });
    expect(put).toMatchObject({
      status: 200,
      body: { published: true, recount: { phase: 'done', open: 3, moved: 3 } },
    });

    const after = (await read(transferId)).body;
    expect(after).toMatchObject({ version: before.version + 1, duty: { dueDate: '2027-01-06', provisional: false } });
    expect(after.duty?.calendar).toBe(put.body.version);
    expect(after.duty?.count).toEqual([
      { date: '2026-12-29', counted: false, reason: 'day of start' },
      { date: '2026-12-30', counted: true, reason: 'working day' },
      { date: '2026-12-31', counted: true, reason: 'working day' },
      { date: '2027-01-01', counted: false, reason: 'holiday', name: '元旦' },
      { date: '2027-01-02', counted: false, reason: 'holiday', name: '元旦' },
      { date: '2027-01-03', counted: false, reason: 'holiday', name: '元旦' },
      { date: '2027-01-04', counted: true, reason: 'working day' },
      { date: '2027-01-05', counted: true, reason: 'working day' },
      { date: '2027-01-06', counted: true, reason: 'working day', basis: expect.any(String) },
    ]);
    expect(after.timeline.at(-1)).toMatchObject({
      event: 'recounted',
      by: 'clock',
      oldDueDate: '2027-01-05',
      newDueDate: '2027-01-06',
      calendar: put.body.version,
    });

    const digests = await mails('时限变更');
    expect(brief(digests)).toEqual(['2026-12-30T12:00 housing@371402.example', `2026-12-30T12:00 ${unit}`]);
    const toReceiver = digests.find(({ to }) => to === unit)?.text ?? '';
    expect(toReceiver).toContain(
      `. ${found.body.reference} 涉黑涉恶线索\n   应办事项：签收（德城区公安分局）\n   办理时限：由2027年1月5日（暂定）调整为2027年1月6日\n`,
    );
    expect(toReceiver).toContain(other.body.reference);
    // Not dispatched yet: its receiver knows nothing of it.
    expect(toReceiver).not.toContain(waiting.body.reference);
    expect(digests.find(({ to }) => to !== unit)?.text).toContain(waiting.body.reference);

    await command('acknowledge', only(other.body.transfers).transferId);
    await advanceTo('2027-01-07T12:00:00+08:00');
    expect(brief(await mails(found.body.reference))).toEqual([
      `2027-01-04T09:00 ${unit}`,
      `2027-01-05T09:00 ${unit}`,
      `2027-01-06T09:00 ${unit}`,
      '2027-01-07T09:00 supervisor.public-security@371402.example',
    ]);
    const escalation = (await mails(found.body.reference)).at(-1)?.text ?? '';
    expect(escalation).toContain('不计元旦（1月1日至3日）\n依据：涉黑涉恶线索排查移送机制');
  });

  it('works for a deadline that moves earlier too, and leaves its unit a while where its day has passed', async () => {
    await advanceTo('2027-02-01T10:00:00+08:00');
    const { body } = await submit({ discoveredAt: '2027-02-01T09:00:00+08:00' });
    const { transferId, duty } = only(body.transfers);
    // 02-02 to 02-04 are three days; Spring Festival; 02-13 and 02-14 are a weekend.
    expect(duty).toMatchObject({ dueDate: '2027-02-16', provisional: false });
    await advanceTo('2027-02-12T10:00:00+08:00');
    // Spring Festival as the law has it, and one make-up day left, that of National Day’s week.
    const shorter = {
      ...year2027,
      holidays: year2027.holidays.filter((date) => date < '2027-02-09' || date > '2027-02-12'),
      workdays: year2027.workdays.filter((date) => date > '2027-10-01'),
    };
    expect((await publishAndTell(shorter)).body.recount).toMatchObject({
      ...{ phase: 'done', open: 4, moved: 1, earlier: 1, later: 0, definite: 0, provisional: 0, intoPast: 1 },
    });
    const { body: after } = await read(transferId);
    expect(after.duty).toMatchObject({ dueDate: '2027-02-10' });
    await advanceTo('2027-02-12T10:30:00+08:00');
    // Reminders of days gone by are not owed; an escalation is, once the unit has had the next working day.
    expect(brief(await mails(body.reference))).toEqual([`2027-02-04T09:00 ${unit}`]);
    expect(after.duty).toMatchObject({ overdueFrom: '2027-02-16T00:00:00+08:00' });
    await advanceTo('2027-02-16T10:00:00+08:00');
    expect(brief(await mails(body.reference)).slice(1)).toEqual([
      `2027-02-15T09:00 ${unit}`,
      '2027-02-16T09:00 supervisor.public-security@371402.example',
    ]);
    await command('acknowledge', transferId);
  });

  it('leaves things as they are when the same year is put in again', async () => {
    const { body: shown, headers } = await send('GET', '/v1/calendar/2027', undefined, operator);
    const told = (await mails('时限变更')).length;
    const again = await publish(2027, shown);
    expect(again).toMatchObject({ status: 200, body: { version: shown.version, history: shown.history } });
    expect(headers.get('etag')).toBe('"2"');
    expect(shown).toMatchObject({ published: true, notice: null });
    expect(shown.history).toMatchObject([
      { revision: 1, by: { role: 'operator', sub: 'operator@operations' }, notice: notice2027 },
      { revision: 2, notice: null },
    ]);
    expect((await mails('时限变更')).length).toBe(told);
  });

  it('refuses a calendar that is wrong, and keeps the one there was', async () => {
    const { body: before } = await send('GET', '/v1/calendar/2027', undefined, operator);
    const paths = (body: Record<string, unknown>) => (body.errors as { path: string }[]).map(({ path }) => path);
    const outside = await publish(2027, { ...year2027, workdays: ['2028-01-08'] });
    expect([outside.status, paths(outside.body)]).toEqual([422, ['workdays.0']]);
    const both = await publish(2027, { ...year2027, workdays: ['2027-01-02'] });
    expect([both.status, paths(both.body)]).toEqual([422, ['workdays.0']]);
    const half = await publish(2027, { ...year2027, holidays: ['2027-01-01'] });
    expect([half.status, new Set(paths(half.body))]).toEqual([422, new Set(['holidays'])]);
    const stale = await publish(2027, year2027, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect((await send('PUT', '/v1/calendar/2027', year2027, { as: housing })).status).toBe(403);
    expect((await send('GET', '/v1/calendar/2027', undefined, { as: housing })).status).toBe(200);
    expect((await send('GET', '/v1/calendar/next', undefined, operator)).status).toBe(404);
    expect((await send('GET', '/v1/calendar/2027', undefined, operator)).body).toEqual(before);
  });
});
