import type { Unit } from '../../functions/domain/units/forms.ts';
import { personIn } from './seed.ts';

/** Who a token is for; whatever is left out is a person's of the unit. `null`: the token says nothing of it. */
export interface Bearer {
  sub?: string | undefined;
  name?: string | null | undefined;
  email?: string | null | undefined;
}

/** The claims of a token. `unit`: as it is registered. */
export const claimsFor = (unitId: string | undefined, role: string, unit: Unit | undefined, who: Bearer = {}) => {
  const person = personIn(role, unitId, unit);
  const { sub = `${role}@${unitId ?? 'operations'}`, name = person.name, email = person.email } = who;
  return {
    sub,
    role,
    ...(unitId === undefined ? {} : { unit_id: unitId }),
    ...(name === null ? {} : { name }),
    ...(email === null ? {} : { email }),
  };
};
