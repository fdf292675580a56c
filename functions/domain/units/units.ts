import type { Issue } from '../errors.ts';
import { faultsOfDelegations, sameAddress, stillOf } from './delegations.ts';
import {
  levels,
  type Person,
  type Region,
  type Unit,
  type UnitEntry,
  type UnitFields,
  unitIdOf,
  unitIdSays,
} from './forms.ts';

/** The register of units and of their regions: who exists, where, and who stands above whom. */

export interface Register {
  regions: ReadonlyMap<string, Region>;
  units: ReadonlyMap<string, Unit>;
}

/** Regions from this one upwards, itself first. */
export const regionPath = (regions: ReadonlyMap<string, Region>, code: string): Region[] => {
  const path: Region[] = [];
  for (let region = regions.get(code); region && !path.includes(region); region = regions.get(region.parent ?? '')) {
    path.push(region);
  }
  return path;
};

/** Ids of the leading group offices of these regions. */
export const officesOf = (regionCodes: readonly string[]): string[] =>
  regionCodes.map((code) => unitIdOf(code, 'leading-group-office'));

/** Ids of the same organ's units in these regions. */
export const siblingsOf = (unitId: string, regionCodes: readonly string[]): string[] =>
  regionCodes.map((code) => `${code}-${unitIdSays(unitId).organ}`);

const twice = (emails: readonly string[], path: (n: number) => string): Issue[] =>
  emails.flatMap((email, n) =>
    emails.findIndex((other) => sameAddress(other, email)) < n
      ? [{ path: path(n), message: `${email} is listed twice: leave it out once` }]
      : [],
  );

/** A subject is one person's alone: by it a caller is known. */
const sharedSubjects = ({ supervisors, desks = [] }: Pick<UnitFields, 'supervisors' | 'desks'>): Issue[] => {
  const people: [string, Person][] = [
    ...supervisors.map((person, n): [string, Person] => [`supervisors.${n}`, person]),
    ...desks.map((person, n): [string, Person] => [`desks.${n}`, person]),
  ];
  return people.flatMap(([path, { subject, email }], n) => {
    const other = people.slice(0, n).find(([, one]) => one.subject === subject && !sameAddress(one.email, email));
    return subject === undefined || !other
      ? []
      : [
          {
            path: `${path}.subject`,
            message: `${subject} is the subject of ${other[1].email}: a subject is of one person`,
          },
        ];
  });
};

/** What does not fit between a unit, its id and the regions that there are. */
export const faultsOfUnit = (id: string, unit: UnitFields, isRegion: (code: string) => boolean): Issue[] => {
  const { regionCode: code, organ } = unitIdSays(id);
  const says = `the unit id ${id} says`;
  const region: Issue[] =
    unit.regionCode !== code
      ? [{ path: 'regionCode', message: `${says} ${code}: write it here too, or correct the id` }]
      : isRegion(unit.regionCode)
        ? []
        : [{ path: 'regionCode', message: `region ${code} is not registered: import it first, or correct the code` }];
  return [
    ...(unit.organ === organ
      ? []
      : [{ path: 'organ', message: `${says} ${organ}: write it here too, or correct the id` }]),
    ...region,
    ...twice(unit.emails, (n) => `emails.${n}`),
    ...twice(
      unit.supervisors.map(({ email }) => email),
      (n) => `supervisors.${n}.email`,
    ),
    ...twice(
      (unit.desks ?? []).map(({ email }) => email),
      (n) => `desks.${n}.email`,
    ),
    ...sharedSubjects(unit),
    ...faultsOfDelegations(unit.delegations ?? [], unit.supervisors),
  ];
};

/** What does not fit between a region and the one above it. */
export const faultsOfRegion = ({ level, parent }: Region, find: (code: string) => Region | undefined): Issue[] => {
  const fault = (message: string) => [{ path: 'parent', message }];
  if (level === 'province') return parent === null ? [] : fault('a province has no parent here: leave it empty');
  if (parent === null) return fault(`only a province has no parent: name the region above this ${level}`);
  const above = find(parent);
  if (!above) return fault(`region ${parent} is not registered: add it, or correct the code`);
  return levels.indexOf(above.level) < levels.indexOf(level)
    ? []
    : fault(`${parent} is a ${above.level}, which stands above no ${level}: name the region above, or correct a level`);
};

/** The record of a unit that was said anew: what was not said of its language and delegations stays, as far as its people are still there. */
export const completeUnit = (said: UnitEntry, before: Unit | undefined): Unit => {
  const { language = before?.language ?? 'zh', delegations, desks = before?.desks ?? [], ...fields } = said;
  const { phone = before?.phone, nameEn = before?.nameEn } = fields;
  return {
    ...fields,
    desks,
    language,
    ...(phone === undefined ? {} : { phone }),
    ...(nameEn === undefined ? {} : { nameEn }),
    delegations: delegations ?? stillOf(before?.delegations ?? [], fields.supervisors),
  };
};
