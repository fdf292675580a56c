import { type Organ, organs } from '../../functions/domain/organs.ts';
import { type Person, type Region, type Unit, unitIdOf, unitIdSays } from '../../functions/domain/units/forms.ts';

/** Dezhou in Shandong, as a register to try things with. The addresses exist nowhere; units carry roles, not people. */

export const regions: Region[] = [
  { code: '370000', name: '山东省', level: 'province', parent: null },
  { code: '371400', name: '德州市', level: 'prefecture', parent: '370000' },
  { code: '371402', name: '德城区', level: 'county', parent: '371400' },
  { code: '371403', name: '陵城区', level: 'county', parent: '371400' },
  { code: '371425', name: '齐河县', level: 'county', parent: '371400' },
];

/** What follows the region's name in a unit's. */
const titles: Record<Organ, string> = {
  'public-security': '公安局',
  'discipline-inspection': '纪委监委',
  petitions: '信访局',
  procuratorate: '人民检察院',
  court: '人民法院',
  'judicial-administration': '司法局',
  land: '自然资源局',
  housing: '住房和城乡建设局',
  transport: '交通运输局',
  water: '水利局',
  agriculture: '农业农村局',
  publicity: '委宣传部',
  cyberspace: '委网信办',
  'leading-group-office': '扫黑办',
  other: '市场监督管理局',
};

/** Where the name does not follow the table. */
const exceptions = ({ name, level }: Region): Partial<Record<Organ, string>> => {
  if (level === 'province') return { 'public-security': '公安厅' };
  if (level === 'prefecture') return { court: '中级人民法院' };
  // A district's is a branch of the city's; a county has its own.
  return name.endsWith('区') ? { 'public-security': '公安分局' } : {};
};

const provincial: readonly Organ[] = ['leading-group-office', 'public-security', 'discipline-inspection'];

const unit = (region: Region, organ: Organ): Unit => {
  const { code, name } = region;
  const title = `${name}${exceptions(region)[organ] ?? titles[organ]}`;
  return {
    unitId: unitIdOf(code, organ),
    name: title,
    organ,
    regionCode: code,
    emails: [`${organ}@${code}.example`],
    supervisors: [{ name: `${title}分管负责人`, email: `supervisor.${organ}@${code}.example` }],
    desks: [{ name: `${title}经办人`, email: `clerk.${organ}@${code}.example` }],
    language: 'zh',
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
