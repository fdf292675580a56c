import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { isInHand } from '../adapters/mail/claims.ts';
import { recounts } from '../adapters/rights.ts';
import { settings, underSettings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { beginRecount, type RecountState, readRecount } from '../adapters/table/recounts.ts';
import { isSettling, readSettings, type SettingsVersion, withSettings } from '../adapters/table/settings.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { type Moves, noMoves } from '../domain/calendar/moves.ts';
import { opensAt } from '../domain/calendar/office-hours.ts';
import { countedBy } from '../domain/settings.ts';
import { countPage } from './count-open-deadlines.ts';
import { tellMoved } from './tell-moved-deadlines.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

/** Milliseconds that one run may take: within the schedule's period, and within the function's timeout. */
const patience = 240_000;

/** How far a recount is: answered to the operator, and to the schedule. */
export interface Progress extends Moves {
  phase: RecountState['phase'];
  /** Open transfers looked at, and how many of their deadlines moved, or became definite or provisional. */
  open: number;
  moved: number;
  /** When there is something to do again, where that is not at once. */
  resumeAt?: string;
}

/**
 * Counts every open deadline again where calendar or windows are others than it was counted by, then tells each unit of all
 * that moved by one digest. Goes on where the run before ended, whatever ended it; does nothing where nothing is to be done.
 */
export const recount = async (now: Date, mayGoOn: () => boolean): Promise<Progress> => {
  let state = await readRecount();
  while (mayGoOn()) {
    // Read each time: a calendar, or settings, that are put in meanwhile are those to count by.
    const [calendar, kept] = await Promise.all([readCalendar(), readSettings()]);
    const step = await underSettings(kept.settings, () => goOn(state, calendar, kept, now));
    if ('progress' in step) return step.progress;
    state = step.state;
    // Another run was quicker: what it has done need not be done here.
    if (!state) {
      await pause();
      state = await readRecount();
    }
  }
  return progressOf(state);
};

/**
 * One step of a recount. While functions may still count by settings of before, it counts for the time being: what they write
 * behind its back is found by a second count, which begins once they all go by the same.
 */
const goOn = async (
  state: RecountState | undefined,
  calendar: Calendar,
  kept: SettingsVersion,
  now: Date,
): Promise<{ progress: Progress } | { state: RecountState | undefined }> => {
  const isForNow = isSettling(kept, now);
  // And since when: some were counted by others where these were put, taken back and put again between two rounds.
  const forGood = `${calendar.version} ${countedBy(settings())} ${kept.countsSince ?? ''}`;
  // Of two runs at once, the one that began earlier does not undo what the other counts for good.
  const basis = isForNow && state?.basis !== forGood ? `${forGood} for now` : forGood;
  if (state?.basis !== basis) return { state: await beginRecount(basis, state, now) };
  if (state.phase === 'counting') return { state: await countPage(state, calendar, now) };
  if (state.phase === 'done') return { progress: progressOf(state) };
  const opens = opensAt(calendar, settings(), now);
  if (opens > now) return { progress: { ...progressOf(state), resumeAt: opens.toISOString() } };
  return { state: await tellUnlessInHand(state, now) };
};

/** Milliseconds after which is looked again for what another run is sending. */
const inHandPause = 300;

/** Undefined where another run is sending the digests: what it does is waited for. */
const tellUnlessInHand = async (state: RecountState, now: Date): Promise<RecountState | undefined> => {
  try {
    return await tellMoved(state, now);
  } catch (error) {
    if (!isInHand(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, inHandPause));
    return undefined;
  }
};

/** How far the last recount has come. */
export const recountProgress = async (): Promise<Progress> => progressOf(await readRecount());

/** The same, as it is for a calendar in force: not begun where the last one counted by another. Undefined where there was none yet. */
export const recountBy = async ({ version }: Calendar): Promise<Progress | undefined> => {
  const state = await readRecount();
  return state && progressOf(state.basis.startsWith(`${version} `) ? state : undefined);
};

/** Tens of milliseconds, each time others: two runs at once come out of step. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));

const progressOf = (state: RecountState | undefined): Progress => {
  const { phase, open, moved, moves = noMoves } = state ?? { phase: 'counting', open: 0, moved: 0 };
  return { phase, open, moved, ...moves };
};

export const schedule: Schedule = {
  description: 'Counts open deadlines again where calendar or windows have changed',
  everyMinutes: 5,
  timeoutSeconds: 290,
  beats: { silent: 'a changed calendar or window moves no deadline' },
  rights: [recounts],
  mails: true,
};

/** On its schedule: takes up what a publication left, and finds changed windows of settings that were put. */
export const handler = withSettings(async (event: unknown) => {
  const now = input.parse(event).time;
  const until = Date.now() + patience;
  const progress = await recount(now, () => Date.now() < until);
  const { phase, open, moved } = progress;
  await beat('recount-deadlines', now, { phase, open, moved });
  return { ...progress, resumeAt: progress.resumeAt ?? (progress.phase === 'done' ? undefined : now.toISOString()) };
});
