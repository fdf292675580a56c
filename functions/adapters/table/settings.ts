import { isDeepStrictEqual } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { countedBy, type Settings } from '../../domain/settings.ts';
import { checkedSettings, keptSettings, SettingsFault } from '../../domain/settings-changes.ts';
import type { By } from '../../domain/transfer/events.ts';
import { underSettings } from '../settings.ts';
import { audited } from './audit.ts';
import { keys, sortKeys } from './schema.ts';
import { fresh, put, readPartition, table, tableName, untilWon, writeAll } from './table.ts';

/** The settings in force, and every version before them: who put it, and when. */

export interface SettingsVersion {
  version: number;
  /** Instant (UTC). */
  at: string;
  by: By;
  settings: Settings;
  /** Instant (UTC) since which deadlines are counted by other numbers than before; null under the first ones. */
  countsSince: string | null;
}

/** As JSON: what a map of DynamoDB would make of it is of no use to anybody. */
interface Item extends Omit<SettingsVersion, 'settings'> {
  settings: string;
}

const mend = 'Put them in: npm run settings -- <province>, or deploy the stack';

const versionFrom = (item: Record<string, unknown>): SettingsVersion => {
  const { version, at, by, settings, countsSince } = item as unknown as Item;
  try {
    return { version, at, by, settings: keptSettings(JSON.parse(settings)), countsSince };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsFault(`version ${version} of the settings does not fit this release: ${why}. ${mend}.`);
  }
};

const readHead = async (): Promise<Record<string, unknown> | undefined> => {
  const { Item: head } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.settings, ConsistentRead: true }),
  );
  return head;
};

/** The settings in force, as they are at this moment; undefined before any were put. */
export const findSettings = async (): Promise<SettingsVersion | undefined> => {
  const head = await readHead();
  return head && versionFrom(head);
};

/** @throws SettingsFault where there are none: nothing is decided by guessed ones. */
export const readSettings = async (): Promise<SettingsVersion> => {
  const found = await findSettings();
  if (!found) throw new SettingsFault(`the table ${tableName()} has no settings. ${mend}.`);
  return found;
};

/** Every version that was ever in force, the first one first. */
export const readSettingsVersions = async (): Promise<SettingsVersion[]> =>
  (await readPartition(keys.settings.pk, sortKeys.revision)).map(versionFrom);

/** Milliseconds for which a container goes by settings as it read them. */
const remembered = 60_000;

let known: { table: string; until: number; read: Promise<SettingsVersion> } | undefined;

/** Of the settings as they are, or were not long ago: one read a container and minute, however many ask. */
const inForce = (): Promise<SettingsVersion> => {
  if (known && known.table === tableName() && performance.now() < known.until) return known.read;
  const mine = { table: tableName(), until: performance.now() + remembered, read: readSettings() };
  known = mine;
  // What failed is not kept: the next one looks again.
  mine.read.catch(() => {
    if (known === mine) known = undefined;
  });
  return mine.read;
};

/** Runs each invocation of a function, from its first line to its last, under the settings as they were when it began. */
export const withSettings =
  <A extends unknown[], R>(handle: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> =>
    underSettings((await inForce()).settings, () => handle(...args));

/** Milliseconds: no container goes by settings of before any more, and what it began under them is done. */
const settling = 120_000;

/** Whether a deadline may still be written that was counted by the numbers of before. */
export const isSettling = ({ countsSince }: SettingsVersion, now: Date): boolean =>
  countsSince !== null && now.getTime() < Date.parse(countsSince) + settling;

export interface AskedSettings {
  settings: unknown;
  at: string;
  by: By;
  /** Version that the caller saw, 0 for none; left out, any will do. */
  seen?: number;
}

/** The same numbers as before, or those that hold from now on. */
const countsSince = (before: SettingsVersion | undefined, after: Settings, at: string): string | null => {
  if (!before) return null;
  return countedBy(before.settings) === countedBy(after) ? before.countsSince : at;
};

const requireSeen = (standing: number, seen: number | undefined): void => {
  if (seen === undefined || seen === standing) return;
  throw new SettingsFault(
    `they were changed meanwhile: version ${standing} is in force. Look at it, then put them again.`,
  );
};

/** What stands there, unless it cannot be read by this code, for then it is replaced all the same. */
const replaced = (head: Record<string, unknown> | undefined): SettingsVersion | undefined => {
  try {
    return head && versionFrom(head);
  } catch {
    return undefined;
  }
};

/** Undefined where somebody else was quicker. */
const attempt = async (settings: Settings, { at, by, seen }: AskedSettings) => {
  const head = await readHead();
  const before = replaced(head);
  const standing = Number(head?.version ?? 0);
  if (before && isDeepStrictEqual(before.settings, settings)) return { version: standing, changed: false };
  requireSeen(standing, seen);
  const version = standing + 1;
  const since = countsSince(before, settings, at);
  const item: Item = { version, at, by, settings: JSON.stringify(settings), countsSince: since };
  const { refused } = await writeAll([
    put(
      { ...keys.settings, ...item },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR version = :standing',
        ExpressionAttributeValues: { ':standing': standing },
      },
    ),
    fresh({ ...keys.settingsVersion(version), ...item }),
    ...audited({ at, by, event: 'settings-changed', about: {}, regionPath: [] }),
  ]);
  return refused.length === 0 ? { version, changed: true } : undefined;
};

/**
 * Puts settings in force as a version of its own, all at once or not at all; the same ones again change nothing. Every container goes by
 * them within a minute, this one at once.
 * @throws SettingsFault that names what to mend, and those of before stay in force.
 */
export const putSettings = async (asked: AskedSettings): Promise<{ version: number; changed: boolean }> => {
  const settings = checkedSettings(asked.settings);
  const done = await untilWon(() => attempt(settings, asked)).finally(() => {
    known = undefined;
  });
  if (done) return done;
  throw new SettingsFault('others were putting them at the same time: look at what is in force, then put them again.');
};
