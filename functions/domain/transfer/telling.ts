import type { Calendar } from '../calendar/calendar.ts';
import { isOpen as isOfficeOpen, opensAt } from '../calendar/office-hours.ts';
import { Refusal } from '../errors.ts';
import { escalationTargets, type Settings } from '../settings.ts';
import { type Decision, decided, dutyFacts, inOrder } from './decision.ts';
import { type Hours, type Milestone, nextMilestone } from './duties.ts';
import type { By } from './events.ts';
import { isOpen, type Notice, type Transfer } from './transfer.ts';

/** What the clock does with a transfer: what is to be told next, and what goes on the record when it was. */

/** What is next to be told about a transfer: a notice, or a milestone of its duty. */
export type Telling = Milestone | (Notice & { distance: 0 });

/** Who was told, by unit and capacity; the links of the chain that were passed over, and whether it ended before anybody was reached. */
export interface ToldPeople {
  recipients: readonly { unitId: string; as: 'unit' | 'supervisor' | 'stand-in' }[];
  passed: string[];
  ended: boolean;
}

/** What the record says of a chain that ended. */
export const chainEnds = 'the chain ends here';

/** What is to be told next; undefined when nothing is owed or nobody is left to tell. */
export const planned = (transfer: Transfer, calendar: Calendar, hours: Hours): Telling | undefined => {
  const [notice] = transfer.notices;
  if (notice) return { ...notice, distance: 0 };
  return transfer.duty ? nextMilestone(transfer.duty, transfer.handled, calendar, hours) : undefined;
};

/** What is to be told now: its time has come, and the office is open. */
export const dueNow = (transfer: Transfer, calendar: Calendar, settings: Settings, now: Date): Telling | undefined => {
  const next = planned(transfer, calendar, settings);
  return next && Date.parse(next.at) <= now.getTime() && isOfficeOpen(calendar, settings, now) ? next : undefined;
};

/** When that is told which comes next: at its time or, where that has come, as soon as the office is open; undefined where nobody is left to tell. */
export const nextTellingAt = (
  transfer: Transfer,
  calendar: Calendar,
  settings: Settings,
  now: Date,
): { telling: Telling; at: Date } | undefined => {
  const telling = planned(transfer, calendar, settings);
  if (!telling) return undefined;
  return { telling, at: opensAt(calendar, settings, new Date(Math.max(now.getTime(), Date.parse(telling.at)))) };
};

/** The unit that a telling is about: the one that owes the duty or, where nothing is owed, the sender. */
export const ownerOf = ({ duty, from }: Pick<Transfer, 'duty' | 'from'>): string => duty?.owedBy ?? from;

/** People were told: not planned again. The version stays, since no caller's view is outdated by it. */
export const told = (transfer: Transfer, telling: Telling, people: ToldPeople, clock: Date): Decision => {
  const at = inOrder(transfer, { now: clock }).now.toISOString();
  const detail = {
    milestone: telling.key,
    ...(transfer.duty ? dutyFacts(transfer.duty) : {}),
    to: people.recipients.map(({ unitId, as }) => ({ unitId, as })),
    ...(people.ended ? { passed: [chainEnds] } : {}),
  };
  const texts = people.passed.length > 0 ? { texts: { passedOver: people.passed.join('\n') } } : {};
  const event = { at, by: 'clock', detail, ...texts } as const;
  if (telling.kind === 'escalation') {
    const escalatedTo = escalationTargets.filter((target) => telling.to.includes(target));
    return decided(transfer, { ...event, event: 'escalated' }, { escalatedTo });
  }
  if (telling.kind === 'reminder') return decided(transfer, { ...event, event: 'reminded' });
  return decided(transfer, { ...event, event: telling.kind === 'late' ? 'told-late' : 'told' });
};

/** The workflow gave up on a task: on the record, so that a reader of the transfer sees why nothing came. */
export const alarmed = (transfer: Transfer, error: string, clock: Date): Decision =>
  decided(transfer, {
    event: 'alarmed',
    at: inOrder(transfer, { now: clock }).now.toISOString(),
    by: 'clock',
    detail: { error },
  });

/** An operator starts the workflow anew: the execution there was is void. @throws Refusal `wrong-status` where nothing is owed. */
export const restarted = (transfer: Transfer, by: By, clock: Date): Decision => {
  if (!isOpen(transfer)) {
    throw new Refusal('wrong-status', 'Nothing is owed on this transfer: it needs no workflow.');
  }
  const at = inOrder(transfer, { now: clock }).now.toISOString();
  const { attempt } = transfer;
  return decided(transfer, { event: 'workflow-restarted', at, by, detail: { attempt } }, {}, [{ fact: 'restarted' }]);
};
