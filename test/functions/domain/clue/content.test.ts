import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clue, Content } from '../../../../functions/domain/clue/clue.ts';
import { type Correctable, contentContradictions, correctContent } from '../../../../functions/domain/clue/content.ts';
import { type Corrected, corrected, submission } from '../../../../functions/domain/clue/submission.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import { recusedAs } from '../../../../functions/domain/units/recusal.ts';
import { clerkAt, recusing, refusalOf, unitWith } from '../records.ts';
import {
  acknowledged,
  caseFiled,
  closed,
  discipline,
  dispatched,
  dispatchedAgain,
  proposalApproved,
  proposalMade,
  receiver,
  register,
  registered,
  returned,
  sender,
  withdrawn,
} from '../steps.ts';
import { given, givenMade, madeIn, type Step } from '../stories.ts';

/** Correcting corrects: when, what, and whom it keeps the clue from. */

const clue: Clue = {
  ...{ clueId: 'c1', reference: '371402-20260924-00000000', unitId: sender, channel: 'daily-enforcement' },
  ...{ regionCode: '371402', regionPath: ['371402', '371400', '370000'], kinds: ['organised-crime'] },
  ...{ kept: [], categories: ['行霸'], classification: 'none', realName: false, replyId: null, transferIds: ['a1'] },
  ...{ discoveredAt: '2026-09-24T02:00:00.000Z', registeredAt: '2026-09-24T02:00:00.000Z' },
};
const content: Content = {
  title: '强揽工程',
  text: '巡查中发现。',
  subjects: [{ name: '孙某', kind: '人员' }],
  categories: ['行霸'],
  annexes: [{ name: '照片', copies: 2 }],
};
const who = [...register.units.values()];
const now = new Date('2026-10-30T10:00:00+08:00');
const c = { now, by: clerkAt(sender) };
const own: Clue = { ...clue, unitId: receiver, kept: ['organised-crime'], transferIds: [] };

const found = (transfers: readonly Transfer[], different: Partial<Correctable> = {}): Correctable => ({
  ...{ clue, content, transfers, unresolved: [] },
  recused: recusedAs([]),
  ...different,
});
const stood = (...steps: Step[]): Transfer => given(...steps).record;
const correct = (known: Correctable, wanted: Corrected = { text: '补充核实。' }) =>
  correctContent(known, wanted, who, c);
const refused = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('it was not refused');
};

const back = [registered(), dispatched(), returned()];
const supplement = { supplementId: 's1', askedAt: now.toISOString(), askedBy: 'x', items: 1 };

describe('a clue is corrected', () => {
  it.each([
    ['before its dispatch', [registered()], 'accepted'],
    ['by a return', back, 'accepted'],
    ['once it is dispatched', [registered(), dispatched()], 'wrong-status'],
    ['once it is dispatched again', [...back, dispatchedAgain()], 'wrong-status'],
    ['once it is acknowledged', [registered(), dispatched(), acknowledged()], 'wrong-status'],
    ['once it is closed', [registered(), dispatched(), acknowledged(), closed()], 'wrong-status'],
    ['once it is withdrawn', [...back, withdrawn()], 'wrong-status'],
  ])('%s: %3$s', (_, steps, answer) => {
    expect(refusalOf(() => correct(found([stood(...steps)])))).toBe(answer);
  });

  it('while a supplement is owed, and not for one on what has ended', () => {
    const asked = (...steps: Step[]) => found([{ ...stood(...steps), supplement }]);
    expect(refusalOf(() => correct(asked(registered(), dispatched())))).toBe('accepted');
    expect(refusalOf(() => correct(asked(registered(), dispatched(), acknowledged())))).toBe('accepted');
    expect(refusalOf(() => correct(asked(registered(), dispatched(), acknowledged(), closed())))).toBe('wrong-status');
  });

  it('by one of several transfers', () => {
    const closedOne = stood(registered(), dispatched(), acknowledged(), closed());
    const other = stood(registered({ transferId: 'm1', rule: 'misconduct', to: discipline }), dispatched(), returned());
    expect(refusalOf(() => correct(found([closedOne, other])))).toBe('accepted');
  });

  it('not by the return of a notice that its receiver made', () => {
    const filed = given(registered(), dispatched(), acknowledged()).when(caseFiled());
    const [made] = madeIn(filed.facts);
    if (!made) throw new Error('no notice was made');
    const notice = givenMade(made, returned()).record;
    expect(notice.status).toBe('returned');
    expect(refusalOf(() => correct(found([filed.record, notice])))).toBe('wrong-status');
    const ofOwn = { clue: { ...own, transferIds: ['n1'] } };
    expect(refusalOf(() => correct(found([notice], ofOwn)))).toBe('accepted');
  });

  it('of its own by the unit that keeps it, until another unit has a part of it', () => {
    const of = (...transfers: Transfer[]) => refusalOf(() => correct(found(transfers, { clue: own })));
    const begun = registered({ transferId: 'm1', rule: 'misconduct', from: receiver, to: discipline });
    expect(of()).toBe('accepted');
    expect(of(stood(begun))).toBe('accepted');
    expect(of(stood(begun, dispatched()))).toBe('wrong-status');
    expect(of(stood(begun, dispatched(), returned(), withdrawn()))).toBe('accepted');
  });

  it('is refused with a mend that fits', () => {
    const mend = (...steps: Step[]) => refused(() => correct(found([stood(...steps)]))).message;
    expect(mend(registered(), dispatched())).toContain('to return it, or to ask for a supplement');
    expect(mend(registered(), dispatched(), acknowledged())).toContain('ask for a supplement');
    expect(mend(registered(), dispatched(), acknowledged())).not.toContain('return it');
    expect(mend(registered(), withdrawn())).toContain('Submit a new clue');
  });
});

describe('a correction', () => {
  const transfers = [stood(...back)];

  it('makes a version that says what changed, and nothing of what it says', () => {
    const { record, event, changed } = correct(found(transfers), {
      text: '补充核实。',
      categories: ['沙霸'],
      title: content.title,
    });
    expect(event).toEqual({
      event: 'corrected',
      at: now.toISOString(),
      by: c.by,
      detail: { version: 2, fields: ['text', 'categories'] },
    });
    expect(changed).toEqual({ text: '补充核实。', categories: ['沙霸'] });
    expect(record.categories).toEqual(['沙霸']);
    expect(record.corrections).toEqual([
      { version: 2, at: now.toISOString(), by: c.by, fields: ['text', 'categories'] },
    ]);
    expect(JSON.stringify([record, event])).not.toContain('补充');
  });

  it('that changes nothing makes none', () => {
    const { record, event, named } = correct(found(transfers), structuredClone(content));
    expect([record, event, named]).toEqual([clue, null, null]);
  });

  it('lies at or after all that happened to the transfers', () => {
    const behind = { ...c, now: new Date('2026-09-24T10:00:00+08:00') };
    const { event } = correctContent(found(transfers), { text: '1' }, who, behind);
    expect(event?.at).toBe(transfers[0]?.changedAt);
  });

  it('is refused where there is no room for it', () => {
    const corrections = Array.from({ length: 49 }, (_, n) => ({
      ...{ version: n + 2, at: clue.registeredAt, by: c.by, fields: ['text'] as const },
    }));
    expect(refusalOf(() => correct(found(transfers, { clue: { ...clue, corrections } })))).toBe('wrong-status');
    const long = Array.from({ length: 50 }, (_, n) => ({ name: `${n}`, kind: '人', note: '\u0001'.repeat(500) }));
    expect(refusalOf(() => correct(found(transfers), { text: '\u0001'.repeat(50_000), subjects: long }))).toBe(
      'too-large',
    );
  });

  it.each([
    ['no field', {}, ''],
    ['a field that is none', { text: 'x', recuse: [] }, 'recuse'],
    ['no text', { text: ' ' }, 'text'],
    ['null', { subjects: null }, 'subjects'],
    ['copies that are none', { annexes: [{ name: 'x', copies: 0 }] }, 'annexes.0.copies'],
    ['a digest that is none', { annexes: [{ name: 'x', copies: 1, digest: 'abc' }] }, 'annexes.0.digest'],
    ['too many annexes', { annexes: Array(101).fill({ name: 'x', copies: 1 }) }, 'annexes'],
  ])('with %s is no body', (_, body, path) => {
    const { error } = corrected.safeParse(body);
    const paths = error?.issues.map((one) => [...one.path, ...('keys' in one ? one.keys : [])].join('.'));
    expect(paths).toEqual([path]);
  });

  it('takes what a submission takes, and leaves nothing to a default', () => {
    const digest = 'AB'.repeat(32);
    const annexes = [{ name: ' 照片 ', copies: 2, digest }];
    const expected = [{ name: '照片', copies: 2, digest: digest.toLowerCase() }];
    expect(corrected.parse({ annexes })).toEqual({ annexes: expected });
    const submitted = { title: 't', text: 't', kinds: ['misconduct'], channel: 'c', discoveredAt: '2026-09-24' };
    expect(submission.parse({ ...submitted, annexes }).annexes).toEqual(expected);
    expect(submission.parse(submitted).annexes).toEqual([]);
  });
});

describe('subjects that are corrected', () => {
  const transfers = [stood(...back)];
  const named = (subjects: string[], different: Partial<Correctable> = {}) =>
    correct(found(transfers, different), { subjects: subjects.map((name) => ({ name, kind: '人员' })) });
  const unit = (id: string) => unitWith(id).name;

  it('are resolved against the register, and told of', () => {
    const supervisor = `主管 371402-leading-group-office`;
    const { named: newly } = named(['钱某', supervisor]);
    expect(newly?.meetings).toEqual([
      { entry: '钱某', met: [] },
      { entry: supervisor, met: [supervisor] },
    ]);
    expect(recusedAs(newly?.forms ?? []).meets(['id:supervisor@371402-leading-group-office.example'])).toBe(true);
  });

  it('are resolved with what a record of before never had resolved', () => {
    const { named: newly } = named(['钱某'], { unresolved: ['desk@371400-leading-group-office.example'] });
    expect(recusedAs(newly?.forms ?? []).meets(['id:desk@371400-leading-group-office.example'])).toBe(true);
    expect(newly?.meetings).toEqual([{ entry: '钱某', met: [] }]);
  });

  it('may not be who has the clue', () => {
    const paths = (...subjects: string[]) => refused(() => named(subjects)).issues.map(({ path }) => path);
    expect(paths('钱某', unit(sender))).toEqual(['subjects.1']);
    expect(paths(receiver, '钱某')).toEqual(['subjects.0']);
    expect(refused(() => named([receiver])).message).toContain('submit it anew');
    expect(refusalOf(() => named([unit(discipline)]))).toBe('accepted');
  });

  it('may not be all the people of a unit that has it', () => {
    const desk = { name: '周某', email: 'zhou@371402.example' };
    const staffed = who.map((one) => (one.unitId === receiver ? { ...one, desks: [desk] } : one));
    const wanted = { subjects: ['周某', `主管 ${receiver}`].map((name) => ({ name, kind: '人员' })) };
    const refusal = refused(() => correctContent(found(transfers), wanted, staffed, c));
    expect(refusal.issues.map(({ path }) => path)).toEqual(['subjects.1']);
    const one = { subjects: wanted.subjects.slice(0, 1) };
    expect(refusalOf(() => correctContent(found(transfers), one, staffed, c))).toBe('accepted');
    // Of those who are recused already, one more may be all that is left.
    const before = { recused: recusing(['周某'], register) };
    const last = { subjects: wanted.subjects.slice(1) };
    expect(refusalOf(() => correctContent(found(transfers, before), last, staffed, c))).toBe('bad-input');
  });

  it('may be a unit that had it once', () => {
    const left = given(registered(), dispatched(), acknowledged(), proposalMade()).when(proposalApproved()).record;
    const other = stood(registered({ transferId: 'm1', rule: 'misconduct', to: discipline }), dispatched(), returned());
    const of = (id: string) =>
      refusalOf(() => correct(found([left, other]), { subjects: [{ name: id, kind: '单位' }] }));
    expect([of(receiver), of(discipline)]).toEqual(['accepted', 'bad-input']);
  });
});

describe('an acknowledgement', () => {
  it('says which version it was of, and stands for that alone', () => {
    given(registered(), dispatched())
      .when(acknowledged({ content: 3 }))
      .thenEvents({ event: 'acknowledged', detail: { content: 3 } })
      .thenRecord({ contentVersion: 3 })
      .thenFacts({ fact: 'content', clueId: 'c1', version: 3 });
  });

  it('of before says none, and its record agrees with its timeline', () => {
    const { record, events } = given(registered(), dispatched(), acknowledged());
    const { contentVersion: _, ...old } = record;
    expect(contradictions(old, events)).toEqual([]);
    expect(contradictions({ ...record, contentVersion: 2 }, events)).toHaveLength(1);
  });
});

describe('the versions of a clue', () => {
  it('are what its timeline says, whatever was corrected', () => {
    const value = fc.record(
      {
        title: fc.constantFrom('a', 'b'),
        text: fc.constantFrom('a', 'b'),
        annexes: fc.constantFrom([], content.annexes),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), (wanted) => {
        let known = found([stood(...back)]);
        const timeline = [];
        for (const one of wanted) {
          const { record, changed, event } = correct(known, one as Corrected);
          if (event) timeline.push(event);
          expect(event === null).toBe(Object.keys(changed).length === 0);
          known = { ...known, clue: record, content: { ...known.content, ...changed } };
          expect(known.content).toMatchObject(one);
        }
        const kept = timeline.map((_, n) => n + 1);
        expect(contentContradictions(known.clue, timeline, kept)).toEqual([]);
        expect(contentContradictions(known.clue, timeline, [...kept, 99])).toHaveLength(1);
        if (timeline.length > 0) expect(contentContradictions(known.clue, timeline.slice(1), kept)).toHaveLength(1);
      }),
    );
  });
});
