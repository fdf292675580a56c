import type { Calendar } from '../calendar/calendar.ts';
import type { EscalationTarget } from '../settings.ts';
import { type Hours, type Milestone, nextMilestone } from './duties.ts';
import { type By, type Decision, dutyFacts, type Event, inOrder, type Notice, type Transfer } from './transfer.ts';

/** What the clock does with a transfer: what is to be told next, and what goes on the record when it was. */

/** What is next to be told about a transfer: a notice, or a milestone of its duty. */
export type Telling = Milestone | (Notice & { distance: 0 });

/** Who was told, by unit and capacity, and the links of the chain that were passed over. */
export interface ToldPeople {
  recipients: readonly { unitId: string; as: 'unit' | 'supervisor' | 'stand-in' }[];
  passed: string[];
}

/** What is to be told next; undefined when nothing is owed or nobody is left to tell. */
export const planned = (transfer: Transfer, calendar: Calendar, hours: Hours): Telling | undefined => {
  const [notice] = transfer.notices;
  if (notice) return { ...notice, distance: 0 };
  return transfer.duty ? nextMilestone(transfer.duty, transfer.handled, calendar, hours) : undefined;
};

/** Counts an escalation, in all and by whom it went to. */
const escalated = ({ escalations, escalatedTo }: Transfer, { to }: Milestone) => ({
  escalations: escalations + 1,
  escalatedTo: {
    ...escalatedTo,
    ...Object.fromEntries(to.map((target) => [target, (escalatedTo[target as EscalationTarget] ?? 0) + 1])),
  },
});

/** People were told: not planned again. The version stays, since no caller's view is outdated by it. */
export const told = (transfer: Transfer, telling: Telling, people: ToldPeople, clock: Date): Decision => {
  const { now } = inOrder(transfer, { now: clock });
  const at = now.toISOString();
  const name = { late: 'told-late', reminder: 'reminded', escalation: 'escalated' } as const;
  const milestone = telling.kind === 'reminder' || telling.kind === 'escalation';
  return {
    transfer: {
      ...transfer,
      ...(milestone
        ? { handled: telling.key }
        : { notices: transfer.notices.filter(({ key }) => key !== telling.key) }),
      ...(telling.kind === 'escalation' ? escalated(transfer, telling) : {}),
      changedAt: at,
    },
    event: {
      event: telling.kind in name ? name[telling.kind as keyof typeof name] : 'told',
      at,
      by: 'clock',
      detail: {
        milestone: telling.key,
        ...(transfer.duty ? dutyFacts(transfer.duty) : {}),
        to: people.recipients.map(({ unitId, as }) => ({ unitId, as })),
        ...(people.passed.length > 0 ? { passed: people.passed } : {}),
      },
    },
  };
};

/** The workflow gave up on a task: on the record, so that a reader of the transfer sees why nothing came. */
export const alarmed = (transfer: Transfer, error: string, clock: Date): Decision =>
  noted(transfer, 'alarmed', 'clock', clock, { error });

/** An operator started the workflow anew. */
export const restarted = (transfer: Transfer, by: By, clock: Date): Decision =>
  noted(transfer, 'workflow-restarted', by, clock, { attempt: transfer.attempt });

const noted = (transfer: Transfer, event: Event['event'], by: By, clock: Date, detail: Event['detail']): Decision => {
  const at = inOrder(transfer, { now: clock }).now.toISOString();
  return { transfer: { ...transfer, changedAt: at }, event: { event, at, by, detail } };
};
