import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { countedFacts, type Span } from '../../../../functions/domain/calendar/count.ts';
import { addDays } from '../../../../functions/domain/calendar/time.ts';
import { at, count, dueAt, explained, pause, spanFrom, timeZone } from './spans.ts';

/**
 * Windows counted by hand. The autumn of 2026: off 09-25 to 09-27 and 10-01 to 10-07, make-up working days Sunday 09-20 and Saturday
 * 10-10. The winter: off 2027-01-01 as no notice says, so that 2027 is counted Monday to Friday.
 */

describe('working days', () => {
  it('name every day from the start, counted or not, and why', () => {
    expect(explained(spanFrom('2026-09-30 10:00', 3))).toEqual([
      '09-30 - day of start',
      ...['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'].map((day) => `${day} - 国庆节`),
      ...['10-08 + working day', '10-09 + working day', '10-10 + make-up day'],
    ]);
    expect(explained(spanFrom('2026-10-09 10:00', 2)).slice(1)).toEqual([
      ...['10-10 + make-up day', '10-11 - weekend', '10-12 + working day'],
    ]);
  });

  it.each([
    // Counted by hand (domain.md, "Counting working days").
    ['2026-09-17 10:00', 5, '2026-09-23'],
    ['2026-09-18 10:00', 5, '2026-09-24'],
    ['2026-09-24 10:00', 5, '2026-10-09'],
    // Found on a day off: the next working day is the first.
    ['2026-09-26 10:00', 1, '2026-09-28'],
    ['2026-10-03 10:00', 1, '2026-10-08'],
    // Found on a make-up day: that is the day of the start.
    ['2026-09-20 10:00', 1, '2026-09-21'],
  ])('from %s, %i days end on %s at 24:00', (start, window, due) => {
    expect(count(spanFrom(start, window))).toMatchObject({ dueDate: due, dueAt: at(`${addDays(due, 1)} 00:00`) });
  });

  it('end at the close of business where one is set', () => {
    expect(dueAt(spanFrom('2026-09-17 10:00', 5), { timeZone, closeOfBusiness: '17:30' })).toBe('2026-09-23T17:30');
  });

  it('that were granted on top are named so', () => {
    expect(explained(spanFrom('2026-09-17 10:00', 2, { extended: 2 })).slice(1)).toEqual([
      ...['09-18 + working day', '09-19 - weekend', '09-20 + make-up day'],
      ...['09-21 + working day more', '09-22 + working day more'],
    ]);
  });

  it('say from where on they are provisional', () => {
    const { dueDate, provisional, days } = count(spanFrom('2026-12-29 10:00', 3));
    expect([dueDate, provisional]).toEqual(['2027-01-01', true]);
    expect(days.map((day) => day.provisional === true)).toEqual([false, false, false, true]);
    expect(count(spanFrom('2026-12-28 10:00', 3)).provisional).toBe(false);
  });

  it('always agree with the plain count, whatever the start and the window', () => {
    const start = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2018-01-01', n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 250 }), (from, n) => {
        const { days, dueDate, provisional } = count(spanFrom(`${from} 10:00`, n));
        const plain = addWorkingDays(stateCouncil, from, n);
        expect({ date: dueDate, provisional }).toEqual(plain);
        expect(days.at(-1)).toMatchObject({ date: plain.date, counted: true });
        expect(days.filter(({ counted }) => counted)).toHaveLength(n);
        expect(days.map(({ date }) => date)).toEqual(days.map((_, m) => addDays(from, m)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('calendar days', () => {
  const days = (start: string, window: number, different: Partial<Span> = {}) =>
    spanFrom(start, window, { unit: 'calendar-days', ...different });

  it('count as they come, weekends and holidays too', () => {
    expect(explained(days('2026-09-17 10:00', 4)).slice(1)).toEqual([
      ...['09-18 + calendar day', '09-19 + calendar day', '09-20 + calendar day', '09-21 + calendar day'],
    ]);
  });

  it.each([
    // The last day is a Saturday: it moves on over the Sunday.
    ['2026-11-09 10:00', 5, '2026-11-16'],
    // It is the last day of the holiday week.
    ['2026-09-27 10:00', 10, '2026-10-08'],
    // It is the Friday of the Mid-Autumn holiday: on over the weekend to the Monday.
    ['2026-09-15 10:00', 10, '2026-09-28'],
    // It is a Sunday that works: nothing moves.
    ['2026-09-10 10:00', 10, '2026-09-20'],
  ])('from %s, %i days that end on a day off end on the next working day, %s', (start, window, due) => {
    expect(count(days(start, window))).toMatchObject({ dueDate: due, dueAt: at(`${addDays(due, 1)} 00:00`) });
  });

  it('name each day after the last one: those off by their name, the working day as the one moved on to', () => {
    expect(explained(days('2026-09-29 10:00', 6)).slice(5)).toEqual([
      ...['10-04 + 国庆节', '10-05 + 国庆节', '10-06 - 国庆节', '10-07 - 国庆节', '10-08 - moved on'],
    ]);
  });

  it('that pause do not count; what is granted on top comes after them', () => {
    expect(
      explained(
        days('2026-11-02 10:00', 3, { extended: 1, pauses: [pause('2026-11-04 09:00', '2026-11-05 16:00')] }),
      ).slice(1),
    ).toEqual([
      ...['11-03 + calendar day', '11-04 - paused', '11-05 - paused', '11-06 + calendar day', '11-07 + calendar day'],
      // A Sunday would not do: the working day after it.
      ...['11-08 + calendar day more', '11-09 - moved on'],
    ]);
  });

  it('cannot end on a day that pauses', () => {
    const { dueDate } = count(days('2026-11-02 10:00', 5, { pauses: [pause('2026-11-09 09:00', '2026-11-10 09:00')] }));
    // 11-07 is a Saturday, 11-09 and 11-10 are paused.
    expect(dueDate).toBe('2026-11-11');
  });
});

describe('pauses of days', () => {
  it('leave out every day from the request to the supplement, both included', () => {
    const span = spanFrom('2026-11-02 10:00', 5, { pauses: [pause('2026-11-04 15:00', '2026-11-06 09:00')] });
    expect(explained(span).slice(1)).toEqual([
      ...['11-03 + working day', '11-04 - paused', '11-05 - paused', '11-06 - paused'],
      ...['11-07 - weekend', '11-08 - weekend'],
      ...['11-09 + working day', '11-10 + working day', '11-11 + working day', '11-12 + working day'],
    ]);
  });

  it('that begin and end on one day take that day; two of them on it take it once', () => {
    const one = [pause('2026-11-04 09:00', '2026-11-04 10:00')];
    const two = [...one, pause('2026-11-04 15:00', '2026-11-04 16:00')];
    for (const pauses of [one, two])
      expect(count(spanFrom('2026-11-02 10:00', 5, { pauses })).dueDate).toBe('2026-11-10');
  });

  it('on the day of the start, or over days off, take nothing more', () => {
    expect(
      explained(spanFrom('2026-11-06 10:00', 1, { pauses: [pause('2026-11-06 11:00', '2026-11-08 09:00')] })),
    ).toEqual(['11-06 - day of start', '11-07 - paused', '11-08 - paused', '11-09 + working day']);
  });

  it('that go on take nothing yet', () => {
    expect(count(spanFrom('2026-11-02 10:00', 5, { pauses: [pause('2026-11-04 15:00', null)] })).dueDate).toBe(
      '2026-11-09',
    );
  });
});

describe('a window that is none', () => {
  it.each<[string, Partial<Span>]>([
    ['no days', { window: 0 }],
    ['part of a day', { window: 1.5 }],
    ['part of a calendar day', { window: 1.5, unit: 'calendar-days' }],
    ['no hours', { window: 0, unit: 'hours' }],
    ['what is no number', { window: Number.NaN }],
  ])('is not counted: %s', (_, different) => {
    expect(() => count(spanFrom('2026-11-02 10:00', 1, different))).toThrow(RangeError);
  });
});

describe('what a count comes to', () => {
  const facts = (span: Span) => countedFacts(count(span).days);

  it('names days in a row as one, and make-up days by name', () => {
    expect(facts(spanFrom('2026-09-24 10:00', 9))).toEqual({
      ...{ start: '2026-09-24', counted: 9, weekends: 1, makeUpDays: ['10-10'], movedOn: false, provisional: false },
      holidays: [
        { name: '中秋节', first: '09-25', last: '09-27' },
        { name: '国庆节', first: '10-01', last: '10-07' },
      ],
      paused: [],
    });
  });

  it('names what paused, and that the end moved on', () => {
    const pauses = [pause('2026-11-04 09:00', '2026-11-05 16:00'), pause('2026-11-10 09:00', '2026-11-10 16:00')];
    expect(facts(spanFrom('2026-11-02 10:00', 5, { pauses })).paused).toEqual([
      { name: '', first: '11-04', last: '11-05' },
      { name: '', first: '11-10', last: '11-10' },
    ]);
    expect(facts(spanFrom('2026-11-09 10:00', 5, { unit: 'calendar-days' })).movedOn).toBe(true);
  });

  it('is hours of a window in hours', () => {
    expect(facts(spanFrom('2026-11-02 10:00', 24, { unit: 'hours' })).counted).toBe(24);
  });
});
