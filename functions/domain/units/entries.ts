import * as z from 'zod';
import { languages } from '../languages.ts';
import { choiceOf } from '../names.ts';
import { organs } from '../organs.ts';
import { said } from '../said.ts';
import { levels, regionCode } from './forms.ts';

/** What an operator may say of regions and units; apart, so that whoever only reads these loads none of it. */

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
