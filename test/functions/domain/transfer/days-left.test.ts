import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { termsFor } from '../../../../functions/domain/settings.ts';
import { beginDuty, type Duty, daysLeft, overdueBy } from '../../../../functions/domain/transfer/duties.ts';
import { milestonesShown } from '../../../../functions/domain/transfer/milestones.ts';
import { settingsWith } from '../settings.ts';

const settings = settingsWith();

const terms = termsFor(settings, {
  rule: 'organised-crime',
  regionCode: '371402',
  sender: 'housing',
  receiver: 'public-security',
});

/** To be acknowledged within five working days from Thursday 24 September: on Friday 9 October, after the holidays. */
const duty: Duty = beginDuty(stateCouncil, settings, terms, {
  name: 'acknowledge',
  owedBy: '371402-public-security',
  startsAt: new Date('2026-09-24T10:00:00+08:00'),
  since: new Date('2026-09-24T10:00:00+08:00'),
});

const left = (now: string, of = duty) => daysLeft(of, stateCouncil, settings, new Date(now));

describe('the days that are left', () => {
  it.each([
    ['on the day it began', '2026-09-24T10:00:00+08:00', 5],
    ['in the holidays', '2026-10-03T10:00:00+08:00', 2],
    ['on the last day', '2026-10-09T00:00:00+08:00', 0],
    ['at its end', '2026-10-10T00:00:00+08:00', 0],
    ['a moment after it, on the make-up Saturday', '2026-10-10T00:00:00.001+08:00', -1],
    ['on the Sunday after', '2026-10-11T10:00:00+08:00', -1],
    ['on the Monday', '2026-10-12T10:00:00+08:00', -2],
  ])('%s', (_, now, expected) => {
    expect(left(now)).toBe(expected);
  });

  it('are negative as soon as it is overdue, though no working day has passed yet', () => {
    const friday = { ...duty, dueDate: '2026-10-16', dueAt: '2026-10-16T16:00:00.000Z' };
    const overdue = { ...friday, ends: { on: friday.dueDate, at: friday.dueAt } };
    const saturday = '2026-10-17T10:00:00+08:00';
    expect(overdueBy(overdue, stateCouncil, settings, new Date(saturday))).toBe(0);
    expect(left(saturday, overdue)).toBe(-1);
  });

  it('are not counted while the clock stands still', () => {
    expect(left('2026-10-12T10:00:00+08:00', { ...duty, pauses: [{ from: duty.since, until: null }] })).toBeNull();
  });

  it('go to the end of the grace that a moved date has', () => {
    const graced = { ...duty, ends: { on: '2026-10-13', at: '2026-10-13T16:00:00.000Z' } };
    expect(left('2026-10-12T10:00:00+08:00', graced)).toBe(1);
  });
});

describe('the milestones that are shown', () => {
  const shown = (now: string, handled: string | null) =>
    milestonesShown(duty, handled, stateCouncil, settings, new Date(now)).map(({ key, told }) => [key, told]);

  it('are all, up to where the steps repeat', () => {
    expect(shown('2026-09-24T10:00:00+08:00', null)).toEqual([
      ['reminder-2', false],
      ['reminder-1', false],
      ['reminder-0', false],
      ['escalation-1', false],
      ['escalation-3', false],
      ['escalation-5', false],
    ]);
  });

  it('say which were told, and go on to the first that is to come', () => {
    expect(shown('2026-10-26T10:00:00+08:00', 'escalation-10')).toEqual([
      ...[
        'reminder-2',
        'reminder-1',
        'reminder-0',
        'escalation-1',
        'escalation-3',
        'escalation-5',
        'escalation-10',
      ].map((key) => [key, true]),
      ['escalation-15', false],
    ]);
  });
});
