import type { Person, Unit } from '../../../../functions/domain/units/forms.ts';
import { formsNamed, recusedAs, resolved } from '../../../../functions/domain/units/recusal.ts';
import { unitWith } from '../records.ts';

/** A register with its people, and who is meant and met in it. */

export const zhang: Person = { name: '张三', email: 'zhang@police.example', subject: 'user-7f3a' };
export const wu: Person = { name: '吾守尔·买买提', email: 'wu@police.example' };
export const namesake: Person = { name: '张三', email: 'zhang@lingcheng.example' };
export const chief: Person = { name: '李四', email: 'li@city.example' };
const clerk: Person = { name: '王五', email: 'wang@housing.example' };

export const police = unitWith('371402-public-security', {
  name: '德城区公安局',
  supervisors: [zhang, wu],
  desks: [{ name: '赵六', email: 'zhao@police.example' }],
});
export const office = unitWith('371402-leading-group-office', { name: '德城区扫黑办' });
export const officeAbove = unitWith('371400-leading-group-office', { name: '德州市扫黑办', supervisors: [chief] });
export const neighbour = unitWith('371403-public-security', { name: '陵城区公安局', supervisors: [namesake] });
export const housing = unitWith('371402-housing', {
  name: '德城区住建局',
  supervisors: [clerk],
  delegations: [
    {
      absent: clerk.email,
      to: { name: '代某', email: 'dai@housing.example' },
      from: '2026-10-01',
      until: '2026-10-02',
    },
  ],
});
export const all = [police, office, officeAbove, neighbour, housing];
export const regions = ['371402', '371400', '370000'];

export const meetings = (entries: string[], units: readonly Unit[] = all) => resolved(entries, units, regions).meetings;
export const metBy = (entry: string, units: readonly Unit[] = all) => meetings([entry], units)[0]?.met;
export const recused = (entries: string[], units: readonly Unit[] = all) =>
  recusedAs(resolved(entries, units, regions).forms);
export const caller = (unit: Unit | null, sub: string, claims: { name?: string; email?: string } = {}) =>
  formsNamed({ sub, name: claims.name ?? null, email: claims.email ?? null }, unit);
