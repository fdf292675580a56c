import type { Zone } from '../calendar/count.ts';
import type { Window } from '../windows.ts';
import { type Circumstances, type Decision, decided, inOrder, termsOf } from './decision.ts';
import { type Duty, heardOf, isLate, isPaused, recountDuty, timeTold } from './duties.ts';
import type { MoveFacts } from './events.ts';
import type { Carried } from './evolve.ts';
import { handledAfterMove } from './milestones.ts';
import type { Notice, Transfer } from './transfer.ts';

/** How the deadline of a duty moves; always on the record. By a recount here, by an extension in extensions.ts, by a supplement in supplement.ts. */

/** What goes on the record of a duty that was counted again, and what its event says. */
export const movedTo = (
  { duty: before, handled }: Transfer,
  duty: Duty,
  c: Pick<Circumstances, 'calendar' | 'settings'>,
): { carried: Carried & { duty: Duty }; detail: MoveFacts } => {
  const moves = before?.dueAt !== duty.dueAt;
  const { name, owedBy, dueDate, provisional, calendar } = duty;
  return {
    carried: { duty, handled: moves ? handledAfterMove(duty, handled, c.calendar, c.settings) : handled },
    detail: {
      duty: name,
      owedBy,
      oldDueDate: before?.dueDate ?? dueDate,
      newDueDate: dueDate,
      oldDueAt: before?.dueAt ?? duty.dueAt,
      newDueAt: duty.dueAt,
      provisional,
      calendar,
    },
  };
};

/** Before dispatch the receiver knows of nothing, and once it gave the clue back nothing more. */
export const bothSides = ({ status }: Pick<Transfer, 'status'>): Notice['to'] =>
  status === 'registered' || status === 'returned' ? ['owner'] : ['owner', 'other-side'];

/** A recount of all open duties that tells by digests: its id, and those of the recounts before it that were not told yet. */
export interface Recount {
  id: string;
  untold: readonly string[];
}

/** The window now in force. What was granted or asked for on top in one unit would mean something else in another: then the duty keeps its own. */
const windowFor = (
  { extension, ...transfer }: Transfer,
  duty: Duty,
  { settings }: Pick<Circumstances, 'settings'>,
): Window => {
  const inForce = termsOf(transfer, settings).windows[duty.name];
  const { window: amount, unit, run, pausable, ladder, basis } = duty;
  return inForce.unit !== unit && (extension !== null || duty.extended > 0)
    ? { amount, unit, run, pausable, extension: ladder, basis }
    : inForce;
};

/**
 * The duty counted by the calendar and the windows now in force, from its own start; days granted on top stay. Undefined
 * where nothing changes that anybody was told. Outside a recount the transfer itself carries the notice to its people.
 */
export const recounted = (
  transfer: Transfer,
  given: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
  recount: Recount | null,
): Decision | undefined => {
  if (!transfer.duty) return undefined;
  const c = inOrder(transfer, given);
  const { moved } = transfer.duty;
  const at = c.now.toISOString();
  const isUntold = moved && !moved.told && (moved.untold || recount?.untold.includes(moved.by));
  const duty = recountDuty(
    transfer.duty,
    windowFor(transfer, transfer.duty, c),
    { by: recount?.id ?? at, ...(isUntold ? { from: moved.from } : {}) },
    c.calendar,
    c.settings,
    c.now,
  );
  if (!duty) return undefined;
  const change = movedTo(transfer, duty, c);
  const from = duty.moved?.from ?? transfer.duty;
  const isNamedByDay = duty.unit !== 'hours' && from.dueDate !== duty.dueDate;
  const isSameDate = duty.dueAt === transfer.duty.dueAt && duty.provisional === transfer.duty.provisional;
  const notice: Notice = {
    key: `recounted-${at}`,
    kind: 'recounted',
    at,
    to: bothSides(transfer),
    facts: { dueDate: duty.dueDate, from: isNamedByDay ? from.dueDate : timeTold(from, c.settings.timeZone) },
  };
  return decided(
    transfer,
    { event: 'recounted', at, by: 'clock', detail: change.detail },
    { ...change.carried, notices: recount || isSameDate ? [] : [notice] },
  );
};

/** The end of a grace as people read it: its day, with the time where a province closes before the day is over. */
export const graceTold = ({ ends }: Pick<Duty, 'ends'>, { timeZone, closeOfBusiness }: Zone): string =>
  closeOfBusiness ? timeTold({ dueDate: ends.on, dueAt: ends.at }, timeZone) : ends.on;

/** Until when a duty is in time all the same, where a recount moved its date into the past and its unit hears of it now. */
export const inTimeUntil = (
  { duty }: Pick<Transfer, 'duty'>,
  c: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
): string | undefined => {
  if (!duty?.moved || isPaused(duty) || Date.parse(duty.dueAt) > c.now.getTime() || isLate(duty, c.now))
    return undefined;
  const known = heardOf(duty, c.calendar, c.settings, c.now);
  return known.ends.at > known.dueAt ? graceTold(known, c.settings) : undefined;
};

/**
 * The digest of a recount has told the people of a transfer, as far as they can be told: from here on its unit knows of an earlier date.
 * `to`: the units that were told; `inPart`: not all mails of the recount went out, so that the next one goes on from what each unit knows. Undefined where
 * there was nothing to hear.
 */
export const heard = (
  transfer: Transfer,
  to: readonly { unitId: string; as: string }[],
  given: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
  inPart = false,
): Decision | undefined => {
  const { duty } = transfer;
  if (!duty?.moved || !(duty.moved.untold || (inPart && !duty.moved.told))) return undefined;
  const c = inOrder(transfer, given);
  const { name, owedBy, dueDate, provisional } = duty;
  const detail = { milestone: `recounted-${duty.moved.by}`, duty: name, owedBy, dueDate, provisional, to };
  const known = heardOf(duty, c.calendar, c.settings, c.now);
  const after = known.moved ? { ...known, moved: { ...known.moved, told: true } } : known;
  return decided(transfer, { event: 'told', at: c.now.toISOString(), by: 'clock', detail }, { duty: after });
};
