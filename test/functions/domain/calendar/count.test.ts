import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { countedFacts, countWindow, type Span, type Zone } from '../../../../functions/domain/calendar/count.ts';
import { addDays, dateIn, withOffset } from '../../../../functions/domain/calendar/time.ts';

/** Each date here was counted by hand, on the calendar of the State Council (domain.md, "Counting working days"). */

const zone: Zone = { timeZone: 'Asia/Shanghai' };
const office: Zone = { ...zone, officeHours: { from: '09:00', to: '17:00' } };

const spanFrom = (startsAt: string, different: Partial<Span> = {}): Span => ({
  startDate: dateIn(zone.timeZone, new Date(startsAt)),
  startAt: new Date(startsAt).toISOString(),
  ...{ window: 5, unit: 'working-days', run: 'always', extended: 0, pauses: [] },
  ...different,
});
const count = (startsAt: string, different: Partial<Span> = {}, by: Zone = zone) => {
  const counted = countWindow(stateCouncil, by, spanFrom(startsAt, different));
  return { ...counted, dueAt: withOffset(zone.timeZone, new Date(counted.dueAt)) };
};
/** Each day as month and day, whether it counts, and why. */
const told = ({ days }: ReturnType<typeof count>) =>
  days.map(({ date, counted, reason }) => `${date.slice(5)} ${counted ? '+' : '-'} ${reason}`);
const pause = (from: string, until: string | null) => ({
  from: new Date(from).toISOString(),
  until: until && new Date(until).toISOString(),
});

describe('working days', () => {
  it('name every day from the start, counted or not, and why', () => {
    const { days } = count('2026-09-30T10:00:00+08:00', { window: 2 });
    expect(days.map(({ date, counted, reason, name }) => [date.slice(5), counted, reason, name])).toEqual([
      ['09-30', false, 'day of start', undefined],
      ['10-01', false, 'holiday', '国庆节'],
      ['10-02', false, 'holiday', '国庆节'],
      ['10-03', false, 'holiday', '国庆节'],
      ['10-04', false, 'holiday', '国庆节'],
      ['10-05', false, 'holiday', '国庆节'],
      ['10-06', false, 'holiday', '国庆节'],
      ['10-07', false, 'holiday', '国庆节'],
      ['10-08', true, 'working day', undefined],
      ['10-09', true, 'working day', undefined],
    ]);
    expect(count('2026-10-09T10:00:00+08:00', { window: 2 }).days.slice(1)).toEqual([
      { date: '2026-10-10', counted: true, reason: 'make-up day' },
      { date: '2026-10-11', counted: false, reason: 'weekend' },
      { date: '2026-10-12', counted: true, reason: 'working day' },
    ]);
  });

  it('fall due at 24:00 of the last one, or at the close of business where one is set', () => {
    expect(count('2026-09-17T10:00:00+08:00')).toMatchObject({
      ...{ dueDate: '2026-09-23', dueAt: '2026-09-24T00:00:00+08:00', provisional: false },
    });
    expect(count('2026-09-17T10:00:00+08:00', {}, { ...zone, closeOfBusiness: '17:30' }).dueAt).toBe(
      '2026-09-23T17:30:00+08:00',
    );
  });

  it('that were granted on top are named so, and only they', () => {
    const { days } = count('2026-09-14T10:00:00+08:00', { window: 2, extended: 3 });
    // The Sunday is worked, for National Day.
    expect(days.map(({ date, counted, extension }) => [date.slice(8), counted, extension ?? false])).toEqual([
      ['14', false, false],
      ['15', true, false],
      ['16', true, false],
      ['17', true, true],
      ['18', true, true],
      ['19', false, false],
      ['20', true, true],
    ]);
  });

  it('are provisional where a year without a notice is touched from either side', () => {
    expect(count('2026-12-29T10:00:00+08:00')).toMatchObject({ dueDate: '2027-01-05', provisional: true });
    expect(count('2026-12-24T10:00:00+08:00')).toMatchObject({ dueDate: '2026-12-31', provisional: false });
    expect(count('2027-01-04T10:00:00+08:00', { window: 1 }).days).toEqual([
      { date: '2027-01-04', counted: false, reason: 'day of start', provisional: true },
      { date: '2027-01-05', counted: true, reason: 'working day', provisional: true },
    ]);
  });

  it('are no count without a day, nor with parts of one', () => {
    for (const window of [0, -1, 1.5]) expect(() => count('2026-09-17T10:00:00+08:00', { window })).toThrow(RangeError);
    expect(() => count('2026-09-17T10:00:00+08:00', { window: 0, unit: 'hours' })).toThrow(RangeError);
  });

  it('always agree with the date, whatever the start and the window', () => {
    const start = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2018-01-01', n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 250 }), (from, window) => {
        const counted = count(`${from}T10:00:00+08:00`, { window });
        const { date, provisional } = addWorkingDays(stateCouncil, from, window);
        expect(counted).toMatchObject({ dueDate: date, provisional });
        expect(counted.days.at(-1)).toMatchObject({ date, counted: true });
        expect(counted.days.filter((day) => day.counted)).toHaveLength(window);
        expect(counted.days.map((day) => day.date)).toEqual(counted.days.map((_, n) => addDays(from, n)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('calendar days (Civil Code, articles 201 and 203)', () => {
  const unit = 'calendar-days' as const;

  it.each([
    ['that end on a working day end there', '2026-09-14T10:00:00+08:00', 4, '2026-09-18'],
    ['that end on a Saturday end on the make-up Sunday after it', '2026-09-14T10:00:00+08:00', 5, '2026-09-20'],
    ['that end on a weekend end on the Monday', '2026-09-07T10:00:00+08:00', 5, '2026-09-14'],
    ['that end on the first day of a holiday end after it', '2026-09-21T10:00:00+08:00', 10, '2026-10-08'],
    ['that run through a holiday count its days', '2026-09-28T10:00:00+08:00', 10, '2026-10-08'],
    ['that begin on a day off count from the next day', '2026-10-02T10:00:00+08:00', 7, '2026-10-09'],
  ])('%s', (_, start, window, due) => {
    expect(count(start, { window, unit }).dueDate).toBe(due);
  });

  it('say of each day why: those after the last are moved on', () => {
    const moved = count('2026-09-29T10:00:00+08:00', { window: 3, unit });
    expect(told(moved)).toEqual([
      '09-29 - day of start',
      '09-30 + calendar day',
      '10-01 + calendar day',
      '10-02 + calendar day',
      ...['10-03', '10-04', '10-05', '10-06', '10-07'].map((day) => `${day} - holiday`),
      '10-08 - moved on',
    ]);
    expect(countedFacts(moved.days)).toMatchObject({ start: '2026-09-29', counted: 3, movedOn: true });
  });
});

describe('hours', () => {
  const unit = 'hours' as const;

  it('run through nights and days off, to the minute', () => {
    const found = count('2026-10-02T18:30:00+08:00', { window: 48, unit });
    expect(found).toMatchObject({ dueDate: '2026-10-04', dueAt: '2026-10-04T18:30:00+08:00' });
    expect(found.days.map(({ date, counted, hours }) => [date.slice(5), counted, hours])).toEqual([
      ['10-02', true, 5.5],
      ['10-03', true, 24],
      ['10-04', true, 18.5],
    ]);
  });

  it('run on working days only: what is left on a Friday goes on with the next one', () => {
    // Friday the 18th from 20:00 on: 4 hours; the Saturday is off; Sunday the 20th is a make-up day: 8 hours.
    const found = count('2026-09-18T20:00:00+08:00', { window: 12, unit, run: 'working-days' });
    expect(found.dueAt).toBe('2026-09-20T08:00:00+08:00');
    expect(told(found)).toEqual(['09-18 + hours', '09-19 - weekend', '09-20 + hours']);
    // Begun on a day off, they wait for the first working day.
    expect(count('2026-10-03T10:00:00+08:00', { window: 3, unit, run: 'working-days' }).dueAt).toBe(
      '2026-10-08T03:00:00+08:00',
    );
  });

  it('run while the office is open: to the end of a day, and on in the next morning', () => {
    const run = 'office-hours' as const;
    // 2 hours on Thursday, 8 on Friday, none on Saturday, 2 on the make-up Sunday.
    const found = count('2026-09-17T15:00:00+08:00', { window: 12, unit, run }, office);
    expect(found.dueAt).toBe('2026-09-20T11:00:00+08:00');
    expect(found.days.map(({ hours }) => hours)).toEqual([2, 8, undefined, 2]);
    // Exactly as the office closes.
    expect(count('2026-09-17T15:00:00+08:00', { window: 2, unit, run }, office).dueAt).toBe(
      '2026-09-17T17:00:00+08:00',
    );
    // After it has closed, before it opens.
    expect(count('2026-09-16T20:00:00+08:00', { window: 1, unit, run }, office).dueAt).toBe(
      '2026-09-17T10:00:00+08:00',
    );
    expect(count('2026-09-17T05:00:00+08:00', { window: 1, unit, run }, office).dueAt).toBe(
      '2026-09-17T10:00:00+08:00',
    );
    expect(told(count('2026-09-16T20:00:00+08:00', { window: 1, unit, run }, office))).toEqual([
      '09-16 - day of start',
      '09-17 + hours',
    ]);
  });

  it('granted on top are named so on the days that they reach', () => {
    const { days, dueAt } = count('2026-09-14T12:00:00+08:00', { window: 24, unit, extended: 24 });
    expect(dueAt).toBe('2026-09-16T12:00:00+08:00');
    expect(days.map(({ extension }) => extension ?? false)).toEqual([false, true, true]);
  });

  it('through any day are not provisional; on working days only, they are', () => {
    expect(count('2027-03-01T10:00:00+08:00', { window: 24, unit }).provisional).toBe(false);
    expect(count('2027-03-01T10:00:00+08:00', { window: 24, unit, run: 'working-days' }).provisional).toBe(true);
  });

  it('stand still from the minute of the request to the minute of the supplement', () => {
    const pauses = [pause('2026-09-14T12:00:00+08:00', '2026-09-16T09:30:00+08:00')];
    const found = count('2026-09-14T10:00:00+08:00', { window: 24, unit, pauses });
    // 2 hours before, 22 after.
    expect(found.dueAt).toBe('2026-09-17T07:30:00+08:00');
    expect(told(found)).toEqual(['09-14 + hours', '09-15 - paused', '09-16 + hours', '09-17 + hours']);
    expect(found.days.map(({ hours }) => hours)).toEqual([2, undefined, 14.5, 7.5]);
    expect(found.days.map(({ paused }) => paused)).toEqual([12, 24, 9.5, undefined]);
    expect(countedFacts(found.days).paused).toEqual([{ name: '', first: '09-14', last: '09-16' }]);
  });

  it('name what was paused within a day', () => {
    const pauses = [pause('2026-09-15T12:00:00+08:00', '2026-09-15T14:00:00+08:00')];
    const found = count('2026-09-15T09:00:00+08:00', { window: 8, unit, run: 'office-hours', pauses }, office);
    expect(found.days).toMatchObject([
      { date: '2026-09-15', reason: 'hours', hours: 6, paused: 2 },
      { date: '2026-09-16', reason: 'hours', hours: 2 },
    ]);
    expect(found.days[1]).not.toHaveProperty('paused');
  });
});

describe('a pause', () => {
  it('takes the days from the request to the supplement, both of them', () => {
    const pauses = [pause('2026-09-15T15:00:00+08:00', '2026-09-17T09:00:00+08:00')];
    const found = count('2026-09-14T10:00:00+08:00', { window: 3, pauses });
    expect(told(found)).toEqual([
      '09-14 - day of start',
      ...['09-15', '09-16', '09-17'].map((day) => `${day} - paused`),
      '09-18 + working day',
      '09-19 - weekend',
      '09-20 + make-up day',
      '09-21 + working day',
    ]);
    expect(countedFacts(found.days)).toMatchObject({
      ...{ counted: 3, weekends: 1, makeUpDays: ['09-20'], movedOn: false },
      paused: [{ first: '09-15', last: '09-17' }],
    });
  });

  it('within one day takes that day', () => {
    const pauses = [pause('2026-09-15T09:00:00+08:00', '2026-09-15T16:00:00+08:00')];
    expect(count('2026-09-14T10:00:00+08:00', { window: 1, pauses }).dueDate).toBe('2026-09-16');
  });

  it('that goes on takes nothing yet', () => {
    const pauses = [pause('2026-09-15T15:00:00+08:00', null)];
    const bare = { window: 3 };
    expect(count('2026-09-14T10:00:00+08:00', { ...bare, pauses })).toEqual(count('2026-09-14T10:00:00+08:00', bare));
  });

  it('takes calendar days too, and one on which the period would have ended', () => {
    const pauses = [pause('2026-09-16T15:00:00+08:00', '2026-09-17T09:00:00+08:00')];
    const found = count('2026-09-14T10:00:00+08:00', { window: 3, unit: 'calendar-days', pauses });
    // The fifth and last: Saturday the 19th, moved on to the make-up Sunday.
    expect(told(found)).toEqual([
      '09-14 - day of start',
      '09-15 + calendar day',
      '09-16 - paused',
      '09-17 - paused',
      '09-18 + calendar day',
      '09-19 + calendar day',
      '09-20 - moved on',
    ]);
  });

  it('again, after days that were granted: each day is named for what it is', () => {
    const pauses = [
      pause('2026-09-15T09:00:00+08:00', '2026-09-15T10:00:00+08:00'),
      pause('2026-09-17T09:00:00+08:00', '2026-09-18T10:00:00+08:00'),
    ];
    const { days } = count('2026-09-14T10:00:00+08:00', { window: 1, extended: 2, pauses });
    expect(days.map(({ date, reason, extension }) => `${date.slice(8)} ${reason}${extension ? ' +' : ''}`)).toEqual([
      '14 day of start',
      '15 paused',
      '16 working day',
      '17 paused',
      '18 paused',
      '19 weekend',
      '20 make-up day +',
      '21 working day +',
    ]);
    expect(countedFacts(days).paused).toEqual([
      { name: '', first: '09-15', last: '09-15' },
      { name: '', first: '09-17', last: '09-18' },
    ]);
  });
});
