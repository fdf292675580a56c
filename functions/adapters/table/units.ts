import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Text } from '../../domain/languages.ts';
import type { Listed } from '../../domain/units/directory.ts';
import { type Region, regionSchema, type Unit, unitId, unitSchema } from '../../domain/units/forms.ts';
import type { WhoIsWho } from '../../domain/units/recusal.ts';
import type { Register } from '../../domain/units/units.ts';
import { digestAttribute } from './digest.ts';
import { isUnit, keys, listedUnitIdOf } from './schema.ts';
import { readItems, readPartition, table, tableName } from './table.ts';

/** Reads of the registers of regions and units. */

/** The version of a record counts its changes; 0 for one that was put into the table by hand. */
export type Versioned<T> = T & { version: number };

const unitOf = ({
  pk: _pk,
  sk: _sk,
  [digestAttribute]: _digest,
  version = 0,
  ...item
}: Record<string, unknown>): Versioned<Unit> => ({
  ...unitSchema.parse(item),
  version: Number(version),
});

const regionOf = ({
  pk: _pk,
  sk: _sk,
  [digestAttribute]: _digest,
  version = 0,
  ...item
}: Record<string, unknown>): Versioned<Region> => ({
  ...regionSchema.parse(item),
  version: Number(version),
});

/** The codes that a region's code suggests for it and those above it: one read finds nearly always all of them. */
const suggested = (code: string) => [code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];

export interface VersionedRegister extends Register {
  regions: ReadonlyMap<string, Versioned<Region>>;
  units: ReadonlyMap<string, Versioned<Unit>>;
}

/** These units, and these regions with all above them as the register (not the code) has it. */
export const readRegister = async (
  unitIds: readonly string[],
  regionCodes: readonly string[],
): Promise<VersionedRegister> => {
  const units = new Map<string, Versioned<Unit>>();
  const regions = new Map<string, Versioned<Region>>();
  let codes = regionCodes.flatMap(suggested);
  let ids = [...unitIds];
  while (ids.length > 0 || codes.length > 0) {
    const wanted = [...ids.map(keys.unit), ...codes.map(keys.region)];
    for (const item of await readItems(wanted)) {
      if (isUnit(item)) {
        const unit = unitOf(item);
        units.set(unit.unitId, unit);
      } else {
        const region = regionOf(item);
        regions.set(region.code, region);
      }
    }
    const asked = new Set(codes);
    ids = [];
    codes = [...regions.values()].flatMap(({ parent }) =>
      parent !== null && !regions.has(parent) && !asked.has(parent) ? [parent] : [],
    );
  }
  return { regions, units };
};

/**
 * Milliseconds for which a container goes by a unit as it read it: a change of its people counts everywhere within that time, and
 * at once where it is made. A unit that is not registered is looked for each time.
 */
const remembered = 60_000;

const callers = new Map<string, { unit: Unit; until: number }>();

const callerKey = (id: string): string => `${tableName()} ${id}`;

/** The unit of a caller, as it is or was not long ago; null where there is none. */
export const registeredUnit = async (id: string): Promise<Unit | null> => {
  const known = callers.get(callerKey(id));
  if (known && Date.now() < known.until) return known.unit;
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.unit(id), ConsistentRead: true }),
  );
  if (!Item) return null;
  const unit = unitOf(Item);
  callers.set(callerKey(id), { unit, until: Date.now() + remembered });
  return unit;
};

interface Remembered {
  /** Null for what is not registered. */
  name: Text | null;
  until: number;
}

/** Names by id of a unit, or code of a region. */
const names = new Map<string, Remembered>();

/** The names of those that the register has; what is not remembered is read. */
const namesOf = async (
  ids: readonly string[],
  read: (unknown: readonly string[]) => Promise<ReadonlyMap<string, Text>>,
): Promise<ReadonlyMap<string, Text>> => {
  const now = Date.now();
  const unknown = ids.filter((id) => (names.get(callerKey(id))?.until ?? 0) <= now);
  const learned = unknown.length > 0 ? await read(unknown) : new Map<string, Text>();
  for (const id of unknown) names.set(callerKey(id), { name: learned.get(id) ?? null, until: now + remembered });
  return new Map(
    ids.flatMap((id): [string, Text][] => {
      const name = names.get(callerKey(id))?.name;
      return name ? [[id, name]] : [];
    }),
  );
};

/** Names of these units, as they are or were not long ago; a unit without an English name has its Chinese one. */
export const namesOfUnits = (ids: readonly string[]): Promise<ReadonlyMap<string, Text>> =>
  namesOf(ids, async (unknown) => {
    const { units } = await readRegister(unknown, []);
    return new Map([...units].map(([id, { name, nameEn = name }]) => [id, { zh: name, en: nameEn }]));
  });

/** Names of these regions, likewise. */
export const namesOfRegions = async (codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const found = await namesOf(codes, async (unknown) => {
    const { regions } = await readRegister([], unknown);
    return new Map([...regions].map(([code, { name }]) => [code, { zh: name, en: name }]));
  });
  return new Map([...found].map(([code, { zh }]) => [code, zh]));
};

/** Has the unit read again when it is asked for next. */
export const forgetUnit = (id: string): void => {
  callers.delete(callerKey(id));
  names.delete(callerKey(id));
  directory = undefined;
};

const whoIsWho = unitSchema
  .pick({ unitId: true, name: true, emails: true, supervisors: true, desks: true, delegations: true })
  .strip();

/** Every unit of the list with its people, by one query; those whose entry is older than that are read one by one, in no order. */
export const readWhoIsWho = async (): Promise<WhoIsWho[]> => {
  const entries = await readPartition(keys.unitEntry('').pk);
  const complete = entries.filter(({ name }) => name !== undefined);
  const bare = entries.filter(({ name }) => name === undefined);
  const records = await readItems(bare.map(({ sk }) => keys.unit(listedUnitIdOf(sk))));
  return [...complete.map(({ sk, ...entry }) => ({ ...entry, unitId: listedUnitIdOf(sk) })), ...records].map((one) =>
    whoIsWho.parse(one),
  );
};

const listed = unitSchema.pick({ unitId: true, name: true, nameEn: true, organ: true }).strip();

/** The directory as this container read it last: a change of a unit counts as one of a caller's unit does. */
let directory: { of: string; units: readonly Listed[]; until: number } | undefined;

/** Of every unit what stands in the directory, by one query that leaves out all else. */
export const readDirectory = async (): Promise<readonly Listed[]> => {
  if (directory?.of === tableName() && Date.now() < directory.until) return directory.units;
  const units: Listed[] = [];
  const bare: string[] = [];
  const pages = paginateQuery(
    { client: table },
    {
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.unitEntry('').pk },
      ProjectionExpression: 'sk, organ, #name, nameEn',
      ExpressionAttributeNames: { '#name': 'name' },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { sk, ...entry } of Items) {
      const unitId = listedUnitIdOf(sk);
      // Entries of before have no name.
      if (entry.name === undefined) bare.push(unitId);
      else units.push(listed.parse({ ...entry, unitId }));
    }
  }
  units.push(...(await readItems(bare.map(keys.unit))).map((item) => listed.parse(item)));
  directory = { of: tableName(), units, until: Date.now() + remembered };
  return units;
};

/** Where a page of the list of units ended. */
interface UnitPosition {
  unitId: string;
}

/** The form of a position in the list of those units whose ids begin so. */
export const unitPosition = (prefix: string): z.ZodType<UnitPosition> =>
  z.strictObject({ unitId: unitId.refine((id) => id.startsWith(prefix)) });

export interface UnitList {
  /** What every id begins with; empty for all. */
  prefix: string;
  organ?: string | undefined;
  limit: number;
  after: UnitPosition | undefined;
}

/** One page of the units by id; `next` is set where more follow. */
export const listUnits = async ({ prefix, organ, limit, after }: UnitList) => {
  const ids: string[] = [];
  const pages = paginateQuery(
    { client: table },
    {
      TableName: tableName(),
      KeyConditionExpression: `pk = :pk${prefix === '' ? '' : ' AND begins_with(sk, :prefix)'}`,
      ExpressionAttributeValues: {
        ':pk': keys.unitEntry('').pk,
        ...(prefix === '' ? {} : { ':prefix': prefix }),
        ...(organ === undefined ? {} : { ':organ': organ }),
      },
      ProjectionExpression: 'sk',
      // Entries are small: a few queries read those of a province, so that a filter leaves no page empty.
      ...(organ === undefined ? { Limit: limit + 1 } : { FilterExpression: 'organ = :organ' }),
      ...(after === undefined ? {} : { ExclusiveStartKey: keys.unitEntry(after.unitId) }),
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    ids.push(...Items.map(({ sk }) => listedUnitIdOf(sk)));
    if (ids.length > limit) break;
  }
  const shown = ids.slice(0, limit);
  const last = ids.length > limit ? shown.at(-1) : undefined;
  const { units } = await readRegister(shown, []);
  return {
    units: shown.flatMap((id) => units.get(id) ?? []),
    next: last === undefined ? undefined : { unitId: last },
  };
};
