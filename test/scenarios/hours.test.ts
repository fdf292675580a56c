import { describe, expect, it } from 'vitest';
import { only, useProvince } from '../province.ts';

/** A window in hours beside office hours: it lives at any hour, and to the hour (domain.md, "Counting", "Life of a transfer"). */

describe('a window in hours of a province with office hours', () => {
  const { local, send, submit, read, advanceTo, everyMail, schedulesAtRest } = useProvince('2026-09-24T18:00:00+08:00');
  const within = (amount: number) => {
    const window = { amount, unit: 'hours', basis: '县办法〔2026〕3号' };
    return local().putSettings({
      officeHours: { from: '08:30', to: '17:30' },
      overrides: [{ windows: { dispatch: window, acknowledge: window } }],
    });
  };
  const told = async (part: string) =>
    (await everyMail(part)).map(({ to, at, subject }) => `${at.slice(5, 16)} ${/【[^】]+】/.exec(subject)} ${to}`);
  const receiver = 'public-security@371402.example';

  it('tells its receiver at once, reminds at night and escalates as it passes, on days off', async () => {
    await within(24);
    const { body } = await submit({ discoveredAt: '2026-09-24T17:50:00+08:00' });
    await local().engine.settled();
    await advanceTo('2026-09-25T19:00:00+08:00');
    expect(await told(body.reference)).toEqual([
      `09-24T18:00 【移送】 ${receiver}`,
      `09-25T06:00 【催办】 ${receiver}`,
      `09-25T12:00 【催办】 ${receiver}`,
      `09-25T18:00 【督办】 supervisor.${receiver}`,
    ]);
  });

  it('is told of a deadline that moves within its day, with both times', async () => {
    await advanceTo('2026-09-28T09:00:00+08:00');
    // Its sender has the same desk, written otherwise: one reader.
    const desk = await send(
      'PUT',
      '/v1/units/371402-housing',
      {
        ...{ name: '德城区住建局', organ: 'housing', regionCode: '371402', emails: ['Public-Security@371402.example'] },
        supervisors: [{ name: '德城区住建局分管负责人', email: 'supervisor.housing@371402.example' }],
      },
      { as: 'operator', role: 'operator' },
    );
    expect(desk.status).toBe(200);
    const { body } = await submit({ discoveredAt: '2026-09-28T08:50:00+08:00' });
    const kept = await submit({ discoveredAt: '2026-09-28T09:00:00+08:00', dispatch: false });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    await advanceTo('2026-09-28T10:00:00+08:00');
    await within(22);
    await advanceTo('2026-09-28T10:30:00+08:00');
    await schedulesAtRest();
    await advanceTo('2026-09-28T10:40:00+08:00');
    const { duty, timeline } = (await read(transferId)).body;
    expect(duty).toMatchObject({ dueDate: '2026-09-29', dueAt: expect.stringContaining('T07:00:0') });
    expect(timeline.find(({ event }) => event === 'recounted')).toMatchObject({
      oldDueAt: expect.stringMatching(/^2026-09-29T09:00:0.\+08:00$/),
      newDueAt: expect.stringMatching(/^2026-09-29T07:00:0.\+08:00$/),
    });
    const digests = await everyMail('时限变更');
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toContain(`${kept.body.reference} 涉黑涉恶线索\n   应办事项：移送`);
    expect(digests[0]?.text).toContain(
      `${body.reference} 涉黑涉恶线索\n   应办事项：签收（德城区公安分局）\n   办理时限：由2026年9月29日9时调整为2026年9月29日7时\n`,
    );
  });
});
