import { describe, expect, it } from 'vitest';
import { recipientsOf } from '../../../../functions/domain/mail/recipients.ts';
import type { MilestoneTarget } from '../../../../functions/domain/transfer/milestones.ts';
import type { Unit } from '../../../../functions/domain/units/forms.ts';
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
    const both = { emails: [...office.emails, ...above.emails], passed: [], ended: false };
    expect(told(['office', 'office-above'])).toEqual(both);
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

  it('goes one up where two steps would lead to the same office', () => {
    const both = [...above.emails, ...top.emails];
    expect(told(['office', 'office-above'], { owedBy: office.unitId }).emails).toEqual(both);
    expect(told(['office-above'], { owedBy: office.unitId }).emails).toEqual(top.emails);
    // The supervisors must not hear of it: the first step reaches the office, and the third the one above.
    const recused = ['主管371402-public-security'];
    const steps = (['supervisors', 'office', 'office-above'] as const).map((to) => told([to], { recused }).emails);
    expect(steps).toEqual([office, above, top].map(({ emails }) => emails));
    const seat = ['371400', '370000'];
    expect(told(['office', 'office-above'], { owedBy: above.unitId, seat }).emails).toEqual(top.emails);
    // A county without an office of its own.
    const known = registerOf(housing, police, above, top);
    expect(told(['office', 'office-above'], { known }).emails).toEqual(both);
    // Where nobody stands above the one that was told, nothing says that anybody was passed over.
    expect(told(['office', 'office-above'], { known: registerOf(police, above) })).toMatchObject({
      emails: above.emails,
      ended: false,
    });
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
    // A duty whose unit must not hear of it is not left in silence.
    expect(told(['owner'], { recused: [police.unitId] })).toEqual({
      emails: office.emails,
      passed: ['371402-public-security: recused', '371402-public-security: supervisors'],
      ended: false,
    });
  });
});

describe('the office that decides', () => {
  const decides = (decider: string | undefined, recused: string[] = [], known = all) => {
    const parties = { owedBy: police.unitId, from: housing.unitId, to: police.unitId, regionPath: county };
    const asked = { ...parties, ...(decider ? { decider } : {}) };
    const { recipients, passed, ended } = recipientsOf(
      ['decider'],
      asked,
      known,
      recusing(recused, known),
      '2026-10-10',
    );
    return { emails: recipients.map(({ email }) => email), passed, ended };
  };

  it('is told of what waits for it, at its desk', () => {
    expect(decides(above.unitId)).toEqual({ emails: above.emails, passed: [], ended: false });
    expect(decides(office.unitId).emails).toEqual(office.emails);
    // Of records of before it is not known.
    expect(decides(undefined).emails).toEqual(office.emails);
  });

  it('is passed over for the next one up where it is missing or must not hear of it', () => {
    expect(decides(office.unitId, [office.unitId])).toEqual({
      emails: above.emails,
      passed: [office.unitId],
      ended: false,
    });
    expect(decides(above.unitId, [], registerOf(police, office, top)).emails).toEqual(top.emails);
    expect(decides(top.unitId, [top.name])).toEqual({ emails: [], passed: [top.unitId], ended: true });
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

  it('never hears of what it is recused from: then the absent supervisor does, and with them the office', () => {
    const known = standing(away(supervisor.email, deputy));
    const step = (to: MilestoneTarget) => told([to], { known, recused: [deputy.name] }).emails;
    expect(step('supervisors')).toEqual([supervisor.email, ...office.emails]);
    expect(step('office')).toEqual(above.emails);
    expect(told(['supervisors'], { known, recused: [supervisor.name] }).emails).toEqual(office.emails);
  });
});

describe('nobody who must not hear of a clue is mailed', () => {
  const targets: MilestoneTarget[] = [
    ...(['owner', 'other-side', 'sender', 'receiver', 'sender-supervisors'] as const),
    ...(['decider', 'supervisors', 'office', 'office-above'] as const),
  ];
  const wang = { name: '王某', email: 'wang@person.example' };
  const everywhere =
    (email: string) =>
    (unit: Unit): Unit => ({
      ...unit,
      emails: [email, ...unit.emails],
      supervisors: [{ name: '另名', email }, ...unit.supervisors],
      delegations: unit.supervisors.slice(0, 1).map(({ email: absent }) => ({
        ...{ absent, to: { name: '代管', email }, from: '2026-10-01', until: '2026-10-31' },
      })),
    });

  it.each([
    ['by name', wang.name],
    ['by address', 'Wang@Person.example'],
    ['by name and address', '某人 <wang@person.example>'],
    ['by address in full-width characters', 'ｗａｎｇ＠ｐｅｒｓｏｎ．ｅｘａｍｐｌｅ'],
  ])('at the desk, as a supervisor or as a stand-in, of whatever unit: a person named %s', (_, entry) => {
    const petitions = unitWith('371402-petitions', { supervisors: [wang] });
    const known = registerOf(
      petitions,
      ...[housing, police, office, above, top].map(everywhere('WANG@person.example')),
    );
    for (const target of targets) {
      for (const owedBy of [housing.unitId, police.unitId]) {
        const { emails } = told([target], { known, owedBy, recused: [entry] });
        expect(emails.map((email) => email.toLowerCase())).not.toContain(wang.email);
        // Everybody else hears as ever.
        expect(emails.length).toBeGreaterThan(0);
      }
    }
  });

  it('at a unit whose every desk address is theirs: the next one up is told', () => {
    const known = registerOf(housing, police, { ...office, emails: [wang.email] }, above, {
      ...top,
      supervisors: [wang],
    });
    expect(told(['office'], { known, recused: [wang.name] }).emails).toEqual(above.emails);
    expect(
      told(['owner'], { known: registerOf({ ...police, emails: [wang.email] }, top), recused: [wang.email] }),
    ).toEqual({
      emails: police.supervisors.map(({ email }) => email),
      passed: [`${police.unitId}: recused`],
      ended: false,
    });
  });

  it.each([
    ['by its id', (unit: Unit) => unit.unitId],
    ['by its name', (unit: Unit) => ` ${unit.name}\u200b`],
  ])(
    'of a unit named %s: neither desk, supervisors nor stand-ins, nor at its desk address with another unit',
    (_, entry) => {
      const own = { ...police, delegations: [] };
      const known = registerOf(
        housing,
        own,
        { ...office, emails: [...police.emails, ...office.emails] },
        { ...above, supervisors: [{ name: '某', email: police.emails[0] ?? '' }] },
        top,
      );
      for (const target of targets) {
        const { emails } = told([target], { known, recused: [entry(police)] });
        for (const email of [...police.emails, ...police.supervisors.map((one) => one.email)]) {
          expect(emails).not.toContain(email);
        }
      }
      expect(told(['supervisors'], { known, recused: [entry(police)] }).emails).toEqual(office.emails);
    },
  );

  it('in the absence of a supervisor who is recused: not their stand-in either', () => {
    const away = {
      absent: wang.email,
      to: { name: '代管', email: 'deputy@u.example' },
      from: '2026-10-01',
      until: '2026-10-31',
    };
    const known = registerOf(housing, { ...police, supervisors: [wang], delegations: [away] }, office, above, top);
    expect(told(['supervisors'], { known }).emails).toEqual(['deputy@u.example']);
    expect(told(['supervisors'], { known, recused: [wang.name] }).emails).toEqual(office.emails);
  });

  it('and where all must not, the chain ends', () => {
    const all3 = [office, above, top].map(({ name }) => name);
    expect(told(['office-above'], { recused: all3 })).toEqual({
      ...{ emails: [], passed: [above.unitId, top.unitId], ended: true },
    });
  });
});

describe('the offices that do not oversee a transfer', () => {
  const city = ['371400', '370000'];
  const neighbourOffice = unitWith('371403-leading-group-office');
  const known = registerOf(housing, police, office, above, top, neighbourOffice, unitWith('371400-public-security'));

  it('are passed over, though the unit that owes the duty is theirs', () => {
    expect(told(['office'], { known, owedBy: housing.unitId, seat: city }).emails).toEqual(above.emails);
    expect(told(['office'], { known, owedBy: housing.unitId, seat: ['371403', ...city] }).emails).toEqual(above.emails);
    expect(told(['office'], { known, owedBy: housing.unitId, seat: ['370000'] }).emails).toEqual(top.emails);
  });

  it('are not told where a unit has no supervisor left either', () => {
    const bare = registerOf({ ...housing, supervisors: [] }, office, above, top, neighbourOffice);
    expect(told(['sender-supervisors'], { known: bare, owedBy: police.unitId, seat: city })).toEqual({
      ...{ emails: above.emails, passed: [`${housing.unitId}: supervisors`, office.unitId], ended: false },
    });
  });

  it('are told nothing in a chain that ends below them', () => {
    const only = registerOf(housing, office, neighbourOffice);
    expect(told(['office', 'office-above'], { known: only, owedBy: housing.unitId, seat: city })).toEqual({
      ...{ emails: [], passed: [office.unitId, above.unitId, top.unitId, above.unitId, top.unitId], ended: true },
    });
  });
});
