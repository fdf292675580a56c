import { logger } from '../adapters/log.ts';
import { mayBeOut } from '../adapters/mail/claims.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { type RecountState, readMoving, readRecount, saveRecount } from '../adapters/table/recounts.ts';
import { keys } from '../adapters/table/schema.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recordOnTransfers } from '../adapters/table/transfer-writes.ts';
import { readableTransfers, recusedFrom } from '../adapters/table/transfers.ts';
import { readRegister } from '../adapters/table/units.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { namesOf } from '../domain/mail/contacts.ts';
import { hasMoved, movedDeadline } from '../domain/mail/moved-deadlines.ts';
import { type Recipient, recipientsOf, type Told } from '../domain/mail/recipients.ts';
import { type MovedDeadline, recountDigest } from '../domain/mail/recount-digest.ts';
import { bothSides, heard, inTimeUntil } from '../domain/transfer/deadlines.ts';
import type { Circumstances } from '../domain/transfer/decision.ts';
import { each } from './each.ts';
import { wakeAll } from './wake-all.ts';

/** The second half of a recount: each address is told by one digest of all that moved. */

/** Transfers that are read together (BatchGetItem takes 100), and mails that are sent at once. */
const pageSize = 100;
const atOnce = 20;

/** What one address is to be told. */
interface Digest {
  reader: Recipient;
  moved: MovedDeadline[];
}

/** Two spellings of an address are one reader. */
const keyOf = (email: string): string => email.toLowerCase();

/** When, and by which calendar and settings, people are told. */
type Given = Pick<Circumstances, 'now' | 'calendar' | 'settings'>;

/** A transfer that moved, and the addresses that are to hear of it. */
interface Moved {
  stored: Stored;
  people: Told;
}

/** Whether an address was told by one of these recounts, which were broken off before all were. */
const toldBy = (recountIds: readonly string[]): ((email: string) => Promise<boolean>) => {
  const known = new Map<string, Promise<boolean>>();
  const look = async (email: string) => {
    const told = await Promise.all(recountIds.map((id) => mayBeOut(keys.digest(id, email))));
    return told.includes(true);
  };
  return (email) => {
    const found = known.get(email) ?? look(email);
    known.set(email, found);
    return found;
  };
};

/** What each address is to be told, from the records as they stand: what was done or counted again meanwhile is left out. */
const digestsOf = async (
  { id, untold }: RecountState,
  c: Given,
): Promise<{ digests: Map<string, Digest>; all: Moved[] }> => {
  const ids = [...new Set((await Promise.all(untold.map(readMoving))).flat())];
  const today = dateIn(c.settings.timeZone, c.now);
  const digests = new Map<string, Digest>();
  const heardBefore = toldBy(untold.filter((one) => one !== id));
  const all: Moved[] = [];
  for (let from = 0; from < ids.length; from += pageSize) {
    const moves = (await readableTransfers(ids.slice(from, from + pageSize))).flatMap((stored) => {
      const moved = movedDeadline(stored.transfer, untold);
      const until = inTimeUntil(stored.transfer, c);
      return moved ? [{ stored, moved: until ? { ...moved, inTimeUntil: until } : moved }] : [];
    });
    const sides = [...new Set(moves.flatMap(({ stored: { transfer } }) => [transfer.from, transfer.to]))];
    const known = await readRegister(sides, []);
    for (const { stored, moved } of moves) {
      const { transfer } = stored;
      const { from, to, regionPath } = transfer;
      const parties = { owedBy: moved.owedBy, from, to, regionPath };
      const people = recipientsOf(bothSides(transfer), parties, known, await recusedFrom(stored), today);
      if (hasMoved(moved)) all.push({ stored, people });
      for (const reader of people.recipients) {
        const { email } = reader;
        if (!hasMoved(moved) && !(await heardBefore(email))) continue;
        const digest = digests.get(keyOf(email)) ?? { reader, moved: [] };
        digest.moved.push(moved);
        digests.set(keyOf(email), digest);
      }
    }
  }
  return { digests, all };
};

/**
 * Their units know of the new dates from here on, as far as mails could go out: each on its record, and its workflow looks again. A unit has
 * heard where one of its addresses was reached.
 */
const recordHeard = async (
  all: readonly Moved[],
  failed: ReadonlySet<string>,
  { untold }: RecountState,
  c: Given,
): Promise<void> => {
  const reached = ({ email }: Recipient) => !failed.has(keyOf(email));
  const told = all.filter(({ stored, people: { recipients } }) => {
    const owner = recipients.filter(({ unitId }) => unitId === stored.transfer.duty?.owedBy);
    const heads = owner.length > 0 ? owner : recipients;
    return heads.length === 0 || heads.some(reached);
  });
  const people = new Map(told.map((one) => [one.stored.transfer.transferId, one.people.recipients]));
  const heardBy = ({ transfer }: Stored) => {
    // Another recount has moved it meanwhile: of that nobody has heard.
    if (!untold.includes(transfer.duty?.moved?.by ?? '')) return undefined;
    const to = (people.get(transfer.transferId) ?? []).filter(reached).map(({ unitId, as }) => ({ unitId, as }));
    return heard(transfer, to, c, failed.size > 0);
  };
  const changed = await recordOnTransfers(
    told.map(({ stored }) => stored),
    c.now,
    heardBy,
  );
  await wakeAll(told.flatMap(({ stored }) => (changed.has(stored.transfer.transferId) ? [stored] : [])));
};

/**
 * One digest an address, each at most once. Gives the state after it; undefined when another run went on meanwhile.
 * @throws the first mail's error that may go better later, when all were tried.
 */
export const tellMoved = async (state: RecountState, now: Date): Promise<RecountState | undefined> => {
  const c = { now, calendar: await readCalendar(), settings: settings() };
  const { digests, all } = await digestsOf(state, c);
  const spokenOf = [...digests.values()].flatMap(({ reader, moved }) => [
    reader.unitId,
    ...moved.map(({ owedBy }) => owedBy),
  ]);
  const { units } = await readRegister([...new Set(spokenOf)], []);
  const names = namesOf(units.values());
  const failures: unknown[] = [];
  const failed = new Set<string>();
  await each([...digests], atOnce, async ([key, { reader, moved }]) => {
    const { email, unitId } = reader;
    const facts = { recountId: state.id, unitId, moved: moved.length };
    // A newer recount tells what stands then.
    if ((await readRecount())?.step !== state.step) {
      failed.add(key);
      return;
    }
    try {
      const mailing = { key: keys.digest(state.id, email), facts, now };
      await sendOnce(mailing, email, () => recountDigest(moved, names, settings(), reader, now));
    } catch (error) {
      failures.push(error);
      failed.add(key);
    }
  });
  await recordHeard(all, failed, state, c);
  if (failures.length > 0) throw failures[0];
  const { open, moved } = state;
  logger.info('all open deadlines were counted again', { open, moved });
  return saveRecount(state, { ...state, phase: 'done', untold: [], finishedAt: now.toISOString() });
};
