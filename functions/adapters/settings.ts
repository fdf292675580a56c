import { type Settings, settingsSchema } from '../domain/settings.ts';

/** What the stack (or the local runtime) puts into a function's environment. */

/** @throws Error that names the variable when it is not set. */
export const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
};

let known: { text: string; settings: Settings } | undefined;

/** The province's settings (`SETTINGS`, JSON), parsed once. */
export const settings = (): Settings => {
  const text = variable('SETTINGS');
  if (known?.text !== text) known = { text, settings: settingsSchema.parse(JSON.parse(text)) };
  return known.settings;
};
