import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarWith, dayOf, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { isOpen, opensAt } from '../../../../functions/domain/calendar/office-hours.ts';
import { addDays, dateIn, withOffset } from '../../../../functions/domain/calendar/time.ts';
import { settingsSchema } from '../../../../functions/domain/settings.ts';
import { settingsWith } from '../settings.ts';

const office = settingsWith({ officeHours: { from: '08:30', to: '17:30' } });
const opens = (at: string) => withOffset('Asia/Shanghai', opensAt(stateCouncil, office, new Date(at))).slice(0, 16);

describe('office hours', () => {
  it.each([
    ['within them', '2026-09-30T10:00:00+08:00', '2026-09-30T10:00'],
    ['at their beginning', '2026-09-30T08:30:00+08:00', '2026-09-30T08:30'],
    ['before them', '2026-09-30T03:00:00+08:00', '2026-09-30T08:30'],
    ['at their end, before a holiday', '2026-09-30T17:30:00+08:00', '2026-10-08T08:30'],
    ['on a holiday', '2026-10-03T10:00:00+08:00', '2026-10-08T08:30'],
    ['on a make-up Saturday', '2026-10-10T10:00:00+08:00', '2026-10-10T10:00'],
    ['on a Sunday', '2026-10-11T10:00:00+08:00', '2026-10-12T08:30'],
  ])('%s', (_, at, expected) => {
    expect(opens(at)).toBe(expected);
  });

  it('are all hours where none are set', () => {
    const at = new Date('2026-10-03T03:00:00+08:00');
    expect(opensAt(stateCouncil, settingsWith(), at)).toBe(at);
  });

  it('do not silence a province whose calendar has no working day', () => {
    const days = Array.from({ length: 1100 }, (_, n) => ({ date: addDays('2027-01-01', n), name: '节假日' }));
    const never = calendarWith([{ year: 2027, holidays: days, workdays: [] }], 1);
    const at = new Date('2027-01-01T10:00:00+08:00');
    expect(opensAt(never, office, at)).toEqual(at);
  });

  it('open at the first open instant, never earlier than asked for', () => {
    const instant = fc.date({ min: new Date('2018-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (at) => {
        const found = opensAt(stateCouncil, office, at);
        expect(found >= at).toBe(true);
        expect(isOpen(stateCouncil, office, found)).toBe(true);
        expect(isOpen(stateCouncil, office, at)).toBe(found.getTime() === at.getTime());
        expect(dayOf(stateCouncil, dateIn('Asia/Shanghai', found)).works).toBe(true);
      }),
    );
  });

  it('hold the hour of the milestones', () => {
    const wrong = { ...office, mailAt: '18:00' };
    expect(settingsSchema.safeParse(wrong).error?.issues[0]).toMatchObject({ path: ['mailAt'] });
    expect(settingsSchema.safeParse({ ...office, officeHours: { from: '17:30', to: '08:30' } }).success).toBe(false);
  });
});
