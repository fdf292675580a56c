import { addWorkingDays, type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { isOpen as isOfficeOpen, opensAt } from '../calendar/office-hours.ts';
import { dateIn, instantAt } from '../calendar/time.ts';
import { Refusal } from '../errors.ts';
import { escalationTargets, type Settings } from '../settings.ts';
import { type Circumstances, type Decision, decided, dutyFacts, inOrder } from './decision.ts';
import { type Duty, type Hours, heardOf } from './duties.ts';
import type { By } from './events.ts';
import { dueMilestone, type Milestone, nextMilestone } from './milestones.ts';
import { isOpen, type Notice, type Transfer } from './transfer.ts';

/** What the clock does with a transfer: what is to be told next, and what goes on the record when it was. */

/** What is next to be told about a transfer: a notice, a milestone of its duty, or that an extension is not decided. */
export type Telling = Milestone | (Notice & { distance: 0; anyHour?: true; vital?: true });

/** Who was told, by unit and capacity; the links of the chain that were passed over, and whether it ended before anybody was reached. */
export interface ToldPeople {
  recipients: readonly { unitId: string; as: 'unit' | 'supervisor' | 'stand-in' }[];
  passed: string[];
  ended: boolean;
}

/** What the record says of a chain that ended. */
export const chainEnds = 'the chain ends here';

/** The office that decides on an extension is reminded on each working day from the one after it was asked for on. */
const undecided = ({ extension }: Transfer, calendar: Calendar, { timeZone, mailAt }: Hours): Milestone | undefined => {
  if (!extension) return undefined;
  const asked = dateIn(timeZone, new Date(extension.askedAt));
  const { date } = addWorkingDays(calendar, extension.remindedOn ?? asked, 1);
  const at = instantAt(timeZone, date, mailAt).toISOString();
  const distance = workingDaysBetween(calendar, asked, date);
  return { key: `undecided-${date}`, kind: 'undecided', at, distance, to: ['decider'] };
};

/** A window in hours lives at any hour, and with it what is told of it: a notice that waited for the office would hold up its milestones. */
const noticeOf = ({ notices: [notice], duty }: Transfer): Telling | undefined =>
  notice && { ...notice, distance: 0, ...(duty?.unit === 'hours' ? { anyHour: true } : {}) };

const earliest = <T extends { at: string }>(tellings: readonly T[]): T | undefined =>
  tellings.reduce<T | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);

/** What is to be told next of each kind: what an outage missed is one telling, under the name of the last of it. */
const candidates = (transfer: Transfer, calendar: Calendar, hours: Hours, now: Date): Telling[] => {
  const notice = noticeOf(transfer);
  if (notice) return [notice];
  const { duty, handled, extension } = transfer;
  if (!duty) return [];
  const suspended = extension !== null;
  const decision = undecided(transfer, calendar, hours);
  const milestone =
    dueMilestone(duty, handled, calendar, hours, now, suspended) ??
    nextMilestone(duty, handled, calendar, hours, suspended);
  return [...(decision ? [decision] : []), ...(milestone ? [milestone] : [])];
};

/** When something may be told: at its time or, where that has come, as soon as the office is open. */
const toldAt = ({ at, anyHour }: Telling, calendar: Calendar, settings: Settings, now: Date): Date => {
  const time = new Date(Math.max(now.getTime(), Date.parse(at)));
  return anyHour ? time : opensAt(calendar, settings, time);
};

const mayTell = ({ at, anyHour }: Telling, calendar: Calendar, settings: Settings, now: Date): boolean =>
  Date.parse(at) <= now.getTime() && (anyHour === true || isOfficeOpen(calendar, settings, now));

/** All that is to be told of a duty now, what comes behind something else too; nothing while a notice is to be told before. */
export const allDueNow = (transfer: Transfer, calendar: Calendar, settings: Settings, now: Date): Telling[] =>
  transfer.notices.length > 0
    ? []
    : candidates(transfer, calendar, settings, now).filter((one) => mayTell(one, calendar, settings, now));

/** What is to be told now: its time has come, and the office is open. */
export const dueNow = (transfer: Transfer, calendar: Calendar, settings: Settings, now: Date): Telling | undefined =>
  earliest(candidates(transfer, calendar, settings, now).filter((one) => mayTell(one, calendar, settings, now)));

/**
 * When that is told which may be told first; undefined when nothing is owed, the clock stands still, or nobody is left to tell. Where two may
 * be told at one time, the one whose time came first.
 */
export const nextTellingAt = (
  transfer: Transfer,
  calendar: Calendar,
  settings: Settings,
  now: Date,
): { telling: Telling; at: Date } | undefined => {
  const [first] = candidates(transfer, calendar, settings, now)
    .map((telling) => ({ telling, at: toldAt(telling, calendar, settings, now) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || Date.parse(a.telling.at) - Date.parse(b.telling.at));
  return first;
};

/**
 * The instant (UTC) at which the workflow of a record acts next; undefined where it acts now, or has nobody to tell. Whoever leaves that on
 * the record as it is written spares a write, and a signal that is lost costs nothing until then.
 */
export const actsNextAt = (transfer: Transfer, { calendar, settings, now }: Told): string | undefined => {
  const next = nextTellingAt(transfer, calendar, settings, now);
  return next && next.at.getTime() > now.getTime() ? next.at.toISOString() : undefined;
};

/** The unit that a telling is about: the one that owes the duty or, where nothing is owed, the sender. */
export const ownerOf = ({ duty, from }: Pick<Transfer, 'duty' | 'from'>): string => duty?.owedBy ?? from;

/** Once its unit was told of anything, it knows the date that a recount gave: the next one goes on from that. */
const knows = ({ duty }: Transfer, telling: Telling, people: ToldPeople, c: Told): { duty?: Duty } => {
  if (!duty?.moved || duty.moved.told) return {};
  const isTold =
    telling.kind === 'recounted' ||
    telling.to.includes('owner') ||
    people.recipients.some(({ unitId, as }) => as === 'unit' && unitId === duty.owedBy);
  if (!isTold) return {};
  return duty.moved.untold
    ? { duty: heardOf(duty, c.calendar, c.settings, c.now) }
    : { duty: { ...duty, moved: { ...duty.moved, told: true } } };
};

/** When, and by which calendar and settings, people were told. */
type Told = Pick<Circumstances, 'now' | 'calendar' | 'settings'>;

/** People were told: not planned again. The version stays, since no caller's view is outdated by it. */
export const told = (transfer: Transfer, telling: Telling, people: ToldPeople, given: Told): Decision => {
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
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
    return decided(transfer, { ...event, event: 'escalated' }, { escalatedTo, ...knows(transfer, telling, people, c) });
  }
  if (telling.kind === 'reminder')
    return decided(transfer, { ...event, event: 'reminded' }, knows(transfer, telling, people, c));
  if (telling.kind === 'undecided') {
    const on = dateIn(c.settings.timeZone, c.now);
    return decided(transfer, { ...event, event: 'undecided', detail: { ...detail, on } });
  }
  const name = telling.kind === 'late' ? 'told-late' : 'told';
  return decided(transfer, { ...event, event: name }, knows(transfer, telling, people, c));
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
    throw new Refusal('wrong-status', {
      zh: '该移送件没有应办事项，无须重启流程。',
      en: 'Nothing is owed on this transfer: it needs no workflow.',
    });
  }
  const at = inOrder(transfer, { now: clock }).now.toISOString();
  const { attempt } = transfer;
  return decided(transfer, { event: 'workflow-restarted', at, by, detail: { attempt } }, {}, [{ fact: 'restarted' }]);
};
