import type { EscalationTarget } from '../settings.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { officesOf } from '../units/units.ts';

/**
 * How far up a duty was escalated: the highest of those who were told, from the supervisors of the unit that owes it to the offices above
 * that of the region; null where nobody above its desk was.
 */
export const escalatedTo = ({
  informed = [],
  regionPath,
}: Pick<Transfer, 'informed' | 'regionPath'>): EscalationTarget | null => {
  const [office = '', ...above] = officesOf(regionPath);
  const told = new Set(informed.map(({ unitId }) => unitId));
  if (above.some((one) => told.has(one))) return 'office-above';
  if (told.has(office)) return 'office';
  return informed.some(({ as }) => as !== 'unit') ? 'supervisors' : null;
};
