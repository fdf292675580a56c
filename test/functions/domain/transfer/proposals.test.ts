import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { proposalOffice } from '../../../../functions/domain/transfer/proposals.ts';
import type { ProposalKind } from '../../../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { clerkAt, registerOf, unitWith } from '../records.ts';
import {
  acknowledged,
  closed,
  discipline,
  dispatched,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  proposalRefused,
  receiver,
  register,
  registered,
  sender,
} from '../steps.ts';
import { given, givenMade, madeIn } from '../stories.ts';

/** R8: what the four kinds do once approved, and what none may do. */

const neighbour = '371403-public-security';
const above = '371400-public-security';
const held = [registered({ replyId: 'r1' }), dispatched()];
const taken = [...held, acknowledged()];

describe('a proposal', () => {
  it('changes nothing until it is decided; the office is told', () => {
    const story = given(...taken);
    story
      .when(proposalMade({ proposalId: 'p1', kind: 'elevate' }))
      .thenEvents({
        event: 'proposal-made',
        by: clerkAt(receiver),
        detail: { proposalId: 'p1', kind: 'elevate', units: [above] },
        texts: { reason: '回避' },
      })
      .thenRecord({
        status: 'acknowledged',
        duty: story.record.duty,
        proposal: { proposalId: 'p1', kind: 'elevate', units: [above], madeBy: clerkAt(receiver).sub },
        notices: [{ kind: 'proposal-made', to: ['decider'], facts: { kind: 'elevate' } }],
      })
      .thenFacts({ fact: 'application', id: 'p1', transferId: 'a1' });
  });

  it('may be made before the clue is taken', () => {
    given(...held)
      .when(proposalMade())
      .thenRecord({ status: 'dispatched', proposal: { kind: 'elevate' } });
  });

  it.each<[ProposalKind, string | undefined]>([
    ['joint', office],
    ['elevate', officeAbove],
    ['elsewhere', officeAbove],
    ['designate', officeAbove],
  ])('%s is decided by its office', (kind, decides) => {
    expect(proposalOffice(given(...taken).record, kind, register, nobody)).toBe(decides);
  });

  it('for joint handling is told to the office of the same level', () => {
    given(...taken)
      .when(proposalMade({ kind: 'joint', units: [neighbour] }))
      .thenRecord({ notices: [{ kind: 'proposal-made', to: ['decider'] }] });
  });

  it('refused leaves all as it is; both sides are told', () => {
    const story = given(...taken, proposalMade());
    story
      .when(proposalRefused())
      .thenEvents({ event: 'proposal-refused', by: clerkAt(officeAbove), texts: { note: '同意与否' } })
      .thenRecord({ status: 'acknowledged', duty: story.record.duty, proposal: null, successors: [] })
      .thenRecord({ notices: [{}, { kind: 'proposal-refused', to: ['sender', 'receiver'] }] })
      .thenFacts();
  });

  it('lapses with the duty on which it was made', () => {
    given(...held, proposalMade())
      .when(acknowledged())
      .thenRecord({ proposal: null, notices: [] });
  });
});

describe('a proposal approved', () => {
  it.each<[ProposalKind, string[], string]>([
    ['elsewhere', [neighbour], neighbour],
    ['elevate', [], above],
    ['designate', [discipline], discipline],
  ])('%s ends the transfer as rerouted; its successor goes on', (kind, units, goesTo) => {
    const { facts } = given(...taken, proposalMade({ kind, units }))
      .when(proposalApproved())
      .thenEvents({
        event: 'rerouted',
        by: clerkAt(officeAbove),
        detail: { proposalId: 'p1', kind, units: [goesTo], successors: ['s1'] },
        texts: { note: '同意与否' },
      })
      .thenRecord({ status: 'rerouted', duty: null, proposal: null, successors: ['s1'] })
      .thenRecord({ notices: [{ kind: 'proposal-approved', to: ['sender', 'receiver'] }] })
      .thenFacts({ fact: 'made' }, { fact: 'ended', replyId: 'r1' });
    expect(madeIn(facts)).toMatchObject([
      {
        transfer: {
          transferId: 's1',
          predecessor: 'a1',
          from: sender,
          to: goesTo,
          status: 'dispatched',
          // A window of its own.
          duty: { name: 'acknowledge', owedBy: goesTo, startDate: '2026-09-24', window: 5 },
        },
        events: [{ event: 'dispatched' }],
      },
    ]);
  });

  it('joint adds the named units, and keeps the first', () => {
    const story = given(...taken, proposalMade({ kind: 'joint', units: [neighbour, discipline] }));
    const { facts } = story
      .when(proposalApproved())
      .thenEvents({ event: 'proposal-approved', detail: { kind: 'joint', successors: ['s1', 's2'] } })
      .thenRecord({ status: 'acknowledged', duty: story.record.duty, proposal: null, successors: ['s1', 's2'] })
      .thenFacts({ fact: 'made' }, { fact: 'made' });
    expect(madeIn(facts).map(({ transfer: { to, status } }) => [to, status])).toEqual([
      [neighbour, 'dispatched'],
      [discipline, 'dispatched'],
    ]);
  });

  it('joint leaves the first to be closed by its own receiver', () => {
    given(...taken, proposalMade({ kind: 'joint', units: [neighbour] }), proposalApproved())
      .when(closed())
      .thenRecord({ status: 'closed', successors: ['s1'] });
  });

  it('passes on a transfer that its new receiver takes as any other', () => {
    const { facts } = given(...taken, proposalMade()).when(proposalApproved());
    expect(madeIn(facts)).toHaveLength(1);
    for (const made of madeIn(facts)) {
      givenMade(made)
        .when(acknowledged())
        .thenEvents({ event: 'acknowledged', by: clerkAt(above) })
        .thenRecord({ status: 'acknowledged', duty: { name: 'feedback', owedBy: above } });
    }
  });

  it('counts its new window by the day of its approval', () => {
    const { facts } = given(...taken, proposalMade()).when(
      proposalApproved({ at: '2026-09-29T10:00:00+08:00', calendar: stateCouncil }),
    );
    expect(madeIn(facts)).toMatchObject([{ transfer: { duty: { startDate: '2026-09-29', dueDate: '2026-10-12' } } }]);
  });
});

describe('a proposal is refused', () => {
  it.each<[string, ProposalKind, string[]]>([
    ['that names nobody', 'designate', []],
    ['of two units where one takes over', 'designate', [discipline, neighbour]],
    ['that names a unit twice', 'joint', [neighbour, neighbour]],
    ['of a unit that there is not', 'designate', ['371499-court']],
    ['of the unit that has the clue', 'designate', [receiver]],
    ['elsewhere to another organ', 'elsewhere', ['371403-discipline-inspection']],
    ['elsewhere to the same region', 'elsewhere', [discipline]],
    ['to elevate to another unit', 'elevate', [neighbour]],
  ])('%s', (_, kind, units) => {
    given(...taken)
      .when(proposalMade({ kind, units }))
      .thenRefused('bad-input', 'units');
  });

  it('to elevate above the top of the province', () => {
    const top = { to: '370000-public-security', regionCode: '370000', regionPath: ['370000'], lineage: '370000' };
    given(registered(top), dispatched()).when(proposalMade()).thenRefused('bad-input', 'units');
  });

  it.each([
    ['by its id', above],
    ['by its name', register.units.get(above)?.name ?? ''],
  ])('of a unit that must not hear of the clue, recused %s', (_, entry) => {
    given(...taken)
      .when(proposalMade({ recused: [entry] }))
      .thenRefused('bad-input', 'units');
  });

  it.each<[ProposalKind, string[]]>([
    ['elevate', []],
    ['elevate', [above]],
    ['designate', [above]],
    ['joint', [above]],
  ])('to %s to the unit that sent it: nobody is their own receiver', (kind, units) => {
    given(registered({ from: above }), dispatched())
      .when(proposalMade({ kind, units }))
      .thenRefused('bad-input', 'units');
  });

  it('to elevate where no such unit is registered', () => {
    given(...taken)
      .when(proposalMade({ register: registerOf(unitWith(officeAbove)) }))
      .thenRefused('no-receiver');
  });

  it('that nobody could decide', () => {
    given(...taken)
      .when(proposalMade({ register: registerOf(unitWith(above), unitWith(office)) }))
      .thenRefused('no-receiver');
  });

  it('before the dispatch, and after the end', () => {
    given(registered()).when(proposalMade()).thenRefused('wrong-status');
    given(...taken, closed())
      .when(proposalMade())
      .thenRefused('wrong-status');
  });

  it('while another waits', () => {
    given(...taken, proposalMade())
      .when(proposalMade({ proposalId: 'p2' }))
      .thenRefused('wrong-status');
  });

  it.each([
    ['under another id', [...taken, proposalMade()], 'p2'],
    ['a second time', [...taken, proposalMade(), proposalRefused()], 'p1'],
    ['after the transfer went on', [...held, proposalMade(), acknowledged()], 'p1'],
  ])('its decision %s', (_, before, proposalId) => {
    given(...before)
      .when(proposalApproved({ proposalId }))
      .thenRefused('wrong-status');
    given(...before)
      .when(proposalRefused({ proposalId }))
      .thenRefused('wrong-status');
  });
});
