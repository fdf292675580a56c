import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { ClaimNames } from '../../../../functions/domain/settings.ts';
import { formsOfPerson, recusedAs, resolved } from '../../../../functions/domain/units/recusal.ts';
import { type Actor, actorFrom, callerOf, claimsOf } from '../../../../functions/domain/visibility/actor.ts';
import { units } from '../../../../infra/local/seed.ts';
import { settingsWith } from '../settings.ts';

const [seeded] = units.filter(({ unitId }) => unitId === '371402-housing') as [(typeof units)[number]];
const opaque = '8f14e45f-ceea-467f-a8d6-1d9b8b1c2a3d';
const housing = {
  ...seeded,
  supervisors: [{ name: '周局长', email: 'zhou@housing.example', subject: opaque }],
  desks: [{ name: '吴经办', email: 'wu@housing.example', subject: 'U-7' }],
};
const names = settingsWith().claims;
const byPerson: ClaimNames = { ...names, name: null, email: null, person: 'employee' };

const claims = {
  sub: 'clerk@371402-housing',
  role: 'clerk',
  unit_id: '371402-housing',
  name: '吴经办',
  email: 'wu@housing.example',
  exp: '1790000000',
};
const asks = (different: Record<string, unknown> = {}, called = names, unit: typeof housing | null = housing): Actor =>
  actorFrom(claimsOf({ ...claims, ...different }, called), settingsWith({ claims: called }), unit);
const refusalOf = (run: () => unknown): { name: string; message: string } => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return { name: error.refusal, message: error.message };
    throw error;
  }
  return { name: 'taken', message: '' };
};

describe('who asks', () => {
  it('is taken from the claims of the token', () => {
    expect(asks()).toMatchObject({
      sub: claims.sub,
      role: 'clerk',
      unitId: '371402-housing',
      name: '吴经办',
      email: 'wu@housing.example',
    });
    for (const role of ['operator', 'auditor']) {
      const nobody = { role, unit_id: undefined, name: undefined, email: undefined };
      expect(asks(nobody, names, null)).toMatchObject({ role, unitId: null, name: null, email: null });
    }
  });

  it('is taken from the claims that the province names, and from no others', () => {
    const own: ClaimNames = {
      unitId: 'https://clues.example/department',
      role: 'position',
      name: 'display_name',
      email: 'mail',
    };
    const sent = {
      ...claims,
      role: 'operator',
      unit_id: '371402-court',
      name: 'x',
      email: 'y',
      'https://clues.example/department': '371402-housing',
      position: 'supervisor',
      display_name: '周局长',
      mail: 'zhou@housing.example',
    };
    expect(actorFrom(claimsOf(sent, own), settingsWith({ claims: own }), housing)).toMatchObject({
      role: 'supervisor',
      unitId: '371402-housing',
      name: '周局长',
      email: 'zhou@housing.example',
    });
    expect(asks({ email: 'zhou@housing.example' }, { ...names, email: null }).email).toBe(null);
  });

  it.each([
    ['without a subject', { sub: '' }, 'sub'],
    ['with half a character in the subject', { sub: '\ud800' }, 'sub'],
    ['with a subject too long', { sub: 'x'.repeat(201) }, 'sub'],
    ['in a role that does not exist', { role: 'judge' }, 'role'],
    ['in several roles', { role: '[clerk operator]' }, 'role'],
    ['in one role of a list', { role: ['operator'] }, 'role'],
    ['of a unit that cannot be', { unit_id: '371402' }, 'unit_id'],
    ['of no unit', { unit_id: undefined }, 'unit_id'],
    ['of a unit that is empty', { unit_id: '' }, 'unit_id'],
    ['of several units', { unit_id: '[371402-housing 371402-court]' }, 'unit_id'],
    ['with several subjects', { sub: '[a b]' }, 'sub'],
    ['with several names', { name: '[吴经办 张三]' }, 'name'],
    ['with an empty list of names', { name: '[]' }, 'name'],
    ['with several addresses', { email: '[a@x.example b@x.example]' }, 'email'],
    ['with an object for a name', { name: 'map[family:吴 given:经办]' }, 'name'],
    ['with a list of addresses', { email: ['wu@housing.example'] }, 'email'],
    ['for good', { exp: undefined }, 'exp'],
    ['until no time', { exp: 'never' }, 'exp'],
  ])('is refused %s, by the claim', (_, different, claim) => {
    const { name, message } = refusalOf(() => asks(different));
    expect([name, message]).toEqual(['forbidden', expect.stringContaining(`${claim}: `)]);
  });

  it('is refused by what the province calls the claim', () => {
    expect(refusalOf(() => asks({}, { ...names, role: 'position' })).message).toContain('position: ');
  });

  it('takes no claim from what every object has', () => {
    expect(refusalOf(() => asks({}, { ...names, role: 'constructor' })).name).toBe('forbidden');
  });

  it('belongs to a registered unit', () => {
    for (const role of ['clerk', 'supervisor', 'operator', 'auditor']) {
      const { name, message } = refusalOf(() => asks({ role }, names, null));
      expect([name, message]).toEqual(['not-registered', expect.stringContaining('371402-housing')]);
    }
  });
});

describe('a clerk or a supervisor', () => {
  const nameless = [undefined, '', '  ', '\u200b', 'null', '<nil>'];
  it.each(['clerk', 'supervisor'])('who could be anybody is refused (%s)', (role) => {
    for (const nothing of nameless) {
      const { name, message } = refusalOf(() => asks({ role, name: nothing, email: nothing, sub: opaque }));
      expect([name, message]).toEqual(['forbidden', expect.stringMatching(/which person.*"name" or "email"/)]);
    }
    expect(asks({ role, name: undefined }).email).toBe('wu@housing.example');
    expect(asks({ role, email: undefined }).name).toBe('吴经办');
  });

  it('is known by the person that the token leads to, where the province says so', () => {
    const nothing = { sub: 'x', name: undefined, email: undefined };
    expect(asks({ ...nothing, employee: 'U-7' }, byPerson)).toMatchObject({
      name: '吴经办',
      email: 'wu@housing.example',
    });
    expect(asks({ sub: opaque, name: undefined }, { ...byPerson, person: 'sub' }).name).toBe('周局长');
    for (const employee of [undefined, 'U-8', 'u-7', '[U-7]', '[U-7 U-8]']) {
      expect(refusalOf(() => asks({ ...nothing, employee }, byPerson)).name).toBe('forbidden');
    }
    expect(refusalOf(() => asks({ ...nothing, employee: 'U-8' }, byPerson)).message).toMatch(
      /register the person with 371402-housing, by "employee" as subject/,
    );
  });

  it('who is registered counts as that, whatever else the token says', () => {
    const both: ClaimNames = { ...names, person: 'employee' };
    expect(asks({ employee: 'U-7', name: '别人', email: 'other@x.example' }, both).name).toBe('吴经办');
    expect(asks({ employee: 'U-9', name: '别人' }, both).name).toBe('别人');
  });
});

describe('whom a recusal meets', () => {
  const regions = ['371402', '371400', '370000'];
  const meets = (entry: string, actor: Actor) =>
    recusedAs(resolved([entry], [housing], regions).forms).meets(actor.forms);

  it.each([
    ['the name', '吴经办'],
    ['the address', 'wu@housing.example'],
    ['name and address', '吴经办 <WU@housing.example>'],
    ['the unit', '371402-housing'],
    ['the unit by name', housing.name],
  ])('is a caller with an opaque sub, by %s', (_, entry) => {
    for (const actor of [
      asks({ sub: opaque.replace('8', '9') }),
      asks({ sub: 'x', email: undefined }),
      asks({ sub: 'x', employee: 'U-7' }, byPerson),
      asks({ sub: 'x', employee: 'U-7', name: '别人', email: 'other@x.example' }, { ...names, person: 'employee' }),
    ]) {
      expect(meets(entry, actor), JSON.stringify(actor)).toBe(true);
    }
  });

  it('is also whoever the token says that it is, beside the registered person', () => {
    const actor = asks({ employee: 'U-7', name: '别人', email: 'other@x.example' }, { ...names, person: 'employee' });
    expect([meets('别人', actor), meets('other@x.example', actor)]).toEqual([true, true]);
    expect(meets('周局长', actor)).toBe(false);
  });

  it('is no colleague', () => {
    expect(meets('周局长', asks())).toBe(false);
    expect(recusedAs(formsOfPerson({ name: '周局长', email: 'zhou@housing.example' })).meets(asks().forms)).toBe(false);
  });
});

describe('what is kept of a caller', () => {
  it('is the name, and nothing else that the token says of the person', () => {
    expect(callerOf(asks())).toEqual({ sub: claims.sub, role: 'clerk', unitId: '371402-housing', name: claims.name });
  });
});
