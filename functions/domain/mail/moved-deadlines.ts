import { isAsTold, isPaused } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { MovedDeadline } from './digests.ts';

/** Whether anything of what was told has changed: not where a date was moved there and back. */
export const hasMoved = ({ from, to }: Pick<MovedDeadline, 'from' | 'to'>): boolean =>
  !isAsTold(from, to) || from.provisional !== to.provisional;

/**
 * What the digest of a recount says of a transfer, from the record as it stands: undefined where none of these recounts
 * moved the duty that is owed now.
 */
export const movedDeadline = (
  { transferId, reference, duty }: Pick<Transfer, 'transferId' | 'reference' | 'duty'>,
  recountIds: readonly string[],
): MovedDeadline | undefined => {
  if (!duty?.moved || !recountIds.includes(duty.moved.by)) return undefined;
  const { name, owedBy, dueDate, dueAt, provisional, unit, moved } = duty;
  const to = { dueDate, dueAt, provisional };
  const isSet = { ...(unit === 'hours' ? { inHours: true } : {}), ...(isPaused(duty) ? { standsStill: true } : {}) };
  return { transferId, reference, duty: name, owedBy, from: moved.from, to, ...isSet };
};
