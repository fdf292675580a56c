import { loggable, logger } from '../../adapters/log.ts';
import { type Progress, recount, recountProgress } from '../../schedules/recount-deadlines.ts';

/** Milliseconds of an answer's patience that the counting of open deadlines may take. */
const patience = 15_000;

/** Whether an answer that begins to count now may still go on. */
export const withinPatience = (): (() => boolean) => {
  const until = Date.now() + patience;
  return () => Date.now() < until;
};

/** Counts again after a change of the calendar, which is in whatever becomes of this: what ends here is taken up by the schedule. */
export const recountFor = async (now: Date): Promise<Progress> => {
  try {
    return await recount(now, withinPatience());
  } catch (error) {
    logger.warn('a recount was interrupted; its schedule goes on', loggable(error));
    return recountProgress();
  }
};
