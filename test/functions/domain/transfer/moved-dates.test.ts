import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarWith, dayOf, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { addDays } from '../../../../functions/domain/calendar/time.ts';
import { type Settings, termsFor } from '../../../../functions/domain/settings.ts';
import {
  beginDuty,
  countAgain,
  type Duty,
  heardOf,
  isLate,
  overdueBy,
  paused,
  recountDuty,
  resumed,
} from '../../../../functions/domain/transfer/duties.ts';
import { dueMilestone, handledAfterMove, milestones } from '../../../../functions/domain/transfer/milestones.ts';
import type { WindowForm } from '../../../../functions/domain/windows.ts';
import { settingsWith } from '../settings.ts';

/** What moves a date, one move at a time, over windows of every unit: which way it may move it, and whom it may make late. */

const basis = '鲁规〔2026〕1号';
const hour = 3_600_000;
const officeHours = { from: '08:30', to: '17:30' };
const kind = { rule: 'organised-crime', regionCode: '371402', sender: 'housing', receiver: 'public-security' } as const;

const amounts = fc.integer({ min: 1, max: 40 });
const forms: fc.Arbitrary<WindowForm> = fc.oneof(
  amounts,
  fc.record({
    amount: amounts,
    unit: fc.constantFrom('working-days' as const, 'calendar-days' as const, 'hours' as const),
    pausable: fc.constant(true),
    basis: fc.constant(basis),
  }),
  fc.record({
    amount: amounts,
    unit: fc.constant('hours' as const),
    run: fc.constantFrom('working-days' as const, 'office-hours' as const),
    pausable: fc.constant(true),
    basis: fc.constant(basis),
  }),
);
const provinces: fc.Arbitrary<Settings> = fc
  .tuple(forms, fc.boolean(), fc.option(fc.constantFrom('12:00', '17:30'), { nil: undefined }))
  .map(([acknowledge, always, closeOfBusiness]) => {
    const runsInOffice = typeof acknowledge === 'object' && acknowledge.run === 'office-hours';
    return settingsWith({
      windows: { ...settingsWith().windows, acknowledge },
      ...(always && !runsInOffice ? {} : { officeHours }),
      ...(closeOfBusiness ? { closeOfBusiness } : {}),
    });
  });
/** Minutes from the first of September, over the holidays of the autumn. */
const starts = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minutes) => Date.UTC(2026, 8, 1) + minutes * 60_000);
const waits = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 600 }));

const begun = (settings: Settings, start: number): Duty =>
  beginDuty(stateCouncil, settings, termsFor(settings, kind), {
    ...{ name: 'acknowledge' as const, owedBy: '371402-public-security' },
    ...{ startsAt: new Date(start), since: new Date(start) },
  });
const windowOf = (settings: Settings) => termsFor(settings, kind).windows.acknowledge;
const runs = { numRuns: 500 };

describe('a pause', () => {
  it('never brings a date nearer, and never makes anybody late who was not', () => {
    fc.assert(
      fc.property(provinces, starts, waits, waits, (settings, start, after, lasts) => {
        const duty = begun(settings, start);
        const [from, until] = [new Date(start + after * hour), new Date(start + (after + lasts) * hour)];
        const standing = paused(duty, from);
        const goesOn = resumed(standing, stateCouncil, settings, until);
        if (isLate(duty, from) || !duty.pausable) expect(goesOn).toBe(duty);
        else {
          expect(isLate(standing, new Date(start + 10_000 * hour))).toBe(false);
          expect(goesOn.dueAt >= duty.dueAt).toBe(true);
          expect(isLate(goesOn, until)).toBe(false);
          // Of hours as many are left as there were.
          if (duty.unit === 'hours' && duty.run === 'always' && from.toISOString() < duty.dueAt)
            expect(Date.parse(goesOn.dueAt) - Date.parse(duty.dueAt)).toBe(lasts * hour);
        }
      }),
      runs,
    );
  });
});

describe('an extension', () => {
  it('always moves a date on, and ends in the unit that it was granted in', () => {
    fc.assert(
      fc.property(provinces, starts, amounts, waits, (settings, start, extended, after) => {
        const duty = begun(settings, start);
        const longer = countAgain(duty, { extended }, stateCouncil, settings, new Date(start + after * hour));
        // Calendar days that end on the same day off end on the same working day.
        if (!longer) expect(duty.unit).toBe('calendar-days');
        else expect(longer.dueAt > duty.dueAt && longer.unit === duty.unit).toBe(true);
      }),
      runs,
    );
  });
});

describe('a recount', () => {
  const others = [
    stateCouncil,
    calendarWith([{ year: 2026, holidays: [], workdays: [] }], 1),
    calendarWith(
      [
        {
          ...{ year: 2026, workdays: [] },
          holidays: Array.from({ length: 20 }, (_, n) => ({ date: addDays('2026-09-21', n), name: '长假' })),
        },
      ],
      2,
    ),
  ] as const;
  /** By its place: a calendar is too long to be shown. */
  const calendars = fc.nat({ max: others.length - 1 });
  const calendarAt = (n: number) => others[n] ?? stateCouncil;

  it('makes nobody late in the act; told, its unit has until the end of the next working day at least', () => {
    fc.assert(
      fc.property(provinces, provinces, calendars, starts, waits, waits, (before, after, which, start, wait, later) => {
        const duty = begun(before, start);
        const [calendar, now] = [calendarAt(which), new Date(start + wait * hour)];
        const moved = recountDuty(duty, windowOf(after), { by: 'r1' }, calendar, after, now);
        if (!moved) return;
        expect(isLate(moved, now) && !isLate(duty, now)).toBe(false);
        expect(moved.ends.at >= moved.dueAt).toBe(true);
        if (!moved.moved?.untold || isLate(duty, now)) return;
        const toldAt = new Date(now.getTime() + (later % 40) * hour);
        if (isLate(moved, toldAt)) return;
        const told = heardOf(moved, calendar, after, toldAt);
        expect(told.dueAt).toBe(moved.dueAt);
        expect(isLate(told, toldAt)).toBe(false);
        if (Date.parse(told.dueAt) <= toldAt.getTime()) {
          const end = dayOf(calendar, told.ends.on);
          expect(end.works).toBe(true);
          expect(overdueBy(told, calendar, after, new Date(Date.parse(told.ends.at)))).toBe(0);
        } else expect(told.ends.at).toBe(told.dueAt);
      }),
      runs,
    );
  });

  it('there and back again, before anybody heard of it, is as if there had been none', () => {
    fc.assert(
      fc.property(provinces, provinces, calendars, starts, waits, (before, after, which, start, wait) => {
        const duty = begun(before, start);
        const [calendar, now] = [calendarAt(which), new Date(start + wait * hour)];
        const there = recountDuty(duty, windowOf(after), { by: 'r1' }, calendar, after, now);
        // What was late is late no more by a later date: back again, that one has moved into the past.
        if (!there || isLate(duty, now)) return;
        const from = there.moved?.from ?? { dueDate: '', provisional: false };
        const back = recountDuty(there, windowOf(before), { by: 'r2', from }, stateCouncil, before, now);
        const { dueAt, dueDate, unit } = back ?? there;
        expect({ dueAt, dueDate }).toEqual({ dueAt: duty.dueAt, dueDate: duty.dueDate });
        if (back) expect(unit).toBe(duty.unit);
        expect(isLate(back ?? there, now)).toBe(isLate(duty, now));
      }),
      runs,
    );
  });
});

describe('a date that was moved there and back before anybody was told', () => {
  it('is overdue when it was, and nobody has anything to hear', () => {
    fc.assert(
      fc.property(provinces, provinces, starts, waits, waits, (before, after, start, wait, later) => {
        const duty = begun(before, start);
        const now = new Date(start + wait * hour);
        const moved = recountDuty(duty, windowOf(after), { by: 'r1' }, stateCouncil, before, now);
        if (!moved?.moved) return;
        const again = new Date(now.getTime() + later * hour);
        const back = recountDuty(
          ...([moved, windowOf(before), { by: 'r2', from: moved.moved.from }, stateCouncil, before, again] as const),
        );
        expect(back).toMatchObject({ dueAt: duty.dueAt, ends: duty.ends });
        expect(back?.moved).not.toHaveProperty('untold');
      }),
      runs,
    );
  });
});

describe('milestones, whatever moved', () => {
  it('come in time order, none before it can, and all that has come due is told as one', () => {
    fc.assert(
      fc.property(provinces, provinces, starts, waits, waits, (before, after, start, wait, later) => {
        const duty = begun(before, start);
        const now = new Date(start + wait * hour);
        const handled = dueMilestone(duty, null, stateCouncil, before, now)?.key ?? null;
        const moved = recountDuty(duty, windowOf(after), { by: 'r1' }, stateCouncil, after, now) ?? duty;
        const kept = handledAfterMove(moved, handled, stateCouncil, after);
        const found = milestones(moved, stateCouncil, after).take(12).toArray();
        for (const [n, { at, kind: what }] of found.entries()) {
          expect(at >= (found[n - 1]?.at ?? '')).toBe(true);
          if (what === 'escalation') expect(at > moved.ends.at).toBe(true);
          else expect(at > moved.countedAt && at <= moved.dueAt).toBe(true);
        }
        const then = new Date(now.getTime() + later * hour);
        const due = dueMilestone(moved, kept, stateCouncil, after, then);
        if (!due) return;
        expect(Date.parse(due.at)).toBeLessThanOrEqual(then.getTime());
        expect(dueMilestone(moved, due.key, stateCouncil, after, then)).toBeUndefined();
        if (kept !== null) expect(due.key).not.toBe(kept);
      }),
      runs,
    );
  });
});

describe('grace', () => {
  const settings = settingsWith();
  const pausable = (amount: number) => ({
    ...windowOf(settings),
    amount,
    pausable: true,
    basis: { zh: basis, en: basis },
  });
  const when = (date: string) => new Date(`2026-${date}T10:00:00+08:00`);
  /** Dispatched on Thursday 2026-09-17, due on Wednesday the 23rd; moved to the 18th on the 22nd, when its unit was told, too. */
  const told = (duty: Duty) => {
    const moved = recountDuty(duty, pausable(1), { by: 'r1' }, stateCouncil, settings, when('09-22'));
    return heardOf(moved ?? duty, stateCouncil, settings, when('09-22'));
  };
  const duty = { ...begun(settings, when('09-17').getTime()), pausable: true };

  it('that a unit has it keeps, whatever else moves its date meanwhile', () => {
    expect(told(duty)).toMatchObject({ dueDate: '2026-09-18', ends: { on: '2026-09-23' } });
    const longer = countAgain(told(duty), { extended: 1 }, stateCouncil, settings, when('09-22'));
    expect(longer).toMatchObject({ dueDate: '2026-09-20', ends: { on: '2026-09-23' } });
    // Beyond it, the date is the end.
    const beyond = countAgain(told(duty), { extended: 5 }, stateCouncil, settings, when('09-22'));
    expect(beyond).toMatchObject({ dueDate: '2026-09-24', ends: { on: '2026-09-24' } });
  });

  it('that ran out while its clock stood still is given again, to the end of the next working day', () => {
    const goesOn = resumed(paused(told(duty), when('09-23')), stateCouncil, settings, when('09-24'));
    // Over Mid-Autumn.
    expect(goesOn).toMatchObject({ dueDate: '2026-09-18', ends: { on: '2026-09-28' } });
  });
});

describe('what must not be lost', () => {
  const vital = (form: WindowForm) => {
    const settings = settingsWith({ windows: { ...settingsWith().windows, acknowledge: form } });
    const duty = begun(settings, Date.parse('2026-11-02T10:00:00+08:00'));
    const found = milestones(duty, stateCouncil, settings).take(5).toArray();
    return found.map(({ key, vital = false }) => `${key} ${vital}`);
  };

  it('is the reminder of the due day, the last of a window in hours, and each escalation', () => {
    expect(vital(5)).toEqual([
      ...['reminder-2 false', 'reminder-1 false', 'reminder-0 true', 'escalation-1 true', 'escalation-3 true'],
    ]);
    expect(vital({ amount: 24, unit: 'hours', basis })).toEqual([
      ...['reminder-720m false', 'reminder-360m true', 'escalation-0 true', 'escalation-3 true', 'escalation-5 true'],
    ]);
  });
});
