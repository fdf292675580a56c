import type * as z from 'zod';
import { criterionNames, type Settings, settingsForm, settingsSchema } from './settings.ts';

/** Settings as they are put and kept: checked before they are in force, read again by newer and older code, compared field by field. */

type Issue = z.core.$ZodIssue;

const lineOf = ({ path, message }: Issue): string => `${path.join('.') || 'the settings'}: ${message}`;

const unknownIn = (issue: Issue): string => (issue.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '');

/** Settings that are not put in force; those before them stay. */
export class SettingsFault extends Error {
  override name = 'SettingsFault';
}

/** @throws SettingsFault with a line for each field that must be mended. */
export const checkedSettings = (given: unknown): Settings => {
  const read = settingsSchema.safeParse(given);
  if (read.success) return read.data;
  throw new SettingsFault(read.error.issues.map((issue) => `${lineOf(issue)}${unknownIn(issue)}`).join('\n'));
};

const without = (value: unknown, [name, ...path]: readonly PropertyKey[]): unknown => {
  if (name === undefined || !(value instanceof Object)) return value;
  const copy: Record<PropertyKey, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  if (path.length === 0) Reflect.deleteProperty(copy, name);
  else Reflect.set(copy, name, without(Reflect.get(copy, name), path));
  return copy;
};

/** Paths of the fields that this code does not know, where nothing else is wrong: a window may be a number, or have fields. */
const unknownFields = (issue: Issue): PropertyKey[][] => {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  if (issue.code !== 'invalid_union') return [];
  const forms = issue.errors.map((ofForm) => ofForm.map(unknownFields));
  const [form = []] = forms.filter((ofForm) => ofForm.length > 0 && ofForm.every((paths) => paths.length > 0));
  return form.flat().map((path) => [...issue.path, ...path]);
};

/**
 * Settings as they were kept, by this code or by another release: what it lacks has its default, what only newer code knows is left out.
 * What contradicts itself was refused when it was put, and is not looked for again.
 * @throws SettingsFault that names the fields which this code cannot read.
 */
export const keptSettings = (kept: unknown): Settings => {
  const read = settingsForm.safeParse(kept);
  if (read.success) return read.data;
  const unknown = read.error.issues.flatMap(unknownFields);
  if (unknown.length === 0) throw new SettingsFault(read.error.issues.map(lineOf).join('\n'));
  return keptSettings(unknown.reduce(without, kept));
};

/** One field of the settings, before and after; undefined where it was, or is, not said. */
export interface ChangedField {
  field: string;
  before: unknown;
  after: unknown;
}

/** What an override is for, in words: two for the same never say the same thing. */
const nameOf = (one: Settings['overrides'][number]): string => {
  const criteria = criterionNames.flatMap((name) => (one[name] === undefined ? [] : [`${name} ${one[name]}`]));
  return `overrides (${criteria.join(', ') || 'everywhere'})`;
};

/** Each window, step and name by a field of its own. */
const fieldsOf = ({ overrides, ...settings }: Settings): Map<string, unknown> => {
  const nested = (within: string, values: object) =>
    Object.entries(values).map(([name, value]): [string, unknown] => [`${within}.${name}`, value]);
  const flat = Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
    value instanceof Object && !Array.isArray(value) ? nested(name, value) : [[name, value]],
  );
  const special = overrides.flatMap((one) => {
    const { windows = {}, reminders, escalation } = one;
    const name = nameOf(one);
    return [...nested(`${name}.windows`, windows), ...nested(name, { reminders, escalation })];
  });
  return new Map([...flat, ...special].filter(([, value]) => value !== undefined));
};

/** Field by field, in the order of the settings. */
export const changedFields = (before: Settings | undefined, after: Settings): ChangedField[] => {
  const [was, is] = [before ? fieldsOf(before) : new Map<string, unknown>(), fieldsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
};
