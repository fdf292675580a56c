import { describe, expect, it } from 'vitest';
import { year2027 } from '../calendar-2027.ts';
import { useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();

describe('the operators', () => {
  const { publish, advanceTo, mails } = useProvince('2026-10-29T10:00:00+08:00');

  it('are asked for next year’s calendar on each working day from 1 November on, until it is in', async () => {
    await advanceTo('2026-11-04T12:00:00+08:00');
    expect(brief(await mails('【日历】2027'))).toEqual([
      '2026-11-02T09:00 operations@clues.example.cn',
      '2026-11-03T09:00 operations@clues.example.cn',
      '2026-11-04T09:00 operations@clues.example.cn',
    ]);
    await publish(2027, year2027);
    await advanceTo('2026-11-20T12:00:00+08:00');
    expect(await mails('【日历】2027')).toHaveLength(3);
  });
});
