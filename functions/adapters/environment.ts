import { type Settings, settingsSchema } from '../domain/settings.ts';

/** What the stack (or the local runtime) puts into a function's environment. Read when first asked for, then kept. */

/** @throws Error that names the variable when it is not set. */
export const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
};

let known: Settings | undefined;

/** The province's settings (`SETTINGS`, JSON). */
export const settings = (): Settings => {
  known ??= settingsSchema.parse(JSON.parse(variable('SETTINGS')));
  return known;
};
