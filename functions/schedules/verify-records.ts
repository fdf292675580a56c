import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import { gets, puts, queries, queriesReceived, queriesRegions, queriesSent } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { monthsToVerify } from '../domain/transfer/verification.ts';
import { type Fault, verifyMonth } from './verify-month.ts';

/** The scheduled event of EventBridge; `time` is when it was due. `npm run verify` names the months itself. */
const input = z.object({ time: z.coerce.date(), months: z.array(z.string()).optional() });

export const schedule: Schedule = {
  description: 'Proves hash chains, records and ledgers against each other',
  everyMinutes: 1440,
  timeoutSeconds: 900,
  beats: { silent: 'nobody would see that a record was damaged' },
  rights: [gets, puts, queries, queriesRegions, queriesSent, queriesReceived],
};

/** Proves hash chains, records and ledgers against each other, and rings for whatever does not fit. */
export const handler = withSettings(async (event: unknown) => {
  const { time, months = monthsToVerify(dateIn(settings().timeZone, time)) } = input.parse(event);
  let checked = 0;
  const faults: Fault[] = [];
  for (const month of months) {
    const found = await verifyMonth(month);
    checked += found.checked;
    faults.push(...found.faults);
  }
  for (const { record, fault } of faults)
    logger.error('a record does not fit', { alarm: 'record-damaged', record, fault });
  await beat('verify-records', time, { months, checked, faults: faults.length });
  return { months, checked, faults };
});
