import * as z from 'zod';
import { said } from '../said.ts';
import { instantAt } from './time.ts';

/** A moment as callers give it: a time with its offset, or a day alone. */

export const instantOrDate = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: said({
      zh: '请填写日期，如 2026-09-17，或者带时区的时间，如 2026-09-17T10:00:00+08:00',
      en: 'write a date, as 2026-09-17, or a time with its offset (RFC 3339), as 2026-09-17T10:00:00+08:00',
    }),
  })
  // What a date field sends that was left half typed.
  .refine((text) => text >= '1000', {
    error: said({ zh: '年份不完整，请填写四位年份，如 2026', en: 'the year is not whole: write all of it, as 2026' }),
  });

/** The instant (UTC) of a discovery: a date alone means the beginning of that day in the province. */
export const discoveryOf = (discoveredAt: string, timeZone: string): string =>
  (discoveredAt.length === 10 ? instantAt(timeZone, discoveredAt, '00:00') : new Date(discoveredAt)).toISOString();
