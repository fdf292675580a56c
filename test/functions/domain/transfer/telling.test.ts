import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { chainEnds } from '../../../../functions/domain/transfer/telling.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  dispatched,
  nextTold,
  office,
  officeAbove,
  receiver,
  registered,
  returned,
  workflowGaveUp,
  workflowRestarted,
} from '../steps.ts';
import { given } from '../stories.ts';

/** Its receiver has heard of it. */
const held = [registered(), dispatched(), nextTold()];
const reminded = [nextTold(), nextTold(), nextTold()];
const people = {
  recipients: [{ unitId: receiver, as: 'supervisor' as const }],
  passed: [office, officeAbove],
  ended: false,
};

describe('what the clock tells', () => {
  it('comes in its order: reminders, then escalations', () => {
    const { events } = given(...held, ...reminded, nextTold(), nextTold());
    expect(
      events.slice(3).map(({ event, at, detail }) => [event, at, 'milestone' in detail && detail.milestone]),
    ).toEqual([
      ['reminded', '2026-09-30T01:00:00.000Z', 'reminder-2'],
      ['reminded', '2026-10-08T01:00:00.000Z', 'reminder-1'],
      ['reminded', '2026-10-09T01:00:00.000Z', 'reminder-0'],
      ['escalated', '2026-10-10T01:00:00.000Z', 'escalation-1'],
      ['escalated', '2026-10-13T01:00:00.000Z', 'escalation-3'],
    ]);
  });

  it('a reminder is handled, and outdates what nobody saw', () => {
    const story = given(...held);
    story
      .when(nextTold({ people: { recipients: [{ unitId: receiver, as: 'unit' }], passed: [], ended: false } }))
      .thenEvents({
        event: 'reminded',
        by: 'clock',
        detail: { milestone: 'reminder-2', duty: 'acknowledge', to: [{ unitId: receiver, as: 'unit' }] },
      })
      .thenRecord({ handled: 'reminder-2', escalations: 0, version: story.record.version, duty: story.record.duty })
      .thenFacts();
  });

  it('an escalation is counted, in all and by whom it went to', () => {
    given(...held, ...reminded, nextTold())
      .when(nextTold({ people }))
      .thenEvents({ event: 'escalated', detail: { milestone: 'escalation-3', to: people.recipients } })
      .thenRecord({ handled: 'escalation-3', escalations: 2, escalatedTo: { supervisors: 1, office: 1 } });
  });

  it('whom an escalation passed over is secret: it stands among the texts, and nowhere in clear', () => {
    const { record, events } = given(...held, ...reminded, nextTold())
      .when(nextTold({ people }))
      .thenEvents({ event: 'escalated', texts: { passedOver: `${office}\n${officeAbove}` } });
    for (const event of events) {
      expect(event.detail).not.toHaveProperty('passed');
      expect(JSON.stringify([record, event.detail])).not.toContain(officeAbove);
    }
  });

  it('that its chain ended is said in clear, and still not over whom it went', () => {
    const { events } = given(...held, ...reminded, nextTold()).when(
      nextTold({ people: { recipients: [], passed: [office, officeAbove], ended: true } }),
    );
    expect(events).toMatchObject([
      { detail: { to: [], passed: [chainEnds] }, texts: { passedOver: `${office}\n${officeAbove}` } },
    ]);
  });

  it('has no text of those passed over where nobody was', () => {
    const { events } = given(...held).when(nextTold());
    expect(events).toHaveLength(1);
    expect(events[0]).not.toHaveProperty('texts');
  });

  it('a notice goes before any milestone, and goes away when it was told', () => {
    given(...held, returned())
      .when(nextTold({ people: { recipients: [{ unitId: office, as: 'unit' }], passed: [], ended: false } }))
      .thenEvents({ event: 'told', detail: { milestone: 'returned-3', duty: 'correct' } })
      .thenRecord({ notices: [], handled: null });
  });

  it('names no duty where none is owed any more', () => {
    const { events } = given(...held, acknowledged(), closed()).when(nextTold());
    expect(events).toMatchObject([{ event: 'told' }]);
    expect(events[0]?.detail).not.toHaveProperty('duty');
  });

  it('is nothing once a transfer has ended and all was told', () => {
    const { record } = given(...held, acknowledged(), closed(), nextTold());
    expect(planned(record, stateCouncil, settingsWith())).toBeUndefined();
  });
});

describe('a workflow', () => {
  it('that gave up says so on the record, and nothing else changes', () => {
    const { record } = given(...held);
    const { record: after } = given(...held)
      .when(workflowGaveUp({ error: 'SES.Throttled' }))
      .thenEvents({ event: 'alarmed', by: 'clock', detail: { error: 'SES.Throttled' } })
      .thenFacts();
    expect(after).toEqual({ ...record, changedAt: after.changedAt });
  });

  it('is started anew by an operator: the execution there was is void', () => {
    const story = given(...held);
    story
      .when(workflowRestarted())
      .thenEvents({ event: 'workflow-restarted', by: { role: 'operator' }, detail: { attempt: 1 } })
      .thenRecord({ attempt: 2, status: 'dispatched', version: story.record.version })
      .thenFacts({ fact: 'restarted' });
  });

  it('is still needed for a notice that was not told', () => {
    given(...held, acknowledged(), closed())
      .when(workflowRestarted())
      .thenFacts({ fact: 'restarted' });
  });

  it('is refused where nothing is owed or to be told', () => {
    given(...held, acknowledged(), closed(), nextTold())
      .when(workflowRestarted())
      .thenRefused('wrong-status');
  });
});
