import { badField, Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import { actionNames, reasonNames, stepOf } from '../names.ts';
import type { Organ } from '../organs.ts';
import { type ReturnReason, returnReasons, type Settings } from '../settings.ts';
import { type Unit, unitIdSays } from '../units/forms.ts';
import { canTake, formsOfId, type Recused } from '../units/recusal.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder } from './decision.ts';
import { hasEnded, requireStatus } from './status.ts';
import type { Notice, Transfer } from './transfer.ts';

/** How a transfer goes back to its sender, and how a sender takes it back. */

/** What does not fit with the unit that a return names; undefined where all does. */
const suggestionFault = (
  { from, to, rule }: Transfer,
  suggested: string,
  registered: ReadonlyMap<string, Unit>,
  recused: Recused,
): Text | undefined => {
  const unit = registered.get(suggested);
  if (!unit) {
    return {
      zh: `没有编号为 ${suggested} 的单位，请核对编号，或不填`,
      en: `there is no unit ${suggested}: check its id, or leave it out`,
    };
  }
  if (suggested === from) {
    return {
      zh: `${suggested} 是移送单位，不能同时作为接收单位，请不填`,
      en: `${suggested} sent the clue, and cannot be its receiver too: leave it out`,
    };
  }
  if (suggested === to) {
    return {
      zh: `${suggested} 就是退回线索的单位，请不填，或另填其他单位`,
      en: `${suggested} is the unit that returns it: leave it out, or name another`,
    };
  }
  if (rule === 'case-notice' && unit.organ !== 'discipline-inspection') {
    return {
      zh: `立案通报只能移送纪检监察机关，不能移送 ${suggested}，请另填其他单位，或不填`,
      en: `a case notice goes to discipline inspection, not ${suggested}: name another, or leave it out`,
    };
  }
  if (canTake(recused, unit)) return undefined;
  return {
    zh: `${suggested} 不能接收该线索，请另填其他单位，或不填`,
    en: `${suggested} cannot take this clue: name another, or leave it out`,
  };
};

/** Why this receiver may return a clue: none where its province leaves it none. */
export const reasonsLeft = (to: string, allowed: Settings['returnReasons']): readonly ReturnReason[] =>
  allowed[unitIdSays(to).organ as Organ] ?? returnReasons;

/** A province may take reasons for returning away from an organ. @throws Refusal `bad-input` */
const requireReason = (
  { to, supplement }: Transfer,
  reason: ReturnReason,
  { returnReasons: allowed }: Settings,
): void => {
  const left = reasonsLeft(to, allowed);
  if (left.includes(reason)) return;
  const only = {
    zh: left.length > 0 ? `，只能以“${left.map((one) => reasonNames[one].zh).join('”或“')}”为由退回` : '',
    en: left.length > 0 ? `, only as ${left.join(' or ')}` : '',
  };
  const instead = stepOf(supplement ? 'acknowledge' : 'supplement');
  throw badField('reason', {
    zh: `${to} 不能以“${reasonNames[reason].zh}”为由退回线索${only.zh}；请保留线索，可以${instead.zh}`,
    en: `${to} may not return a clue as ${reason}${only.en}: keep the clue, and ${instead.en}`,
  });
};

/** A sender that must not hear of the clue can correct nothing, nor supply anything. @throws Refusal `wrong-status` */
export const requireSender = ({ from, proposal }: Transfer, recused: Recused): void => {
  if (!recused.meets(formsOfId(from))) return;
  const instead = stepOf('proposals');
  throw new Refusal('wrong-status', {
    zh: `移送单位须回避该线索，无法补正。请继续办理${proposal ? '' : `，或者${instead.zh}`}。`,
    en: `Its sender must not hear of this clue, and cannot correct it. Go on with it${proposal ? '' : `, or ${instead.en}`}.`,
  });
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
  requireStatus(transfer, ['dispatched'], 'return');
  requireSender(transfer, recused);
  requireReason(transfer, reason, given.settings);
  const fault = suggested === null ? undefined : suggestionFault(transfer, suggested, registered, recused);
  if (fault) throw badField('suggested', fault);
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

/** What the sender of a case notice that is wrong can do, by where it stands. */
const mendOfNotice = ({ status }: Transfer): Text => {
  if (status === 'dispatched') {
    return {
      zh: '请与接收单位联系，由其退回后补正',
      en: 'ask its receiver to return it, and correct it',
    };
  }
  if (status === 'acknowledged') {
    return {
      zh: '请告知接收单位，由其作办结反馈',
      en: 'tell its receiver, which closes it by its final feedback',
    };
  }
  const again = stepOf('dispatch');
  return {
    zh: `请补正后重新${again.zh}；立案本身有误的，请在说明中写明，由接收单位办结`,
    en: `correct it and ${again.en}; where the case was filed in error, say so in the note, and its receiver closes it`,
  };
};

/** A case that was filed stays filed: its notice is owed (R3), and would be left undone in silence. @throws Refusal `wrong-status` */
const requireNoCase = (transfer: Transfer, action: 'recall' | 'withdraw'): void => {
  if (transfer.rule !== 'case-notice' || hasEnded(transfer)) return;
  const mend = mendOfNotice(transfer);
  throw new Refusal('wrong-status', {
    zh: `已立案件的通报必须送达，不能${actionNames[action].zh}。通报有误的，${mend.zh}。`,
    en: `The notice of a case that was filed is owed and is not ${actionNames[action].done}. Where it is wrong, ${mend.en}.`,
  });
};

/**
 * The sender takes back what was dispatched and not yet acknowledged; its receiver is told. `reason` is secret.
 * @throws Refusal `wrong-status`
 */
export const recall = (transfer: Transfer, reason: string, given: Circumstances): Decision => {
  requireNoCase(transfer, 'recall');
  requireStatus(transfer, ['dispatched'], 'recall');
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
  requireNoCase(transfer, 'withdraw');
  requireStatus(transfer, ['registered', 'returned'], 'withdraw');
  const c = inOrder(transfer, given);
  return decided(
    transfer,
    { event: 'withdrawn', at: c.now.toISOString(), by: c.by, detail: {}, texts: { reason } },
    doneNow(transfer, c),
  );
};
