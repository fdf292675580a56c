import { isAsTold, isPaused } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { MovedDeadline } from './digests.ts';

/**
 * What the digest of a recount says of a transfer, from the record as it stands: undefined where none of these recounts
 * moved the duty that is owed now, or where it was moved there and back, so that nothing of what was told has changed.
 */
export const movedDeadline = (
  { transferId, reference, duty }: Pick<Transfer, 'transferId' | 'reference' | 'duty'>,
  recountIds: readonly string[],
): MovedDeadline | undefined => {
  if (!duty?.moved || !recountIds.includes(duty.moved.by)) return undefined;
  const { name, owedBy, dueDate, dueAt, provisional, unit, moved } = duty;
  const to = { dueDate, dueAt, provisional };
  if (isAsTold(moved.from, to) && moved.from.provisional === provisional) return undefined;
  const isSet = { ...(unit === 'hours' ? { inHours: true } : {}), ...(isPaused(duty) ? { standsStill: true } : {}) };
  return { transferId, reference, duty: name, owedBy, from: moved.from, to, ...isSet };
};
