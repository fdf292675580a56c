import { AsyncLocalStorage } from 'node:async_hooks';
import type { Settings } from '../domain/settings.ts';

/** What the stack (or the local runtime) puts into a function's environment. */

/** @throws Error that names the variable when it is not set. */
export const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
};

const snapshot = new AsyncLocalStorage<Settings>();

/** Runs all of a piece of work under the same settings, whatever is put meanwhile. */
export const underSettings = <T>(given: Settings, work: () => T): T => snapshot.run(given, work);

/** The province's settings, as they were when the invocation began (table/settings.ts, `withSettings`). */
export const settings = (): Settings => {
  const given = snapshot.getStore();
  if (!given) throw new Error('settings are known within withSettings or underSettings only');
  return given;
};
