import { namesOfRegions, namesOfUnits } from '../adapters/table/units.ts';
import type { Language } from '../domain/languages.ts';
import { regionCode, unitId } from '../domain/units/forms.ts';

/**
 * Beside each id of a unit or a region that an answer holds stands its name, whatever the answer is: `from`, `fromName`. What is no
 * answer of ours (a file, the description) has none.
 */

/** Fields that hold one unit, and what its name stands under. */
const ofUnit: Readonly<Record<string, string>> = {
  from: 'fromName',
  to: 'toName',
  owedBy: 'owedByName',
  unitId: 'unitName',
  unit: 'unitName',
  onBehalfOf: 'onBehalfOfName',
  suggested: 'suggestedName',
  issuedBy: 'issuedByName',
};

const ofUnits: Readonly<Record<string, string>> = { units: 'unitNames' };

const ofRegion: Readonly<Record<string, string>> = { regionCode: 'regionName', region: 'regionName' };

const isUnit = (value: unknown): value is string => unitId.safeParse(value).success;
const isRegion = (value: unknown): value is string => regionCode.safeParse(value).success;
const areUnits = (value: unknown): value is string[] => Array.isArray(value) && value.every(isUnit);

/** Asked for the name of an id: at first they only note what is asked, then they know. */
interface Names {
  unit: (id: string) => string;
  region: (code: string) => string;
}

const named = (node: unknown, names: Names): unknown => {
  if (Array.isArray(node)) return node.map((one) => named(one, names));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      const [unit, units, region] = [ofUnit[key], ofUnits[key], ofRegion[key]];
      if (unit && (value === null || isUnit(value))) {
        return [
          [key, value],
          [unit, value === null ? null : names.unit(value)],
        ];
      }
      if (units && areUnits(value)) {
        return [
          [key, value],
          [units, value.map(names.unit)],
        ];
      }
      if (region && isRegion(value)) {
        return [
          [key, value],
          [region, names.region(value)],
        ];
      }
      return [[key, named(value, names)]];
    }),
  );
};

/** The body of an answer with the names of all units and regions in it; what the register does not have stands under its id. */
export const withNames = async (body: unknown, language: Language): Promise<unknown> => {
  const units = new Set<string>();
  const regions = new Set<string>();
  const note = (ids: Set<string>) => (id: string) => {
    ids.add(id);
    return id;
  };
  named(body, { unit: note(units), region: note(regions) });
  if (units.size + regions.size === 0) return body;
  const [ofUnits, ofRegions] = await Promise.all([namesOfUnits([...units]), namesOfRegions([...regions])]);
  return named(body, {
    unit: (id) => ofUnits.get(id)?.[language] ?? id,
    region: (code) => ofRegions.get(code) ?? code,
  });
};
