import { describe, expect, it } from 'vitest';
import { year2027 } from '../calendar-2027.ts';
import { only, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();

describe('a province with office hours', () => {
  // A Saturday.
  const { local, submit, command, publish, read, advanceTo, mails, schedulesAtRest } =
    useProvince('2026-12-26T20:00:00+08:00');

  it('mails within them only: what is told at once, digests, and what an outage left behind', async () => {
    await local().putSettings({ officeHours: { from: '08:30', to: '17:30' } });
    const { body } = await submit({ discoveredAt: '2026-12-01' });
    const { transferId, late } = only(body.transfers);
    expect(late).toBe(true);
    await command('acknowledge', transferId);
    await advanceTo('2026-12-27T12:00:00+08:00');
    expect(await mails()).toEqual([]);
    await schedulesAtRest();
    const { body: put } = await publish(2027, year2027);
    expect(put.recount).toMatchObject({ phase: 'telling', moved: 1 });
    expect((await read(transferId)).body.duty?.provisional).toBe(false);
    await advanceTo('2026-12-28T12:00:00+08:00');
    expect(brief(await mails(body.reference))).toEqual(['2026-12-28T08:30 supervisor.housing@371402.example']);
    expect(brief(await mails('时限变更'))).toEqual([
      '2026-12-28T08:30 housing@371402.example',
      '2026-12-28T08:30 public-security@371402.example',
    ]);
  });
});
