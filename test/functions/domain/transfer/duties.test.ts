import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, calendarWith, dayOf, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { addDays, dateIn, withOffset } from '../../../../functions/domain/calendar/time.ts';
import { type Settings, termsFor } from '../../../../functions/domain/settings.ts';
import { beginDuty, type Duty } from '../../../../functions/domain/transfer/duties.ts';
import { milestones, nextMilestone } from '../../../../functions/domain/transfer/milestones.ts';
import { settingsWith } from '../settings.ts';

const kind = {
  rule: 'organised-crime',
  regionCode: '371402',
  sender: 'housing',
  receiver: 'public-security',
} as const;

const dutyAt = (at: string, different: Partial<Settings> = {}, since = at): Duty => {
  const settings = settingsWith(different);
  return beginDuty(stateCouncil, settings, termsFor(settings, kind), {
    name: 'acknowledge',
    owedBy: '371402-public-security',
    startsAt: new Date(at),
    since: new Date(since),
  });
};

const firstOf = (duty: Duty, n: number, settings = settingsWith()) =>
  milestones(duty, stateCouncil, settings)
    .take(n)
    .map(({ key, at }) => `${key} ${withOffset(settings.timeZone, new Date(at))}`)
    .toArray();

describe('a duty', () => {
  it('counts from the day after its start and falls due at 24:00', () => {
    expect(dutyAt('2026-09-24T23:59:59+08:00')).toMatchObject({
      startDate: '2026-09-24',
      dueDate: '2026-10-09',
      dueAt: '2026-10-09T16:00:00.000Z',
      provisional: false,
    });
  });

  it('falls due at the close of business where the province sets one', () => {
    expect(dutyAt('2026-09-17T10:00:00+08:00', { closeOfBusiness: '17:30' }).dueAt).toBe('2026-09-23T09:30:00.000Z');
  });

  it('takes the window of the override that fits rule and region; the most special wins', () => {
    const windows = { acknowledge: 3 };
    expect(dutyAt('2026-09-17T10:00:00+08:00', { overrides: [{ regionCode: '371402', windows }] }).dueDate).toBe(
      '2026-09-21',
    );
    expect(dutyAt('2026-09-17T10:00:00+08:00', { overrides: [{ regionCode: '371403', windows }] }).dueDate).toBe(
      '2026-09-23',
    );
    expect(
      dutyAt('2026-09-17T10:00:00+08:00', {
        overrides: [{ windows }, { rule: 'organised-crime', windows: { acknowledge: 1 } }],
      }).window,
    ).toBe(1);
  });
});

describe('milestones', () => {
  it('remind on the right mornings and escalate after the due date, across the National Day holiday and its make-up days', () => {
    expect(firstOf(dutyAt('2026-09-24T10:00:00+08:00'), 8)).toEqual([
      'reminder-2 2026-09-30T09:00:00+08:00',
      'reminder-1 2026-10-08T09:00:00+08:00',
      'reminder-0 2026-10-09T09:00:00+08:00',
      'escalation-1 2026-10-10T09:00:00+08:00',
      'escalation-3 2026-10-13T09:00:00+08:00',
      'escalation-5 2026-10-15T09:00:00+08:00',
      'escalation-10 2026-10-22T09:00:00+08:00',
      'escalation-15 2026-10-29T09:00:00+08:00',
    ]);
  });

  it('leave out what lay before the duty stood on the record', () => {
    expect(firstOf(dutyAt('2026-09-17T10:00:00+08:00', {}, '2026-09-22T09:00:00+08:00'), 2)).toEqual([
      'reminder-0 2026-09-23T09:00:00+08:00',
      'escalation-1 2026-09-24T09:00:00+08:00',
    ]);
    const old = dutyAt('2026-01-05T10:00:00+08:00', {}, '2026-09-22T09:00:00+08:00');
    const next = nextMilestone(old, null, stateCouncil, settingsWith());
    // Overdue already when it came on the record: it escalates from that day, step by step.
    expect(next).toMatchObject({ key: 'escalation-1', at: '2026-09-23T01:00:00.000Z', to: ['supervisors'] });
  });

  it('end where no step of the escalation repeats', () => {
    const settings = settingsWith({ escalation: [{ after: 2, to: ['supervisors'] }], reminders: [] });
    const duty = dutyAt('2026-09-17T10:00:00+08:00', settings);
    expect(firstOf(duty, 9, settings)).toEqual(['escalation-2 2026-09-28T09:00:00+08:00']);
    expect(nextMilestone(duty, 'escalation-2', stateCouncil, settings)).toBeUndefined();
  });

  it('go on behind the one handled last, even when that one is no longer among them', () => {
    const duty = dutyAt('2026-09-24T10:00:00+08:00');
    const next = (handled: string | null) => nextMilestone(duty, handled, stateCouncil, settingsWith())?.key;
    expect(next(null)).toBe('reminder-2');
    expect(next('reminder-1')).toBe('reminder-0');
    expect(next('reminder-0')).toBe('escalation-1');
    expect(next('escalation-4')).toBe('escalation-5');
  });

  it('step over a holiday longer than any gap between them, and over the year’s end', () => {
    const days = Array.from({ length: 40 }, (_, n) => ({ date: addDays('2026-12-20', n), name: '长假' }));
    const calendar = calendarWith(
      [2026, 2027].map((year) => ({
        year,
        holidays: days.filter(({ date }) => date.startsWith(`${year}`)),
        workdays: [],
      })),
      1,
    );
    const settings = settingsWith();
    const terms = termsFor(settings, kind);
    const at = new Date('2026-12-17T10:00:00+08:00');
    const duty = beginDuty(calendar, settings, terms, { name: 'acknowledge', owedBy: 'x', startsAt: at, since: at });
    const found = milestones(duty, calendar, settings)
      .take(6)
      .map(({ key, at: when }) => `${key} ${withOffset('Asia/Shanghai', new Date(when)).slice(0, 10)}`);
    expect(found.toArray()).toEqual([
      'reminder-2 2027-02-01',
      'reminder-1 2027-02-02',
      'reminder-0 2027-02-03',
      'escalation-1 2027-02-04',
      'escalation-3 2027-02-08',
      'escalation-5 2027-02-10',
    ]);
  });

  it('always come in time order, on working days, at the province’s hour, each once', () => {
    const start = fc.integer({ min: 0, max: 3200 }).map((n) => addDays('2018-01-02', n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 250 }), (date, window) => {
        const settings = settingsWith({ windows: { ...settingsWith().windows, acknowledge: window, feedback: 20 } });
        const duty = dutyAt(`${date}T08:00:00+08:00`, settings);
        const found = milestones(duty, stateCouncil, settings).take(10).toArray();
        expect(duty.dueDate).toBe(addWorkingDays(stateCouncil, date, window).date);
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
        for (const [n, { at }] of found.entries()) {
          expect(dayOf(stateCouncil, dateIn('Asia/Shanghai', new Date(at))).works || at.slice(0, 10) === date).toBe(
            true,
          );
          expect(withOffset('Asia/Shanghai', new Date(at)).slice(11)).toBe('09:00:00+08:00');
          expect(at > (found[n - 1]?.at ?? duty.since)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
