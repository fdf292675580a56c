import * as z from 'zod';
import { languages } from '../languages.ts';
import { type Organ, organs } from '../organs.ts';
import { said } from '../said.ts';

/** The forms of regions, units and the people of units as they are kept; what an operator may say of them stands in entries.ts. */

export const levels = ['province', 'prefecture', 'county'] as const;

export const regionCode = z
  .string()
  .regex(
    /^\d{6}$/,
    said({ zh: '行政区划代码为六位数字，如 371402', en: 'a region code has six digits, as 371402 has' }),
  );

/** A region: the code suggests level and parent, this entry decides (GB/T 2260 has exceptions, and zones without a code). */
export const regionSchema = z.strictObject({
  code: regionCode,
  name: z.string().min(1).max(100),
  level: z.enum(levels),
  /** Null at the top: the province. */
  parent: regionCode.nullable(),
});
export type Region = z.infer<typeof regionSchema>;

const person = z.strictObject({
  name: z.string().min(1).max(100),
  email: z.email(),
  /** Of the identity provider, where it is known: what its tokens say of the person and of nobody else. */
  subject: z.string().min(1).max(200).optional(),
});
export type Person = z.infer<typeof person>;

/** `<regionCode>-<organ>`, a second unit of the same organ in a region with `-<n>` behind. */
export const unitId = z.string().regex(
  new RegExp(`^\\d{6}-(?:${organs.join('|')})(?:-[1-9]\\d?)?$`),
  said({
    zh: '单位编号由行政区划代码和机关类型组成，如 371402-public-security',
    en: 'a unit id is <regionCode>-<organ>, as 371402-public-security',
  }),
);

const delegation = z.strictObject({ absent: z.email(), to: person, from: z.iso.date(), until: z.iso.date() });
/** The mails of a supervisor (`absent`: the address) go to somebody else; from and until are days of the province, both included. */
export type Delegation = z.infer<typeof delegation>;

export const unitSchema = z.strictObject({
  unitId,
  name: z.string().min(1).max(100),
  organ: z.enum(organs),
  regionCode,
  emails: z.array(z.email()).min(1),
  supervisors: z.array(person),
  /** Who works at the unit's desk; `emails` are where the desk is mailed. */
  desks: z.array(person).default([]),
  language: z.enum(languages).default('zh'),
  /** Whom to call: stands in mails and papers. */
  phone: z.string().min(1).max(60).optional(),
  /** Its name where the reader's language is English; its Chinese one stands in where it has none. */
  nameEn: z.string().min(1).max(200).optional(),
  delegations: z.array(delegation).default([]),
});
export type Unit = z.infer<typeof unitSchema>;

/** The first unit of an organ in a region. */
export const unitIdOf = (code: string, organ: Organ) => `${code}-${organ}`;

/** The region and the organ that a unit id says; empty where it is none. */
export const unitIdSays = (id: string): { regionCode: string; organ: string } => {
  const [, code = '', organ = ''] = /^(\d{6})-(.+?)(?:-\d+)?$/.exec(id) ?? [];
  return { regionCode: code, organ };
};
