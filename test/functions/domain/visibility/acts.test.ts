import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import { mayAct, mayAskExtension, mayDecide } from '../../../../functions/domain/visibility/acts.ts';
import { seen } from '../../../../functions/domain/visibility/sight.ts';
import { actorOf, clerkOf, recusing, refusalOf, registerOf, unitWith } from '../records.ts';
import {
  acknowledged,
  dispatched,
  extensionAsked,
  extensionRefused,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  receiver,
  register,
  registered,
  returned,
  sender,
  supplementAsked,
  withdrawn,
} from '../steps.ts';
import { given, givenMade, madeIn, type Step } from '../stories.ts';

/** Who may act and decide; that `allowedActions` says the same is proven in allowed-actions.test.ts. */

const held = [registered(), dispatched()];
const taken = [...held, acknowledged()];
const now = new Date('2026-09-24T14:00:00+08:00');
const supervisorOf = (unitId: string, claims: Partial<Actor> = {}) =>
  actorOf(unitId, { role: 'supervisor', ...claims });
const act = (actor: Actor, ...asked: [Parameters<typeof mayAct>[1], Transfer]) =>
  refusalOf(() => mayAct(actor, ...asked));

describe('acting on a transfer', () => {
  it('is for the side that owes it', () => {
    const { record } = given(...held);
    for (const name of ['acknowledge', 'return', 'feedback', 'case', 'proposals'] as const) {
      expect(act(clerkOf(receiver), name, record)).toBe('accepted');
      expect(act(clerkOf(sender), name, record)).toBe('forbidden');
    }
    for (const name of ['dispatch', 'withdraw'] as const) {
      expect(act(clerkOf(sender), name, record)).toBe('accepted');
      expect(act(clerkOf(receiver), name, record)).toBe('forbidden');
    }
  });

  it('for the receiver is a supervisor’s of an office over it, in what concerns taking it, and on the record', () => {
    const { record } = given(...held);
    for (const unitId of [office, officeAbove, '370000-leading-group-office']) {
      for (const name of ['acknowledge', 'return'] as const) {
        expect(mayAct(supervisorOf(unitId), name, record)).toEqual({
          ...{ sub: `supervisor@${unitId}`, role: 'supervisor', unitId, onBehalfOf: receiver },
        });
        expect(act(clerkOf(unitId), name, record)).toBe('forbidden');
      }
      for (const name of ['dispatch', 'withdraw', 'feedback', 'case', 'proposals'] as const) {
        expect(act(supervisorOf(unitId), name, record)).toBe('forbidden');
      }
    }
    expect(act(supervisorOf('371403-leading-group-office'), 'acknowledge', record)).toBe('forbidden');
    expect(act(supervisorOf('371402-petitions'), 'acknowledge', record)).toBe('forbidden');
  });

  it('is no office’s whose line the clue has left', () => {
    const { facts } = given(...taken, proposalMade()).when(proposalApproved());
    const [made] = madeIn(facts);
    if (!made) throw new Error('no successor');
    const { record } = givenMade(made);
    for (const name of ['acknowledge', 'return'] as const) {
      expect(act(supervisorOf(office), name, record)).toBe('forbidden');
      expect(act(supervisorOf(officeAbove), name, record)).toBe('accepted');
    }
  });

  it('is nobody’s who administers, though the token names the unit', () => {
    const { record } = given(...held);
    for (const role of ['operator', 'auditor'] as const) {
      for (const unitId of [sender, receiver, office]) {
        expect(refusalOf(() => seen(actorOf(unitId, { role }), record, recusing([], register), now))).toBe('forbidden');
      }
    }
  });

  it('a return to a sender that must not hear of it is not offered', () => {
    const { record } = given(...held);
    const offered = (recused: string[]) =>
      seen(clerkOf(receiver), record, recusing(recused, register), now)?.allowedActions;
    expect(offered([])).toContain('return');
    for (const entry of [sender, register.units.get(sender)?.name ?? '']) {
      expect(offered([entry])).toEqual(['acknowledge', 'proposals', 'extension']);
    }
  });

  it('a return for which the province leaves its receiver no reason is not offered', () => {
    const { record } = given(...held);
    const offered = (returnReasons: Actor['returnReasons'], actor = actorOf(receiver, { returnReasons })) =>
      seen(actor, record, recusing([], register), now)?.allowedActions;
    expect(offered({ 'public-security': [] })).not.toContain('return');
    expect(offered({ 'public-security': ['inaccurate'], 'discipline-inspection': [] })).toContain('return');
    const returnReasons = { 'public-security': [] };
    expect(offered(returnReasons, supervisorOf(office, { returnReasons }))).toEqual(['acknowledge', 'supplement']);
  });

  it('a correction of its clue is offered to the sender as long as it is taken', () => {
    const offered = (...steps: Step[]) =>
      seen(clerkOf(sender), given(...steps).record, recusing([], register), now)?.allowedActions.includes('correct');
    expect(offered(registered())).toBe(true);
    expect(offered(...held)).toBe(false);
    expect(offered(...held, returned())).toBe(true);
    expect(offered(...held, supplementAsked())).toBe(true);
    expect(offered(...taken, supplementAsked())).toBe(true);
    expect(offered(...taken)).toBe(false);
    expect(offered(...held, returned(), withdrawn())).toBe(false);
  });
});

describe('an extension', () => {
  it('is asked for by the unit that owes the duty', () => {
    const { record } = given(...held);
    expect(refusalOf(() => mayAskExtension(clerkOf(receiver), record))).toBe('accepted');
    expect(refusalOf(() => mayAskExtension(clerkOf(sender), record))).toBe('forbidden');
    expect(refusalOf(() => mayAskExtension(supervisorOf(office), record))).toBe('forbidden');
    const { record: back } = given(...held, returned());
    expect(refusalOf(() => mayAskExtension(clerkOf(sender), back))).toBe('accepted');
    expect(refusalOf(() => mayAskExtension(clerkOf(receiver), back))).toBe('forbidden');
  });
});

describe('an extension of a sender whose clue is dealt with in another region', () => {
  it('is decided by an office above both: the other region’s decides about no unit of this one', () => {
    const offices = [office, '371403-leading-group-office', officeAbove].map((id) => unitWith(id));
    const known = registerOf(...register.units.values(), ...offices);
    const there = ['371403', '371400', '370000'];
    const elsewhere = { to: '371403-public-security', regionCode: '371403', regionPath: there, lineage: '' };
    const back = [registered(elsewhere), dispatched(), returned()];
    const asked = given(...back, extensionAsked({ register: known, workingDays: 3 })).record;
    expect(asked.applications?.e1?.office).toBe(officeAbove);
    const held = given(registered(elsewhere), dispatched(), extensionAsked({ register: known })).record;
    expect(held.applications?.e1?.office).toBe('371403-leading-group-office');
  });
});

const sub = 'p-7';
const email = 'Person@two-posts.example';
/** One person with two posts, by whatever their tokens have in common. */
const twoPosts: [string, Partial<Actor>, Partial<Actor>][] = [
  ['sub', { sub }, { sub }],
  ['sub in capitals', { sub }, { sub: sub.toUpperCase() }],
  ['address', { sub: 'a', email }, { sub: 'b', email: email.toLowerCase() }],
  ['address, full-width', { sub: 'a', email }, { sub: 'b', email: email.replace('@', '＠') }],
  ['address and sub, crosswise', { sub: 'a', email }, { sub: email }],
  ['sub and address, crosswise', { sub: email }, { sub: 'b', email }],
];

describe('a decision', () => {
  const asking = (by: Actor) => ({
    extension: given(...taken, extensionAsked({ by })).record,
    proposal: given(...taken, proposalMade({ by })).record,
  });
  const decide = (actor: Actor, transfer: Transfer) =>
    refusalOf(() =>
      mayDecide(
        actor,
        transfer,
        transfer.extension?.extensionId ?? transfer.proposal?.proposalId ?? '',
        nobody,
        undefined,
      ),
    );
  const offered = (actor: Actor, transfer: Transfer) =>
    seen(actor, transfer, recusing([], register), now)?.allowedActions.filter((action) => action.endsWith('decision'));

  it('is a supervisor’s of the office that was asked: its clerk prepares', () => {
    const { extension, proposal } = asking(clerkOf(receiver));
    expect(decide(supervisorOf(office), extension)).toBe('accepted');
    expect(decide(supervisorOf(officeAbove), proposal)).toBe('accepted');
    for (const actor of [clerkOf(office), supervisorOf(officeAbove), supervisorOf(receiver), supervisorOf(sender)]) {
      expect(decide(actor, extension)).toBe('forbidden');
      expect(offered(actor, extension)).toEqual([]);
    }
    for (const actor of [clerkOf(officeAbove), supervisorOf(office), supervisorOf('370000-leading-group-office')]) {
      expect(decide(actor, proposal)).toBe('forbidden');
      expect(offered(actor, proposal)).toEqual([]);
    }
    for (const role of ['operator', 'auditor'] as const)
      expect(decide(actorOf(office, { role }), extension)).toBe('forbidden');
  });

  it.each(twoPosts)('is nobody’s own, known again by %s', (_, asked, decides) => {
    const { extension, proposal } = asking(actorOf(receiver, { role: 'clerk', ...asked }));
    for (const [unitId, transfer] of [
      [office, extension],
      [officeAbove, proposal],
    ] as const) {
      expect(decide(supervisorOf(unitId, decides), transfer)).toBe('forbidden');
      expect(offered(supervisorOf(unitId, decides), transfer)).toEqual([]);
      expect(decide(supervisorOf(unitId), transfer)).toBe('accepted');
      expect(offered(supervisorOf(unitId), transfer)).toHaveLength(1);
    }
  });

  it('knows nobody again by the absence of a claim', () => {
    expect(actorOf(receiver, { sub: 'a' }).person).toEqual(actorOf(office, { sub: 'a', email: '' }).person);
    const { extension } = asking(actorOf(receiver, { sub: 'a' }));
    expect(decide(supervisorOf(office, { sub: 'b' }), extension)).toBe('accepted');
    expect(decide(supervisorOf(office, { sub: 'b', email: ' ' }), extension)).toBe('accepted');
  });

  it('of two things that wait goes by who asked for each', () => {
    const { record } = given(
      ...taken,
      extensionAsked({ by: actorOf(receiver, { sub: 'a' }) }),
      proposalMade({ by: actorOf(receiver, { sub: 'b' }), kind: 'joint', units: ['371403-public-security'] }),
    );
    expect(offered(supervisorOf(office, { sub: 'a' }), record)).toEqual(['proposal-decision']);
    expect(offered(supervisorOf(office, { sub: 'b' }), record)).toEqual(['extension-decision']);
    expect(offered(supervisorOf(office, { sub: 'c' }), record)).toEqual(['extension-decision', 'proposal-decision']);
  });

  it('is the new applicant’s no more than the one before’s was', () => {
    const again = given(
      ...taken,
      extensionAsked({ by: actorOf(receiver, { sub: 'a' }) }),
      extensionRefused(),
      extensionAsked({ extensionId: 'e2', by: actorOf(receiver, { sub: 'b' }) }),
    ).record;
    expect(Object.keys(again.applications ?? {})).toEqual(['e2']);
    expect(decide(supervisorOf(office, { sub: 'b' }), again)).toBe('forbidden');
    expect(decide(supervisorOf(office, { sub: 'a' }), again)).toBe('accepted');
  });

  it('is made by the office that was asked, whatever the register says by then; of records of before by the one it says', () => {
    const { extension } = asking(clerkOf(receiver));
    expect(refusalOf(() => mayDecide(supervisorOf(officeAbove), extension, 'e1', nobody, officeAbove))).toBe(
      'forbidden',
    );
    const before = { ...extension, applications: {} };
    expect(refusalOf(() => mayDecide(supervisorOf(office), before, 'e1', nobody, office))).toBe('accepted');
    expect(refusalOf(() => mayDecide(clerkOf(office), before, 'e1', nobody, office))).toBe('forbidden');
    expect(refusalOf(() => mayDecide(supervisorOf(office), before, 'e1', nobody, undefined))).toBe('forbidden');
  });

  it('goes one office up where the one that was asked was named since', () => {
    const { extension } = asking(clerkOf(receiver));
    const recused = recusing([office], register);
    const asks = (unitId: string) =>
      refusalOf(() => mayDecide(supervisorOf(unitId), extension, 'e1', recused, officeAbove));
    expect([asks(office), asks(officeAbove)]).toEqual(['forbidden', 'accepted']);
    const offered = seen(supervisorOf(officeAbove), extension, recused, now)?.allowedActions;
    expect(offered).toContain('extension-decision');
  });

  it('lies one level above where the clue is now, and passes over an office that must not hear', () => {
    const { facts } = given(...taken, proposalMade()).when(proposalApproved());
    const [made] = madeIn(facts);
    if (!made) throw new Error('no successor');
    const again = { register, proposalId: 'p2', kind: 'joint' as const, units: ['371403-public-security'] };
    const { record } = givenMade(made, acknowledged(), proposalMade(again));
    expect(record.applications?.p2?.office).toBe(officeAbove);
    expect(decide(supervisorOf(office), record)).toBe('forbidden');
    const passed = given(...taken, extensionAsked({ recused: [office] })).record;
    expect(passed.applications?.e1?.office).toBe(officeAbove);
  });
});
