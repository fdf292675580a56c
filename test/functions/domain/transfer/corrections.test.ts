import { describe, expect, it } from 'vitest';
import { type ReturnReason, returnReasons } from '../../../../functions/domain/settings.ts';
import { clerkAt, registerOf, unitWith } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  discipline,
  dispatched,
  dispatchedAgain,
  nextTold,
  recalled,
  receiver,
  register,
  registered,
  returned,
  sender,
  withdrawn,
} from '../steps.ts';
import { given, givenMade, madeIn } from '../stories.ts';

const elsewhere = '371403-public-security';
const nameOf = (unitId: string) => register.units.get(unitId)?.name ?? '';

describe('a return', () => {
  it('goes back to the sender, who owes a correction and is told why', () => {
    given(registered(), dispatched())
      .when(returned({ reason: 'not-jurisdiction', suggested: elsewhere }))
      .thenEvents({
        event: 'returned',
        by: clerkAt(receiver),
        detail: {
          duty: 'correct',
          owedBy: sender,
          dueDate: '2026-09-30',
          reason: 'not-jurisdiction',
          suggested: elsewhere,
        },
        texts: { note: '材料不全' },
      })
      .thenRecord({
        status: 'returned',
        returned: { reason: 'not-jurisdiction', suggested: elsewhere },
        duty: { name: 'correct', owedBy: sender },
        notices: [{ key: 'returned-3', kind: 'returned', to: ['sender'] }],
      })
      .thenFacts();
  });

  it('is dispatched again to the same receiver, corrected', () => {
    given(registered(), dispatched(), returned())
      .when(dispatchedAgain({ note: '补充了照片' }))
      .thenEvents({ event: 'dispatched', detail: { corrected: true }, texts: { note: '补充了照片' } })
      .thenRecord({ status: 'dispatched', returned: null, duty: { name: 'acknowledge', owedBy: receiver } });
  });

  it('is refused of what its receiver does not have, or has taken', () => {
    given(registered()).when(returned()).thenRefused('wrong-status');
    given(registered(), dispatched(), acknowledged()).when(returned()).thenRefused('wrong-status');
  });

  it.each([
    ['that is not registered', '371499-housing', []],
    ['that sent the clue: nobody is their own receiver', sender, []],
    ['that returns it', receiver, []],
    ['that must not hear of the clue', elsewhere, [elsewhere]],
    ['that must not hear of the clue, and was recused by its name', elsewhere, [nameOf(elsewhere)]],
  ])('names no unit %s', (_, suggested, recused) => {
    given(registered(), dispatched())
      .when(returned({ reason: 'not-jurisdiction', suggested, recused }))
      .thenRefused('bad-input', 'suggested');
  });

  it.each([
    ['by its id', sender],
    ['by its name', nameOf(sender)],
  ])('goes to no sender that must not hear of the clue, recused %s', (_, entry) => {
    given(registered(), dispatched())
      .when(returned({ recused: [entry] }))
      .thenRefused('wrong-status');
  });
});

describe('reasons that a province takes away from an organ', () => {
  const taken = (...left: ReturnReason[]) => settingsWith({ returnReasons: { 'public-security': left } });

  it('are no reasons for it: what is missing, it asks for', () => {
    given(registered(), dispatched())
      .when(returned({ reason: 'incomplete', settings: taken('not-jurisdiction') }))
      .thenRefused('bad-input', 'reason');
    given(registered(), dispatched())
      .when(returned({ reason: 'not-jurisdiction', settings: taken('not-jurisdiction') }))
      .thenEvents('returned');
  });

  it('may be all of them', () => {
    for (const reason of returnReasons) {
      given(registered(), dispatched())
        .when(returned({ reason, settings: taken() }))
        .thenRefused('bad-input', 'reason');
    }
  });

  it('are left to other organs; by default each has all', () => {
    const toDiscipline = [registered({ rule: 'misconduct', to: discipline }), dispatched()];
    for (const reason of returnReasons) {
      given(...toDiscipline)
        .when(returned({ reason, settings: taken() }))
        .thenEvents('returned');
      given(registered(), dispatched()).when(returned({ reason })).thenEvents('returned');
    }
  });
});

describe('a recall', () => {
  it('does not take back the notice of a case, which is owed', () => {
    given(registered({ rule: 'case-notice' }), dispatched())
      .when(recalled())
      .thenRefused('wrong-status');
  });

  it('takes back what was dispatched; the receiver is told, and of nothing else', () => {
    given(registered({ replyId: 'r1' }), dispatched())
      .when(recalled({ at: '2026-09-25T10:00:00+08:00' }))
      .thenEvents({ event: 'recalled', by: clerkAt(sender), detail: {}, texts: { reason: '误移送' } })
      .thenRecord({
        ...{ status: 'withdrawn', duty: null, closedAt: '2026-09-25T02:00:00.000Z' },
        done: { acknowledge: { overdue: false } },
        // That it was dispatched need not be told any more.
        notices: [{ kind: 'recalled', to: ['receiver'] }],
      })
      .thenFacts({ fact: 'ended', replyId: 'r1' });
  });

  it.each([
    ['before the dispatch: it is withdrawn', [registered()]],
    ['after a return: it is withdrawn', [registered(), dispatched(), returned()]],
    ['once it was acknowledged', [registered(), dispatched(), acknowledged()]],
    ['a second time', [registered(), dispatched(), recalled()]],
  ])('is refused %s', (_, before) => {
    given(...before)
      .when(recalled())
      .thenRefused('wrong-status');
  });

  it('of what was dispatched again is one too', () => {
    given(registered(), dispatched(), returned(), dispatchedAgain())
      .when(recalled())
      .thenRecord({ status: 'withdrawn' });
  });
});

describe('a withdrawal', () => {
  it('does not end the notice of a case that came back: it is owed', () => {
    given(registered({ rule: 'case-notice', to: discipline }), dispatched(), returned({ reason: 'inaccurate' }))
      .when(withdrawn())
      .thenRefused('wrong-status');
  });

  it.each([
    ['before the dispatch', [registered()]],
    ['after a return', [registered(), dispatched(), returned()]],
  ])('ends a transfer %s', (_, before) => {
    given(...before)
      .when(withdrawn({ at: '2026-09-25T10:00:00+08:00' }))
      .thenEvents({ event: 'withdrawn', by: clerkAt(sender), texts: { reason: '重复' } })
      .thenRecord({ status: 'withdrawn', duty: null, closedAt: '2026-09-25T02:00:00.000Z' })
      .thenFacts();
  });

  it('lets the reply to the reporter look again', () => {
    given(registered({ replyId: 'r1' }))
      .when(withdrawn())
      .thenFacts({ fact: 'ended', replyId: 'r1' });
  });

  it('is refused of what the receiver has in hand', () => {
    given(registered(), dispatched()).when(withdrawn()).thenRefused('wrong-status');
    given(registered(), dispatched(), acknowledged()).when(withdrawn()).thenRefused('wrong-status');
  });
});

describe('a redirect', () => {
  const cameBack = [registered({ replyId: 'r1' }), dispatched(), returned({ suggested: elsewhere })];
  const redirected = dispatched({ to: elsewhere, note: '改送', successorId: 'a2' });

  it('goes on as a successor, at the unit that the return named', () => {
    const { facts } = given(...cameBack)
      .when(redirected)
      .thenEvents({
        event: 'rerouted',
        by: clerkAt(sender),
        detail: { units: [elsewhere], successors: ['a2'], late: false },
        texts: { note: '改送' },
      })
      .thenRecord({ status: 'rerouted', duty: null, successors: ['a2'], notices: [{ kind: 'returned' }] })
      .thenFacts({ fact: 'made' }, { fact: 'ended', replyId: 'r1' });
    for (const { transfer, events } of madeIn(facts)) {
      expect(transfer).toMatchObject({
        transferId: 'a2',
        predecessor: 'a1',
        from: sender,
        to: elsewhere,
        status: 'dispatched',
        duty: { name: 'acknowledge', owedBy: elsewhere },
        regionCode: '371403',
        // Overseen where it is now: the offices of where it was know of the old transfer alone.
        regionPath: ['371403', '371400', '370000'],
        lineage: '370000/371400/371403',
        replyId: 'r1',
      });
      expect(events).toMatchObject([{ event: 'dispatched', texts: { note: '改送' } }]);
    }
  });

  it('is a transfer like any other from then on', () => {
    const { facts } = given(...cameBack).when(redirected);
    expect(madeIn(facts)).toHaveLength(1);
    for (const made of madeIn(facts)) {
      givenMade(made, acknowledged())
        .when(closed())
        .thenRecord({ status: 'closed', version: 4 })
        .thenFacts({ fact: 'ended', replyId: 'r1' });
    }
  });

  it('after the deadline is told to the supervisors, by the successor, which is not late itself', () => {
    const { record, facts } = given(...cameBack)
      .when(dispatched({ to: elsewhere, at: '2026-10-20T10:00:00+08:00' }))
      .thenEvents({ event: 'rerouted', detail: { late: true } });
    expect(record.notices.map(({ kind }) => kind)).toEqual(['returned']);
    expect(madeIn(facts)).toMatchObject([
      { transfer: { late: false, notices: [{ key: 'late' }, { kind: 'dispatched' }] } },
    ]);
  });

  it('of what was late already tells nobody a second time', () => {
    const late = [
      registered({ at: '2026-10-20T10:00:00+08:00', discoveredAt: '2026-09-30T10:00:00+08:00' }),
      nextTold(),
    ];
    const { facts } = given(...late, dispatched(), returned({ suggested: elsewhere })).when(redirected);
    expect(madeIn(facts)).toMatchObject([
      { transfer: { late: false, notices: [{ kind: 'dispatched', to: ['receiver'] }] } },
    ]);
  });

  it('is refused where nothing came back', () => {
    given(registered()).when(redirected).thenRefused('wrong-status');
  });

  it.each([
    ['to another unit than the return named', cameBack, { to: '371403-discipline-inspection' }],
    ['where the return named none', [registered(), dispatched(), returned()], { to: elsewhere }],
    ['to a unit that is gone', cameBack, { to: elsewhere, register: registerOf(unitWith(receiver)) }],
    ['to a unit that must not hear of the clue', cameBack, { to: elsewhere, recused: [elsewhere] }],
  ])('is refused %s', (_, before, to) => {
    given(...before)
      .when(dispatched(to))
      .thenRefused('bad-input', 'to');
  });
});
