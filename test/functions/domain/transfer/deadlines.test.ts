import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  type Calendar,
  calendarWith,
  stateCouncil,
} from '../../../../functions/domain/calendar/calendar.ts';
import { calendarYear, provinceYear } from '../../../../functions/domain/calendar/calendar-year.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import { heard, recounted } from '../../../../functions/domain/transfer/deadlines.ts';
import type { Circumstances, Decision } from '../../../../functions/domain/transfer/decision.ts';
import { explainDuty } from '../../../../functions/domain/transfer/duties.ts';
import {
  askExtension as askExtensionOf,
  decideExtension as decideExtensionOf,
} from '../../../../functions/domain/transfer/extensions.ts';
import { acknowledge, dispatch, feedback } from '../../../../functions/domain/transfer/life.ts';
import { told } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { year2027 } from '../../../calendar-2027.ts';
import { at, clerkOf, offices, planned, transferAt } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { dispatched as dispatchStep, nextTold, registered } from '../steps.ts';
import { given } from '../stories.ts';

const with2027 = calendarWith([provinceYear(2027, calendarYear.parse(year2027), stateCouncil)], 1);
const police = clerkOf('371402-public-security');
const by = (now: string, calendar: Calendar = stateCouncil, settings = settingsWith()): Circumstances => ({
  ...at(now, police),
  calendar,
  settings,
});
const askExtension = (transfer: Transfer, ask: { extensionId: string; workingDays: number }, c: Circumstances) =>
  askExtensionOf(transfer, { reason: '案情复杂', applicant: [], ...ask }, offices, nobody, c);
const decideExtension = (transfer: Transfer, decision: { extensionId: string; approve: boolean }, c: Circumstances) =>
  decideExtensionOf(transfer, { note: '', ...decision }, c);
const recount = { id: 'r1', untold: ['r1'] };
const must = <T>(value: T | undefined | null): T => {
  if (value === undefined || value === null) throw new Error('nothing');
  return value;
};
const next = (transfer: Transfer, calendar: Calendar) => planned(transfer, calendar, settingsWith());
/** Dispatched, and its receiver was told. */
const dispatchedAt = (at: string): Transfer => given(registered({ at }), dispatchStep({ at }), nextTold()).record;

describe('a recount', () => {
  const dispatched = dispatchedAt('2026-12-29T10:00:00+08:00');

  it('moves a provisional deadline to its day, with old and new date and the calendar on the record', () => {
    expect(dispatched.duty).toMatchObject({ dueDate: '2027-01-05', provisional: true });
    const { record: transfer, event } = must(recounted(dispatched, by('2026-12-30T10:00:00+08:00', with2027), recount));
    expect(transfer.duty).toMatchObject({ dueDate: '2027-01-06', provisional: false, calendar: with2027.version });
    expect(event).toMatchObject({
      event: 'recounted',
      by: 'clock',
      detail: { oldDueDate: '2027-01-05', newDueDate: '2027-01-06', calendar: with2027.version },
    });
    expect(transfer.version).toBe(dispatched.version + 1);
    // A second time it changes nothing.
    expect(recounted(transfer, by('2026-12-30T10:00:00+08:00', with2027), recount)).toBeUndefined();
  });

  it('says so too when a deadline only becomes definite, and leaves its milestones as they are', () => {
    const early = dispatch(transferAt('2026-12-24T10:00:00+08:00'), at('2026-12-28T10:00:00+08:00')).record;
    expect(early.duty).toMatchObject({ dueDate: '2027-01-04', provisional: true });
    const plain = calendarWith([{ year: 2027, holidays: [], workdays: [] }], 1);
    const { record: transfer } = must(
      recounted({ ...early, handled: 'reminder-1' }, by('2026-12-31T10:00:00+08:00', plain), recount),
    );
    expect(transfer).toMatchObject({ handled: 'reminder-1', duty: { dueDate: '2027-01-04', provisional: false } });
    expect(transfer.duty?.countedAt).toBe(early.duty?.countedAt);
  });

  it('that moves a deadline later reminds of the new date, and escalates by it', () => {
    const reminded = { ...dispatched, handled: 'reminder-0' };
    const { record: transfer } = must(recounted(reminded, by('2027-01-05T10:00:00+08:00', with2027), recount));
    expect(transfer.handled).toBeNull();
    expect(next(transfer, with2027)).toMatchObject({ key: 'reminder-0', at: '2027-01-06T01:00:00.000Z' });
    const escalated = { ...dispatched, handled: 'escalation-1' };
    const later = must(recounted(escalated, by('2027-01-06T10:00:00+08:00', with2027), recount)).record;
    expect(next(later, with2027)).toMatchObject({ key: 'escalation-1', at: '2027-01-07T01:00:00.000Z' });
  });

  it('that moves a deadline into the past neither reminds of it nor escalates it before its unit was told, and then has its grace', () => {
    const back = recounted(
      {
        ...dispatched,
        duty: must(recounted(dispatched, by('2026-12-30T10:00:00+08:00', with2027), recount)).record.duty,
      },
      by('2027-01-06T10:00:00+08:00', stateCouncil),
      { id: 'r2', untold: [] },
    );
    const { record: transfer } = must(back);
    expect(transfer.duty).toMatchObject({ dueDate: '2027-01-05', provisional: true });
    // Its digest never came: whoever hears of the delay after three working days is told together with the unit.
    expect(next(transfer, stateCouncil)).toMatchObject({
      ...{ key: 'escalation-1', at: '2027-01-12T01:00:00.000Z', to: ['owner', 'supervisors'] },
    });
    const told = must(heard(transfer, [], by('2027-01-06T11:00:00+08:00'))).record;
    // Until the end of the working day after the one on which it was told.
    expect(told.duty?.ends).toEqual({ on: '2027-01-07', at: '2027-01-07T16:00:00.000Z' });
    const last = next(told, stateCouncil);
    expect(last).toMatchObject({ key: 'reminder-0', at: '2027-01-07T01:00:00.000Z', to: ['owner'] });
    expect(next({ ...told, handled: last?.key ?? '' }, stateCouncil)).toMatchObject({
      ...{ key: 'escalation-1', at: '2027-01-08T01:00:00.000Z', to: ['supervisors'] },
    });
  });

  it('does not tell again what the new date has seen too', () => {
    const escalated = { ...dispatched, handled: 'escalation-3' };
    const { record: transfer } = must(recounted(escalated, by('2027-01-08T10:00:00+08:00', with2027), recount));
    // Two working days after the new date: the first step stands, the third is told again when it comes.
    expect(transfer.handled).toBe('escalation-1');
    expect(next(transfer, with2027)?.key).toBe('escalation-3');
  });

  it('takes changed windows of the province, and keeps days that were granted', () => {
    const settings = settingsWith({ windows: { ...settingsWith().windows, acknowledge: 3, feedback: 20 } });
    const granted = { ...dispatched, duty: { ...must(dispatched.duty), extended: 2 } };
    const found = must(recounted(granted, by('2026-12-30T10:00:00+08:00', with2027, settings), recount)).record.duty;
    expect(found).toMatchObject({ window: 3, extended: 2, dueDate: '2027-01-06' });
  });

  it('in another unit leaves what was granted, or asked for, what it was', () => {
    const basis = '鲁规〔2026〕1号';
    const inHours = { amount: 24, unit: 'hours', basis } as const;
    const settings = settingsWith({ windows: { ...settingsWith().windows, acknowledge: inHours } });
    const c = by('2026-12-30T10:00:00+08:00', with2027, settings);
    const granted = { ...dispatched, duty: { ...must(dispatched.duty), extended: 2 } };
    // Two working days on top of five, not two hours on top of a day.
    expect(must(recounted(granted, c, recount)).record.duty).toMatchObject({
      ...{ window: 5, unit: 'working-days', extended: 2, dueDate: '2027-01-08' },
    });
    const extension = { extensionId: 'e1', workingDays: 4, askedAt: dispatched.changedAt, askedBy: 'x' };
    expect(must(recounted({ ...dispatched, extension }, c, recount)).record.duty).toMatchObject({
      unit: 'working-days',
    });
    expect(must(recounted(dispatched, c, recount)).record.duty).toMatchObject({ unit: 'hours', dueDate: '2026-12-30' });
  });

  it('keeps what was told last as the old date, until the digest has told it', () => {
    const first = must(recounted(dispatched, by('2026-12-30T10:00:00+08:00', with2027), recount)).record;
    const again = (untold: string[]) =>
      must(recounted(first, by('2026-12-30T11:00:00+08:00', stateCouncil), { id: 'r2', untold })).record.duty?.moved;
    expect(again(['r1', 'r2'])?.from).toMatchObject({ dueDate: '2027-01-05' });
    expect(again(['r2'])?.from).toMatchObject({ dueDate: '2027-01-06' });
  });

  it('outside of a recount of all, the transfer carries its notice; before dispatch to its sender alone', () => {
    const c = by('2026-12-30T10:00:00+08:00', with2027);
    expect(must(recounted(dispatched, c, null)).record.notices).toMatchObject([
      { kind: 'recounted', to: ['owner', 'other-side'] },
    ]);
    const waiting = transferAt('2026-12-29T10:00:00+08:00');
    expect(must(recounted(waiting, c, null)).record.notices).toMatchObject([{ kind: 'recounted', to: ['owner'] }]);
  });
});

describe('any life of a transfer', () => {
  const calendars = {
    plain: stateCouncil,
    'with 2027': with2027,
    changed: calendarWith([{ year: 2026, holidays: [], workdays: ['2026-10-03', '2026-10-04'] }], 2),
  };
  const steps = [
    'dispatch',
    'acknowledge',
    'interim',
    'final',
    'ask',
    'grant',
    'refuse',
    'recount',
    'windows',
    'nothing',
  ] as const;
  const life = fc.array(
    fc.record({
      step: fc.constantFrom(...steps),
      // Now and then the clock runs backwards.
      hours: fc.integer({ min: -48, max: 20 * 24 }),
      calendar: fc.constantFrom(...(['plain', 'with 2027', 'changed'] as const)),
      days: fc.integer({ min: 1, max: 60 }),
    }),
    { maxLength: 25 },
  );
  const apply = (
    transfer: Transfer,
    step: (typeof steps)[number],
    days: number,
    c: Circumstances,
  ): Decision | undefined => {
    if (step === 'dispatch') return dispatch(transfer, c);
    if (step === 'acknowledge') return acknowledge(transfer, c);
    if (step === 'interim' || step === 'final') return feedback(transfer, { final: step === 'final', outcome: 'x' }, c);
    if (step === 'ask') return askExtension(transfer, { extensionId: 'e', workingDays: days }, c);
    if (step === 'grant' || step === 'refuse')
      return decideExtension(transfer, { extensionId: 'e', approve: step === 'grant' }, c);
    return undefined;
  };

  it('tells each thing once, leaves nothing behind that has passed, and explains every date', () => {
    fc.assert(
      fc.property(life, (taken) => {
        const begun = given(registered());
        let transfer = begun.record;
        const events = [...begun.events];
        const goOn = (decision: Decision | undefined) => {
          if (!decision) return;
          transfer = decision.record;
          events.push(decision.event);
          // The record is what its timeline says, after every step.
          expect(contradictions(transfer, events)).toEqual([]);
        };
        let now = new Date('2026-09-24T10:00:00+08:00').getTime();
        let calendar = stateCouncil;
        let settings = settingsWith();
        const keys: string[] = [];
        for (const { step, hours, days, ...one } of taken) {
          now += hours * 3_600_000;
          if (step === 'recount') calendar = calendars[one.calendar];
          if (step === 'windows')
            settings = settingsWith({ windows: { ...settingsWith().windows, acknowledge: days, feedback: days } });
          const c = { ...by(new Date(now).toISOString(), calendar), settings };
          try {
            goOn(apply(transfer, step, days, c));
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
          // As Plan does it: count again first, then tell what is due.
          goOn(recounted(transfer, c, null));
          for (;;) {
            const due = planned(transfer, calendar, settings);
            const clock = Math.max(now, Date.parse(transfer.changedAt));
            if (!due || Date.parse(due.at) > clock) break;
            keys.push(
              `${due.kind === 'reminder' || due.kind === 'escalation' ? transfer.duty?.countedAt : ''} ${transfer.duty?.name} ${due.key}`,
            );
            goOn(told(transfer, due, { recipients: [], passed: [], ended: false }, c));
          }
          expect(transfer.duty === null).toBe(transfer.status === 'closed');
          if (!transfer.duty) continue;
          const { startDate, window, extended, dueDate } = transfer.duty;
          expect(dueDate).toBe(addWorkingDays(calendar, startDate, window + extended).date);
          const count = explainDuty(calendar, settings, transfer.duty);
          expect(count.at(-1)?.date).toBe(dueDate);
          expect(count.filter(({ counted }) => counted)).toHaveLength(window + extended);
          expect(count[0]).toMatchObject({ date: startDate, counted: false, reason: 'day of start' });
        }
        const notices = keys.filter((key) => !/reminder|escalation/.test(key));
        expect(new Set(keys.filter((key) => /reminder|escalation/.test(key))).size + notices.length).toBe(keys.length);
      }),
      { numRuns: 400 },
    );
  });
});
