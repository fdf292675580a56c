import { BatchGetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Region, regionSchema, type Unit, unitSchema } from '../../domain/units/forms.ts';
import type { Register } from '../../domain/units/units.ts';
import { keys } from './schema.ts';
import { table, tableName } from './table.ts';

/** Reads of the registers of regions and units. */

/** The version of a record counts its changes; 0 for one that was put into the table by hand. */
export type Versioned<T> = T & { version: number };

const read = async (wanted: { pk: string; sk: string }[]): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  // BatchGetItem takes 100 keys and may leave some for a second call when throttled.
  for (let left = wanted; left.length > 0; ) {
    const { Responses, UnprocessedKeys } = await table.send(
      new BatchGetCommand({ RequestItems: { [tableName()]: { Keys: left.slice(0, 100), ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName()] ?? []));
    left = [...((UnprocessedKeys?.[tableName()]?.Keys ?? []) as typeof wanted), ...left.slice(100)];
  }
  return found;
};

const unitOf = ({ pk: _pk, sk: _sk, version = 0, ...item }: Record<string, unknown>): Versioned<Unit> => ({
  ...unitSchema.parse(item),
  version: Number(version),
});

const regionOf = ({ pk: _pk, sk: _sk, version = 0, ...item }: Record<string, unknown>): Versioned<Region> => ({
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
    for (const item of await read([...new Map(wanted.map((key) => [key.pk, key])).values()])) {
      if (String(item.pk).startsWith('UNIT#')) {
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

export interface UnitList {
  /** What every id begins with; empty for all. */
  prefix: string;
  organ?: string | undefined;
  limit: number;
  /** Id of the last unit of the page before. */
  after?: string | undefined;
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
      // An entry is an id and an organ: one query reads those of a province, so that a filter leaves no page empty.
      ...(organ === undefined ? { Limit: limit + 1 } : { FilterExpression: 'organ = :organ' }),
      ...(after === undefined ? {} : { ExclusiveStartKey: keys.unitEntry(after) }),
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    ids.push(...Items.map(({ sk }) => String(sk)));
    if (ids.length > limit) break;
  }
  const shown = ids.slice(0, limit);
  const { units } = await readRegister(shown, []);
  return {
    units: shown.flatMap((id) => units.get(id) ?? []),
    next: ids.length > limit ? shown.at(-1) : undefined,
  };
};
