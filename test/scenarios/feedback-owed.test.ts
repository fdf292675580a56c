import { describe, expect, it } from 'vitest';
import { only, police, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();

describe('feedback that is owed', () => {
  const { send, submit, command, advanceTo, mails } = useProvince('2026-12-31T10:30:00+08:00');

  it('is reminded of and escalated, provisionally where the year has no notice yet', async () => {
    const { body } = await submit({ discoveredAt: '2026-12-31T10:00:00+08:00' });
    const { transferId } = only(body.transfers);
    const { body: acknowledged } = await command('acknowledge', transferId);
    expect(acknowledged.duty).toMatchObject({ name: 'feedback', dueDate: '2027-01-28', provisional: true });
    await advanceTo('2027-02-04T12:00:00+08:00');
    expect(brief(await mails(body.reference))).toEqual([
      '2027-01-26T09:00 public-security@371402.example',
      '2027-01-27T09:00 public-security@371402.example',
      '2027-01-28T09:00 public-security@371402.example',
      '2027-01-29T09:00 supervisor.public-security@371402.example',
      '2027-02-02T09:00 leading-group-office@371402.example',
      '2027-02-04T09:00 leading-group-office@371400.example',
      '2027-02-04T09:00 leading-group-office@371402.example',
    ]);
    expect((await mails(body.reference))[0]?.text).toContain('暂定');
    const overdue = await send<{ items: { transferId: string }[] }>(
      'GET',
      '/v1/ledgers/received?overdue=true',
      undefined,
      {
        as: police,
      },
    );
    expect(overdue.body.items.map((item) => item.transferId)).toEqual([transferId]);
  });
});
