import { describe, expect, it } from 'vitest';
import { units } from '../../infra/local/seed.ts';
import { discipline, only, police, useProvince } from '../province.ts';

describe('a clue out of the ordinary', () => {
  const { submit, read, command, advanceTo, mails, everyMail } = useProvince('2026-09-24T10:00:00+08:00');

  it('is accepted late, marked so, and the sender’s supervisors are told at once', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-01' });
    const { transferId, ...transfer } = only(body.transfers);
    expect(transfer).toMatchObject({ late: true, status: 'dispatched' });
    await advanceTo('2026-09-24T10:30:00+08:00');
    expect((await mails(body.reference)).map(({ to }) => to)).toEqual(['supervisor.housing@371402.example']);
    await command('acknowledge', transferId);
    expect((await read(transferId)).body.timeline.map(({ event }) => event)).toContain('told-late');
  });

  it('makes no transfer where an organ would hand it to itself', async () => {
    const own = await submit({}, { as: police });
    expect(own).toMatchObject({ status: 201, body: { transfers: [] } });
    const both = await submit({ kinds: ['organised-crime', 'misconduct'] }, { as: police });
    expect(only(both.body.transfers)).toMatchObject({ rule: 'misconduct', from: police, to: discipline });
  });

  it('is neither mailed nor shown to those it names', async () => {
    const { body } = await submit({
      kinds: ['misconduct'],
      subjects: [{ name: '371402-leading-group-office', kind: 'unit' }],
      recuse: ['supervisor.discipline-inspection@371402.example'],
    });
    const { transferId } = only(body.transfers);
    const office = await read(transferId, '371402-leading-group-office');
    expect(office.status).toBe(404);
    await advanceTo('2026-10-30T12:00:00+08:00');
    const told = new Set((await mails(body.reference)).map(({ to }) => to));
    // The county's office is named: the prefecture's hears in its place, and above that the province's.
    const offices = ['leading-group-office@371400.example', 'leading-group-office@370000.example'];
    expect(told).toEqual(new Set(['discipline-inspection@371402.example', ...offices]));
    // Nor does a mail name it as somebody to call, or in its name.
    const county = units.find(({ unitId }) => unitId === '371402-leading-group-office');
    const all = await everyMail(body.reference);
    expect(all.length).toBeGreaterThan(4);
    for (const { subject, text, html } of all) {
      for (const said of [county?.name, county?.phone]) expect(`${subject}${text}${html}`).not.toContain(said);
    }
    const dispatch = only(all.filter(({ subject }) => subject.startsWith('【移送】')));
    expect(dispatch.text).toMatch(/督办单位：德州市扫黑办，电话：0534-2100\d{3}\n/);
    // It is reminded together with a clue that the county's office may hear of: no office at all is named there.
    const [reminder] = await mails(body.reference);
    expect(reminder?.text).toContain('有2件线索移送事项待办');
    expect(reminder?.text).not.toContain('扫黑办');
  });
});
