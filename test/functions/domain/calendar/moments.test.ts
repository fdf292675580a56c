import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discoveryOf, instantOrDate } from '../../../../functions/domain/calendar/moments.ts';

const messages = (text: string) => instantOrDate.safeParse(text).error?.issues.map(({ message }) => message);

describe('a moment as callers give it', () => {
  it.each(['0026-11-23', '0026-11-23T10:00:00+08:00', '0000-01-01T00:00:00+14:00', '0202-06-11', '0999-12-31'])(
    'is refused where its year was not written out: %s',
    (text) => {
      expect(messages(text)).toEqual(['the year is not whole: write all of it, as 2026']);
    },
  );

  it.each(['23.11.2026', '2026-11-31', '2026-11-23T10:00:00'])('is refused where it is none: %s', (text) => {
    expect(messages(text)).toEqual([
      'write a date, as 2026-09-17, or a time with its offset (RFC 3339), as 2026-09-17T10:00:00+08:00',
    ]);
  });

  it('is the day that was written, whatever its year', () => {
    const day = fc.date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (at) => {
        const date = at.toISOString().slice(0, 10);
        expect(instantOrDate.parse(date)).toBe(date);
        expect(discoveryOf(date, 'UTC')).toBe(`${date}T00:00:00.000Z`);
      }),
    );
  });
});
