import { describe, expect, it } from 'vitest';
import { type Day, dayMark, dayReason } from '../../functions/console/pages/transfer/day-words.ts';

const day = (hours: number): Day => ({ date: '2026-09-22', counted: true, reason: 'hours', hours });

describe('a day of a window in hours', () => {
  it.each([
    [13.9667, '14小时', '计入13小时58分', '13 hours 58 minutes counted'],
    [24, '24小时', '计入24小时', '24 hours counted'],
    [1, '1小时', '计入1小时', '1 hour counted'],
    [0.0167, '<1小时', '计入1分钟', '1 minute counted'],
  ])('that counts %d of them says so in hours and minutes, and not as a time of day', (hours, mark, zh, en) => {
    expect(dayMark(day(hours), 1).zh).toBe(mark);
    expect(dayReason(day(hours), 1)).toEqual({ zh, en });
  });
});
