import { Refusal } from '../errors.ts';
import type { Organ } from '../organs.ts';
import { type ReturnReason, returnReasons, type Settings } from '../settings.ts';
import { type Unit, unitIdSays } from '../units/forms.ts';
import { canTake, formsOfId, type Recused } from '../units/recusal.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder } from './decision.ts';
import { requireStatus } from './status.ts';
import type { Notice, Transfer } from './transfer.ts';

/** How a transfer goes back to its sender, and how a sender takes it back. */

/** What does not fit with the unit that a return names; undefined where all does. */
const suggestionFault = (
  { from, to, rule }: Transfer,
  suggested: string,
  registered: ReadonlyMap<string, Unit>,
  recused: Recused,
): string | undefined => {
  const unit = registered.get(suggested);
  if (!unit) return `there is no unit ${suggested}: check its id, or leave it out`;
  if (suggested === from) return `${suggested} sent the clue, and cannot be its receiver too: leave it out`;
  if (suggested === to) return `${suggested} is the unit that returns it: leave it out, or name another`;
  if (rule === 'case-notice' && unit.organ !== 'discipline-inspection') {
    return `a case notice goes to discipline inspection, not ${suggested}: name another, or leave it out`;
  }
  return canTake(recused, unit) ? undefined : `${suggested} cannot take this clue: name another, or leave it out`;
};

/** A province may take reasons for returning away from an organ. @throws Refusal `bad-input` */
const requireReason = ({ to }: Transfer, reason: ReturnReason, { returnReasons: allowed }: Settings): void => {
  const { organ } = unitIdSays(to);
  const left = allowed[organ as Organ] ?? returnReasons;
  if (left.includes(reason)) return;
  const instead = 'ask its sender for what is missing (POST /v1/transfers/{id}/supplement), and keep the clue';
  const message = `${to} may not return a clue as ${reason}${left.length > 0 ? `, only as ${left.join(' or ')}` : ''}: ${instead}`;
  throw new Refusal('bad-input', `reason: ${message}.`, [{ path: 'reason', message }]);
};

/** A sender that must not hear of the clue can correct nothing, nor supply anything. @throws Refusal `wrong-status` */
export const requireSender = ({ from }: Transfer, recused: Recused): void => {
  if (!recused.meets(formsOfId(from))) return;
  throw new Refusal(
    'wrong-status',
    'Its sender must not hear of this clue, and cannot correct it: go on with it, or propose that others do (POST /v1/transfers/{id}/proposals).',
  );
};

/**
 * The receiver sends it back, and names the unit that should have it where it knows; the sender has to correct it, counted
 * from today. `note` is secret.
 * @throws Refusal `wrong-status`; `bad-input` where the unit that it names is not registered, or cannot take the clue.
 */
export const returnTransfer = (
  transfer: Transfer,
  { reason, suggested, note }: { reason: ReturnReason; suggested: string | null; note: string },
  registered: ReadonlyMap<string, Unit>,
  recused: Recused,
  given: Circumstances,
): Decision => {
  requireReason(transfer, reason, given.settings);
  const message = suggested === null ? undefined : suggestionFault(transfer, suggested, registered, recused);
  if (message) throw new Refusal('bad-input', `suggested: ${message}.`, [{ path: 'suggested', message }]);
  requireStatus(transfer, ['dispatched'], 'returned');
  requireSender(transfer, recused);
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const duty = begin(transfer, 'correct', c.now, c);
  const facts = { reason, ...(suggested ? { suggested } : {}) };
  const notice: Notice = {
    key: `returned-${transfer.version + 1}`,
    kind: 'returned',
    at,
    to: ['sender'],
    facts: { ...facts, dueDate: duty.dueDate },
  };
  return decided(
    transfer,
    { event: 'returned', at, by: c.by, detail: { ...dutyFacts(duty), ...facts }, texts: { note } },
    { ...doneNow(transfer, c), duty, notices: [notice] },
  );
};

/** A case that was filed stays filed: its notice is owed (R3), and would be left undone in silence. @throws Refusal `wrong-status` */
const requireNoCase = ({ rule }: Transfer, done: 'recalled' | 'withdrawn', mend: string): void => {
  if (rule !== 'case-notice') return;
  throw new Refusal(
    'wrong-status',
    `The notice of a case that was filed is owed and is not ${done}. Where it is wrong, ${mend}.`,
  );
};

/**
 * The sender takes back what was dispatched and not yet acknowledged; its receiver is told. `reason` is secret.
 * @throws Refusal `wrong-status`
 */
export const recall = (transfer: Transfer, reason: string, given: Circumstances): Decision => {
  requireStatus(transfer, ['dispatched'], 'recalled');
  requireNoCase(transfer, 'recalled', 'ask its receiver to return it, and correct it');
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  return decided(
    transfer,
    { event: 'recalled', at, by: c.by, detail: {}, texts: { reason } },
    {
      ...doneNow(transfer, c),
      notices: [{ key: `recalled-${transfer.version + 1}`, kind: 'recalled', at, to: ['receiver'] }],
    },
  );
};

/** The sender takes back what nobody has in hand: nothing is owed any more. `reason` is secret. @throws Refusal `wrong-status` */
export const withdraw = (transfer: Transfer, reason: string, given: Circumstances): Decision => {
  requireStatus(transfer, ['registered', 'returned'], 'withdrawn');
  requireNoCase(
    transfer,
    'withdrawn',
    'correct it and dispatch it again; where the case was filed in error, say so in the note, and its receiver closes it',
  );
  const c = inOrder(transfer, given);
  return decided(
    transfer,
    { event: 'withdrawn', at: c.now.toISOString(), by: c.by, detail: {}, texts: { reason } },
    doneNow(transfer, c),
  );
};
