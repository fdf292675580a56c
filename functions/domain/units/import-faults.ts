import type { Issue } from '../errors.ts';
import type { Organ } from '../organs.ts';
import type { UnitEntry } from './entries.ts';
import { levels, type Region, regionCode, unitIdOf } from './forms.ts';
import { cellFaults, type Fault, type Imported, type Told } from './unit-import.ts';
import { faultsOfRegion, faultsOfUnit } from './units.ts';

/** What is wrong between the rows of an import, and between them and the register; rows with a fault of their own are looked at too. */

const twice = <T>(entries: readonly Told<T>[], column: keyof T & string): Fault[] => {
  const first = new Map<unknown, Told<T>>();
  return entries.flatMap((entry) => {
    const { file, at, value } = entry;
    if (value[column] === '') return [];
    const before = first.get(value[column]);
    if (!before) first.set(value[column], entry);
    const message = {
      zh: `“${value[column]}”已在 ${before?.file} ${before?.at.zh}出现，请删去一处`,
      en: `"${value[column]}": stands in ${before?.file}, ${before?.at.en}, already: leave it out once`,
    };
    return before ? [{ file, at, column, message }] : [];
  });
};

/** In their columns, but for those with a fault of their own. */
const placed = <T extends object>({ file, at, value, bad }: Told<T>, issues: readonly Issue[]): Fault[] =>
  cellFaults(issues, value)
    .filter(({ column }) => !bad.has(column))
    .map((fault) => ({ file, at, ...fault }));

/** The regions on the way up from one, if it comes back to itself. */
const circle = (code: string, parentOf: (code: string) => string | null): string[] | undefined => {
  const way = [code];
  for (let above = parentOf(code); above !== null; above = parentOf(above)) {
    if (above === code) return [...way, code];
    if (way.includes(above)) return undefined;
    way.push(above);
  }
  return undefined;
};

interface Known {
  /** As the files say it, else as it is registered. */
  find: (code: string) => Region | undefined;
  isRegion: (code: string) => boolean;
}

const isLevel = ({ level }: Region): boolean => levels.includes(level);

const issuesOfRegion = (region: Region, { find, isRegion }: Known): Issue[] => {
  const { code, parent } = region;
  const round = circle(code, (one) => find(one)?.parent ?? null);
  if (round) {
    const way = round.join(' → ');
    const message = {
      zh: `绕回自身（${way}）：请填写上级区划`,
      en: `leads back to itself (${way}): name the region above`,
    };
    return [{ path: 'parent', message }];
  }
  const usable = isLevel(region);
  if (usable && (region.level === 'province' || parent === null)) return faultsOfRegion(region, find);
  if (parent === null) return [];
  const above = find(parent);
  // Of two levels of which one has a fault of its own, or is not known, there is nothing to compare.
  if (isRegion(parent) && !(usable && above && isLevel(above))) return [];
  return faultsOfRegion(usable ? region : { ...region, level: 'county' }, find);
};

const issuesOfUnit = ({ value, bad }: Told<UnitEntry>, { isRegion }: Known): Issue[] => {
  const { unitId, ...fields } = value;
  // What an id with a fault says is nothing to compare with.
  const id = bad.has('unitId') ? unitIdOf(fields.regionCode, fields.organ as Organ) : unitId;
  return faultsOfUnit(id, fields, isRegion);
};

/** Codes of regions that are to be looked up in the register to check an import. */
export const regionsAsked = ({ told }: Imported): string[] =>
  [
    ...told.units.map(({ value }) => value.regionCode),
    ...told.regions.flatMap(({ value: { code, parent } }) => [code, ...(parent === null ? [] : [parent])]),
  ].filter((code) => regionCode.safeParse(code).success);

/** `complete`: every file could be read, so that what is not found is nowhere. */
export const faultsAcross = (
  { told: { units, regions }, named }: Imported,
  inForce: ReadonlyMap<string, Region>,
  complete = true,
): Fault[] => {
  const put = new Map(regions.map(({ value }) => [value.code, value]));
  const known: Known = {
    find: (code) => put.get(code) ?? (named.has(code) ? undefined : inForce.get(code)),
    isRegion: (code) => named.has(code) || inForce.has(code) || !complete,
  };
  return [
    ...twice(regions, 'code'),
    ...twice(units, 'unitId'),
    ...regions.flatMap((entry) => placed(entry, issuesOfRegion(entry.value, known))),
    ...units.flatMap((entry) => placed(entry, issuesOfUnit(entry, known))),
  ];
};
