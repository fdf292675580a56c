import { type Level, type Organ, type Region, type Unit, unitIdOf } from '../../functions/domain/register.ts';

/** The units of Dezhou, as an example to try things with: the city, three of its counties, and the province above. */

export const regions: Region[] = [
  { code: '370000', name: '山东省', level: 'province', parent: null },
  { code: '371400', name: '德州市', level: 'prefecture', parent: '370000' },
  { code: '371402', name: '德城区', level: 'county', parent: '371400' },
  { code: '371403', name: '陵城区', level: 'county', parent: '371400' },
  { code: '371425', name: '齐河县', level: 'county', parent: '371400' },
];

/** What an organ is called behind its region's name. */
const names: Record<Organ, string | Partial<Record<Level, string>>> = {
  'public-security': { province: '公安厅', prefecture: '公安局', county: '公安分局' },
  'discipline-inspection': '纪委监委',
  petitions: '信访局',
  procuratorate: '人民检察院',
  court: { prefecture: '中级人民法院', county: '人民法院' },
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

/** Of the province itself only those that others report to. */
const provincial: Organ[] = ['leading-group-office', 'public-security', 'discipline-inspection'];

const unitOf = (region: Region, organ: Organ): Unit => {
  const suffix = names[organ];
  const called = typeof suffix === 'string' ? suffix : suffix[region.level];
  return {
    unitId: unitIdOf(region.code, organ),
    name: `${region.name}${called ?? organ}`,
    organ,
    regionCode: region.code,
    emails: [`${organ}@${region.code}.example`],
    supervisors: [
      { name: `${region.name}${called ?? organ}分管负责人`, email: `supervisor.${organ}@${region.code}.example` },
    ],
  };
};

export const units: Unit[] = regions.flatMap((region) =>
  (region.level === 'province' ? provincial : (Object.keys(names) as Organ[])).map((organ) => unitOf(region, organ)),
);
