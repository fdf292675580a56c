import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
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
} from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { partitionsOf } from '../adapters/table/table.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { everyMonth, monthsToVerify, partsOfTable, partToVerify } from '../domain/transfer/verification.ts';
import type { Fault } from './verify/fault.ts';
import { verifyLedgers, verifyMonth } from './verify/month.ts';
import { type Found, verifyPartitions } from './verify/records.ts';

/** The scheduled event of EventBridge; `time` is when it was due. `npm run verify` names the months itself, or has all there is looked at. */
const input = z.object({
  time: z.coerce.date(),
  months: z.array(z.string()).optional(),
  everything: z.boolean().default(false),
});

export const schedule: Schedule = {
  description: 'Proves every record by itself, by its timeline and by the others, and the ledgers by the records',
  everyMinutes: 1440,
  timeoutSeconds: 900,
  beats: { silent: 'nobody would see that a record was damaged' },
  rights: [gets, looksUp, puts, queries, queriesRegions, queriesSent, queriesReceived, scans, opensAll],
};

/** Milliseconds after which a round of a schedule begins nothing more: what is left comes with the next turn of its part. */
const enough = 12 * 60_000;

/** Partitions that are looked at together. */
const together = 500;

/** These parts of the table; not `complete` where there was no time for all. */
const verifyParts = async (parts: readonly number[], mayGoOn: () => boolean) => {
  const found: Found & { partitions: number; complete: boolean } = {
    ...{ faults: [], unproven: new Set(), partitions: 0, complete: true },
  };
  const look = async (partitions: string[]) => {
    const { faults, unproven } = await verifyPartitions(partitions, settings().timeZone);
    found.faults.push(...faults);
    for (const one of unproven) found.unproven.add(one);
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

/** Proves records, one by one and against each other, and ledgers by them, and rings for whatever does not fit. */
export const handler = withSettings(async (event: unknown) => {
  const { time, months: asked, everything } = input.parse(event);
  const { timeZone } = settings();
  const today = dateIn(timeZone, time);
  const until = everything ? Number.POSITIVE_INFINITY : performance.now() + enough;
  const months = asked ?? (everything ? everyMonth(today) : monthsToVerify(today));
  let checked = 0;
  const faults: Fault[] = [];
  const unproven = new Set<string>();
  const add = (found: Found) => {
    faults.push(...found.faults);
    for (const one of found.unproven) unproven.add(one);
  };
  for (const month of months) {
    const found = await (everything ? verifyLedgers(month) : verifyMonth(month, timeZone));
    checked += found.checked;
    add(found);
  }
  let partitions = 0;
  if (asked === undefined) {
    const parts = everything ? Array.from({ length: partsOfTable }, (_, n) => n) : [partToVerify(today)];
    const found = await verifyParts(parts, () => performance.now() < until);
    partitions = found.partitions;
    add(found);
    if (!found.complete) logger.error('a round of verification had no time for all', { alarm: 'verify-unfinished' });
  }
  const distinct = [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()];
  for (const { record, fault } of distinct)
    logger.error('a record does not fit', { alarm: 'record-damaged', record: logged(record), fault: logged(fault) });
  await beat('verify-records', time, {
    ...{ months, checked, partitions, faults: distinct.length, unproven: unproven.size },
  });
  return { months, checked, partitions, faults: distinct, unproven: [...unproven] };
});
