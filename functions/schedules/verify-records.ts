import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import { gets, queries, queriesReceived, queriesRegions, queriesSent } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { type Fault, verifyMonth } from '../adapters/table/verification.ts';
import { dateIn, monthsUntil } from '../domain/calendar/time.ts';

/** The scheduled event of EventBridge; `time` is when it was due. `npm run verify` names the months itself. */
const input = z.object({ time: z.coerce.date(), months: z.array(z.string()).optional() });

/** Months that are gone through in turn, besides the present one. */
const round = 24;

/** This month and, day by day, one of those before it: the whole of two years comes up every 24 days. */
const monthsOn = (today: string): string[] => {
  const months = monthsUntil(today.slice(0, 7), round + 1);
  const older = months[Math.floor(Date.parse(today) / 86_400_000) % round];
  return [...new Set([months.at(-1) ?? '', older ?? ''])];
};

export const schedule: Schedule = {
  description: 'Proves hash chains, records and ledgers against each other',
  everyMinutes: 1440,
  timeoutSeconds: 900,
  rights: [gets, queries, queriesRegions, queriesSent, queriesReceived],
};

/** Proves hash chains, records and ledgers against each other, and rings for whatever does not fit. */
export const handler = async (event: unknown) => {
  const { time, months = monthsOn(dateIn(settings().timeZone, time)) } = input.parse(event);
  let checked = 0;
  const faults: Fault[] = [];
  for (const month of months) {
    const found = await verifyMonth(month);
    checked += found.checked;
    faults.push(...found.faults);
  }
  for (const { record, fault } of faults)
    logger.error('a record does not fit', { alarm: 'record-damaged', record, fault });
  logger.info('records were verified', { months, checked, faults: faults.length });
  return { months, checked, faults };
};
