import { describe, expect, it } from 'vitest';
import { actorSchema } from '../../../../functions/domain/visibility/actor.ts';

describe('who asks', () => {
  const claims = { sub: 'clerk@371402-housing', role: 'clerk', unit_id: '371402-housing' };

  it('is taken from the claims of the token', () => {
    expect(actorSchema.parse(claims)).toEqual({ sub: claims.sub, role: 'clerk', unitId: '371402-housing' });
    expect(actorSchema.parse({ sub: 'o', role: 'operator' })).toEqual({ sub: 'o', role: 'operator', unitId: null });
  });

  it.each([
    ['without a name', { sub: '' }, 'sub'],
    ['with half a character in the name', { sub: '\ud800' }, 'sub'],
    ['in a role that does not exist', { role: 'judge' }, 'role'],
    ['of a unit that cannot be', { unit_id: '371402' }, 'unit_id'],
    ['of no unit', { unit_id: undefined }, 'unit_id'],
  ])('is refused %s', (_, different, path) => {
    const { error } = actorSchema.safeParse({ ...claims, ...different });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});
