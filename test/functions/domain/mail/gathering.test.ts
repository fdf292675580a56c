import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gathered } from '../../../../functions/domain/mail/gathering.ts';

/** Each execution has its own transfer to tell; who comes first to an address sends what all have for it. */

const kinds = ['reminder', 'escalation', 'late', 'dispatched'] as const;
const emails = ['desk@a.example', 'desk@b.example', 'supervisor@a.example', 'office@c.example'];

const due = fc.record({
  telling: fc.record({ kind: fc.constantFrom(...kinds) }),
  people: fc.record({
    recipients: fc
      .uniqueArray(fc.constantFrom(...emails), { minLength: 1 })
      .map((all) => all.map((email) => ({ email }))),
  }),
});

/** All mails of a morning: to whom, and about which of the transfers, in whatever order the executions come. */
const morning = (all: readonly (typeof due extends fc.Arbitrary<infer D> ? D : never)[], digestFrom: number) => {
  const told = new Set<string>();
  const mails: { email: string; kind: string; about: number[] }[] = [];
  for (const own of all) {
    for (const { email } of own.people.recipients) {
      const claim = (one: (typeof all)[number]) => `${all.indexOf(one)} ${email}`;
      if (told.has(claim(own))) continue;
      const others = all.filter((one) => one !== own && !told.has(claim(one)));
      const together = gathered(own, others, email, digestFrom);
      for (const one of together) told.add(claim(one));
      mails.push({ email, kind: own.telling.kind, about: together.map((one) => all.indexOf(one)) });
    }
  }
  return { told, mails };
};

describe('what one address is told at one time', () => {
  it('is one mail of a kind, and in it all that it is to be told', () => {
    fc.assert(
      fc.property(fc.array(due, { maxLength: 30 }), (all) => {
        const { told, mails } = morning(all, 2);
        const ofKind = mails.map(({ email, kind }) => `${email} ${kind}`);
        expect(new Set(ofKind).size).toBe(ofKind.length);
        expect(told.size).toBe(all.reduce((sum, { people }) => sum + people.recipients.length, 0));
        for (const { email, kind, about } of mails) {
          const wanted = all.flatMap((one, n) =>
            one.telling.kind === kind && one.people.recipients.some((reader) => reader.email === email) ? [n] : [],
          );
          expect([...about].sort((a, b) => a - b)).toEqual(wanted);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is a mail for each where they are fewer than the province puts together', () => {
    fc.assert(
      fc.property(fc.array(due, { maxLength: 12 }), fc.integer({ min: 3, max: 8 }), (all, digestFrom) => {
        const { told, mails } = morning(all, digestFrom);
        expect(told.size).toBe(all.reduce((sum, { people }) => sum + people.recipients.length, 0));
        for (const { about } of mails) expect(about.length === 1 || about.length >= digestFrom).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
