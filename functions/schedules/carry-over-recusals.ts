import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { loggable, logger } from '../adapters/log.ts';
import { heedsRecusalOfClue, keepsRecusal, looksUp, queries, queriesRegions, updates } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { Damaged } from '../adapters/table/damaged.ts';
import {
  type CarryOver,
  cluesOfMonth,
  type FoundRecusals,
  readCarryOver,
  readRecusals,
  saveCarryOver,
} from '../adapters/table/recusals.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { readWhoIsWho } from '../adapters/table/units.ts';
import { addDays, dateIn } from '../domain/calendar/time.ts';
import { carryOverClue, isOfBefore, type ReadWho } from './carry-over-clue.ts';
import { each } from './each.ts';

/**
 * Records of before say by sealed names who must not hear of them: each reading cost a call of KMS, and whom a name means was never
 * resolved. All clues are gone through, month by month, until none of before is left.
 */

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

/** Milliseconds that one run may take: within the function's timeout, with time for a last page. */
const patience = 780_000;

/** Transfers whose clues are looked at together, and clues that are carried over at once. */
const pageSize = 100;
const atOnce = 10;

/** No clue is older. */
const firstMonth = '2026-01';

/**
 * Milliseconds between two passes: in that time whatever older code wrote while this was deployed, or a command made of a record of
 * before, has surely come to the indexes. Who mends a damaged clue hears of it once a day.
 */
const pause = 24 * 3_600_000;

/** From the first month on, as it stands before any run. */
const firstPass = (now: Date): CarryOver => ({
  pass: 1,
  month: firstMonth,
  position: null,
  found: 0,
  left: 0,
  beginsAt: now.toISOString(),
  doneAt: null,
  step: 0,
});

const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);

/**
 * The state after all months: done after a pass that found nothing. Never after the first: code from before may have written beside it.
 * Otherwise another pass begins a day later.
 */
const afterPass = (state: CarryOver, now: Date): CarryOver => {
  const { pass, found, left } = state;
  logger.info('all clues were looked at for recusals of before', { pass, found, left });
  if (pass > 1 && found === 0) return { ...state, doneAt: now.toISOString() };
  const beginsAt = new Date(now.getTime() + pause);
  return { ...firstPass(beginsAt), pass: pass + 1, step: state.step };
};

/** Whether it could be carried over. @throws an error where a service gives no answer: then nothing could be. */
const isCarriedOver = async (found: FoundRecusals, who: ReadWho): Promise<boolean> => {
  try {
    return await carryOverClue(found, who);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const { clueId } = found;
    logger.error('a recusal was not carried over', {
      ...{ alarm: 'recusal-damaged', clueId, why: error.message },
      ...loggable(error.cause ?? error),
    });
    return false;
  }
};

/** One page further; undefined when another run went on meanwhile. */
const goOn = async (state: CarryOver, who: ReadWho, now: Date): Promise<CarryOver | undefined> => {
  const { clues, next } = await cluesOfMonth(state.month, state.position, pageSize);
  const found = (await readRecusals(clues)).filter(isOfBefore);
  let left = 0;
  await each(found, atOnce, async (one) => {
    if (!(await isCarriedOver(one, who))) left += 1;
  });
  const counted = { ...state, position: next, found: state.found + found.length, left: state.left + left };
  if (next) return saveCarryOver(counted);
  const month = nextMonth(state.month);
  const thisMonth = dateIn(settings().timeZone, now).slice(0, 7);
  return saveCarryOver(month <= thisMonth ? { ...counted, month } : afterPass(counted, now));
};

/** What is read once a run, where it is needed. */
const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
};

export const schedule: Schedule = {
  description: 'Carries recusals of records of before over to hashes, until none is left',
  everyMinutes: 60,
  timeoutSeconds: 900,
  rights: [heedsRecusalOfClue, keepsRecusal, looksUp, updates, queries, queriesRegions],
};

/** Goes on where the run before ended, whatever ended it; once all is done, reads that and does nothing. */
export const handler = withSettings(async (event: unknown) => {
  const now = input.parse(event).time;
  const until = Date.now() + patience;
  const who = once(readWhoIsWho);
  let state = (await readCarryOver()) ?? firstPass(now);
  const mayGoOn = ({ doneAt, beginsAt }: CarryOver) =>
    doneAt === null && Date.parse(beginsAt) <= now.getTime() && Date.now() < until;
  while (mayGoOn(state)) {
    const next = await goOn(state, who, now);
    // Another run was quicker: it does the rest.
    if (!next) break;
    state = next;
  }
  const { pass, month, found, left, doneAt, beginsAt } = state;
  await beat('carry-over-recusals', now, { pass, found, left });
  const later = beginsAt > now.toISOString() ? beginsAt : now.toISOString();
  return { pass, month, found, left, done: doneAt !== null, resumeAt: doneAt === null ? later : undefined };
});
