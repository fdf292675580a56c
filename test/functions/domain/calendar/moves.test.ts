import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, moveOf, noMoves, sumOf } from '../../../../functions/domain/calendar/moves.ts';

const now = new Date('2027-02-12T02:00:00.000Z');
const due = (dueAt: string, provisional = false) => ({ dueAt: `${dueAt}T16:00:00.000Z`, provisional });

describe('a deadline that a recount changes', () => {
  it.each([
    ['later', due('2027-02-16'), due('2027-02-17'), { later: 1 }],
    ['earlier', due('2027-02-16'), due('2027-02-15'), { earlier: 1 }],
    ['into the past', due('2027-02-16'), due('2027-02-09'), { earlier: 1, intoPast: 1 }],
    ['earlier, and overdue before', due('2027-02-10'), due('2027-02-09'), { earlier: 1 }],
    ['later, and overdue all the same', due('2027-02-09'), due('2027-02-10'), { later: 1 }],
    ['definite', due('2027-02-16', true), due('2027-02-16'), { definite: 1 }],
    ['provisional again', due('2027-02-16'), due('2027-02-16', true), { provisional: 1 }],
  ])('is counted as what it is: %s', (_, before, after, counted) => {
    expect(moveOf(before, after, now)).toEqual({ ...noMoves, ...counted });
  });

  it('is in time at the very instant at which it is due', () => {
    const at = { dueAt: now.toISOString(), provisional: false };
    expect(moveOf(due('2027-02-16'), at, now)).toMatchObject({ earlier: 1, intoPast: 0 });
  });

  it('is of one kind, so that the kinds add up', () => {
    const deadline = fc.record({
      dueAt: fc
        .date({ min: new Date('2027-01-01'), max: new Date('2027-03-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
      provisional: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(deadline, deadline)), (all) => {
        const moves = sumOf(all.map(([before, after]) => moveOf(before, after, now)));
        expect(countOf(moves)).toBe(all.length);
        expect(moves.intoPast).toBeLessThanOrEqual(moves.earlier);
      }),
    );
  });
});
