import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, instantAt, monthBounds, withOffset } from '../../../../functions/domain/calendar/time.ts';

const shanghai = 'Asia/Shanghai';

describe('plain dates', () => {
  it('cross months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('instants in the province', () => {
  it('belong to the day that the province has, whatever the zone of the machine', () => {
    expect(dateIn(shanghai, new Date('2026-09-17T15:59:59.999Z'))).toBe('2026-09-17');
    expect(dateIn(shanghai, new Date('2026-09-17T16:00:00.000Z'))).toBe('2026-09-18');
  });

  it('end a day at 24:00 of it', () => {
    expect(instantAt(shanghai, '2026-09-23', '24:00').toISOString()).toBe('2026-09-23T16:00:00.000Z');
    expect(instantAt(shanghai, '2026-09-23', '09:00').toISOString()).toBe('2026-09-23T01:00:00.000Z');
  });

  it('keep to the wall clock across a change to summer time', () => {
    expect(instantAt('Europe/Berlin', '2026-03-29', '09:00').toISOString()).toBe('2026-03-29T07:00:00.000Z');
    expect(instantAt('Europe/Berlin', '2026-03-28', '09:00').toISOString()).toBe('2026-03-28T08:00:00.000Z');
  });

  it('are written with the offset of the province', () => {
    expect(withOffset(shanghai, new Date('2026-09-23T16:00:00.000Z'))).toBe('2026-09-24T00:00:00+08:00');
    expect(withOffset('America/St_Johns', new Date('2026-01-01T00:00:00.250Z'))).toBe('2025-12-31T20:30:00.250-03:30');
  });

  it('come back from their own text', () => {
    const zone = fc.constantFrom(shanghai, 'Asia/Urumqi', 'Europe/Berlin', 'Asia/Kathmandu', 'UTC');
    fc.assert(
      fc.property(
        zone,
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (tz, at) => {
          expect(new Date(withOffset(tz, at)).getTime()).toBe(at.getTime());
          expect(withOffset(tz, at).slice(0, 10)).toBe(dateIn(tz, at));
        },
      ),
    );
  });

  it('of the first century stay there', () => {
    expect(instantAt(shanghai, '0026-11-23', '00:00').toISOString()).toMatch(/^0026-11-22T15:54:/);
    expect(dateIn(shanghai, new Date('0026-11-23T12:00:00Z'))).toBe('0026-11-23');
  });

  it('of one minute have one offset in every zone, from 1980 on', () => {
    const step = 30 * 86_400_000;
    const [first, last] = [Date.UTC(1980, 0, 1), Date.UTC(2036, 0, 1)];
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
      const offset = (instant: number) => format.format(instant).split(' ').at(-1);
      for (let at = first; at < last; at += step) {
        let [before, after] = [at, at + step];
        if (offset(before) === offset(after)) continue;
        while (after - before > 1_000) {
          const middle = Math.floor((before + after) / 2_000) * 1_000;
          if (offset(middle) === offset(before)) before = middle;
          else after = middle;
        }
        expect([timeZone, new Date(after).toISOString(), after % 60_000]).toEqual([timeZone, expect.anything(), 0]);
      }
    }
  }, 120_000);

  it('are told by the zone’s own clock, however often it was asked before', () => {
    const zone = fc.constantFrom(
      shanghai,
      'Europe/Berlin',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/St_Johns',
    );
    const at = fc.date({ min: new Date('1990-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, at, (timeZone, instant) => {
        const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        expect(withOffset(timeZone, instant).slice(0, 19).replace('T', ' ')).toBe(parts.format(instant));
      }),
      { numRuns: 2_000 },
    );
  });

  it('bound a month', () => {
    const { from, until } = monthBounds(shanghai, '2026-12');
    expect([from.toISOString(), until.toISOString()]).toEqual(['2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z']);
  });
});
