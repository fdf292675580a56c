import type { Issue } from '../errors.ts';
import type { Text } from '../languages.ts';
import { levelNames } from '../names.ts';
import { faultsOfDelegations, sameAddress, stillOf } from './delegations.ts';
import type { UnitEntry, UnitFields } from './entries.ts';
import { levels, type Person, type Region, type Unit, unitIdOf, unitIdSays } from './forms.ts';

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
      ? [
          {
            path: path(n),
            message: { zh: `${email} 重复填写，请删去一处`, en: `${email} is listed twice: leave it out once` },
          },
        ]
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
            message: {
              zh: `身份标识“${subject}”已属于 ${other[1].email}，每人的身份标识不得相同，请核对`,
              en: `“${subject}” is the subject of ${other[1].email}: a subject is of one person`,
            },
          },
        ];
  });
};

/** What does not fit between a unit, its id and the regions that there are. */
export const faultsOfUnit = (id: string, unit: UnitFields, isRegion: (code: string) => boolean): Issue[] => {
  const { regionCode: code, organ } = unitIdSays(id);
  const saysOther = (path: string, says: string): Issue => ({
    path,
    message: {
      zh: `与单位编号 ${id} 中的 ${says} 不一致，请改为一致，或更正编号`,
      en: `the unit id ${id} says ${says}: write it here too, or correct the id`,
    },
  });
  const unknown = {
    zh: `行政区划 ${code} 尚未登记，请先导入，或更正代码`,
    en: `region ${code} is not registered: import it first, or correct the code`,
  };
  const region: Issue[] =
    unit.regionCode !== code
      ? [saysOther('regionCode', code)]
      : isRegion(unit.regionCode)
        ? []
        : [{ path: 'regionCode', message: unknown }];
  return [
    ...(unit.organ === organ ? [] : [saysOther('organ', organ)]),
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
  const fault = (message: Text): Issue[] => [{ path: 'parent', message }];
  if (level === 'province') {
    return parent === null
      ? []
      : fault({ zh: '省级区划没有上级，请留空', en: 'a province has no parent here: leave it empty' });
  }
  if (parent === null) {
    return fault({
      zh: `只有省级区划没有上级，请填写该${levelNames[level].zh}区划的上级`,
      en: `only a province has no parent: name the region above this ${level}`,
    });
  }
  const above = find(parent);
  if (!above) {
    return fault({
      zh: `行政区划 ${parent} 尚未登记，请补充登记，或更正代码`,
      en: `region ${parent} is not registered: add it, or correct the code`,
    });
  }
  return levels.indexOf(above.level) < levels.indexOf(level)
    ? []
    : fault({
        zh: `${parent} 为${levelNames[above.level].zh}区划，不能作为${levelNames[level].zh}区划的上级，请填写上级区划，或更正层级`,
        en: `${parent} is a ${above.level}, which stands above no ${level}: name the region above, or correct a level`,
      });
};

/** The record of a unit that was said anew: what was not said of its language and delegations stays, as far as its people are still there. */
export const completeUnit = (said: UnitEntry, before: Unit | undefined): Unit => {
  const { language = before?.language ?? 'zh', delegations, desks = before?.desks ?? [], ...others } = said;
  const { phone = before?.phone, nameEn = before?.nameEn, ...fields } = others;
  return {
    ...fields,
    desks,
    language,
    // Said to be empty, there is none any more.
    ...(phone ? { phone } : {}),
    ...(nameEn ? { nameEn } : {}),
    delegations: delegations ?? stillOf(before?.delegations ?? [], fields.supervisors),
  };
};
