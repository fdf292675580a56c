import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { dueOfKind, gathered } from '../../../../functions/domain/mail/gathering.ts';
import type { Telling } from '../../../../functions/domain/transfer/telling.ts';
import type { Notice } from '../../../../functions/domain/transfer/transfer.ts';
import { transferAt } from '../records.ts';
import { settingsWith } from '../settings.ts';

interface Due {
  id: number;
  telling: { kind: 'reminder' | 'escalation' | 'late' };
  people: { recipients: { email: string }[] };
}

const emails = ['office@city.example', 'office@county.example', 'desk@police.example', 'head@police.example'];
const due: fc.Arbitrary<Due[]> = fc
  .array(
    fc.record({
      telling: fc.record({ kind: fc.constantFrom('reminder' as const, 'escalation' as const, 'late' as const) }),
      people: fc.record({
        recipients: fc.subarray(emails, { minLength: 1 }).map((some) => some.map((email) => ({ email }))),
      }),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map((one, id) => ({ ...one, id })));

/** The mails of a time at which each execution tells its people, one after the other, in some order; what is claimed once goes into no other. */
const mailsOf = (all: readonly Due[], order: readonly number[], digestFrom: number) => {
  const claimed = new Set<string>();
  const mails: { email: string; kind: string; ids: number[] }[] = [];
  const inOrder = all.toSorted((a, b) => (order[a.id] ?? 0) - (order[b.id] ?? 0));
  for (const own of inOrder) {
    for (const { email } of own.people.recipients) {
      if (claimed.has(`${own.id} ${email}`)) continue;
      const others = all.filter(({ id }) => id !== own.id);
      const ids = gathered(own, others, email, digestFrom)
        .map(({ id }) => id)
        .filter((id) => !claimed.has(`${id} ${email}`));
      for (const id of ids) claimed.add(`${id} ${email}`);
      mails.push({ email, kind: own.telling.kind, ids });
    }
  }
  return mails;
};

const orders = fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 });

describe('what one address is to be told at one time', () => {
  it('comes in one mail of a kind, whoever leads, with each thing in it once and nothing of anybody else’s', () => {
    fc.assert(
      fc.property(due, orders, (all, order) => {
        const mails = mailsOf(all, order, 2);
        const readers = mails.map(({ email, kind }) => `${kind} ${email}`);
        expect(new Set(readers).size).toBe(readers.length);
        for (const email of emails) {
          const told = mails.flatMap((mail) => (mail.email === email ? mail.ids : []));
          const meant = all.filter(({ people }) => people.recipients.some((one) => one.email === email));
          expect(told.toSorted()).toEqual(meant.map(({ id }) => id).toSorted());
        }
        for (const { kind, ids } of mails) for (const id of ids) expect(all[id]?.telling.kind).toBe(kind);
      }),
      { numRuns: 2000 },
    );
  });

  it('comes one by one while it is less than the province gathers from', () => {
    fc.assert(
      fc.property(due, orders, fc.integer({ min: 2, max: 12 }), (all, order, digestFrom) => {
        const mails = mailsOf(all, order, digestFrom);
        for (const { email, kind, ids } of mails) {
          const same = all.filter(
            ({ telling, people }) => telling.kind === kind && people.recipients.some((one) => one.email === email),
          );
          expect(ids).toHaveLength(same.length < digestFrom ? 1 : same.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a thousand, and its own first', () => {
    const [own, ...others] = Array.from(
      { length: 1200 },
      (_, id): Due => ({
        id,
        telling: { kind: 'escalation' },
        people: { recipients: [{ email: 'office@city.example' }] },
      }),
    ) as [Due, ...Due[]];
    const mail = gathered(own, others, 'office@city.example', 2);
    expect([mail.length, mail[0]?.id]).toEqual([1000, 0]);
  });
});

describe('what of a kind is due on a transfer', () => {
  const when = '2026-09-24T10:00:00+08:00';
  const notice = (key: string, kind: Notice['kind']): Notice => ({
    key,
    kind,
    at: new Date(when).toISOString(),
    to: [],
  });
  const of = (kind: Telling['kind'], transfer = transferAt(when), now = when) =>
    dueOfKind(transfer, kind, stateCouncil, settingsWith(), new Date(now)).map(({ key }) => key);

  it('is every notice of it, behind whichever others it waits, and no milestone before them', () => {
    const told = transferAt(when, {
      notices: [notice('late', 'late'), notice('d1', 'dispatched'), notice('d2', 'dispatched')],
    });
    expect(of('late', told)).toEqual(['late']);
    expect(of('dispatched', told)).toEqual(['d1', 'd2']);
    expect(of('reminder', told, '2026-09-30T09:00:00+08:00')).toEqual([]);
    expect(of('dispatched', told, '2026-09-24T09:00:00+08:00')).toEqual([]);
  });

  it('is the milestone that is due, where nothing else is to be told', () => {
    expect(of('reminder', transferAt(when), '2026-09-30T09:00:00+08:00')).toEqual(['reminder-2']);
    expect(of('reminder', transferAt(when), '2026-09-30T08:59:00+08:00')).toEqual([]);
  });

  it('is the reminder too that comes at the same time as that of an extension which is not decided', () => {
    const asked = {
      extension: { extensionId: 'e', workingDays: 2, askedAt: new Date(when).toISOString(), askedBy: 'x' },
    };
    const both = transferAt(when, asked);
    expect(of('undecided', both, '2026-09-30T09:00:00+08:00')).toHaveLength(1);
    expect(of('reminder', both, '2026-09-30T09:00:00+08:00')).toEqual(['reminder-2']);
  });
});
