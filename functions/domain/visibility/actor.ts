import * as z from 'zod';
import type { Caller } from '../transfer/events.ts';
import { unitId } from '../units/forms.ts';

/** Who asks: the claims of the caller's token that rights depend on. */

export const roles = ['clerk', 'supervisor', 'operator', 'auditor'] as const satisfies readonly Caller['role'][];

export const actorSchema = z
  .object({
    // The table takes whole characters only.
    sub: z
      .string()
      .min(1)
      .max(200)
      .refine((sub) => sub.isWellFormed(), 'holds half a surrogate pair'),
    role: z.enum(roles),
    unit_id: unitId.optional(),
  })
  .refine((claims) => claims.role === 'operator' || claims.unit_id !== undefined, {
    path: ['unit_id'],
    message: 'a token of a clerk or a supervisor carries unit_id',
  })
  .transform(({ sub, role, unit_id }) => ({ sub, role, unitId: unit_id ?? null }));

/** Who asks, as far as rights and recusals go by it. */
export interface Actor extends Caller {
  /** As the token says; null where it does not. */
  name: string | null;
  email: string | null;
  /** All under which the caller could be named in a recusal (`formsOfCaller`). */
  forms: readonly string[];
}

/** Who asks, as events name them. */
export const callerOf = ({ sub, role, unitId }: Actor): Caller => ({ sub, role, unitId });
