import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../functions/domain/calendar/count.ts';
import { dateIn } from '../../../../functions/domain/calendar/time.ts';
import { count, dueAt, explained, office, pause, spanFrom, timeZone } from './spans.ts';

/** Hours counted by hand, over the holidays of the autumn of 2026. */

describe('hours', () => {
  const hours = (start: string, window: number, different: Partial<Span> = {}) =>
    spanFrom(start, window, { unit: 'hours', ...different });

  it('run through nights and days off', () => {
    // Over Mid-Autumn, from Thursday evening.
    expect(dueAt(hours('2026-09-24 20:00', 24))).toBe('2026-09-25T20:00');
    expect(explained(hours('2026-09-24 20:00', 30))).toEqual([
      '09-24 + hours 4',
      '09-25 + 中秋节 24',
      '09-26 + 中秋节 2',
    ]);
    // To the minute, and never at the close of business.
    expect(dueAt(hours('2026-11-02 10:17', 24), { timeZone, closeOfBusiness: '17:30' })).toBe('2026-11-03T10:17');
  });

  it('count on working days only, where the window says so', () => {
    const span = hours('2026-09-24 20:00', 24, { run: 'working-days' });
    // Four hours on the Thursday, none over Mid-Autumn, twenty on the Monday.
    expect(dueAt(span)).toBe('2026-09-28T20:00');
    expect(explained(span)).toEqual([
      ...['09-24 + hours 4', '09-25 - 中秋节', '09-26 - 中秋节', '09-27 - 中秋节', '09-28 + hours 20'],
    ]);
    // A make-up Sunday works.
    expect(dueAt(hours('2026-09-18 12:00', 24, { run: 'working-days' }))).toBe('2026-09-20T12:00');
  });

  it('count while the office is open, where the window says so', () => {
    // Friday 15:00: two and a half hours, then nine on the Monday, and half an hour on the Tuesday.
    const span = hours('2026-11-06 15:00', 12, { run: 'office-hours' });
    expect(dueAt(span, office)).toBe('2026-11-10T09:00');
    expect(explained(span, office)).toEqual([
      ...['11-06 + hours 2.5', '11-07 - weekend', '11-08 - weekend', '11-09 + hours 9', '11-10 + hours 0.5'],
    ]);
    // After it has closed, the day of the start counts nothing; on a day off neither.
    expect(dueAt(hours('2026-11-06 18:00', 1, { run: 'office-hours' }), office)).toBe('2026-11-09T09:30');
    expect(explained(hours('2026-11-06 18:00', 1, { run: 'office-hours' }), office)[0]).toBe('11-06 - day of start');
    expect(dueAt(hours('2026-11-07 10:00', 1, { run: 'office-hours' }), office)).toBe('2026-11-09T09:30');
    // What ends as the office closes ends there, not as it opens again.
    expect(dueAt(hours('2026-11-06 15:00', 2.5, { run: 'office-hours' }), office)).toBe('2026-11-06T17:30');
  });

  it('that pause do not count, to the minute; a day that pauses as a whole is named so', () => {
    const span = hours('2026-11-02 10:00', 24, { pauses: [pause('2026-11-02 12:00', '2026-11-04 09:30')] });
    // Two hours, then twenty-two from 09:30 on.
    expect(dueAt(span)).toBe('2026-11-05T07:30');
    expect(explained(span)).toEqual(['11-02 + hours 2', '11-03 - paused', '11-04 + hours 14.5', '11-05 + hours 7.5']);
    // Within one day, and at night, when the office is closed anyhow.
    expect(
      dueAt(
        hours('2026-11-02 10:00', 9, { run: 'office-hours', pauses: [pause('2026-11-02 11:00', '2026-11-02 20:00')] }),
        office,
      ),
    ).toBe('2026-11-03T16:30');
    expect(
      dueAt(
        hours('2026-11-02 10:00', 9, { run: 'office-hours', pauses: [pause('2026-11-02 18:00', '2026-11-03 08:00')] }),
        office,
      ),
    ).toBe('2026-11-03T10:00');
  });

  it('that were granted on top run on', () => {
    const span = hours('2026-11-02 10:00', 12, { extended: 24 });
    expect(dueAt(span)).toBe('2026-11-03T22:00');
    expect(explained(span)).toEqual(['11-02 + hours 14 more', '11-03 + hours 22 more']);
  });

  it('depend on no notice where they run always, and on it otherwise', () => {
    expect(count(hours('2026-12-31 20:00', 24)).provisional).toBe(false);
    expect(count(hours('2026-12-31 20:00', 24, { run: 'working-days' })).provisional).toBe(true);
  });

  it('always end so many hours later, less what paused, whatever the start', () => {
    const start = fc.integer({ min: 0, max: 3650 * 24 * 60 }).map((minutes) => Date.UTC(2018, 0, 1) + minutes * 60_000);
    const stretch = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 200 }), stretch, (begins, window, [after, lasts]) => {
        const pauses = [
          {
            from: new Date(begins + after * 60_000).toISOString(),
            until: new Date(begins + (after + lasts) * 60_000).toISOString(),
          },
        ];
        const startAt = new Date(begins);
        const span: Span = {
          ...{ startDate: dateIn(timeZone, startAt), startAt: startAt.toISOString(), window, pauses },
          ...{ unit: 'hours', run: 'always', extended: 0 },
        };
        const stands = after < window * 60 ? lasts : 0;
        expect(Date.parse(count(span).dueAt)).toBe(begins + (window * 60 + stands) * 60_000);
      }),
      { numRuns: 300 },
    );
  });
});
