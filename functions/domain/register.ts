import * as z from 'zod';

/** The registers of regions and of units: who exists, where, and who stands above whom. */

export const levels = ['province', 'prefecture', 'county'] as const;
export type Level = (typeof levels)[number];

/** Organ types (domain.md, "Units"). */
export const organs = [
  'public-security',
  'discipline-inspection',
  'petitions',
  'procuratorate',
  'court',
  'judicial-administration',
  'land',
  'housing',
  'transport',
  'water',
  'agriculture',
  'publicity',
  'cyberspace',
  'leading-group-office',
  'other',
] as const;
export type Organ = (typeof organs)[number];

export const regionCode = z.string().regex(/^\d{6}$/, 'a region code has six digits, as 371402 has');

/** A region: the code suggests level and parent, this entry decides (GB/T 2260 has exceptions, and zones without a code). */
export const regionSchema = z.strictObject({
  code: regionCode,
  name: z.string().min(1).max(100),
  level: z.enum(levels),
  /** Null at the top: the province. */
  parent: regionCode.nullable(),
});
export type Region = z.infer<typeof regionSchema>;

const person = z.strictObject({ name: z.string().min(1).max(100), email: z.email() });

/** `<regionCode>-<organ>`, a second unit of the same organ in a region with `-<n>` behind. */
export const unitId = z
  .string()
  .regex(
    new RegExp(`^\\d{6}-(?:${organs.join('|')})(?:-[1-9]\\d?)?$`),
    'a unit id is <regionCode>-<organ>, as 371402-public-security',
  );

export const unitSchema = z.strictObject({
  unitId,
  name: z.string().min(1).max(100),
  organ: z.enum(organs),
  regionCode,
  emails: z.array(z.email()).min(1),
  supervisors: z.array(person),
});
export type Unit = z.infer<typeof unitSchema>;

/** The first unit of an organ in a region. */
export const unitIdOf = (code: string, organ: Organ) => `${code}-${organ}`;
