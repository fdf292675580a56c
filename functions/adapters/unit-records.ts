import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../domain/errors.ts';
import { type Region, regionSchema, type Unit, unitSchema } from '../domain/register.ts';
import type { By } from '../domain/transfer.ts';
import { fresh, keys, table, tableName, untilWon, type Write, writeAll } from './table.ts';

/** The register as operators keep it: every change is kept with who and when; a listing has each unit once more, in the order of its id. */

export interface UnitRecord {
  unit: Unit;
  /** 0: as it was put there without this register, before anybody changed it. */
  version: number;
}

const recordOf = ({ pk: _pk, sk: _sk, version = 0, ...unit }: Record<string, unknown>): UnitRecord => ({
  unit: unitSchema.parse(unit),
  version: version as number,
});

/** Undefined where there is no such unit. */
export const findUnit = async (unitId: string): Promise<UnitRecord | undefined> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.unit(unitId), ConsistentRead: true }),
  );
  return Item && recordOf(Item);
};

/** A page of all units by id, or of those of one region. */
export const listUnits = async (
  region: string | undefined,
  limit: number,
  after: string | undefined,
): Promise<{ units: UnitRecord[]; next: string | undefined }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: region ? 'pk = :pk AND begins_with(sk, :region)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.listedUnit('').pk, ...(region ? { ':region': `${region}-` } : {}) },
      Limit: limit,
      ExclusiveStartKey: after === undefined ? undefined : keys.listedUnit(after),
    }),
  );
  return { units: Items.map(recordOf), next: LastEvaluatedKey?.sk as string | undefined };
};

/** Items of a unit that nobody has changed yet. */
export const unitItems = (unit: Unit, version: number): Record<string, unknown>[] => [
  { ...keys.unit(unit.unitId), ...unit, version },
  { ...keys.listedUnit(unit.unitId), ...unit, version },
];

const onlyAt = (item: Record<string, unknown>, before: number | undefined): Write => ({
  Put: {
    TableName: tableName(),
    Item: item,
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression:
            before === 0 ? 'attribute_not_exists(version) OR version = :before' : 'version = :before',
          ExpressionAttributeValues: { ':before': before },
        }),
  },
});

/**
 * Creates a unit or puts another in its place. What says the same changes nothing.
 * @throws Refusal `version-mismatch` when it is not at the version that the caller saw, `lost-race`.
 */
export const putUnit = async (
  unit: Unit,
  change: { at: string; by: By },
  seen: number | null,
): Promise<UnitRecord & { result: 'created' | 'changed' | 'left' }> => {
  const done = await untilWon(async () => {
    const before = await findUnit(unit.unitId);
    if (seen !== null && seen !== (before?.version ?? 0)) {
      const is = before ? `at version ${before.version}` : 'not registered yet';
      throw new Refusal('version-mismatch', `The unit is ${is}, not at ${seen}. Read it again, then decide.`);
    }
    if (before && JSON.stringify(unitSchema.parse(before.unit)) === JSON.stringify(unitSchema.parse(unit)))
      return { ...before, result: 'left' as const };
    const version = (before?.version ?? 0) + 1;
    const [record, listed] = unitItems(unit, version);
    const { refused } = await writeAll([
      onlyAt(record ?? {}, before?.version),
      { Put: { TableName: tableName(), Item: listed } },
      fresh({ ...keys.unitChange(unit.unitId, version), ...unit, ...change, version }),
    ]);
    return refused.length === 0
      ? { unit, version, result: before ? ('changed' as const) : ('created' as const) }
      : undefined;
  });
  if (done) return done;
  throw new Refusal('lost-race', 'Others changed the unit at the same time. Read it again, then decide.');
};

/** Undefined where there is no such region. */
export const findRegion = async (code: string): Promise<Region | undefined> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.region(code), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { pk: _pk, sk: _sk, ...region } = Item;
  return regionSchema.parse(region);
};

/** Puts a region into the register, or another in its place. */
export const putRegion = async (region: Region): Promise<void> => {
  await writeAll([{ Put: { TableName: tableName(), Item: { ...keys.region(region.code), ...region } } }]);
};
