import type { RoundName } from '../../domain/reports/rounds.ts';
import { loggable, logger } from '../log.ts';
import { keys } from './schema.ts';
import { putItem, readPartition } from './table.ts';

/** The last round of each schedule, as its status says it. */

export interface Beat {
  name: string;
  /** Instant (UTC). */
  at: string;
  /** What the round did. */
  counts: Readonly<Record<string, number>>;
}

/**
 * Says that a schedule has done its work: an alarm rings where this line does not come (infra/stack/monitoring.ts), and operators see when
 * it did last. `counts`: what it did; texts among them are logged alone.
 */
export const beat = async (name: RoundName, now: Date, counts: Readonly<Record<string, unknown>>): Promise<void> => {
  logger.info('a schedule has done its work', { ...counts, heartbeat: name });
  const numbers = Object.fromEntries(Object.entries(counts).filter(([, value]) => typeof value === 'number'));
  try {
    await putItem({ ...keys.beat(name), name, at: now.toISOString(), counts: numbers });
  } catch (error) {
    // The work is done: it need not be done again for that.
    logger.warn('the status of a schedule was not kept', { schedule: name, ...loggable(error) });
  }
};

/** Of each schedule that ever ran. */
export const readBeats = async (): Promise<Beat[]> =>
  (await readPartition(keys.beat('').pk)).map(({ name, at, counts }) => ({ name, at, counts }) as Beat);
