import { describe, expect, it } from 'vitest';
import { recipientsOf } from '../../../../functions/domain/mail/recipients.ts';
import type { MilestoneTarget } from '../../../../functions/domain/transfer/duties.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { recusing, registerOf, unitWith } from '../records.ts';

const housing = unitWith('371402-housing');
const police = unitWith('371402-public-security');
const office = unitWith('371402-leading-group-office');
const above = unitWith('371400-leading-group-office');
const top = unitWith('370000-leading-group-office');
const all = registerOf(housing, police, office, above, top);

/** Where the clue is dealt with. */
const county = ['371402', '371400', '370000'];

const told = (
  to: MilestoneTarget[],
  { known = all, owedBy = police.unitId, recused = [] as string[], today = '2026-10-10', seat = county } = {},
) => {
  const parties = { owedBy, from: housing.unitId, to: police.unitId, regionPath: seat };
  const { recipients, passed, ended } = recipientsOf(to, parties, known, recusing(recused, known), today);
  return { emails: recipients.map(({ email }) => email), passed, ended };
};

describe('the chain of an escalation', () => {
  it('runs from the supervisors to the office of the region and the one above', () => {
    expect(told(['owner']).emails).toEqual(police.emails);
    expect(told(['supervisors']).emails).toEqual(['supervisor@371402-public-security.example']);
    expect(told(['office']).emails).toEqual(office.emails);
    expect(told(['office', 'office-above'])).toEqual({
      emails: [...office.emails, ...above.emails],
      passed: [],
      ended: false,
    });
    expect(told(['sender-supervisors']).emails).toEqual(['supervisor@371402-housing.example']);
  });

  it('goes to the office where a unit has no supervisor, and says so', () => {
    const known = registerOf({ ...police, supervisors: [] }, office, above);
    expect(told(['supervisors'], { known })).toEqual({
      emails: office.emails,
      passed: ['371402-public-security: supervisors'],
      ended: false,
    });
  });

  it('never tells an office of its own delay by way of escalation', () => {
    expect(told(['office'], { owedBy: office.unitId }).emails).toEqual(above.emails);
  });

  it('ends above the province’s own office, and says so', () => {
    const known = registerOf(unitWith('370000-public-security'), top);
    const owedBy = '370000-public-security';
    expect(told(['office-above'], { owedBy, known, seat: ['370000'] })).toEqual({
      emails: [],
      passed: [],
      ended: true,
    });
  });

  it('passes over whoever is recused, by unit, by name or by address, and goes on upwards', () => {
    expect(told(['supervisors'], { recused: ['主管371402-public-security'] }).emails).toEqual(office.emails);
    expect(told(['supervisors'], { recused: ['Supervisor@371402-public-security.example'] }).emails).toEqual(
      office.emails,
    );
    expect(told(['supervisors'], { recused: [police.unitId] }).emails).toEqual(office.emails);
    expect(told(['office'], { recused: [office.name] }).emails).toEqual(above.emails);
    expect(told(['office', 'office-above'], { recused: [office.unitId, above.unitId] }).emails).toEqual(top.emails);
    expect(told(['owner'], { recused: [police.unitId] })).toEqual({
      emails: [],
      passed: ['371402-public-security: recused'],
      ended: false,
    });
  });
});

describe('the stand-in of an absent supervisor', () => {
  const [supervisor] = police.supervisors;
  if (!supervisor) throw new Error('no supervisor');
  const deputy = { name: '代管', email: 'deputy@u.example' };
  const second = { name: '再代管', email: 'second@u.example' };
  const away = (absent: string, to: typeof deputy, from = '2026-10-09', until = '2026-10-12') => ({
    absent,
    to,
    from,
    until,
  });
  const standing = (...delegations: ReturnType<typeof away>[]) =>
    registerOf(housing, { ...police, delegations }, office, above, top);

  it('is told from the first day of the absence to the last, and nobody else', () => {
    const known = standing(away(supervisor.email.toUpperCase(), deputy));
    const on = (today: string) => told(['supervisors'], { known, today }).emails;
    expect(['2026-10-08', '2026-10-09', '2026-10-12', '2026-10-13'].map(on)).toEqual([
      [supervisor.email],
      [deputy.email],
      [deputy.email],
      [supervisor.email],
    ]);
    const { recipients } = recipientsOf(
      ['supervisors'],
      { owedBy: police.unitId, from: housing.unitId, to: police.unitId, regionPath: county },
      known,
      nobody,
      '2026-10-10',
    );
    expect(recipients).toEqual([
      { email: deputy.email, unitId: police.unitId, as: 'stand-in', language: 'zh', insteadOf: supervisor.name },
    ]);
  });

  it('may be absent too', () => {
    const known = standing(away(supervisor.email, deputy), away(deputy.email, second, '2026-10-10', '2026-10-10'));
    expect(told(['supervisors'], { known, today: '2026-10-10' }).emails).toEqual([second.email]);
    expect(told(['supervisors'], { known, today: '2026-10-11' }).emails).toEqual([deputy.email]);
  });

  it('never hears of what it is recused from: then the supervisor does, and where both are, the office', () => {
    const known = standing(away(supervisor.email, deputy));
    expect(told(['supervisors'], { known, recused: [deputy.name] }).emails).toEqual([supervisor.email]);
    expect(told(['supervisors'], { known, recused: [supervisor.name] }).emails).toEqual(office.emails);
  });
});
