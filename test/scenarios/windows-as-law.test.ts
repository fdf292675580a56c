import { describe, expect, it } from 'vitest';
import { useProvince } from '../province.ts';

/**
 * Windows are data of the province: a county with hours, one with calendar days, and one in which discipline inspection hands on
 * sooner than others, side by side, each explained by what it rests on (domain.md, "Windows come from somewhere").
 */

const bases = {
  hours: '《行政执法机关移送涉嫌犯罪案件的规定》（2020年）第六条',
  days: '《信访工作条例》（2022年）第二十二条',
  sooner: '县线索移送办法〔2026〕3号',
};

const overrides = [
  {
    regionCode: '371402',
    windows: { acknowledge: { amount: 24, unit: 'hours', basis: bases.hours } },
  },
  {
    regionCode: '371403',
    windows: { acknowledge: { amount: 10, unit: 'calendar-days', basis: bases.days } },
  },
  {
    regionCode: '371425',
    sender: 'discipline-inspection',
    receiver: 'public-security',
    windows: { dispatch: { amount: 3, unit: 'working-days', basis: bases.sooner } },
  },
];

interface Explained {
  duty: {
    dueDate: string;
    dueAt: string;
    window: number;
    unit: string;
    basis: string;
    count: { date: string; counted: boolean; reason: string; hours?: number; basis?: string }[];
  };
  basis: string;
}

describe('windows as law', () => {
  const { local, send, submit, advanceTo, everyMail: mails } = useProvince('2026-09-24T10:00:00+08:00');

  const explained = async (as: string, different: object) => {
    const { body } = await submit({ discoveredAt: '2026-09-24T09:00:00+08:00', ...different }, { as });
    const [transfer] = body.transfers;
    const read = await send<Explained>('GET', `/v1/transfers/${transfer?.transferId}`, undefined, { as });
    return { ...read.body, reference: body.reference };
  };

  it('differ by county, sender and receiver in one province, each with its basis', async () => {
    await local().putSettings({ overrides });

    const inHours = await explained('371402-housing', {});
    expect(inHours.duty).toMatchObject({
      unit: 'hours',
      window: 24,
      dueAt: expect.stringMatching(/^2026-09-25T10:00:/),
    });
    // The 25th is Mid-Autumn: hours run through it.
    expect(inHours.duty.count).toMatchObject([
      { date: '2026-09-24', counted: true, reason: 'hours', hours: 14 },
      { date: '2026-09-25', counted: true, reason: 'hours', hours: 10, basis: bases.hours },
    ]);

    const inDays = await explained('371403-housing', {});
    // The tenth day lies in the National Day week: it ends with the first working day after it (Civil Code, article 203).
    expect(inDays.duty).toMatchObject({ unit: 'calendar-days', window: 10, dueDate: '2026-10-08', basis: bases.days });
    expect(inDays.duty.count.filter(({ counted }) => counted)).toHaveLength(10);
    expect(inDays.duty.count.at(-1)).toMatchObject({ counted: false, reason: 'moved on', basis: bases.days });

    const sooner = await explained('371425-discipline-inspection', { dispatch: false });
    expect(sooner.duty).toMatchObject({ unit: 'working-days', window: 3, dueDate: '2026-09-30', basis: bases.sooner });
    const usual = await explained('371425-housing', { dispatch: false });
    expect(usual.duty).toMatchObject({ window: 5, dueDate: '2026-10-09' });
    expect(usual.basis).toContain('Anti-Organised Crime Law');
    expect(usual.duty.count.at(-1)?.basis).toBe(usual.basis);

    await local().engine.settled();
    await advanceTo('2026-09-25T12:00:00+08:00');
    // Of 24 hours: half, and a quarter left, at any hour; the supervisors as soon as they have passed, on a day off.
    const told = (await mails(inHours.reference)).map(({ to, at }) => `${at.slice(5, 16)} ${to}`);
    expect(told).toEqual([
      '09-24T10:00 public-security@371402.example',
      '09-24T22:00 public-security@371402.example',
      '09-25T04:00 public-security@371402.example',
      '09-25T10:00 supervisor.public-security@371402.example',
    ]);
    for (const { text } of await mails(inHours.reference)) expect(text).toContain(bases.hours);
  });
});
