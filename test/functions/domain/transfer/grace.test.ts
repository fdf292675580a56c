import { describe, expect, it } from 'vitest';
import { calendarWith, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { type Settings, termsFor } from '../../../../functions/domain/settings.ts';
import {
  beginDuty,
  type Duty,
  dutyAsKept,
  heardOf,
  isLate,
  overdueBy,
  overdueFrom,
  paused,
  recountDuty,
  resumed,
} from '../../../../functions/domain/transfer/duties.ts';
import { nextMilestone } from '../../../../functions/domain/transfer/milestones.ts';
import { settingsWith } from '../settings.ts';

/**
 * Deadlines that a recount moves into the past, and how late a duty is. Dispatched on Thursday 2026-09-17: the fifth working day is
 * Wednesday the 23rd, the third is Monday the 21st, since Sunday the 20th works.
 */

const basis = '德城办〔2026〕3号';
const kind = { rule: 'organised-crime', regionCode: '371402', sender: 'housing', receiver: 'public-security' } as const;
const settings = settingsWith();
const window = (amount: number) =>
  termsFor(settingsWith({ overrides: [{ windows: { acknowledge: amount } }] }), kind).windows.acknowledge;
const begun = (different: Partial<Settings> = {}): Duty =>
  beginDuty(stateCouncil, settings, termsFor(settingsWith(different), kind), {
    ...{ name: 'acknowledge' as const, owedBy: '371402-public-security' },
    ...{ startsAt: new Date('2026-09-17T10:00:00+08:00'), since: new Date('2026-09-17T10:00:00+08:00') },
  });
const when = (date: string, time = '10:00') => new Date(`2026-${date}T${time}:00+08:00`);
const must = (duty: Duty | undefined): Duty => {
  if (!duty) throw new Error('nothing moved');
  return duty;
};
const recount = (duty: Duty, amount: number, now: Date, by = 'r1', from?: { dueDate: string; provisional: boolean }) =>
  must(recountDuty(duty, window(amount), from ? { by, from } : { by }, stateCouncil, settings, now));
const heard = (duty: Duty, now: Date) => heardOf(duty, stateCouncil, settings, now);
const next = (duty: Duty) => nextMilestone(duty, null, stateCouncil, settings);

describe('a deadline that a recount moves into the past', () => {
  const moved = recount(begun(), 3, when('09-22'));

  it('stands at its new date, and is not late before its unit was told', () => {
    expect(moved).toMatchObject({
      ...{ dueDate: '2026-09-21', ends: { on: '2026-09-28' } },
      moved: { by: 'r1', from: { dueDate: '2026-09-23', provisional: false }, untold: true },
    });
    expect(isLate(moved, when('09-28', '23:59'))).toBe(false);
  });

  it('leaves the unit until the end of the working day after the one on which it was told', () => {
    const told = heard(moved, when('09-22', '15:00'));
    expect(told).toMatchObject({ dueDate: '2026-09-21', ends: { on: '2026-09-23', at: '2026-09-23T16:00:00.000Z' } });
    expect(told.moved).not.toHaveProperty('untold');
    expect(isLate(told, when('09-23', '23:59'))).toBe(false);
    expect(next(told)).toMatchObject({
      ...{ key: 'reminder-0', at: when('09-23', '09:00').toISOString(), to: ['owner'], vital: true },
    });
    expect(nextMilestone(told, 'reminder-0', stateCouncil, settings)).toMatchObject({
      key: 'escalation-1',
      at: when('09-24', '09:00').toISOString(),
      to: ['supervisors'],
    });
    // Over the holiday of Mid-Autumn: told on the 24th, the next working day is Monday the 28th.
    expect(heard(moved, when('09-24')).ends.on).toBe('2026-09-28');
  });

  it('counts as late from that end only', () => {
    const told = heard(moved, when('09-22', '15:00'));
    expect(overdueBy(told, stateCouncil, settings, when('09-23', '12:00'))).toBe(0);
    expect(overdueBy(told, stateCouncil, settings, when('09-24', '12:00'))).toBe(1);
  });

  it('that was never told is told by the first escalation, to the unit as well', () => {
    // Three working days of patience after the 22nd: 23, 24 and, after the holiday, 28.
    expect(next(moved)).toMatchObject({
      key: 'escalation-1',
      at: when('09-29', '09:00').toISOString(),
      to: ['owner', 'supervisors'],
    });
    // It is told too late for a second grace.
    expect(heard(moved, when('09-29', '09:00')).ends.on).toBe('2026-09-28');
  });

  it('is heard of once', () => {
    const told = heard(moved, when('09-22', '15:00'));
    expect(heard(told, when('09-24'))).toBe(told);
  });

  it('and back again is as it was', () => {
    const back = recount(moved, 5, when('09-22', '11:00'), 'r2', { dueDate: '2026-09-23', provisional: false });
    expect(back).toMatchObject({ dueDate: '2026-09-23', moved: { by: 'r2', from: { dueDate: '2026-09-23' } } });
    expect(back.moved).not.toHaveProperty('untold');
    expect(overdueFrom(back)).toBe(overdueFrom(recount(moved, 5, when('09-22', '12:00'))));
    expect(isLate(back, when('09-23', '23:59'))).toBe(false);
  });

  it('and back again after it was told keeps the later end', () => {
    const told = heard(moved, when('09-22', '15:00'));
    const back = recount(told, 5, when('09-22', '16:00'), 'r2');
    expect(back).toMatchObject({ dueDate: '2026-09-23', ends: { on: '2026-09-23' } });
  });

  it('further twice keeps the date that was told last', () => {
    const further = recount(moved, 2, when('09-22', '11:00'), 'r2', moved.moved?.from);
    expect(further).toMatchObject({
      dueDate: '2026-09-20',
      moved: { by: 'r2', from: { dueDate: '2026-09-23' }, untold: true },
    });
  });
});

describe('a deadline that a recount moves otherwise', () => {
  it('earlier, to a day that is still ahead, is due then once its unit was told', () => {
    const moved = recount(begun(), 3, when('09-18'));
    expect(heard(moved, when('09-18', '11:00'))).toMatchObject({ dueDate: '2026-09-21', ends: { on: '2026-09-21' } });
  });

  it('into the past while it was late already gets no grace: the unit knew that it was late', () => {
    const moved = recount(begun(), 3, when('09-24'));
    expect(moved).toMatchObject({ dueDate: '2026-09-21', ends: { on: '2026-09-23' } });
    expect(isLate(moved, when('09-24'))).toBe(true);
    expect(heard(moved, when('09-24', '11:00')).ends).toEqual({ on: '2026-09-23', at: '2026-09-23T16:00:00.000Z' });
  });

  it('later is due then, whether told or not', () => {
    expect(recount(begun(), 6, when('09-22'))).toMatchObject({ dueDate: '2026-09-24', ends: { on: '2026-09-24' } });
    expect(recount(begun(), 6, when('09-22')).moved).not.toHaveProperty('untold');
  });

  it('nowhere, is not moved', () => {
    expect(recountDuty(begun(), window(5), { by: 'r1' }, stateCouncil, settings, when('09-22'))).toBeUndefined();
  });

  it('takes the calendar of then: a make-up day taken back moves it on', () => {
    const other = calendarWith([{ year: 2026, holidays: [], workdays: [] }], 1);
    expect(recountDuty(begun(), window(5), { by: 'r1' }, other, settings, when('09-18'))).toMatchObject({
      dueDate: '2026-09-24',
    });
  });

  it('while its clock stands still is late for nobody, and has what is left of its grace when it goes on', () => {
    const pausable = begun({
      overrides: [{ windows: { acknowledge: { amount: 5, unit: 'working-days', pausable: true, basis } } }],
    });
    const standing = paused(pausable, when('09-18'));
    const moved = must(
      recountDuty(standing, { ...window(1), pausable: true }, { by: 'r1' }, stateCouncil, settings, when('09-22')),
    );
    expect(isLate(moved, when('10-30'))).toBe(false);
    const goesOn = resumed(moved, stateCouncil, settings, when('09-22', '12:00'));
    // 18 to 22 are paused: the one day is the 23rd.
    expect(goesOn).toMatchObject({ dueDate: '2026-09-23' });
    expect(isLate(goesOn, when('09-23', '12:00'))).toBe(false);
  });
});

describe('how long a duty is overdue', () => {
  it('is said in working days after its end', () => {
    const days = (date: string, time?: string) => overdueBy(begun(), stateCouncil, settings, when(date, time));
    expect(days('09-23', '23:59')).toBe(0);
    expect(days('09-24', '00:01')).toBe(1);
    // A holiday counts for nothing.
    expect([days('09-27'), days('09-28'), days('10-08')]).toEqual([1, 2, 5]);
  });

  it('is said in whole hours, of a window in hours', () => {
    const duty = begun({ overrides: [{ windows: { acknowledge: { amount: 24, unit: 'hours', basis } } }] });
    const hours = (date: string, time: string) => overdueBy(duty, stateCouncil, settings, when(date, time));
    expect([
      hours('09-18', '10:00'),
      hours('09-18', '10:59'),
      hours('09-18', '12:30'),
      hours('09-20', '10:00'),
    ]).toEqual([0, 0, 2, 48]);
  });

  it('is nothing while its clock stands still', () => {
    const duty = paused(
      begun({ overrides: [{ windows: { acknowledge: { amount: 5, pausable: true, unit: 'working-days', basis } } }] }),
      when('09-18'),
    );
    expect(overdueBy(duty, stateCouncil, settings, when('10-30'))).toBe(0);
  });
});

describe('a duty on a record of before', () => {
  const whole = begun();
  const { startAt: _1, unit: _2, run: _3, pauses: _4, pausable: _5, ladder: _6, basis: _7, ends: _8, ...kept } = whole;
  const mechanism = { zh: '机制', en: 'mechanism' };

  it('was in working days, never pausable, overdue at its due date, on the basis of the mechanism', () => {
    expect(dutyAsKept(kept, mechanism)).toMatchObject({
      ...{ unit: 'working-days', run: 'always', pauses: [], pausable: false, basis: mechanism },
      ...{ ladder: [{ upTo: 5, by: 'office' }], startAt: kept.since, ends: { on: '2026-09-23', at: kept.dueAt } },
      ...kept,
    });
  });

  it('counts, recounts and escalates as it did', () => {
    const duty = dutyAsKept(kept, mechanism);
    expect(recountDuty(duty, window(5), { by: 'r1' }, stateCouncil, settings, when('09-22'))).toBeUndefined();
    expect(recount(duty, 3, when('09-22'))).toMatchObject({ dueDate: '2026-09-21', ends: { on: '2026-09-28' } });
    expect(next(duty)).toEqual(next(whole));
  });

  it('that has all is as it is', () => {
    expect(dutyAsKept(whole, mechanism)).toEqual(whole);
  });
});
