import { describe, expect, it } from 'vitest';
import { useProvince } from '../province.ts';

describe('operators who put no calendar in for a year', () => {
  const { advanceTo, mails } = useProvince('2027-10-28T10:00:00+08:00');

  it('are asked for all that is missing in one mail a day', async () => {
    await advanceTo('2027-11-01T12:00:00+08:00');
    const asked = (await mails('【日历】')).map(({ at, subject }) => `${at.slice(5, 10)} ${subject}`);
    expect(asked).toEqual([
      ...['28', '29'].map((day) => `10-${day} 【日历】2027年放假通知尚未录入，跨年时限均为暂定`),
      '11-01 【日历】2027年、2028年放假通知尚未录入，跨年时限均为暂定',
    ]);
  });
});
