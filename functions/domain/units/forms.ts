import * as z from 'zod';
import { languages } from '../languages.ts';
import { choiceOf } from '../names.ts';
import { type Organ, organs } from '../organs.ts';
import { said } from '../said.ts';

/** The forms of regions, units and the people of units: how they are kept, and what an operator may say of them. */

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

/** Control, format and direction characters, and fillers that stand for no letter: two names that look the same must be the same. */
const isPlain = (text: string): boolean =>
  /^(?:(?!\u034f)[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u3164\uffa0])*$/u.test(text);

// No pattern of the description: few of the programs that read it know these classes.
const plain = z
  .string()
  .trim()
  .refine(
    isPlain,
    said({
      zh: '请勿含换行、不可见字符或文字方向标记',
      en: 'write it without line breaks, invisible characters and marks of direction',
    }),
  );

const writeName = said({ zh: '请填写名称', en: 'write a name' });

const nameUpTo = (max: number): string =>
  said({ zh: `名称最多 ${max} 个字符，请精简`, en: `write a name of at most ${max} characters` });

const plainName = plain.min(1, writeName).max(100, nameUpTo(100));

// 254: what a mail server takes (RFC 5321), and less than fits into a key of the table.
const address = z
  .email(
    said({
      zh: '请填写邮箱地址，如 duty@housing.example.cn',
      en: 'write a mail address, as duty@housing.example.cn',
    }),
  )
  .max(254, said({ zh: '邮箱地址最多 254 个字符', en: 'write a mail address of at most 254 characters' }));

const personFields = z.strictObject({
  name: plainName,
  email: address,
  /** What the identity provider's tokens say of the person, where it is known. */
  subject: plain
    .min(
      1,
      said({
        zh: '请填写身份认证系统中的身份标识，或不填',
        en: 'leave it out, or write what tokens say of the person',
      }),
    )
    .max(200, said({ zh: '最多 200 个字符，请精简', en: 'write at most 200 characters' }))
    .optional(),
});

/** A number with its area code, as people write it (`0534-2100110 转 8021`), or a short one (`110`). */
const isPhone = (text: string): boolean =>
  /^\d{3,6}$/.test(text) ||
  (/^\+?[\d(（][\d\s()（）/、,，;；-]*(?:(?:转|ext\.?|x)\s*\d{1,8})?$/i.test(text) &&
    (text.match(/\d/g)?.length ?? 0) >= 7);

const phone = plain.max(60, said({ zh: '电话号码最多 60 个字符', en: 'write at most 60 characters' })).refine(
  (text) => text === '' || isPhone(text),
  said({
    zh: '请填写电话号码，如 0534-2100110 或 0534-2100110转8021',
    en: 'write a telephone number, as 0534-2100110 or “0534-2100110转8021”',
  }),
);

const day = z.iso.date(said({ zh: '请按 2026-09-17 的格式填写日期', en: 'write a day as YYYY-MM-DD' }));

const listUpTo = (max: number): string => said({ zh: `最多填写 ${max} 项`, en: `list at most ${max}` });

/** One of a list that an operator also writes into a file. */
const oneOf = (some: readonly string[]): string => {
  const { zh, en } = choiceOf(some);
  return said({ zh: `请填写以下之一：${zh}`, en: `write one of ${en}` });
};

/** Who stands in for the unit's supervisors, and when. */
export const delegations = z
  .array(
    z.strictObject({
      /** Address of the supervisor who is absent. */
      absent: address,
      to: z.strictObject({ name: plainName, email: address }),
      from: day,
      until: day,
    }),
  )
  .max(50, listUpTo(50));

/** What an operator says of a unit: stricter than what is read, so that a new rule makes no old record unreadable. */
export const unitFields = z.strictObject({
  name: plainName,
  organ: z.enum(organs, oneOf(organs)),
  regionCode,
  emails: z
    .array(address)
    .min(1, said({ zh: '请至少填写一个邮箱地址', en: 'list at least one mail address' }))
    .max(50, listUpTo(50)),
  supervisors: z.array(personFields).max(50, listUpTo(50)),
  /** Who works at the desk. Left out: as they were. */
  desks: z.array(personFields).max(50, listUpTo(50)).optional(),
  /** Left out: as it was, Chinese at first. */
  language: z.enum(languages, oneOf(languages)).optional(),
  /** Left out: as it was. Empty: none. */
  phone: phone.optional(),
  /** Left out: as it was. Empty: none. */
  nameEn: plain.max(200, nameUpTo(200)).optional(),
  /** Left out: as they were. */
  delegations: delegations.optional(),
});
export type UnitFields = z.output<typeof unitFields>;
/** A unit as it is said anew: what is left out stays as it was. */
export type UnitEntry = UnitFields & { unitId: string };

export const regionFields = z.strictObject({
  code: regionCode,
  name: plainName,
  level: z.enum(levels, oneOf(levels)),
  parent: regionCode.nullable(),
});

/** The first unit of an organ in a region. */
export const unitIdOf = (code: string, organ: Organ) => `${code}-${organ}`;

/** The region and the organ that a unit id says; empty where it is none. */
export const unitIdSays = (id: string): { regionCode: string; organ: string } => {
  const [, code = '', organ = ''] = /^(\d{6})-(.+?)(?:-\d+)?$/.exec(id) ?? [];
  return { regionCode: code, organ };
};
