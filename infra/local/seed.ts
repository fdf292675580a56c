import type { Text } from '../../functions/domain/languages.ts';
import { type Organ, organs } from '../../functions/domain/organs.ts';
import { type Person, type Region, type Unit, unitIdOf, unitIdSays } from '../../functions/domain/units/forms.ts';

/** Dezhou in Shandong, as a register to try things with. The addresses and telephones exist nowhere; units carry roles, not people. */

export const regions: Region[] = [
  { code: '370000', name: '山东省', level: 'province', parent: null },
  { code: '371400', name: '德州市', level: 'prefecture', parent: '370000' },
  { code: '371402', name: '德城区', level: 'county', parent: '371400' },
  { code: '371403', name: '陵城区', level: 'county', parent: '371400' },
  { code: '371425', name: '齐河县', level: 'county', parent: '371400' },
];

const englishRegions: Readonly<Record<string, string>> = {
  '370000': 'Shandong Province',
  '371400': 'Dezhou',
  '371402': 'Decheng District',
  '371403': 'Lingcheng District',
  '371425': 'Qihe County',
};

/** What follows the region's name in a unit's. */
const titles: Record<Organ, Text> = {
  'public-security': { zh: '公安局', en: 'Public Security Bureau' },
  'discipline-inspection': { zh: '纪委监委', en: 'Commission for Discipline Inspection and Supervision' },
  petitions: { zh: '信访局', en: 'Letters and Visits Bureau' },
  procuratorate: { zh: '人民检察院', en: 'People’s Procuratorate' },
  court: { zh: '人民法院', en: 'People’s Court' },
  'judicial-administration': { zh: '司法局', en: 'Justice Bureau' },
  land: { zh: '自然资源局', en: 'Natural Resources Bureau' },
  housing: { zh: '住房和城乡建设局', en: 'Housing and Urban-Rural Development Bureau' },
  transport: { zh: '交通运输局', en: 'Transport Bureau' },
  water: { zh: '水利局', en: 'Water Resources Bureau' },
  agriculture: { zh: '农业农村局', en: 'Agriculture and Rural Affairs Bureau' },
  publicity: { zh: '委宣传部', en: 'Publicity Department' },
  cyberspace: { zh: '委网信办', en: 'Cyberspace Affairs Office' },
  'leading-group-office': { zh: '扫黑办', en: 'Leading Group Office' },
  other: { zh: '市场监督管理局', en: 'Market Regulation Bureau' },
};

/** Where the name does not follow the table. */
const exceptions = ({ name, level }: Region): Partial<Record<Organ, Text>> => {
  if (level === 'province') return { 'public-security': { zh: '公安厅', en: 'Public Security Department' } };
  if (level === 'prefecture') return { court: { zh: '中级人民法院', en: 'Intermediate People’s Court' } };
  // A district's is a branch of the city's; a county has its own.
  return name.endsWith('区') ? { 'public-security': { zh: '公安分局', en: 'Public Security Branch' } } : {};
};

/** Of one block of numbers, by region and organ. */
const phoneOf = (code: string, organ: Organ): string => {
  const region = regions.findIndex((one) => one.code === code);
  return `0534-2100${region}${String(organs.indexOf(organ) + 1).padStart(2, '0')}`;
};

const provincial: readonly Organ[] = ['leading-group-office', 'public-security', 'discipline-inspection'];

const unit = (region: Region, organ: Organ): Unit => {
  const { code, name } = region;
  const { zh, en } = exceptions(region)[organ] ?? titles[organ];
  const title = `${name}${zh}`;
  return {
    unitId: unitIdOf(code, organ),
    name: title,
    organ,
    regionCode: code,
    emails: [`${organ}@${code}.example`],
    supervisors: [{ name: `${title}分管负责人`, email: `supervisor.${organ}@${code}.example` }],
    desks: [{ name: `${title}经办人`, email: `clerk.${organ}@${code}.example` }],
    language: 'zh',
    phone: phoneOf(code, organ),
    nameEn: `${englishRegions[code]} ${en}`,
    delegations: [],
  };
};

export const units: Unit[] = regions.flatMap((region) =>
  (region.level === 'province' ? provincial : organs).map((organ) => unit(region, organ)),
);

/** Who asks in a role where nobody else is named: of a unit its supervisor or whoever works at its desk, as the seed has them, or the register. */
export const personIn = (role: string, unitId: string | undefined, registered: Unit | undefined): Person => {
  if (role === 'operator') return { name: '系统管理员', email: 'operator@operations.example' };
  if (role === 'auditor') return { name: '审计管理员', email: 'auditor@operations.example' };
  const unit = units.find((one) => one.unitId === unitId) ?? registered;
  const { regionCode, organ } = unitIdSays(unitId ?? '');
  const [person] = (role === 'supervisor' ? unit?.supervisors : unit?.desks) ?? [];
  return person ?? { name: `${unitId} ${role}`, email: `${role}.${organ}@${regionCode}.example` };
};
