import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** Which test of which file uses which right: kept in a folder, by a run of all tests, for `npm run test:rights`. */

const witnessSchema = z.object({
  /** The function's name. */
  name: z.string(),
  right: z.string(),
  file: z.string(),
  /** In full, as vitest says it. */
  test: z.string(),
  /** Milliseconds after the file began. */
  after: z.number(),
});
export type Witness = z.infer<typeof witnessSchema>;

/** Adds what the tests of one file used. */
export const keepWitnesses = async (folder: string, witnesses: readonly Witness[]): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${crypto.randomUUID()}.json`), JSON.stringify(witnesses));
};

/** Of all files, the quickest first. */
export const readWitnesses = async (folder: string): Promise<Witness[]> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const read = files.map(async (name) =>
    z.array(witnessSchema).parse(JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );
  return (await Promise.all(read)).flat().sort((a, b) => a.after - b.after);
};
