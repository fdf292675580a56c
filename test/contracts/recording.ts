import { readdir, readFile } from 'node:fs/promises';
import * as z from 'zod';

/** What a release sends to its functions, kept so that the code of later ones is held to it: one file a release, in recorded/. */

const recordingSchema = z.object({
  /** Of the state machine, its placeholders left in. */
  definition: z.string(),
  /** By function, the events that it got, one of each form, and what it answered. */
  calls: z.record(z.string(), z.array(z.object({ event: z.record(z.string(), z.json()), answer: z.json() }))),
});
export type Recording = z.infer<typeof recordingSchema>;

export const folder = new URL('recorded/', import.meta.url);

/** All that there are, by their releases, oldest first. */
export const recordings = async (): Promise<Map<string, Recording>> => {
  const files = (await readdir(folder)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const read = files.map(async (file): Promise<[string, Recording]> => {
    const text = await readFile(new URL(file, folder), 'utf8');
    return [file.replace(/\.json$/, ''), recordingSchema.parse(JSON.parse(text))];
  });
  return new Map(await Promise.all(read));
};

type Json = z.output<ReturnType<typeof z.json>>;

/** The same with a field more in each object, as a later release may send it. */
export const withMore = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withMore);
  if (value === null || typeof value !== 'object') return value;
  const same = Object.entries(value).map(([key, one]) => [key, withMore(one)]);
  return { ...Object.fromEntries(same), addedLater: { is: 'unknown' } };
};

/** The fields of a value, however deep, with the types of what is in them. */
export const formOf = (value: unknown, at = ''): string[] => {
  if (value === null || typeof value !== 'object') return [`${at}: ${value === null ? 'null' : typeof value}`];
  if (Array.isArray(value)) return [`${at}: list`];
  return Object.entries(value)
    .flatMap(([key, one]) => formOf(one, `${at}.${key}`))
    .sort();
};
