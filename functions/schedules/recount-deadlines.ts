import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { logger } from '../adapters/log.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { keepMoving, type RecountState, readMoving, readRecount, saveRecount } from '../adapters/table/recounts.ts';
import { keys, shards } from '../adapters/table/schema.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { getTransfers, recordOnTransfers, recusedOf } from '../adapters/table/transfers.ts';
import { readRegister } from '../adapters/table/units.ts';
import { openTransfers } from '../adapters/table/waiting.ts';
import { signal } from '../adapters/workflow.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { opensAt } from '../domain/calendar/office-hours.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { type MovedDeadline, recountDigest } from '../domain/mail/digests.ts';
import { recipientsOf } from '../domain/mail/recipients.ts';
import { countedBy } from '../domain/settings.ts';
import { bothSides, recounted } from '../domain/transfer/deadlines.ts';
import { planned } from '../domain/transfer/telling.ts';
import type { Language } from '../domain/units/forms.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

/** Milliseconds that one run may take: within the schedule's period, and within the function's timeout. */
const patience = 240_000;

/** Transfers that are read together (BatchGetItem takes 100), and calls that are made at once. */
const pageSize = 100;
const atOnce = 20;

/** How far a recount is: answered to the operator, and to the schedule. */
export interface Progress {
  phase: RecountState['phase'];
  /** Open transfers looked at, and how many of their deadlines moved or became definite. */
  open: number;
  moved: number;
  /** When there is something to do again, where that is not at once. */
  resumeAt?: string;
}

const each = async <T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> => {
  for (let from = 0; from < all.length; from += atOnce) await Promise.all(all.slice(from, from + atOnce).map(run));
};

const begin = (basis: string, before: RecountState | undefined, now: Date) => {
  const id = randomUUID();
  return saveRecount(before, {
    id,
    basis,
    phase: 'counting',
    // What a recount before this one did not tell any more is told with this one.
    untold: [...(before && before.phase !== 'done' ? before.untold : []), id],
    part: 0,
    after: null,
    open: 0,
    moved: 0,
    startedAt: now.toISOString(),
    finishedAt: null,
  });
};

/** Whether the workflow waits for another time than the calendar now gives. */
const waitsWrongly = ({ transfer, wakeAt }: Stored, calendar: Calendar, now: Date): boolean => {
  const telling = planned(transfer, calendar, settings());
  if (!telling) return false;
  const at = new Date(Math.max(now.getTime(), Date.parse(telling.at)));
  return opensAt(calendar, settings(), at).toISOString() !== wakeAt;
};

/** One page of open transfers: counts each again, and wakes the workflow of each whose time changed. */
const countPage = async (state: RecountState, calendar: Calendar, now: Date) => {
  const c = { now, calendar, settings: settings() };
  const { waiting, next } = await openTransfers(shards[state.part] ?? shards[0], pageSize, state.after ?? undefined);
  const read = waiting.length > 0 ? await getTransfers(waiting.map(({ transferId }) => transferId)) : [];
  const count = ({ transfer }: Stored) => recounted(transfer, c, state);
  const moving = read.filter((stored) => count(stored) !== undefined);
  if (moving.length > 0) {
    await keepMoving(
      state.id,
      moving.map(({ transfer }) => transfer.transferId),
      now,
    );
  }
  const moved = await recordOnTransfers(moving, now, count);
  const woken = read.filter((stored) => moved.has(stored.transfer.transferId) || waitsWrongly(stored, calendar, now));
  await each(woken, ({ transfer: { transferId }, token }) => signal(transferId, token));
  const part = next ? state.part : state.part + 1;
  return saveRecount(state, {
    ...state,
    phase: part < shards.length ? 'counting' : 'telling',
    part,
    after: next ?? null,
    open: state.open + waiting.length,
    moved: state.moved + moved.size,
  });
};

/** What one address is to be told. */
interface Digest {
  unitId: string;
  language: Language;
  moved: MovedDeadline[];
}

/** What each address is to be told, from the records as they stand: what was done or counted again meanwhile is left out. */
const digestsOf = async (state: RecountState, now: Date): Promise<Map<string, Digest>> => {
  const ids = (await Promise.all(state.untold.map(readMoving))).flat();
  const unique = [...new Set(ids)];
  const today = dateIn(settings().timeZone, now);
  const digests = new Map<string, Digest>();
  for (let from = 0; from < unique.length; from += pageSize) {
    const stored = (await getTransfers(unique.slice(from, from + pageSize))).filter(({ transfer: { duty } }) =>
      state.untold.includes(duty?.moved?.by ?? ''),
    );
    const sides = [...new Set(stored.flatMap(({ transfer }) => [transfer.from, transfer.to]))];
    const known = sides.length > 0 ? await readRegister(sides, []) : { units: new Map(), regions: new Map() };
    for (const one of stored) {
      const { duty, transferId, reference, from: sender, to } = one.transfer;
      if (!duty?.moved) continue;
      const { dueDate, provisional, owedBy } = duty;
      // Moved there and back: nothing of what was told has changed.
      if (duty.moved.from.dueDate === dueDate && duty.moved.from.provisional === provisional) continue;
      const moved = {
        transferId,
        reference,
        duty: duty.name,
        owedBy,
        from: duty.moved.from,
        to: { dueDate, provisional },
      };
      const parties = { owedBy, from: sender, to };
      const people = recipientsOf(bothSides(one.transfer), parties, known, await recusedOf(one), today);
      for (const { email, unitId, language } of people.recipients) {
        const digest = digests.get(email) ?? { unitId, language, moved: [] };
        digest.moved.push(moved);
        digests.set(email, digest);
      }
    }
  }
  return digests;
};

/** One digest an address, each at most once. @throws the first mail's error that may go better later, when all were tried. */
const tell = async (state: RecountState, now: Date) => {
  const digests = await digestsOf(state, now);
  const owners = [...new Set([...digests.values()].flatMap(({ moved }) => moved.map(({ owedBy }) => owedBy)))];
  const { units } = owners.length > 0 ? await readRegister(owners, []) : { units: new Map() };
  const names = new Map([...units.values()].map(({ unitId, name }) => [unitId, name]));
  const failures: unknown[] = [];
  await each([...digests], async ([email, { unitId, language, moved }]) => {
    const facts = { recountId: state.id, unitId, moved: moved.length };
    try {
      const text = recountDigest(moved, names, settings(), language);
      await sendOnce({ key: keys.digest(state.id, email), facts, now }, email, text);
    } catch (error) {
      failures.push(error);
    }
  });
  if (failures.length > 0) throw failures[0];
  const { open, moved } = state;
  logger.info('all open deadlines were counted again', { open, moved });
  return saveRecount(state, { ...state, phase: 'done', untold: [], finishedAt: now.toISOString() });
};

/**
 * Counts every open deadline again where calendar or windows are others than it was counted by, then tells each unit of all
 * that moved by one digest. Goes on where the run before ended, whatever ended it; does nothing where nothing is to be done.
 */
export const recount = async (now: Date, mayGoOn: () => boolean): Promise<Progress> => {
  let state = await readRecount();
  while (mayGoOn()) {
    // Read each time: a calendar that is put in meanwhile is the one to count by.
    const calendar = await readCalendar();
    const basis = `${calendar.version} ${countedBy(settings())}`;
    if (state?.basis !== basis) state = await begin(basis, state, now);
    else if (state.phase === 'counting') state = await countPage(state, calendar, now);
    else if (state.phase === 'telling') {
      const opens = opensAt(calendar, settings(), now);
      if (opens > now) return { ...progressOf(state), resumeAt: opens.toISOString() };
      state = await tell(state, now);
    } else {
      return progressOf(state);
    }
    // Another run was quicker: what it has done need not be done here.
    if (!state) {
      await pause();
      state = await readRecount();
    }
  }
  return progressOf(state);
};

/** How far the last recount has come. */
export const recountProgress = async (): Promise<Progress> => progressOf(await readRecount());

/** Tens of milliseconds, each time others: two runs at once come out of step. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));

const progressOf = (state: RecountState | undefined): Progress => {
  const { phase, open, moved } = state ?? { phase: 'counting', open: 0, moved: 0 };
  return { phase, open, moved };
};

/** On its schedule: takes up what a publication left, and finds changed windows of a province file that was deployed anew. */
export const handler = async (event: unknown) => {
  const now = input.parse(event).time;
  const until = Date.now() + patience;
  const progress = await recount(now, () => Date.now() < until);
  return { ...progress, resumeAt: progress.resumeAt ?? (progress.phase === 'done' ? undefined : now.toISOString()) };
};
