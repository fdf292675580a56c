import { lostRace, Refusal, versionMismatch } from '../../domain/errors.ts';
import type { Text } from '../../domain/languages.ts';
import type { By } from '../../domain/transfer/events.ts';
import type { UnitEntry } from '../../domain/units/entries.ts';
import { type Region, regionSchema, type Unit, unitSchema } from '../../domain/units/forms.ts';
import { completeUnit } from '../../domain/units/units.ts';
import type { About } from '../../domain/visibility/audit-sight.ts';
import { audited } from './audit.ts';
import { digestAttribute, withDigest } from './digest.ts';
import { type Key, keys, sortKeys } from './schema.ts';
import { fresh, put, readPartition, untilWon, writeAll } from './table.ts';
import { forgetUnit, type Versioned } from './units.ts';

/** Changes of the registers: a record counts its versions, and each change of it is kept beside it. */

/** Who changed it, and when. */
export interface Change {
  at: string;
  by: By;
}

/** The record as a change left it. */
type Revision<T> = Versioned<T> & Change;

/** A record with every change of it, the first one first. */
export interface Kept<T> {
  record: Versioned<T>;
  history: Revision<T>[];
}

type Item = Record<string, unknown>;

/** What differs between the registers. */
interface Kind<T> {
  name: 'unit' | 'region';
  named: Text;
  key: (value: T) => Key;
  /** The record as it stands in the table; undefined for one that is damaged. */
  parse: (item: object) => T | undefined;
  /** Written with every change. */
  entries: (value: T) => Item[];
  /** What the log of audit calls it. */
  about: (value: T) => About;
}

const unitKind: Kind<Unit> = {
  name: 'unit',
  named: { zh: '该单位', en: 'unit' },
  key: ({ unitId }) => keys.unit(unitId),
  parse: (item) => unitSchema.safeParse(item).data,
  entries: ({ unitId, organ, name, nameEn, emails, supervisors, desks, delegations }) => [
    { ...keys.unitEntry(unitId), organ, name, nameEn, emails, supervisors, desks, delegations },
  ],
  about: ({ unitId }) => ({ unitId }),
};

const regionKind: Kind<Region> = {
  name: 'region',
  named: { zh: '该行政区划', en: 'region' },
  key: ({ code }) => keys.region(code),
  parse: (item) => regionSchema.safeParse(item).data,
  entries: () => [],
  about: ({ code }) => ({ regionCode: code }),
};

const itemsOf = <T extends object>(kind: Kind<T>, value: T, version: number, change: Change) => ({
  record: { ...kind.key(value), ...value, version },
  revision: { ...keys.registerRevision(kind.key(value).pk, version), ...value, ...change, version },
  entries: kind.entries(value),
});

/** The items of a unit or region that is new, the record last, for a table that nobody else writes to yet. */
const newItems =
  <T extends object>(kind: Kind<T>) =>
  (value: T, change: Change): Item[] => {
    const { record, revision, entries } = itemsOf(kind, value, 1, change);
    return [revision, ...entries, record].map(withDigest);
  };
export const newUnitItems = newItems(unitKind);
export const newRegionItems = newItems(regionKind);

interface Stored<T> {
  value: T | undefined;
  version: number;
  history: Revision<T>[];
}

const readStored = async <T>(kind: Kind<T>, pk: string): Promise<Stored<T> | undefined> => {
  const [first, ...rest] = await readPartition(pk, sortKeys.recordAndRevisions);
  if (first?.sk !== sortKeys.record) return undefined;
  const { pk: _pk, sk: _sk, [digestAttribute]: _digest, version = 0, ...item } = first;
  const history = rest.map(
    ({ pk: _, sk: __, [digestAttribute]: ___, ...revision }) => revision as unknown as Revision<T>,
  );
  return { value: kind.parse(item), version: Number(version), history };
};

/** A unit with its changes; undefined where there is none. */
export const readUnit = async (unitId: string): Promise<Kept<Unit> | undefined> => {
  const stored = await readStored(unitKind, keys.unit(unitId).pk);
  if (!stored) return undefined;
  const { value, version, history } = stored;
  if (!value) throw new Error(`the record of ${unitId} is damaged`);
  return { record: { ...value, version }, history };
};

/** `ifMatch`: 0 where there must be none yet. */
const requireMatch = (named: Text, ifMatch: number | null, version: number | undefined): void => {
  if (ifMatch === null || ifMatch === (version ?? 0)) return;
  if (version !== undefined && ifMatch === 0) {
    throw new Refusal('version-mismatch', {
      zh: `${named.zh}已经登记，现为第 ${version} 版，请重新读取后再办理。`,
      en: `There is such a ${named.en} already, at version ${version}. Read it, then decide.`,
    });
  }
  if (version !== undefined) throw versionMismatch(named, version, ifMatch);
  throw new Refusal('version-mismatch', {
    zh: `${named.zh}尚未登记，新登记时版本条件（If-Match）请填 "0"，或不填。`,
    en: `There is no such ${named.en} yet. Say If-Match: "0" to create it, or leave it out.`,
  });
};

const condition = (version: number | undefined) => {
  if (version === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(version)' };
  return { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } };
};

/**
 * Creates or replaces a record, as `make` has it from the one before, and keeps the change. One that says what is registered
 * already changes nothing.
 * @throws Refusal of `make`; `version-mismatch` when the record is not at the version that the caller saw, `lost-race`.
 */
const putInto =
  <T extends object>(kind: Kind<T>) =>
  async (
    key: { pk: string },
    make: (before: T | undefined) => T,
    change: Change,
    ifMatch: number | null,
  ): Promise<Kept<T> & { created: boolean }> => {
    const done = await untilWon(async () => {
      const before = await readStored(kind, key.pk);
      const value = make(before?.value);
      // A record without version has no entry in the list yet.
      if (before && before.version > 0 && JSON.stringify(before.value) === JSON.stringify(kind.parse({ ...value }))) {
        return { record: { ...value, version: before.version }, history: before.history, created: false };
      }
      // After that: whoever sends again what came through before the line was cut has overwritten nobody.
      requireMatch(kind.named, ifMatch, before?.version);
      const version = (before?.version ?? 0) + 1;
      const { record, revision, entries } = itemsOf(kind, value, version, change);
      const { refused } = await writeAll([
        put(record, condition(before?.version)),
        fresh(revision),
        ...entries.map((entry) => put(entry)),
        ...audited({
          ...change,
          event: `${kind.name}-${before ? 'changed' : 'registered'}`,
          about: kind.about(value),
          regionPath: [],
        }),
      ]);
      if (refused.length > 0) return undefined;
      return {
        record: { ...value, version },
        history: [...(before?.history ?? []), { ...value, ...change, version }],
        created: before === undefined,
      };
    });
    if (done) return done;
    throw lostRace(kind.named);
  };
const intoUnits: ReturnType<typeof putInto<Unit>> = async (...put) => {
  const done = await putInto(unitKind)(...put);
  forgetUnit(done.record.unitId);
  return done;
};
const intoRegions = putInto(regionKind);

/** @throws Refusal `version-mismatch`, `lost-race`. */
export const putUnit = (said: UnitEntry, change: Change, ifMatch: number | null) =>
  intoUnits(keys.unit(said.unitId), (before) => completeUnit(said, before), change, ifMatch);

/** @throws Refusal of `make`; `version-mismatch`, `lost-race`. */
export const changeUnit = (
  unitId: string,
  make: (before: Unit | undefined) => Unit,
  change: Change,
  ifMatch: number | null,
) => intoUnits(keys.unit(unitId), make, change, ifMatch);

/** @throws Refusal `version-mismatch`, `lost-race`. */
export const putRegion = (region: Region, change: Change, ifMatch: number | null) =>
  intoRegions(keys.region(region.code), () => region, change, ifMatch);
