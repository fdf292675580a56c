import { type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import { type Settings, type Terms, termsFor } from '../settings.ts';
import { unitIdSays } from '../units/forms.ts';
import { duties } from '../windows.ts';
import { beginDuty, type Duty, isLate, paused } from './duties.ts';
import type { By, DutyFacts, Event } from './events.ts';
import { type Carried, evolve } from './evolve.ts';
import { hasEnded } from './status.ts';
import type { Done, Transfer } from './transfer.ts';

/** What a decision is, and what every decision on a transfer shares. */

/** A transfer that begins with these events, or the reply to a reporter: it gets a workflow. */
export interface Made {
  fact: 'made';
  transfer: Transfer;
  events: readonly Event[];
}

/** What a decision brings about beside its own record and event: the shell makes writes, signals and workflows of it. */
export type Fact =
  | Made
  /** An extension or a proposal was applied for, and is decided under this id. */
  | { fact: 'application'; id: string; transferId: string }
  /** A supplement that was asked for is not owed any more: it was supplied, or the transfer went on without. */
  | { fact: 'supplement-ended'; supplementId: string; event: Event }
  /** A transfer ended for which a reply waits: the reply looks again. */
  | { fact: 'ended'; replyId: string }
  /** The reporter was told the outcome: the ledgers show it on these transfers. Instant (UTC). */
  | { fact: 'told'; transferIds: readonly string[]; at: string }
  /** It was decided on this version of the clue's content: stands only where that is still the newest. */
  | { fact: 'content'; clueId: string; version: number }
  /** Its workflow is void, and a new one starts. */
  | { fact: 'restarted' };

/** The transfers that were made, a reply or a supplement among them. */
export const madeIn = (facts: readonly Fact[]): Made[] => facts.flatMap((one) => (one.fact === 'made' ? [one] : []));

export const isRestarted = (facts: readonly Fact[]): boolean => facts.some(({ fact }) => fact === 'restarted');

/** The record as it is from here on, what goes on its timeline, and what else comes of it. */
export interface Decision {
  record: Transfer;
  event: Event;
  facts: readonly Fact[];
}

/** What a decision needs to know beside the record. */
export interface Circumstances {
  now: Date;
  by: Exclude<By, 'clock'>;
  calendar: Calendar;
  settings: Settings;
}

/** Which office decided, as the mails about it say; nobody's where an operator's hand did. */
export const officeFact = ({ by }: Pick<Circumstances, 'by'>): { office?: string } =>
  by.unitId === null ? {} : { office: by.unitId };

const supplementEnded = (before: Transfer, after: Transfer, { event, at, by }: Event): Fact[] => {
  const ended = after.supplement ? null : before.supplement;
  if (!ended) return [];
  const name = event === 'supplied' ? 'supplied' : 'supplement-lapsed';
  return [{ fact: 'supplement-ended', supplementId: ended.supplementId, event: { event: name, at, by, detail: {} } }];
};

/** A decision by its event: the record is what `evolve` makes of it. */
export const decided = (
  before: Transfer,
  event: Event,
  carried: Carried = {},
  facts: readonly Fact[] = [],
): Decision => {
  const record = evolve(before, event, carried);
  const ended: Fact[] =
    record.replyId !== null && hasEnded(record) && !hasEnded(before)
      ? [{ fact: 'ended', replyId: record.replyId }]
      : [];
  return { record, event, facts: [...facts, ...ended, ...supplementEnded(before, record, event)] };
};

/** The fact that a transfer was made, by its decisions in their order. */
export const madeBy = (decisions: readonly [Decision, ...Decision[]]): Made => ({
  fact: 'made',
  transfer: (decisions.at(-1) ?? decisions[0]).record,
  events: decisions.map(({ event }) => event),
});

/** What events say of a duty. */
export const dutyFacts = ({ name, owedBy, dueDate, provisional }: Duty): DutyFacts => ({
  duty: name,
  owedBy,
  dueDate,
  provisional,
});

/** The circumstances at the record's own time: `now`, or its last event where the clock stands behind it. */
export const inOrder = <C extends { now: Date }>(transfer: Pick<Transfer, 'changedAt'>, c: C): C => ({
  ...c,
  now: new Date(Math.max(c.now.getTime(), Date.parse(transfer.changedAt))),
});

/** The province’s numbers for this transfer; a supplement goes by those of the transfer that it is for. */
export const termsOf = (
  { rule, about, regionCode, from, to }: Pick<Transfer, 'rule' | 'about' | 'regionCode' | 'from' | 'to'>,
  settings: Settings,
): Terms =>
  termsFor(settings, {
    rule: rule === 'supplement' ? (about?.rule ?? 'organised-crime') : rule,
    regionCode,
    sender: unitIdSays(from).organ,
    receiver: unitIdSays(to).organ,
  });

/** The duty that begins, counted from `startsAt`; its clock stands still where it may, and a supplement is still owed. */
export const begin = (
  transfer: Transfer,
  name: Duty['name'],
  startsAt: Date,
  c: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
): Duty => {
  const { owedBy } = duties[name];
  const begun = { name, owedBy: transfer[owedBy], startsAt, since: c.now };
  const duty = beginDuty(c.calendar, c.settings, termsOf(transfer, c.settings), begun);
  return transfer.supplement && owedBy === 'to' ? paused(duty, c.now) : duty;
};

/** How the present duty was done, if any was owed: carried by every event that ends it. */
export const doneNow = ({ duty }: Transfer, { now, calendar, settings }: Circumstances): { done?: Done } => {
  if (!duty) return {};
  const workingDays = workingDaysBetween(calendar, duty.startDate, dateIn(settings.timeZone, now));
  return { done: { dueDate: duty.dueDate, overdue: isLate(duty, now), workingDays } };
};
