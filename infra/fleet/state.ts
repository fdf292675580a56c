import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';

/** How far a release has come, so that a run that was stopped goes on where it was. */

const stateSchema = z.strictObject({
  /** The commit that is rolled out. */
  release: z.string(),
  /** By the names of provinces, when the deployment of each began, and whether it was its first. */
  deployed: z.record(z.string(), z.strictObject({ since: z.iso.datetime(), isNew: z.boolean() })),
  /** By the names of waves, when each had been watched to the end. */
  soaked: z.record(z.string(), z.iso.datetime()),
});

export type State = z.output<typeof stateSchema>;

/** Of that release; a new one where the file is of another or is not there. @throws Error where it is not of this kind. */
export const loadState = async (file: string, release: string): Promise<State> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const nothing: State = { release, deployed: {}, soaked: {} };
  if (text === null) return nothing;
  try {
    const state = stateSchema.parse(JSON.parse(text));
    return state.release === release ? state : nothing;
  } catch (error) {
    throw new Error(`${file}: is not what a run wrote: look at it, or delete it to begin anew. ${error}`);
  }
};

/** Whole or not at all, whenever the process ends. */
export const saveState = async (file: string, state: State): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${file}.new`, file);
};
