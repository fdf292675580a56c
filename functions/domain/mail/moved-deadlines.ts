import { isAsTold, isPaused } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { kindOf } from './facts.ts';
import type { MovedDeadline } from './recount-digest.ts';

/** Whether anything of what was told has changed: not where a date was moved there and back. */
export const hasMoved = ({ from, to }: Pick<MovedDeadline, 'from' | 'to'>): boolean =>
  !isAsTold(from, to) || from.provisional !== to.provisional;

/**
 * What the digest of a recount says of a transfer, from the record as it stands: undefined where none of these recounts
 * moved the duty that is owed now.
 */
export const movedDeadline = (
  transfer: Pick<Transfer, 'transferId' | 'reference' | 'duty' | 'rule' | 'about'>,
  recountIds: readonly string[],
): MovedDeadline | undefined => {
  const { transferId, reference, duty, about } = transfer;
  if (!duty?.moved || !recountIds.includes(duty.moved.by)) return undefined;
  const { name, owedBy, dueDate, dueAt, provisional, unit, moved } = duty;
  const to = { dueDate, dueAt, provisional };
  const isSet = { ...(unit === 'hours' ? { inHours: true } : {}), ...(isPaused(duty) ? { standsStill: true } : {}) };
  const where = about?.transferId ?? transferId;
  return { transferId: where, reference, kind: kindOf(transfer), duty: name, owedBy, from: moved.from, to, ...isSet };
};
