import { describe, expect, it } from 'vitest';
import type { Event, EventName } from '../../../../functions/domain/transfer/events.ts';
import { changesDuty, evolve } from '../../../../functions/domain/transfer/evolve.ts';
import {
  replyStatuses,
  type Status,
  statuses,
  supplementStatuses,
} from '../../../../functions/domain/transfer/status.ts';
import { settingsWith } from '../settings.ts';
import {
  acceptanceTold,
  acknowledged,
  caseFiled,
  closed,
  dispatched,
  extensionAsked,
  extensionGranted,
  extensionRefused,
  interimFeedback,
  nextTold,
  outcomeTold,
  proposalApproved,
  proposalMade,
  proposalRefused,
  recalled,
  recountedBy,
  registered,
  replyBegun,
  returned,
  supplementAsked,
  supplementBegun,
  supplementEnded,
  supplied,
  transfersLookedAt,
  withdrawn,
  workflowGaveUp,
  workflowRestarted,
} from '../steps.ts';
import { given, type Step } from '../stories.ts';

/** Every kind of event there is: what goes before it, the decision that it comes of, and the status after it. */

interface Kind {
  before: Step[];
  step: Step;
  status: Status;
  /** The duty before it is done. */
  endsDuty: boolean;
  /** What a caller saw before is outdated. */
  outdates: boolean;
}

const held = [registered(), dispatched()];
const taken = [...held, acknowledged()];
const neighbour = '371403-public-security';
const shorter = settingsWith({ windows: { ...settingsWith().windows, acknowledge: 3 } });
const ended = given(...taken, closed()).record;

const keeps = (before: Step[], step: Step, status: Status): Kind => ({
  ...{ before, step, status, endsDuty: false, outdates: true },
});
const ends = (before: Step[], step: Step, status: Status): Kind => ({ ...keeps(before, step, status), endsDuty: true });
const unseen = (before: Step[], step: Step, status: Status): Kind => ({
  ...keeps(before, step, status),
  outdates: false,
});

/** A kind of event that is missing here does not compile. */
const kinds: { readonly [N in EventName]: Kind } = {
  registered: { ...unseen([], registered(), 'registered'), endsDuty: true },
  dispatched: ends([registered()], dispatched(), 'dispatched'),
  acknowledged: ends(held, acknowledged(), 'acknowledged'),
  'interim-feedback': keeps(taken, interimFeedback(), 'acknowledged'),
  closed: ends(taken, closed(), 'closed'),
  returned: ends(held, returned(), 'returned'),
  withdrawn: ends([registered()], withdrawn(), 'withdrawn'),
  recalled: ends(held, recalled(), 'withdrawn'),
  'supplement-asked': keeps(taken, supplementAsked(), 'acknowledged'),
  supplied: keeps([...taken, supplementAsked()], supplied(), 'acknowledged'),
  'supplement-lapsed': {
    ...keeps([supplementBegun()], supplementEnded('supplement-lapsed'), 'lapsed'),
    endsDuty: true,
  },
  undecided: unseen([...taken, extensionAsked(), nextTold(), nextTold()], nextTold(), 'acknowledged'),
  rerouted: ends([...taken, proposalMade()], proposalApproved(), 'rerouted'),
  'case-filed': keeps(taken, caseFiled(), 'acknowledged'),
  'proposal-made': keeps(held, proposalMade(), 'dispatched'),
  'proposal-approved': keeps(
    [...taken, proposalMade({ kind: 'joint', units: [neighbour] })],
    proposalApproved(),
    'acknowledged',
  ),
  'proposal-refused': keeps([...held, proposalMade()], proposalRefused(), 'dispatched'),
  'extension-asked': keeps(held, extensionAsked(), 'dispatched'),
  'extension-approved': keeps([...held, extensionAsked()], extensionGranted(), 'dispatched'),
  'extension-refused': keeps([...held, extensionAsked()], extensionRefused(), 'dispatched'),
  recounted: keeps(held, recountedBy({ settings: shorter }), 'dispatched'),
  'acceptance-told': ends([replyBegun()], acceptanceTold(), 'waiting'),
  'outcome-owed': ends([replyBegun(), acceptanceTold()], transfersLookedAt([ended]), 'owed-outcome'),
  'outcome-told': ends([replyBegun(), acceptanceTold(), transfersLookedAt([ended])], outcomeTold(), 'done'),
  reminded: unseen([...held, nextTold()], nextTold(), 'dispatched'),
  escalated: unseen([...held, nextTold(), nextTold(), nextTold(), nextTold()], nextTold(), 'dispatched'),
  told: unseen([...held, returned()], nextTold(), 'returned'),
  'told-late': unseen(
    [registered({ at: '2026-10-20T10:00:00+08:00', discoveredAt: '2026-09-24T10:00:00+08:00' })],
    nextTold(),
    'registered',
  ),
  alarmed: unseen(held, workflowGaveUp(), 'dispatched'),
  'workflow-restarted': unseen(held, workflowRestarted(), 'dispatched'),
};

const all = Object.entries(kinds) as [EventName, Kind][];
const happened = ({ before, step }: Kind): { events: readonly Event[]; last: Event } => {
  const [last] = given(...before).when(step).events;
  if (!last) throw new Error('nothing happened');
  return { events: [...given(...before).events, last], last };
};

describe('evolve', () => {
  it.each(all)('alone says where a transfer stands after %s', (name, kind) => {
    const { before, step, status, outdates } = kind;
    const { last } = happened(kind);
    expect(last.event).toBe(name);
    const { record } = given(...before)
      .when(step)
      .thenRecord({ status });
    if (before.length === 0) return;
    const { record: earlier } = given(...before);
    // The event by itself, without what the decision carried along.
    expect(evolve(earlier, last)).toMatchObject({ status, changedAt: last.at, version: record.version });
    expect(record.version - earlier.version).toBe(outdates ? 1 : 0);
  });

  it.each(all)('says by the event alone whether %s ends the duty before it', (name, kind) => {
    // Of a supplement its status says it: on the record of the transfer the same events leave the duty as it is.
    if (name !== 'supplement-lapsed') expect(changesDuty(name)).toBe(kind.endsDuty);
    if (kind.before.length === 0) return;
    const { record } = given(...kind.before);
    expect(evolve(record, happened(kind).last).duty).toEqual(kind.endsDuty ? null : record.duty);
  });

  it('by supplied ends what a supplement owed, and on the transfer what it waited for', () => {
    const { record } = given(supplementBegun(), supplementEnded('supplied'));
    expect(record).toMatchObject({ status: 'supplied', duty: null, done: { supplement: { overdue: false } } });
    expect(record.closedAt).toBe(record.changedAt);
    const { record: transfer } = given(...taken, supplementAsked(), supplied());
    expect(transfer).toMatchObject({
      supplement: null,
      supplements: ['u1'],
      duty: { name: 'feedback' },
      closedAt: null,
    });
  });

  it('leads to every status that there is', () => {
    const reached = new Set<Status>([...all.map(([, { status }]) => status), 'supplied']);
    const begun = [replyBegun(), supplementBegun()].map((step) => given(step).record.status);
    expect([...new Set([...reached, ...begun])].sort()).toEqual(
      [...statuses, ...replyStatuses, ...supplementStatuses].sort(),
    );
  });

  it('knows a reply from a transfer by its rule: registered, it owes the acceptance', () => {
    given().when(replyBegun()).thenEvents('registered').thenRecord({ status: 'owed-acceptance' });
  });

  it('of an event that it does not know changes the time of the last change only', () => {
    const { record } = given(...held);
    const at = '2026-09-30T01:00:00.000Z';
    const unknown = { event: 'unheard-of', at, by: 'clock', detail: {} } as unknown as Event;
    expect(evolve(record, unknown)).toEqual({ ...record, changedAt: at });
  });
});
