import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { letter } from '../../../../functions/domain/mail/letters.ts';
import { hasMoved, movedDeadline } from '../../../../functions/domain/mail/moved-deadlines.ts';
import { type MovedDeadline, recountDigest } from '../../../../functions/domain/mail/recount-digest.ts';
import type { Settings } from '../../../../functions/domain/settings.ts';
import { heard, inTimeUntil } from '../../../../functions/domain/transfer/deadlines.ts';
import { overdueFrom } from '../../../../functions/domain/transfer/duties.ts';
import { dueNow, nextTellingAt } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { factsOf, readerOf } from '../mail/desks.ts';
import { at as circumstancesAt, clerkOf, planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { dispatched, nextTold, receiver, recountedBy, registered, supplementAsked } from '../steps.ts';
import { given, type Step } from '../stories.ts';

/** Windows in hours beside office hours, and deadlines that move within one day (domain.md, "Counting", "Life of a transfer"). */

const basis = '县办法〔2026〕3号';
const withHours = (amount: number, run: 'always' | 'working-days' = 'always', pausable = false): Settings =>
  settingsWith({
    officeHours: { from: '08:30', to: '17:30' },
    overrides: [{ windows: { acknowledge: { amount, unit: 'hours', run, pausable, basis } } }],
  } as unknown as Partial<Settings>);
const settings = withHours(24);

/** Thursday evening, before the three days of Mid-Autumn Festival. */
const evening = '2026-09-24T18:00:00+08:00';
const held = [registered({ at: evening, settings }), dispatched({ at: evening, settings })];
const when = (time: string) => new Date(time);
const next = (record: Transfer, now: string) => {
  const found = nextTellingAt(record, stateCouncil, settings, when(now));
  return found && [found.telling.key, found.at.toISOString()];
};

describe('a window in hours while the office is closed', () => {
  it('tells its receiver at once, so that nothing of it waits behind', () => {
    const story = given(...held);
    expect(next(story.record, evening)).toEqual([expect.stringMatching(/^dispatched-/), '2026-09-24T10:00:00.000Z']);
    const told = given(...held, nextTold({ settings }));
    expect(next(told.record, '2026-09-24T18:01:00+08:00')).toEqual(['reminder-720m', '2026-09-24T22:00:00.000Z']);
    expect(dueNow(told.record, stateCouncil, settings, when('2026-09-25T06:00:00+08:00'))?.key).toBe('reminder-720m');
  });

  it('in days waits for the office', () => {
    const inDays = settingsWith({ officeHours: { from: '08:30', to: '17:30' } });
    const story = given(registered({ at: evening, settings: inDays }), dispatched({ at: evening, settings: inDays }));
    const found = nextTellingAt(story.record, stateCouncil, inDays, when(evening));
    expect(found?.at.toISOString()).toBe('2026-09-28T00:30:00.000Z');
  });

  it('escalates as it passes, though an office was to be reminded before and is not there', () => {
    const { record } = given(...held, nextTold({ settings }));
    // Its reminder of Wednesday morning does not hold up those at night.
    const extension = { extensionId: 'e1', workingDays: 2, askedAt: '2026-09-22T02:00:00.000Z', askedBy: 'x' };
    const undecided: Transfer = { ...record, extension };
    expect(next(undecided, '2026-09-24T18:05:00+08:00')).toEqual(['reminder-720m', '2026-09-24T22:00:00.000Z']);
  });
});

/** Dispatched on Monday the 7th at nine, due on Tuesday at nine; at noon the province makes it two hours less. */
const monday = '2026-12-07T09:00:00+08:00';
const working = withHours(24, 'working-days');
const shorter = withHours(22, 'working-days');
const dispatchedMonday: Step[] = [
  registered({ at: monday, settings: working }),
  dispatched({ at: monday, settings: working }),
  nextTold({ settings: working }),
];
const recount = { id: 'r1', untold: [] };
const shortened = (at: string) => given(...dispatchedMonday, recountedBy({ recount, settings: shorter, at })).record;
const digestOf = (moved: MovedDeadline | undefined, language: 'zh' | 'en' = 'zh') =>
  recountDigest(moved ? [moved] : [], new Map(), shorter, readerOf({ language }), when('2026-12-07T12:00:00+08:00'))
    .text;

describe('a deadline that moves within one day', () => {
  const record = shortened('2026-12-07T12:00:00+08:00');

  it('is told with both times, and stands so on the record', () => {
    expect(record.duty).toMatchObject({ dueDate: '2026-12-08', dueAt: '2026-12-07T23:00:00.000Z' });
    expect(digestOf(movedDeadline(record, ['r1']))).toContain('由2026年12月8日9时调整为2026年12月8日7时');
    const { events } = given(...dispatchedMonday).when(
      recountedBy({ recount, settings: shorter, at: '2026-12-07T12:00:00+08:00' }),
    );
    expect(events[0]?.detail).toMatchObject({
      ...{ oldDueDate: '2026-12-08', newDueDate: '2026-12-08' },
      ...{ oldDueAt: '2026-12-08T01:00:00.000Z', newDueAt: '2026-12-07T23:00:00.000Z' },
    });
  });

  it('says so by itself where no recount does', () => {
    const alone = given(
      ...dispatchedMonday,
      recountedBy({ recount: null, settings: shorter, at: '2026-12-07T12:00:00+08:00' }),
    ).record;
    const telling = planned(alone, stateCouncil, shorter);
    if (!telling) throw new Error('nothing is to be told');
    const now = when('2026-12-07T12:00:00+08:00');
    const { subject } = letter(factsOf(alone, telling, { settings: shorter, now }), readerOf());
    expect(subject).toContain('办理时限由12月8日9时调整为12月8日7时');
  });

  it('by the close of business is told too', () => {
    const whole = settingsWith();
    const closing = settingsWith({ closeOfBusiness: '17:30' });
    const moved = given(
      ...[registered({ settings: whole }), dispatched({ settings: whole }), nextTold({ settings: whole })],
      recountedBy({ recount, settings: closing, at: '2026-09-25T10:00:00+08:00' }),
    ).record;
    expect(digestOf(movedDeadline(moved, ['r1']))).toContain('由2026年10月9日24时调整为2026年10月9日17时30分');
  });

  it('into the past leaves its unit the grace, and reminds it on its last day', () => {
    const past = shortened('2026-12-08T08:00:00+08:00');
    const c = { ...circumstancesAt('2026-12-08T09:00:00+08:00', clerkOf(receiver)), settings: shorter };
    expect(inTimeUntil(past, c)).toBe('2026-12-09');
    const told = heard(past, [], c)?.record;
    expect(told?.duty && overdueFrom(told.duty)).toBe('2026-12-09T16:00:00.000Z');
    // Whoever is told later than its unit reads the same.
    expect(told && inTimeUntil(told, c)).toBe('2026-12-09');
    const reminded = told && planned(told, stateCouncil, shorter);
    expect(reminded).toMatchObject({ key: 'reminder-0m', at: '2026-12-09T01:00:00.000Z', to: ['owner'], vital: true });
    expect(told && planned({ ...told, handled: 'reminder-0m' }, stateCouncil, shorter)).toMatchObject({
      ...{ key: 'escalation-0', at: '2026-12-09T16:00:01.000Z' },
    });
  });

  it('of which nobody knew the time, as records of before, is told by its day', () => {
    const { duty } = record;
    if (!duty?.moved) throw new Error('nothing moved');
    const of = (dueDate: string) => ({
      ...record,
      duty: { ...duty, moved: { by: 'r1', from: { dueDate, provisional: false } } },
    });
    const same = movedDeadline(of('2026-12-08'), ['r1']);
    expect(same && hasMoved(same)).toBe(false);
    expect(digestOf(movedDeadline(of('2026-12-09'), ['r1']))).toContain('由2026年12月9日调整为2026年12月8日7时');
  });
});

describe('a deadline that moves there and back before anybody was told', () => {
  const at = (now: string, by: Settings) =>
    recountedBy({ recount: { id: `r${now}`, untold: ['r1', ...untold] }, settings: by, at: now });
  const untold = ['2026-12-08T08:00:00+08:00', '2026-12-08T08:30:00+08:00'].map((now) => `r${now}`);
  const overdue = (...steps: Step[]) => {
    const { duty } = given(...dispatchedMonday, ...steps).record;
    return duty && [duty.dueAt, overdueFrom(duty), duty.moved?.untold === true];
  };
  const asItWas = ['2026-12-08T01:00:00.000Z', '2026-12-08T01:00:00.000Z', false];

  it('is overdue as it was, whichever way it went', () => {
    for (const other of [shorter, withHours(30, 'working-days')]) {
      const steps = [at('2026-12-08T08:00:00+08:00', other), at('2026-12-08T08:30:00+08:00', working)];
      expect(overdue(...steps)).toEqual(asItWas);
    }
  });

  it('or to a later date than was told, is overdue by that', () => {
    const later = withHours(26, 'working-days');
    expect(overdue(at('2026-12-08T08:00:00+08:00', shorter), at('2026-12-08T08:30:00+08:00', later))).toEqual([
      ...['2026-12-08T03:00:00.000Z', '2026-12-08T03:00:00.000Z', false],
    ]);
  });

  it('keeps the grace of which its unit was told', () => {
    const told = heard(shortened('2026-12-08T08:00:00+08:00'), [], {
      ...circumstancesAt('2026-12-08T08:10:00+08:00', clerkOf(receiver)),
      settings: shorter,
    })?.record;
    const there: Step = () =>
      told && { record: told, event: { event: 'told', at: told.changedAt } as never, facts: [] };
    const { duty } =
      [at('2026-12-08T08:30:00+08:00', working), at('2026-12-08T08:40:00+08:00', shorter)].reduce<Transfer | null>(
        (record, step) => step(record)?.record ?? record,
        there(null)?.record ?? null,
      ) ?? {};
    expect(duty && overdueFrom(duty)).toBe('2026-12-09T16:00:00.000Z');
  });

  it('but not where a reminder told its unit of the later date before the digest did', () => {
    const later = withHours(48, 'working-days');
    const moved = given(
      ...dispatchedMonday,
      recountedBy({ recount, settings: later, at: '2026-12-07T12:00:00+08:00' }),
      nextTold({
        settings: later,
        people: { recipients: [{ unitId: receiver, as: 'unit' }], passed: [], ended: false },
      }),
    ).record;
    expect(moved.duty?.moved).toMatchObject({ by: 'r1', told: true });
    const back = at('2026-12-08T10:00:00+08:00', working)(moved)?.record;
    expect(back?.duty?.moved).toMatchObject({ untold: true, from: { dueAt: '2026-12-09T01:00:00.000Z' } });
    expect(back?.duty && overdueFrom(back.duty)).toBe('2026-12-11T16:00:00.000Z');
  });

  it('but not where its unit was told of it, though others were not', () => {
    const later = withHours(30, 'working-days');
    const moved = given(
      ...dispatchedMonday,
      recountedBy({ recount, settings: later, at: '2026-12-08T08:00:00+08:00' }),
    ).record;
    const c = { ...circumstancesAt('2026-12-08T08:10:00+08:00', clerkOf(receiver)), settings: later };
    const known = heard(moved, [], c, true)?.record;
    expect(known?.duty?.moved).toMatchObject({ told: true });
    expect(known && heard(known, [], c, true)).toBeUndefined();
    expect(heard(moved, [], c)).toBeUndefined();
    const back = known && at('2026-12-08T14:00:00+08:00', working)(known)?.record;
    expect(back?.duty?.moved).toMatchObject({ untold: true, from: { dueAt: '2026-12-08T07:00:00.000Z' } });
    expect(digestOf(back && movedDeadline(back, ['r2026-12-08T14:00:00+08:00']))).toContain(
      '由2026年12月8日15时调整为2026年12月8日9时',
    );
  });
});

describe('a deadline that moves while its clock stands still', () => {
  it('is told as standing still, and nothing of a grace', () => {
    const pausing = withHours(24, 'working-days', true);
    const story = given(
      registered({ at: monday, settings: pausing }),
      dispatched({ at: monday, settings: pausing }),
      nextTold({ settings: pausing }),
      supplementAsked({ settings: pausing, at: '2026-12-07T10:00:00+08:00' }),
      recountedBy({ recount, settings: withHours(1, 'working-days', true), at: '2026-12-08T12:00:00+08:00' }),
    ).record;
    const moved = movedDeadline(story, ['r1']);
    expect(digestOf(moved)).toContain('由2026年12月8日9时调整为2026年12月7日10时（补充材料期间暂停计算）');
    const c = { ...circumstancesAt('2026-12-08T12:10:00+08:00', clerkOf(receiver)), settings: pausing };
    expect(inTimeUntil(story, c)).toBeUndefined();
    // Nor has it any when its clock goes on, and the date lies ahead.
    const told = heard(story, [], c)?.record;
    expect(told?.duty?.ends.at).toBe(told?.duty?.dueAt);
  });
});

describe('a late notice about a window in hours', () => {
  it('says by how many working days, or by how many hours on the same day', () => {
    const dispatch = (amount: number) =>
      settingsWith({
        overrides: [{ windows: { dispatch: { amount, unit: 'hours', basis } } }],
      } as unknown as Partial<Settings>);
    const lateBy = (discoveredAt: string) =>
      given(registered({ discoveredAt, settings: dispatch(2) })).record.notices[0]?.facts;
    expect(lateBy('2026-09-21T10:00:00+08:00')).toMatchObject({ days: 3, unit: 'working-days' });
    expect(lateBy('2026-09-24T05:00:00+08:00')).toMatchObject({ days: 3, unit: 'hours' });
  });
});
