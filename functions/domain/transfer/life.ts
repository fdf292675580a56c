import { type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import { badField } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder } from './decision.ts';
import { type Duty, isLate, overdueBy, timeTold } from './duties.ts';
import { requireStatus } from './status.ts';
import { bareTransfer, type Made, type Notice, type Transfer } from './transfer.ts';

/** The life of a transfer from its registration to its closing: each decision takes the record and what is asked, or refuses by name. */

/** By how many working days; of a window in hours that passed today, by how many hours. */
const lateBy = (duty: Duty, calendar: Calendar, settings: Settings, now: Date) => {
  const days = workingDaysBetween(calendar, duty.ends.on, dateIn(settings.timeZone, now));
  return days > 0 || duty.unit !== 'hours'
    ? { days, unit: 'working-days' }
    : { days: overdueBy(duty, calendar, settings, now), unit: duty.unit };
};

/** A window in hours ends at a time of its own. */
const timeFact = (duty: Duty, { timeZone }: Settings): { time?: string } =>
  duty.unit === 'hours' ? { time: timeTold(duty, timeZone).slice(11) } : {};

/** The sender was late with `duty`: its supervisors are told at once, and once, by how much. */
export const tellLate = (
  { discoveredAt }: Pick<Transfer, 'discoveredAt'>,
  duty: Duty | null,
  { now, calendar, settings }: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
): Notice => ({
  key: 'late',
  kind: 'late',
  at: now.toISOString(),
  to: ['sender-supervisors'],
  facts: {
    discovered: dateIn(settings.timeZone, new Date(discoveredAt)),
    ...(duty ? { missed: duty.dueDate, ...timeFact(duty, settings), ...lateBy(duty, calendar, settings, now) } : {}),
  },
});

/** How late the sender was, as the notice says it that still has to go out; null where there is none. */
export const lateIn = ({
  notices,
}: Pick<Transfer, 'notices'>): { count: number; unit: 'working-days' | 'hours' } | null => {
  const { days, unit } = notices.find(({ kind }) => kind === 'late')?.facts ?? {};
  return typeof days === 'number' ? { count: days, unit: unit === 'hours' ? unit : 'working-days' } : null;
};

/** How it came to the receiver where that was not as usual, as its mail says: corrected, or by a proposal. Nothing secret. */
export type Came = NonNullable<Notice['facts']>;

/** The receiver is told that a clue was dispatched to it: its window runs from that day. */
const tellDispatched = (at: string, version: number, came: Came | undefined): Notice => ({
  key: `dispatched-${version}`,
  kind: 'dispatched',
  at,
  to: ['receiver'],
  ...(came ? { facts: came } : {}),
});

/** R1 to R3: a clue is registered for one receiver; the window to dispatch it began on the day of discovery, or of filing. */
export const beginTransfer = (made: Made, c: Circumstances): Decision => {
  const at = c.now.toISOString();
  const bare = bareTransfer(made, c);
  const duty = begin(bare, 'dispatch', new Date(made.discoveredAt), c);
  const late = isLate(duty, c.now);
  return decided(
    bare,
    { event: 'registered', at, by: c.by, detail: { ...dutyFacts(duty), late } },
    { duty, notices: late ? [tellLate(made, duty, c)] : [] },
  );
};

/** The sender hands the clue over, or again and corrected (`note`: what was, secret); R4 starts: the receiver has to acknowledge, counted from today. */
export const dispatch = (transfer: Transfer, given: Circumstances, note = '', came?: Came): Decision => {
  requireStatus(transfer, ['registered', 'returned'], 'dispatch');
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const late = transfer.late || isLate(transfer.duty, c.now);
  const duty = begin(transfer, 'acknowledge', c.now, c);
  const corrected = transfer.status === 'returned' ? ({ corrected: true } as const) : {};
  return decided(
    transfer,
    {
      event: 'dispatched',
      at,
      by: c.by,
      detail: { ...dutyFacts(duty), late, ...corrected },
      ...(note === '' ? {} : { texts: { note } }),
    },
    {
      ...doneNow(transfer, c),
      duty,
      notices: [
        ...(late && !transfer.late ? [tellLate(transfer, transfer.duty, c)] : []),
        tellDispatched(at, transfer.version + 1, transfer.status === 'returned' ? corrected : came),
      ],
    },
  );
};

/** R7: who acknowledges a case notice names the officers that follow the case. */
const requireOfficers = ({ rule }: Transfer, officers: readonly string[]): void => {
  if ((rule === 'case-notice') === officers.length > 0) return;
  throw badField(
    'officers',
    rule === 'case-notice'
      ? { zh: '签收立案通报的，请填写指派提前介入的人员', en: 'name the officers assigned for early involvement' }
      : {
          zh: '仅签收立案通报时填写，请删去',
          en: 'belong to the acknowledgement of a case notice only: leave them out',
        },
  );
};

/** The receiver takes it; R5 starts: feedback, counted from today. `content`: version of the clue's content that it takes. */
export const acknowledge = (
  transfer: Transfer,
  given: Circumstances,
  officers: readonly string[] = [],
  content?: number,
): Decision => {
  requireStatus(transfer, ['dispatched'], 'acknowledge');
  const c = inOrder(transfer, given);
  requireOfficers(transfer, officers);
  const duty = begin(transfer, 'feedback', c.now, c);
  const named = {
    ...(officers.length > 0 ? { officers } : {}),
    ...(content === undefined ? {} : { content }),
    ...(c.by.onBehalfOf !== undefined && c.by.unitId !== null ? { office: c.by.unitId } : {}),
  };
  return decided(
    transfer,
    {
      event: 'acknowledged',
      at: c.now.toISOString(),
      by: c.by,
      detail: { ...dutyFacts(duty), overdue: isLate(transfer.duty, c.now), ...named },
    },
    { ...doneNow(transfer, c), duty },
    content === undefined ? [] : [{ fact: 'content', clueId: transfer.clueId, version: content }],
  );
};

/** R5: interim feedback leaves the duty as it is, final feedback closes the transfer. `text` is secret. */
export const feedback = (
  transfer: Transfer,
  { final, outcome, text = '' }: { final: boolean; outcome: string; text?: string },
  given: Circumstances,
): Decision => {
  requireStatus(transfer, ['acknowledged'], 'feedback');
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const told: Notice = {
    key: `feedback-${transfer.version + 1}`,
    kind: 'feedback',
    at,
    to: ['sender'],
    facts: { final },
  };
  return decided(
    transfer,
    {
      event: final ? 'closed' : 'interim-feedback',
      at,
      by: c.by,
      detail: { outcome, overdue: isLate(transfer.duty, c.now) },
      texts: { text },
    },
    { ...(final ? doneNow(transfer, c) : {}), notices: [told] },
  );
};
