import { describe, expect, it } from 'vitest';
import { calendarWith, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { recounted } from '../../../../functions/domain/transfer/deadlines.ts';
import { explainDuty } from '../../../../functions/domain/transfer/duties.ts';
import { settingsWith } from '../settings.ts';
import { dispatched, registered } from '../steps.ts';
import { given } from '../stories.ts';

/** To be acknowledged within five working days, by 9 October; 15 days from the dispatch end there too. */
const transfer = given(registered(), dispatched({ at: '2026-09-24T11:00:00+08:00' })).record;
const now = new Date('2026-09-25T10:00:00+08:00');
const fifteenDays = settingsWith({
  windows: {
    ...settingsWith().windows,
    acknowledge: { amount: 15, unit: 'calendar-days', basis: '鲁规〔2026〕1号' },
  },
});
const withoutHolidays = calendarWith([{ year: 2026, holidays: [], workdays: [] }], 1);

describe('a date that two windows share', () => {
  it('is explained by the one in force as soon as the other leads elsewhere, and nobody hears of that', () => {
    const before = { now, calendar: stateCouncil, settings: fifteenDays };
    expect(recounted(transfer, before, null)).toBeUndefined();
    const c = { ...before, calendar: withoutHolidays };
    const decision = recounted(transfer, c, null);
    const duty = decision?.record.duty;
    expect(duty).toMatchObject({ dueDate: '2026-10-09', unit: 'calendar-days', window: 15, moved: null });
    expect(duty && explainDuty(c.calendar, c.settings, duty).at(-1)?.date).toBe('2026-10-09');
    expect(decision?.record.notices).toEqual(transfer.notices);
    expect(decision && recounted(decision.record, c, null)).toBeUndefined();
  });
});
