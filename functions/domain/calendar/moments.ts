import * as z from 'zod';
import { instantAt } from './time.ts';

/** A moment as callers give it: a time with its offset, or a day alone. */

export const instantOrDate = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'write an RFC 3339 time with offset, as 2026-09-17T10:00:00+08:00, or a date, as 2026-09-17',
  })
  // What a date field sends that was left half typed.
  .refine((text) => text >= '1000', {
    error: ({ input }) => `the year ${String(input).slice(0, 4)} is not whole: write all of it, as 2026`,
  });

/** The instant (UTC) of a discovery: a date alone means the beginning of that day in the province. */
export const discoveryOf = (discoveredAt: string, timeZone: string): string =>
  (discoveredAt.length === 10 ? instantAt(timeZone, discoveredAt, '00:00') : new Date(discoveredAt)).toISOString();
