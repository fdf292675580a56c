import { Refusal } from '../errors.ts';
import { unitIdSays } from '../units/forms.ts';
import type { Recused } from '../units/recusal.ts';
import { decidingOffice, noOffice } from '../units/routing.ts';
import { type Register, regionPath } from '../units/units.ts';
import { type Circumstances, type Decision, decided, dutyFacts, inOrder, isLate, termsOf } from './decision.ts';
import { countAgain, type Duty, handledAfterMove, type Span } from './duties.ts';
import type { Carried, MoveFacts } from './events.ts';
import type { Notice, Transfer } from './transfer.ts';

/** How the deadline of a duty moves: by a recount, or by an extension that was granted; always on the record. */

/** The duty counted by another span or calendar, and what an event says of that; undefined where nothing that anybody was told changes. */
const moved = (
  transfer: Transfer,
  span: Span,
  c: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
): { carried: Carried & { duty: Duty }; detail: MoveFacts } | undefined => {
  const before = transfer.duty;
  const duty = before && countAgain(before, span, c.calendar, c.settings, c.now);
  if (!duty) return undefined;
  const handled =
    duty.dueAt === before.dueAt ? transfer.handled : handledAfterMove(duty, transfer.handled, c.calendar, c.settings);
  const { name, owedBy, dueDate, provisional, calendar } = duty;
  return {
    carried: { duty, handled },
    detail: { duty: name, owedBy, oldDueDate: before.dueDate, newDueDate: dueDate, provisional, calendar },
  };
};

/** Before dispatch the receiver knows of nothing. */
export const bothSides = ({ status }: Pick<Transfer, 'status'>): Notice['to'] =>
  status === 'registered' ? ['owner'] : ['owner', 'other-side'];

/** A recount of all open duties that tells by digests: its id, and those of the recounts before it that were not told yet. */
export interface Recount {
  id: string;
  untold: readonly string[];
}

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
  const { dueDate, provisional, name, extended, moved: before } = transfer.duty;
  const window = termsOf(transfer, c.settings).windows[name];
  const change = moved(transfer, { window, extended }, c);
  if (!change) return undefined;
  const at = c.now.toISOString();
  const from = before && recount?.untold.includes(before.by) ? before.from : { dueDate, provisional };
  const by = recount?.id ?? at;
  const notice: Notice = { key: `recounted-${at}`, kind: 'recounted', at, to: bothSides(transfer) };
  return decided(
    transfer,
    { event: 'recounted', at, by: 'clock', detail: change.detail },
    { ...change.carried, duty: { ...change.carried.duty, moved: { by, from } }, notices: recount ? [] : [notice] },
  );
};

/** Longest window, extensions included, in working days: about a year. */
const longestWindow = 250;

const requireNotAfter = (transfer: Transfer, now: Date, what: string): Duty => {
  const { duty } = transfer;
  if (!duty) {
    throw new Refusal(
      'wrong-status',
      `Nothing is owed on a transfer that is ${transfer.status}: there is no deadline to move.`,
    );
  }
  if (!isLate(duty, now)) return duty;
  throw new Refusal(
    'too-late',
    `The deadline of ${duty.dueDate} has passed: an extension cannot be ${what} after the fact. Do what is owed (${duty.name}) now; it stays on the record as overdue.`,
  );
};

/**
 * Id of the office that decides on an extension of the present duty: of those that oversee the transfer the first that stands above the
 * unit that owes it, too. Undefined where none is left. `regions`: that unit's own, with those above it.
 */
export const extensionOffice = (
  { duty, regionPath: seat }: Pick<Transfer, 'duty' | 'regionPath'>,
  { units, regions }: Register,
  recused: Recused,
  applicant: readonly string[] = [],
): string | undefined => {
  if (!duty) return decidingOffice('', seat, units, recused, applicant);
  const above = new Set(regionPath(regions, unitIdSays(duty.owedBy).regionCode).map(({ code }) => code));
  return decidingOffice(
    duty.owedBy,
    seat.filter((code) => above.has(code)),
    units,
    recused,
    applicant,
  );
};

/**
 * The unit that owes the duty asks for a longer window; nothing moves until it is granted. `reason` is secret.
 * @throws Refusal `no-receiver` where nobody could decide; `wrong-status`, `too-late`, `bad-input`.
 */
export const askExtension = (
  transfer: Transfer,
  {
    reason,
    applicant,
    ...ask
  }: { extensionId: string; workingDays: number; reason: string; applicant: readonly string[] },
  register: Register,
  recused: Recused,
  given: Circumstances,
): Decision => {
  const office = extensionOffice(transfer, register, recused, applicant);
  if (office === undefined) {
    throw new Refusal('no-receiver', noOffice);
  }
  const c = inOrder(transfer, given);
  const duty = requireNotAfter(transfer, c.now, 'asked for');
  const { extensionId, workingDays } = ask;
  if (transfer.extension) {
    throw new Refusal(
      'wrong-status',
      'An extension is asked for already. Wait until the leading group office has decided.',
    );
  }
  const total = duty.window + duty.extended + workingDays;
  if (total > longestWindow) {
    const message = `would make a window of ${total} working days; ${longestWindow} is the longest`;
    throw new Refusal('bad-input', `workingDays ${message}.`, [{ path: 'workingDays', message }]);
  }
  const at = c.now.toISOString();
  const notice: Notice = { key: `extension-asked-${extensionId}`, kind: 'extension-asked', at, to: ['office'] };
  return decided(
    transfer,
    { event: 'extension-asked', at, by: c.by, detail: { ...dutyFacts(duty), ...ask }, texts: { reason } },
    { notices: [notice], application: { id: extensionId, office, applicant } },
    [{ fact: 'application', id: extensionId, transferId: transfer.transferId }],
  );
};

/** The leading group office decides: only an approval before the deadline moves it. `note` is secret. */
export const decideExtension = (
  transfer: Transfer,
  decision: { extensionId: string; approve: boolean; note: string },
  given: Circumstances,
): Decision => {
  const c = inOrder(transfer, given);
  const { extension } = transfer;
  if (extension?.extensionId !== decision.extensionId) {
    throw new Refusal(
      'wrong-status',
      'This extension was decided already, or its duty was done meanwhile. Read the transfer again.',
    );
  }
  const duty = decision.approve ? requireNotAfter(transfer, c.now, 'granted') : null;
  const at = c.now.toISOString();
  const { extensionId, workingDays } = extension;
  const kind = decision.approve ? 'extension-approved' : 'extension-refused';
  const notices: Notice[] = [{ key: `${kind}-${extensionId}`, kind, at, to: bothSides(transfer) }];
  const change = duty && moved(transfer, { window: duty.window, extended: duty.extended + workingDays }, c);
  return decided(
    transfer,
    {
      event: kind,
      at,
      by: c.by,
      detail: { extensionId, workingDays, ...change?.detail },
      texts: { note: decision.note },
    },
    { ...change?.carried, notices },
  );
};
