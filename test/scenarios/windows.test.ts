import { describe, expect, it } from 'vitest';
import { only, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();
const unit = 'public-security@371402.example';

describe('changed windows of the province', () => {
  const { local, submit, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

  it('count every open deadline again on the next run of the schedule, and tell the units', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
    const { transferId, duty } = only(body.transfers);
    expect(duty?.dueDate).toBe('2026-09-23');
    await local().engine.settled();
    const { windows } = await local().settings();
    await local().putSettings({ windows: { ...windows, acknowledge: 3 } });
    await advanceTo('2026-09-17T10:10:00+08:00');
    expect((await read(transferId)).body.duty).toMatchObject({ dueDate: '2026-09-21' });
    expect(brief(await mails('时限变更'))).toHaveLength(2);
    await advanceTo('2026-09-21T10:00:00+08:00');
    // The 20th is a make-up Sunday.
    expect(brief(await mails(body.reference))).toEqual([
      `2026-09-18T09:00 ${unit}`,
      `2026-09-20T09:00 ${unit}`,
      `2026-09-21T09:00 ${unit}`,
    ]);
  });
});
