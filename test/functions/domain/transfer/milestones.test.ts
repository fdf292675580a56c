import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { withOffset } from '../../../../functions/domain/calendar/time.ts';
import type { Settings } from '../../../../functions/domain/settings.ts';
import { dueMilestone, milestones } from '../../../../functions/domain/transfer/milestones.ts';
import { dueNow, nextTellingAt } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  dispatched,
  extensionAsked,
  extensionGranted,
  extensionRefused,
  nextTold,
  registered,
} from '../steps.ts';
import { given } from '../stories.ts';

/** Who is told, and when, where it is not the plain row of reminders and escalations: hours, outages, undecided extensions. */

const basis = '德城办〔2026〕3号';
const hourly = (amount: number, different: object = {}): Settings =>
  settingsWith({
    windows: { ...settingsWith().windows, acknowledge: { amount, unit: 'hours', basis, ...different } },
    ...('run' in different ? { officeHours: { from: '08:00', to: '18:00' } } : {}),
  } as Partial<Settings>);
const at = (date: string, time = '10:00') => new Date(`2026-${date}T${time}:00+08:00`);
/** Dispatched then, and its receiver was told. */
const heldBy = (settings: Settings, date: string, time: string): Transfer =>
  given(registered({ settings }), dispatched({ settings, at: at(date, time).toISOString() }), nextTold({ settings }))
    .record;
const rowOf = ({ duty }: Transfer, n: number, settings: Settings) =>
  (duty ? milestones(duty, stateCouncil, settings).take(n).toArray() : []).map(
    ({ key, at, to, anyHour }) =>
      `${key} ${withOffset('Asia/Shanghai', new Date(at)).slice(5, 16)} ${to.join()}${anyHour ? ' at any hour' : ''}`,
  );

describe('a window in hours', () => {
  it('reminds when half and when a quarter of it is left, and tells the supervisors as soon as it has passed, at any hour', () => {
    const settings = hourly(24);
    expect(rowOf(heldBy(settings, '09-24', '20:00'), 5, settings)).toEqual([
      'reminder-720m 09-25T08:00 owner at any hour',
      'reminder-360m 09-25T14:00 owner at any hour',
      'escalation-0 09-25T20:00 supervisors at any hour',
      // On the third and fifth working day after the 25th, which is a holiday.
      'escalation-3 09-30T09:00 office',
      'escalation-5 10-09T09:00 office,office-above',
    ]);
  });

  it('tells of it in the night too, and nothing else', () => {
    const settings = { ...hourly(24), officeHours: { from: '08:30', to: '17:30' } };
    const held = heldBy(settings, '09-25', '02:00');
    expect(dueNow(held, stateCouncil, settings, at('09-26', '02:00'))?.key).not.toBe('escalation-0');
    expect(dueNow(held, stateCouncil, settings, at('09-26', '02:01'))).toMatchObject({
      key: 'escalation-0',
      anyHour: true,
    });
    const told = { ...held, handled: 'escalation-0' };
    // The later steps wait for the office to open.
    expect(dueNow(told, stateCouncil, settings, at('10-01', '09:30'))).toBeUndefined();
    expect(dueNow(told, stateCouncil, settings, at('10-08', '09:30'))?.key).toBe('escalation-3');
  });

  it('that runs in office hours reminds by those', () => {
    const settings = hourly(20, { run: 'office-hours' });
    // From 10:00 on Thursday the 24th: 8 hours, then 10 on Monday the 28th, and 2 on the 29th.
    expect(rowOf(heldBy(settings, '09-24', '10:00'), 3, settings).map((one) => one.slice(0, 26).trim())).toEqual([
      'reminder-600m 09-28T10:00',
      'reminder-300m 09-28T15:00',
      'escalation-0 09-29T10:00 s',
    ]);
  });

  it('reminds of the longer window anew, once an extension was granted', () => {
    const settings = hourly(24, { extension: [{ upTo: 24, by: 'office' }] });
    const held = heldBy(settings, '09-24', '20:00');
    expect(held.duty).toMatchObject({ unit: 'hours', ladder: [{ upTo: 24, by: 'office' }] });
    const longer = {
      ...held,
      duty: held.duty && {
        ...held.duty,
        extended: 24,
        dueAt: at('09-26', '20:00').toISOString(),
        ends: { on: '2026-09-26', at: at('09-26', '20:00').toISOString() },
      },
    };
    expect(rowOf(longer, 3, settings)).toEqual([
      'reminder-1440m 09-25T20:00 owner at any hour',
      'reminder-720m 09-26T08:00 owner at any hour',
      'escalation-0 09-26T20:00 supervisors at any hour',
    ]);
  });
});

describe('what an outage missed', () => {
  const settings = settingsWith();
  // Due on 10-09; the steps come on 10-10, 10-13, 10-15, 10-22, 10-29.
  const held = heldBy(settings, '09-24', '11:00');
  const due = (handled: string | null, now: Date) =>
    held.duty && dueMilestone(held.duty, handled, stateCouncil, settings, now);

  it('is one telling, of the last step, to everybody whom one of them was for', () => {
    expect(due(null, at('10-16'))).toMatchObject({
      key: 'escalation-5',
      kind: 'escalation',
      to: ['owner', 'supervisors', 'office', 'office-above'],
    });
    expect(due('reminder-0', at('10-14'))).toMatchObject({ key: 'escalation-3', to: ['supervisors', 'office'] });
    expect(due('escalation-3', at('11-20'))).toMatchObject({ to: ['office', 'office-above'] });
    expect(due(null, at('10-08'))).toMatchObject({ key: 'reminder-1', kind: 'reminder', to: ['owner'] });
  });

  it('is nothing where nothing has come due', () => {
    expect(due(null, at('09-29'))).toBeUndefined();
    expect(due('escalation-5', at('10-16'))).toBeUndefined();
  });

  it('is planned as that one, at once, and then goes on with the next step', () => {
    const now = at('10-16');
    expect(nextTellingAt(held, stateCouncil, settings, now)).toMatchObject({
      telling: { key: 'escalation-5' },
      at: now,
    });
    const told = { ...held, handled: 'escalation-5' };
    expect(nextTellingAt(told, stateCouncil, settings, now)).toMatchObject({
      telling: { key: 'escalation-10' },
      at: at('10-22', '09:00'),
    });
  });

  it('of one that was overdue when it came on the record begins on that day: nobody of the chain is left out', () => {
    const late = given(
      registered({ at: '2026-10-20T10:00:00+08:00', discoveredAt: '2026-08-03T10:00:00+08:00', settings }),
    ).record;
    expect(rowOf(late, 3, settings)).toEqual([
      'escalation-1 10-21T09:00 supervisors',
      'escalation-3 10-23T09:00 office',
      'escalation-5 10-27T09:00 office,office-above',
    ]);
  });
});

describe('an extension that nobody decides', () => {
  const settings = settingsWith();
  // Due on 10-09; asked for on Thursday the 8th, told to the office at once.
  const asked = [
    registered(),
    dispatched({ at: at('09-24', '11:00').toISOString() }),
    nextTold(),
    nextTold(),
    nextTold(),
    extensionAsked({ at: at('10-08').toISOString() }),
    nextTold(),
  ];
  const next = (transfer: Transfer) => planned(transfer, stateCouncil, settings);
  const told = (n: number) => given(...asked, ...Array.from({ length: n }, () => nextTold()));

  it('is brought back to the office on each working day, and no escalation goes out for three of them', () => {
    const { events, record } = told(8);
    expect(
      events.slice(7).map(({ at, detail }) => `${at.slice(5, 10)} ${'milestone' in detail ? detail.milestone : ''}`),
    ).toEqual([
      '10-09 undecided-2026-10-09',
      '10-09 reminder-0',
      '10-10 undecided-2026-10-10',
      '10-12 undecided-2026-10-12',
      '10-13 undecided-2026-10-13',
      // Four working days after the 9th: what was held back comes, its steps in their order.
      '10-14 undecided-2026-10-14',
      '10-14 escalation-1',
      '10-14 escalation-3',
    ]);
    expect(record.extension?.remindedOn).toBe('2026-10-14');
    expect(next(record)).toMatchObject({ kind: 'undecided', key: 'undecided-2026-10-15' });
  });

  it('is told to the office that decides, with how long it waits', () => {
    expect(next(told(0).record)).toMatchObject({ kind: 'undecided', to: ['decider'], distance: 1 });
    expect(next(told(2).record)).toMatchObject({ kind: 'undecided', to: ['decider'], distance: 2 });
  });

  it('what was held back is one telling', () => {
    const { record } = told(6);
    expect(dueNow(record, stateCouncil, settings, at('10-14'))).toMatchObject({
      key: 'escalation-3',
      to: ['supervisors', 'office'],
    });
  });

  it('once refused is escalated by the date that stands', () => {
    const refused = given(
      ...asked,
      nextTold(),
      nextTold(),
      nextTold(),
      extensionRefused({ at: at('10-12').toISOString() }),
      nextTold(),
    );
    expect(next(refused.record)).toMatchObject({ key: 'escalation-1', at: at('10-10', '09:00').toISOString() });
  });

  it('once granted after the deadline takes its overdue days back', () => {
    const granted = given(
      ...asked,
      nextTold(),
      nextTold(),
      nextTold(),
      extensionGranted({ at: at('10-12').toISOString() }),
      nextTold(),
    );
    expect(granted.record.duty).toMatchObject({ extended: 4, dueDate: '2026-10-14' });
    expect(next(granted.record)).toMatchObject({ key: 'reminder-1', at: at('10-13', '09:00').toISOString() });
  });

  it('ends with the duty: what was done is decided no more, nor reminded of', () => {
    const done = given(...asked, acknowledged({ at: at('10-10').toISOString() })).record;
    expect(done.extension).toBeNull();
    expect(next(done)).toMatchObject({ kind: 'reminder', key: 'reminder-2' });
  });
});
