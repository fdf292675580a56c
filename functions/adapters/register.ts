import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { type Region, regionSchema, type Unit, unitSchema } from '../domain/register.ts';
import type { Register } from '../domain/routing.ts';
import { keys, table, tableName } from './table.ts';

/** Reads of the registers of regions and units. */

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

/** The codes that a region's code suggests for it and those above it: one read finds nearly always all of them. */
const suggested = (code: string) => [code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];

/** These units, and these regions with all above them as the register (not the code) has it. */
export const readRegister = async (unitIds: readonly string[], regionCodes: readonly string[]): Promise<Register> => {
  const units = new Map<string, Unit>();
  const regions = new Map<string, Region>();
  let codes = regionCodes.flatMap(suggested);
  let ids = [...unitIds];
  while (ids.length > 0 || codes.length > 0) {
    const wanted = [...ids.map(keys.unit), ...codes.map(keys.region)];
    for (const { pk, sk: _, ...item } of await read([...new Map(wanted.map((key) => [key.pk, key])).values()])) {
      if (String(pk).startsWith('UNIT#')) {
        const unit = unitSchema.parse(item);
        units.set(unit.unitId, unit);
      } else {
        const region = regionSchema.parse(item);
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
