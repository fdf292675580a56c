import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceForm, referenceOf, referenceSays } from '../../../../functions/domain/clue/reference.ts';

describe('a reference', () => {
  it('says region, day, and how the id of its clue begins', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.date({ min: new Date('2018-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (id, day) => {
          const date = day.toISOString().slice(0, 10);
          const reference = referenceOf('371402', date, id);
          const said = referenceSays(reference);
          expect(referenceForm.parse(reference)).toBe(reference);
          expect([said.regionCode, said.date, id.startsWith(said.idBegins), said.idBegins.length]).toEqual([
            '371402',
            date,
            true,
            11,
          ]);
        },
      ),
    );
  });

  it('is taken as people type it', () => {
    expect(referenceForm.parse(' 371402-20260917-7k3f9qz2 ')).toBe('371402-20260917-7K3F9QZ2');
  });

  it.each(['', '371402-20260917', '371402-20261317-7K3F9QZ2', '371402-20260917-7K3F9QZ', '371402-20260917-7K3F9QZU'])(
    'is not %s',
    (text) => {
      expect(referenceForm.safeParse(text).success).toBe(false);
    },
  );
});
