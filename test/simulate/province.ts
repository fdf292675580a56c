import type { Unit } from '../../functions/domain/units/forms.ts';
import { type Register, regionPath } from '../../functions/domain/units/units.ts';

/** A province of the size of Shandong: prefectures with counties, each with the units that find clues and those that take them. */

const [prefectures, counties] = [16, 9];
const finders = [
  'housing',
  'transport',
  'natural-resources',
  'market-regulation',
  'water',
  'education',
  'health',
  'civil-affairs',
];

const unit = (regionCode: string, organ: string): Unit => ({
  unitId: `${regionCode}-${organ}`,
  name: `${regionCode} ${organ}`,
  organ: organ as Unit['organ'],
  regionCode,
  emails: [`${organ}@${regionCode}.example`],
  supervisors: [{ name: 'supervisor', email: `supervisor.${organ}@${regionCode}.example` }],
  desks: [],
  language: 'zh',
  delegations: [],
});

const two = (n: number) => String(n).padStart(2, '0');

export interface Seat {
  regionCode: string;
  regionPath: readonly string[];
  lineage: string;
  finders: readonly string[];
}

/** The register, and the counties in which clues are found. */
export const province = (): { register: Register; seats: readonly Seat[] } => {
  const regions: Register['regions'] = new Map();
  const units = new Map<string, Unit>();
  const found: string[] = [];
  const settle = (
    code: string,
    level: 'province' | 'prefecture' | 'county',
    parent: string | null,
    organs: string[],
  ) => {
    (regions as Map<string, unknown>).set(code, { code, name: code, level, parent });
    for (const organ of ['leading-group-office', ...organs]) units.set(`${code}-${organ}`, unit(code, organ));
  };
  settle('370000', 'province', null, []);
  for (let p = 1; p <= prefectures; p += 1) {
    const prefecture = `37${two(p)}00`;
    settle(prefecture, 'prefecture', '370000', ['public-security', 'discipline-inspection']);
    for (let c = 2; c < 2 + counties; c += 1) {
      const county = `37${two(p)}${two(c)}`;
      settle(county, 'county', prefecture, ['public-security', 'discipline-inspection', ...finders]);
      found.push(county);
    }
  }
  const seats = found.map((regionCode) => {
    const path = regionPath(regions, regionCode).map(({ code }) => code);
    return {
      regionCode,
      regionPath: path,
      lineage: path.toReversed().join('/'),
      finders: finders.map((organ) => `${regionCode}-${organ}`),
    };
  });
  return { register: { regions, units }, seats };
};
