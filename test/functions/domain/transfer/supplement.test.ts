import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import type { Fact } from '../../../../functions/domain/transfer/decision.ts';
import { explainDuty, isLate, overdueFrom } from '../../../../functions/domain/transfer/duties.ts';
import { supply } from '../../../../functions/domain/transfer/supplement.ts';
import { at as circumstances, clerkAt, planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  dispatched,
  nextTold,
  office,
  proposalApproved,
  proposalMade,
  recalled,
  receiver,
  registered,
  returned,
  sender,
  supplementAsked,
  supplementBegun,
  supplementEnded,
  supplied,
} from '../steps.ts';
import { given, givenMade, madeIn } from '../stories.ts';

/** What a receiver asks for while it keeps the clue (补充材料). The first day of the stories is Thursday 2026-09-24. */

const held = [registered(), dispatched(), nextTold()];
const taken = [...held, acknowledged()];
const basis = '德城办〔2026〕3号';
/** The receiver's windows may be paused. */
const settings = settingsWith({
  windows: {
    ...settingsWith().windows,
    acknowledge: { amount: 5, unit: 'working-days', pausable: true, basis },
    feedback: { amount: 10, unit: 'working-days', pausable: true, basis },
  },
});
const day = (date: string, time = '10:00') => ({ at: `2026-${date}T${time}:00+08:00`, settings });
const pausable = [registered({ settings }), dispatched(day('09-24', '11:00')), nextTold({ settings })];
const endedIn = (facts: readonly Fact[]) => facts.filter(({ fact }) => fact === 'supplement-ended');

describe('a supplement', () => {
  it('is owed by the sender, on a record of its own, three working days from the request', () => {
    const items = ['涉案人员名单', '现场照片'];
    const { facts } = given(...held)
      .when(supplementAsked({ items, at: '2026-09-28T10:00:00+08:00' }))
      .thenEvents({
        ...{ event: 'supplement-asked', by: clerkAt(receiver), texts: { items: items.join('\n') } },
        detail: {
          duty: 'supplement',
          owedBy: sender,
          dueDate: '2026-10-08',
          supplementId: 'u1',
          items: 2,
          paused: false,
        },
      })
      .thenRecord({
        ...{ status: 'dispatched', supplements: ['u1'] },
        supplement: { supplementId: 'u1', askedBy: clerkAt(receiver).sub, items: 2 },
      })
      .thenFacts({ fact: 'made' });
    expect(madeIn(facts)).toMatchObject([
      {
        transfer: {
          ...{ transferId: 'u1', rule: 'supplement', from: sender, to: receiver, status: 'owed-supplement' },
          ...{ about: { transferId: 'a1', rule: 'organised-crime' }, replyId: null, late: false },
          duty: { name: 'supplement', owedBy: sender, window: 3, dueDate: '2026-10-08' },
          notices: [{ key: 'supplement-asked', to: ['owner'] }],
        },
      },
    ]);
    // What is asked for is secret: the record that is owed says nothing of it in clear.
    expect(JSON.stringify(madeIn(facts)[0]?.transfer)).not.toContain('名单');
  });

  it('leaves the receiver’s duty as it is, where its window is not pausable', () => {
    const story = given(...held);
    story.when(supplementAsked()).thenRecord({ duty: story.record.duty });
    given(...held, supplementAsked())
      .when(supplied())
      .thenEvents({ event: 'supplied', by: clerkAt(sender), detail: {}, texts: { note: '已补充' } })
      .thenRecord({ supplement: null, duty: story.record.duty, notices: [{ kind: 'supplied', to: ['receiver'] }] })
      .thenFacts({ fact: 'supplement-ended', supplementId: 'u1', event: { event: 'supplied' } });
  });

  it('may be asked for before the clue is taken and after, once at a time, and again', () => {
    given(...taken)
      .when(supplementAsked())
      .thenEvents('supplement-asked');
    given(...taken, supplementAsked())
      .when(supplementAsked({ supplementId: 'u2' }))
      .thenRefused('wrong-status');
    given(...taken, supplementAsked(), supplied())
      .when(supplementAsked({ supplementId: 'u2' }))
      .thenRecord({ supplement: { supplementId: 'u2' }, supplements: ['u1', 'u2'] });
    for (const before of [[registered()], [...held, returned()], [...taken, closed()]]) {
      given(...before)
        .when(supplementAsked())
        .thenRefused('wrong-status');
    }
  });

  it('is asked of no sender that must not hear of the clue, and supplied where one is owed only', () => {
    given(...held)
      .when(supplementAsked({ recused: [sender] }))
      .thenRefused('wrong-status');
    given(...held)
      .when(supplied())
      .thenRefused('wrong-status');
    given(...held, supplementAsked(), supplied())
      .when(supplied())
      .thenRefused('wrong-status');
  });

  it('is supplied on the transfer that it is for: whoever tries on its own record is told so', () => {
    const { record } = given(supplementBegun());
    expect(() => supply(record, '已补充', circumstances(record.changedAt))).toThrow(
      'act on the transfer that it is for',
    );
    const done = given(...taken, closed()).record;
    expect(() => supply(done, '已补充', circumstances(done.changedAt))).toThrow('it is closed');
  });

  it('stays owed when the receiver takes the clue meanwhile', () => {
    given(...held, supplementAsked())
      .when(acknowledged())
      .thenRecord({ status: 'acknowledged', supplement: { supplementId: 'u1' } })
      .thenFacts();
  });

  it.each([
    ['a return', [], returned()],
    ['a recall', [], recalled()],
    ['a proposal that hands it on', [proposalMade()], proposalApproved()],
    ['the final feedback', [acknowledged()], closed()],
  ])('lapses with %s, and nobody is late for it', (_, before, step) => {
    const { facts, record } = given(...held, supplementAsked(), ...before).when(step);
    expect(record.supplement).toBeNull();
    expect(endedIn(facts)).toMatchObject([{ supplementId: 'u1', event: { event: 'supplement-lapsed', detail: {} } }]);
    given(supplementBegun())
      .when(supplementEnded('supplement-lapsed'))
      .thenRecord({ status: 'lapsed', duty: null, notices: [] });
  });

  it('reminds and escalates as any duty does, of its own record', () => {
    const { events, record } = given(
      supplementBegun(),
      nextTold(),
      nextTold(),
      nextTold(),
      nextTold(),
      nextTold(),
      nextTold(),
    );
    expect(events.flatMap(({ detail }) => ('milestone' in detail ? [detail.milestone] : []))).toEqual([
      ...['supplement-asked', 'reminder-2', 'reminder-1', 'reminder-0', 'escalation-1', 'escalation-3'],
    ]);
    expect(record).toMatchObject({ escalations: 2, escalatedTo: { supervisors: 1, office: 1 } });
    expect(JSON.stringify(record)).not.toContain(office);
  });

  it('goes by the numbers of the transfer that it is for', () => {
    const other = settingsWith({ overrides: [{ rule: 'misconduct', windows: { supplement: 1 } }] });
    const windowFor = (rule: 'organised-crime' | 'misconduct') =>
      madeIn(given(registered({ rule }), dispatched()).when(supplementAsked({ settings: other })).facts)[0]?.transfer
        .duty?.window;
    expect([windowFor('organised-crime'), windowFor('misconduct')]).toEqual([3, 1]);
  });
});

describe('a pause', () => {
  const asked = supplementAsked(day('09-28'));

  it('stands while the supplement is owed: nothing is told of the receiver’s duty, and nothing is overdue', () => {
    const { record } = given(...pausable, asked);
    expect(record.duty?.pauses).toEqual([{ from: '2026-09-28T02:00:00.000Z', until: null }]);
    expect(planned(record, stateCouncil, settings)).toBeUndefined();
    expect(record.duty && overdueFrom(record.duty)).toBeNull();
    expect(isLate(record.duty, new Date('2027-01-01T00:00:00Z'))).toBe(false);
  });

  it('ends with the supplement: the days of it do not count, and the record says which date it was and is', () => {
    const story = given(...pausable, asked);
    expect(story.record.duty?.dueDate).toBe('2026-10-09');
    // Monday 28, Tuesday 29 and Wednesday 30 are paused; 24 is the day of start; 10-08, 10-09, 10-10, 10-12, 10-13 count.
    const { record } = story
      .when(supplied(day('09-30')))
      .thenEvents({
        event: 'supplied',
        detail: { duty: 'acknowledge', oldDueDate: '2026-10-09', newDueDate: '2026-10-13' },
      })
      .thenRecord({ duty: { dueDate: '2026-10-13', ends: { on: '2026-10-13' } } });
    const days = record.duty ? explainDuty(stateCouncil, settings, record.duty) : [];
    expect(days.filter(({ reason }) => reason === 'paused').map(({ date }) => date)).toEqual([
      ...['2026-09-28', '2026-09-29', '2026-09-30'],
    ]);
    expect(days.at(-1)).toMatchObject({ date: '2026-10-13', counted: true, basis: { zh: basis } });
    expect(planned({ ...record, notices: [] }, stateCouncil, settings)).toMatchObject({ key: 'reminder-2' });
  });

  it('of one day takes that day', () => {
    given(...pausable, asked)
      .when(supplied(day('09-28', '17:00')))
      .thenRecord({ duty: { dueDate: '2026-10-10' } });
  });

  it('that begins on the due date is one; after it there is none, and what is overdue stays so', () => {
    // 10-09 is the due date: with it paused, and 10-10, a make-up day on which it was supplied, 10-12 is the last.
    given(...pausable, supplementAsked(day('10-09', '23:00')), supplied(day('10-10')))
      .when(nextTold({ settings }))
      .thenRecord({ duty: { dueDate: '2026-10-12' } });
    const late = given(...pausable, supplementAsked(day('10-10')));
    expect(late.record.duty?.pauses).toEqual([]);
    expect(isLate(late.record.duty, new Date('2026-10-10T03:00:00Z'))).toBe(true);
    late.when(supplied(day('10-12'))).thenRecord({ duty: { dueDate: '2026-10-09', ends: { on: '2026-10-09' } } });
  });

  it('goes on in the next duty, when the receiver takes the clue meanwhile', () => {
    const { record } = given(...pausable, asked).when(acknowledged(day('09-29')));
    expect(record).toMatchObject({
      duty: { name: 'feedback', pauses: [{ from: '2026-09-29T02:00:00.000Z', until: null }] },
      // Taken in time, whenever: its clock stood still.
      done: { acknowledge: { overdue: false } },
    });
  });

  it('is none for the sender’s own duties', () => {
    const back = given(...pausable, asked).when(returned(day('09-29'))).record;
    expect(back).toMatchObject({ supplement: null, duty: { name: 'correct', pauses: [] } });
  });

  it('ends again with every supplement, each explained', () => {
    const { record } = given(
      ...[...pausable, asked, supplied(day('09-28', '17:00')), supplementAsked(day('10-08')), supplied(day('10-09'))],
    );
    expect(record.duty?.pauses).toHaveLength(2);
    // 09-29, 09-30, then 10-10, 10-12, 10-13.
    expect(record.duty?.dueDate).toBe('2026-10-13');
  });

  it('makes no difference to who must not be told', () => {
    const [made] = madeIn(given(...pausable).when(asked).facts);
    expect(made).toBeDefined();
    if (made) givenMade(made, nextTold({ settings })).when(nextTold({ settings })).thenEvents('reminded');
  });
});
