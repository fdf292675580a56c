import { Refusal } from '../errors.ts';
import { stepOf } from '../names.ts';
import type { Recused } from '../units/recusal.ts';
import { requireSender } from './corrections.ts';
import { movedTo } from './deadlines.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder, madeBy } from './decision.ts';
import { type Duty, isPaused, paused, resumed } from './duties.ts';
import { requireStatus } from './status.ts';
import { bareTransfer, type Transfer } from './transfer.ts';

/**
 * A receiver to which a clue belongs, but which lacks something, asks for it and keeps the clue (补充材料). What is asked for is owed by
 * the sender on a record of its own beside the transfer, as the reply to a reporter is; the receiver's duty goes on, unless its window
 * is marked pausable (domain.md, "Life of a transfer").
 */

const requireNone = ({ supplement, status }: Transfer): void => {
  if (!supplement) return;
  const instead = stepOf(status === 'dispatched' ? 'acknowledge' : 'feedback');
  throw new Refusal('wrong-status', {
    zh: `已要求移送单位补充材料，请等待补充，也可以先行${instead.zh}。`,
    en: `A supplement is owed already. Wait until its sender has supplied it, or go on without: ${instead.en}.`,
  });
};

/** The record on which the sender owes it: counted from today. */
const beginSupplement = (transfer: Transfer, supplementId: string, c: Circumstances): Decision => {
  const { clueId, reference, from, to, channel, regionCode, regionPath, lineage, discoveredAt, transferId, rule } =
    transfer;
  const at = c.now.toISOString();
  const bare: Transfer = {
    ...bareTransfer(
      {
        ...{ transferId: supplementId, clueId, reference, rule: 'supplement', from, to, channel, discoveredAt },
        ...{ regionCode, regionPath, lineage, replyId: null },
      },
      c,
    ),
    // Its receiver knows of it: it has asked for it.
    dispatchedAt: at,
    about: { transferId, rule: rule === 'reply' || rule === 'supplement' ? 'organised-crime' : rule },
  };
  const duty = begin(bare, 'supplement', c.now, c);
  return decided(
    bare,
    { event: 'registered', at, by: c.by, detail: dutyFacts(duty) },
    { duty, notices: [{ key: 'supplement-asked', kind: 'supplement-asked', at, to: ['owner'] }] },
  );
};

/**
 * The receiver asks for what it lacks; `items`, secret, each one line.
 * @throws Refusal `wrong-status`
 */
export const askSupplement = (
  transfer: Transfer,
  { supplementId, items }: { supplementId: string; items: readonly string[] },
  recused: Recused,
  given: Circumstances,
): Decision => {
  requireStatus(transfer, ['dispatched', 'acknowledged'], 'supplement');
  requireNone(transfer);
  requireSender(transfer, recused);
  const c = inOrder(transfer, given);
  const begun = beginSupplement(transfer, supplementId, c);
  const stands = transfer.duty && paused(transfer.duty, c.now);
  const { duty: owed } = begun.record;
  return decided(
    transfer,
    {
      event: 'supplement-asked',
      at: c.now.toISOString(),
      by: c.by,
      detail: {
        ...dutyFacts(owed as Duty),
        supplementId,
        items: items.length,
        paused: stands !== null && isPaused(stands),
      },
      texts: { items: items.join('\n') },
    },
    stands ? { duty: stands } : {},
    [madeBy([begun])],
  );
};

/** The sender has supplied what was asked for: the clock of the receiver's duty goes on. `note` is secret. @throws Refusal `wrong-status` */
export const supply = (transfer: Transfer, note: string, given: Circumstances): Decision => {
  requireStatus(transfer, ['dispatched', 'acknowledged'], 'supplied');
  if (!transfer.supplement) {
    throw new Refusal('wrong-status', {
      zh: '该移送件没有待补充的材料，请重新查看移送件。',
      en: 'No supplement is owed on this transfer. Read it again before you ask once more.',
    });
  }
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const duty = transfer.duty && resumed(transfer.duty, c.calendar, c.settings, c.now);
  const change = duty && duty !== transfer.duty ? movedTo(transfer, duty, c) : undefined;
  return decided(
    transfer,
    { event: 'supplied', at, by: c.by, detail: { ...change?.detail }, texts: { note } },
    {
      ...change?.carried,
      notices: [{ key: `supplied-${transfer.version + 1}`, kind: 'supplied', at, to: ['receiver'] }],
    },
  );
};

/** What becomes of the record on which it was owed. */
export const endSupplement = (
  supplement: Transfer,
  event: Decision['event'],
  given: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
): Decision => {
  const c = inOrder(supplement, { ...given, by: { sub: 'clock', role: 'operator' as const, unitId: null } });
  return decided(supplement, { ...event, at: c.now.toISOString() }, doneNow(supplement, c));
};
