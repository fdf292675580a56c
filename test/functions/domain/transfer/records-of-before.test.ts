import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import { actorOf } from '../records.ts';
import { acknowledged, dispatched, office, receiver, registered } from '../steps.ts';
import { given } from '../stories.ts';

/** Records as they were kept before are proven by their timelines as those of today are. */

describe('a record of before', () => {
  const { record, events } = given(registered(), dispatched(), acknowledged());

  it('names nobody who acknowledged it, as its event does', () => {
    const { acknowledgedByName: _, acknowledgedByOffice: __, ...before } = record;
    expect(contradictions(before as Transfer, events)).toEqual([]);
    const { by: named } = given(registered(), dispatched()).when(
      acknowledged({ by: actorOf(office), onBehalfOf: receiver }),
    ).events[0] ?? { by: 'clock' };
    const instead = events.map((event) =>
      event.event === 'acknowledged' && named !== 'clock' ? { ...event, by: named } : event,
    );
    const bySub = { ...before, acknowledgedBy: named === 'clock' ? named : named.sub };
    expect(contradictions(bySub as Transfer, instead)).toEqual([]);
  });

  it('that was late as its predecessor had been says so in its dispatch', () => {
    const inherited = events.map((event) =>
      event.event === 'dispatched' ? { ...event, detail: { ...event.detail, late: true } } : event,
    );
    const successor = { ...record, predecessor: 'a0', late: true };
    expect(contradictions(successor, inherited)).toEqual([]);
    expect(contradictions({ ...successor, late: false }, inherited).join()).toContain('late');
  });
});
