import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../functions/domain/transfer/events.ts';
import { dispatch } from '../../../../functions/domain/transfer/life.ts';
import { decideProposal, propose } from '../../../../functions/domain/transfer/proposals.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { at, clerkAt, registerOf, transferAt, unitWith } from '../records.ts';

const morning = '2026-09-24T10:00:00+08:00';
const registered = transferAt(morning);
const began: Event = {
  event: 'registered',
  at: registered.registeredAt,
  by: clerkAt(registered.from),
  detail: { duty: 'dispatch', owedBy: registered.from, dueDate: '2026-10-09', provisional: false, late: false },
};

/** Dispatched, and joined by another unit. */
const joined = () => {
  const units = ['371402-leading-group-office', '371402-petitions'].map((id) => unitWith(id));
  const register = registerOf(...units);
  const dispatched = dispatch(registered, at(morning));
  const joint = { proposalId: 'p1', kind: 'joint', units: ['371402-petitions'], reason: '', applicant: [] } as const;
  const proposed = propose(dispatched.record, joint, register, nobody, at(morning));
  const approval = {
    proposalId: 'p1',
    approve: true,
    note: '',
    successors: [{ transferId: 'b1', to: joint.units[0] }],
  };
  const approved = decideProposal(proposed.record, approval, register, at(morning));
  return { record: approved.record, timeline: [began, dispatched.event, proposed.event, approved.event] };
};

describe('a record against its timeline', () => {
  it('agrees where all was done by the rules', () => {
    const { record, timeline } = joined();
    expect(contradictions(record, timeline)).toEqual([]);
  });

  it.each([
    ['lost its facts', {}],
    ['lost one of them', { detail: {} }],
  ])('names an event that %s, and stops no other record from being looked at', (_what, left) => {
    const { record, timeline } = joined();
    const { detail: _, ...damaged } = timeline.at(-1) as Event;
    const stored = [...timeline.slice(0, -1), { ...damaged, ...left } as Event];
    expect(contradictions(record, stored)).toEqual(['its timeline cannot be followed beyond event 3']);
  });
});
