import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { getHeads, headsAreKept, listHeads } from '../adapters/heads.ts';
import { logger } from '../adapters/log.ts';
import {
  gets,
  looksUp,
  opensAll,
  puts,
  queries,
  queriesReceived,
  queriesRegions,
  queriesSent,
  scans,
  signsHeads,
} from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { partitionsOf, readPartition } from '../adapters/table/table.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { everyMonth, monthsToVerify, partsOfTable, partToVerify } from '../domain/transfer/verification.ts';
import type { Fault } from './verify/fault.ts';
import { headFaults, type Stood, signable } from './verify/heads.ts';
import { verifyLedgers, verifyMonth } from './verify/month.ts';
import { addTo, type Found, nothingFound, verifyPartitions } from './verify/records.ts';
import { filesSince, signHeads, touchedSince } from './verify/signed.ts';

/** The scheduled event of EventBridge; `time` is when it was due. `npm run verify` names the months itself, or has all there is looked at. */
const input = z.object({
  time: z.coerce.date(),
  months: z.array(z.string()).optional(),
  everything: z.boolean().default(false),
});

export const schedule: Schedule = {
  description:
    'Proves every record by itself, by its timeline, the others and the heads that were signed, and signs those of the day',
  everyMinutes: 1440,
  timeoutSeconds: 900,
  memory: 1024,
  beats: { silent: 'nobody would see that a record was damaged' },
  rights: [gets, looksUp, puts, queries, queriesRegions, queriesSent, queriesReceived, scans, opensAll, signsHeads],
};

/** Milliseconds after which a round of a schedule begins nothing more: what is left comes with the next turn of its part. */
const enough = 12 * 60_000;

/** Partitions that are looked at together. */
const together = 500;

/** These parts of the table; not `complete` where there was no time for all. */
const verifyParts = async (parts: readonly number[], mayGoOn: () => boolean) => {
  const found: Found & { partitions: number; complete: boolean } = {
    ...{ ...nothingFound(), partitions: 0, complete: true },
  };
  const look = async (partitions: string[]) => {
    addTo(found, await verifyPartitions(partitions, settings().timeZone));
    found.partitions += partitions.length;
  };
  for (const part of parts) {
    let waiting: string[] = [];
    for await (const pk of partitionsOf(part, partsOfTable)) {
      waiting.push(pk);
      if (waiting.length < together) continue;
      if (!mayGoOn()) return { ...found, complete: false };
      await look(waiting);
      waiting = [];
    }
    await look(waiting);
  }
  return found;
};

/** A key names addresses of people, which belong into no log. */
const logged = (text: string): string => text.replace(/[^\s#]+@/g, '…@');

const tell = (faults: readonly Fault[]): void => {
  for (const { record, fault } of faults)
    logger.error('a record does not fit', { alarm: 'record-damaged', record: logged(record), fault: logged(fault) });
};

const distinct = (faults: readonly Fault[]): Fault[] => [
  ...new Map(faults.map((one) => [JSON.stringify(one), one])).values(),
];

/** Days that files of signed heads are read back: in them each part of the table has had its turn. */
const daysBack = partsOfTable + 7;

/** Instant (UTC) so many days before another. */
const daysBefore = (time: Date, days: number): string => new Date(time.getTime() - days * 86_400_000).toISOString();

/** The files of signed heads as they are before anything is looked at, and since when the last of them speaks. */
const openSigned = async (time: Date) => {
  const numbers = await listHeads();
  const last = numbers.at(-1);
  const newest = last === undefined ? undefined : await getHeads(last);
  const earliest = daysBefore(time, daysBack);
  const since = newest ? newest.file.at : daysBefore(time, 2);
  return { numbers, since: since < earliest ? earliest : since };
};

/** Records against the heads that were signed, as far back as asked. */
const againstSigned = async (
  { numbers }: Awaited<ReturnType<typeof openSigned>>,
  { heads }: Found,
  { since, missing }: { since: string; missing: boolean },
): Promise<Fault[]> => {
  const faults: Fault[] = [];
  const contradicted = await headFaults(filesSince(numbers, since, faults), heads, readPartition, { missing });
  return [...faults, ...contradicted];
};

/** Whole months, and how many transfers, and clues that made none, were looked at. */
const verifyMonths = async (
  months: readonly string[],
  verify: (month: string) => Promise<Found & { checked: number }>,
): Promise<Found & { checked: number }> => {
  const all = { ...nothingFound(), checked: 0 };
  for (const month of months) {
    const found = await verify(month);
    all.checked += found.checked;
    addTo(all, found);
  }
  return all;
};

const wholeMonth = (opening: boolean) => (month: string) => verifyMonth(month, settings().timeZone, opening);

/** Those of which nothing is wrong are signed as they stand now: one that is damaged would contradict itself once it is put right. */
const sign = async (heads: Iterable<[string, Stood]>, faults: readonly Fault[], at: string): Promise<number> => {
  const wrong = new Set(faults.map(({ record }) => record));
  const good = signable(new Map([...heads].filter(([pk]) => !wrong.has(pk))), at);
  await signHeads(good, at);
  return good.size;
};

/**
 * A round: this month, one of before, a part of the table, and all that was acted on since the last; signs where each stood. Sealed texts
 * are opened in the part alone: of 2,000 clues a day, those of two months would be more than KMS answers in a night.
 */
const verifyDay = async (time: Date) => {
  const today = dateIn(settings().timeZone, time);
  const until = performance.now() + enough;
  const months = monthsToVerify(today);
  const opening = openSigned(time);
  // Where the files cannot be had, the table is looked at all the same: it fails below.
  await opening.catch(() => undefined);
  const { checked, ...found } = await verifyMonths(months, wholeMonth(false));
  const ofMonths = [...found.heads];
  const { partitions, complete, ...toSign } = await verifyParts([partToVerify(today)], () => performance.now() < until);
  if (!complete) logger.error('a round of verification had no time for all', { alarm: 'verify-unfinished' });
  addTo(found, toSign);
  tell(distinct(found.faults));
  const signed = await opening;
  const since = await touchedSince(signed.since, time.toISOString());
  const touched = await verifyPartitions(since, settings().timeZone, false);
  addTo(found, touched);
  const contradicted = await againstSigned(signed, found, { since: daysBefore(time, daysBack), missing: false });
  tell(distinct([...touched.faults, ...contradicted]));
  const changed = ofMonths.filter(([, { at }]) => at !== undefined && at >= signed.since);
  const faults = distinct([...found.faults, ...contradicted]);
  const heads = await sign([...changed, ...toSign.heads, ...touched.heads], faults, time.toISOString());
  return { months, checked, partitions, faults, unproven: found.unproven, signed: heads };
};

/** All there is, and against all that was signed, where the environment says where that is; signs nothing. */
const verifyEverything = async (time: Date) => {
  const months = everyMonth(dateIn(settings().timeZone, time));
  const signed = headsAreKept() ? await openSigned(time) : undefined;
  const { checked, ...found } = await verifyMonths(months, verifyLedgers);
  const { partitions, ...ofParts } = await verifyParts([...Array(partsOfTable).keys()], () => true);
  addTo(found, ofParts);
  if (signed) found.faults.push(...(await againstSigned(signed, found, { since: '', missing: true })));
  const faults = distinct(found.faults);
  tell(faults);
  return { months, checked, partitions, faults, unproven: found.unproven, signed: 0 };
};

const verifyAsked = async (months: string[]) => {
  const { checked, faults: found, unproven } = await verifyMonths(months, wholeMonth(true));
  const faults = distinct(found);
  tell(faults);
  return { months, checked, partitions: 0, faults, unproven, signed: 0 };
};

/** Proves records, one by one and against each other, and ledgers by them, and rings for whatever does not fit. */
export const handler = withSettings(async (event: unknown) => {
  const { time, months: asked, everything } = input.parse(event);
  const round = () => (everything ? verifyEverything(time) : verifyDay(time));
  const { unproven, ...done } = await (asked ? verifyAsked(asked) : round());
  await beat('verify-records', time, { ...done, faults: done.faults.length, unproven: unproven.size });
  return { ...done, unproven: [...unproven] };
});
