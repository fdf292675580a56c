import * as z from 'zod';
import { Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import { choiceOf } from '../names.ts';
import { said, saidAs } from '../said.ts';
import type { ClaimNames, Settings } from '../settings.ts';
import type { By, Caller } from '../transfer/events.ts';
import { type Unit, unitId } from '../units/forms.ts';
import { folded, formsNamed, formsOfCaller, formsOfId, formsOfUnit, peopleOf } from '../units/recusal.ts';

/** Who asks: the claims of the caller's token that rights and recusals depend on, and what the register says of them. */

export const roles = ['clerk', 'supervisor', 'operator', 'auditor'] as const satisfies readonly Caller['role'][];

/** Who asks, as far as rights and recusals go by it. */
export interface Actor extends Omit<Caller, 'forms' | 'name'> {
  /** As the token or the register says; null where neither does. */
  name: string | null;
  email: string | null;
  /** All under which the caller could be named in a recusal (`formsNamed`). */
  forms: readonly string[];
  /** Those of them that are the person's alone, in whatever unit. */
  person: readonly string[];
  /** Why a receiver may return a clue, by its organ type: the province says it. */
  returnReasons: Settings['returnReasons'];
}

/** What may stand in events and answers of who asks: of all that the token says of the person `sub` and the name. */
export const callerOf = ({
  sub,
  role,
  unitId: unit,
  name,
}: Omit<Caller, 'forms' | 'name'> & { name?: string | null }): Caller => ({
  sub,
  role,
  unitId: unit,
  ...(name ? { name } : {}),
});

/** Who did something, as answers show it: field by field, whatever more a record may say. */
export const byOf = (by: By): By => (by === 'clock' ? by : personOf(by));

/** The same of a person. */
export const personOf = (by: Exclude<By, 'clock'>): Exclude<By, 'clock'> => ({
  ...callerOf(by),
  ...(by.onBehalfOf === undefined ? {} : { onBehalfOf: by.onBehalfOf }),
});

/** What a token says. */
export interface Claims extends Omit<Caller, 'name'> {
  name: string | null;
  email: string | null;
  /** Leads to a registered person, by `subject`. */
  person: string | null;
}

// The table takes whole characters only.
const value = z
  .string(said({ zh: '缺少或不是文字', en: 'is missing, or no text' }))
  .min(1, said({ zh: '为空', en: 'is empty' }))
  .max(200, said({ zh: '超过 200 个字符', en: 'has more than 200 characters' }))
  .refine(
    (text) => text.isWellFormed(),
    said({ zh: '含有不完整的字符', en: 'holds half of a character (of a surrogate pair)' }),
  )
  // So API Gateway writes lists and objects, as text.
  .refine(
    (text) => !/^(map)?\[.*\]$/s.test(text),
    said({ zh: '应为单个值，现为列表或对象', en: 'is a list or an object, where one value is meant' }),
  );

/** What providers send where they know nothing. */
const emptyHanded = new Set(['', 'null', '<nil>']);

const claim = z.preprocess((said) => {
  const isNothing = said === undefined || said === null || (typeof said === 'string' && emptyHanded.has(said.trim()));
  return isNothing ? null : said;
}, value.nullable());

const claimsSchema = z
  .object({
    sub: value,
    role: z.enum(roles, said({ zh: `应为以下之一：${choiceOf(roles).zh}`, en: `is none of ${choiceOf(roles).en}` })),
    unitId: claim.pipe(unitId.nullable()),
    name: claim,
    email: claim,
    person: claim,
    // When it ends was checked by whoever checked the signature; that it ends at all is not everybody's rule.
    exp: z.coerce
      .number(said({ zh: '缺少，登录凭证必须有有效期', en: 'is missing: a token must expire' }))
      .positive(said({ zh: '不是时间', en: 'is no time' })),
  })
  .refine(({ role, unitId: unit }) => unit !== null || !isOfUnit(role), {
    path: ['unitId'],
    message: said({
      zh: '缺少，经办人和负责人的登录信息必须有所属单位',
      en: 'a token of a clerk or a supervisor names its unit',
    }),
  })
  .transform(({ exp: _, ...claims }): Claims => claims);

const isOfUnit = (role: Caller['role']): boolean => role === 'clerk' || role === 'supervisor';

/**
 * What a token says, from its claims as API Gateway hands them on: texts by their names.
 * @throws Refusal `forbidden` that names the claims to mend.
 */
export const claimsOf = (sent: Readonly<Record<string, unknown>>, names: ClaimNames): Claims => {
  const called: Record<string, string | null | undefined> = { ...names, sub: 'sub', exp: 'exp' };
  const said = ['sub', 'role', 'unitId', 'name', 'email', 'person', 'exp'].map((field) => {
    const name = called[field];
    return [field, name && Object.hasOwn(sent, name) ? sent[name] : undefined];
  });
  const read = claimsSchema.safeParse(Object.fromEntries(said));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path: [field = ''], message }) => ({
    claim: called[String(field)],
    ...(saidAs(message) ?? unreadable),
  }));
  throw new Refusal('forbidden', {
    zh: `登录信息不能表明身份（${faults.map(({ claim, zh }) => `${claim}：${zh}`).join('；')}），请与身份认证系统的管理员联系更正。`,
    en: `The token's claims do not say who asks (${faults.map(({ claim, en }) => `${claim}: ${en}`).join('; ')}). Ask the identity provider's operators to mend them.`,
  });
};

/** Of a claim of which no more can be said. */
const unreadable: Text = { zh: '无法读取', en: 'cannot be read' };

const saysNothing = (text: string | null): boolean => folded(text ?? '') === '';

const unknownPerson = (names: ClaimNames, unit: string): Refusal => {
  const sent = [names.name, names.email].filter((name) => name !== null);
  const mends: Text[] = [
    ...(sent.length > 0
      ? [
          {
            zh: `请由身份认证系统提供${sent.map((name) => `“${name}”`).join('或')}`,
            en: `The identity provider must send ${sent.map((name) => `"${name}"`).join(' or ')}.`,
          },
        ]
      : []),
    ...(names.person
      ? [
          {
            zh: `请系统管理员以“${names.person}”为身份标识，在 ${unit} 登记该人员`,
            en: `An operator must register the person with ${unit}, by "${names.person}" as subject.`,
          },
        ]
      : []),
  ];
  return new Refusal('forbidden', {
    zh: `登录信息没有表明是哪一位人员，无法判断是否须回避线索。${mends.map(({ zh }) => zh).join('；或者')}。`,
    en: `The token does not say which person asks: nobody could tell whether a clue must be kept from them. ${mends.map(({ en }) => en).join(' Or: ')}`,
  });
};

/**
 * `unit`: the one that the claims name, as it is registered; null where they name none, or it is not. `names`, `returnReasons`: as the
 * province's settings have them.
 * @throws Refusal `not-registered` where it is not, and `forbidden` for a clerk or a supervisor who could be anybody.
 */
export const actorFrom = (
  claims: Claims,
  { claims: names, returnReasons }: Pick<Settings, 'claims' | 'returnReasons'>,
  unit: Unit | null,
): Actor => {
  if (claims.unitId !== null && unit === null) {
    throw new Refusal('not-registered', {
      zh: `所属单位 ${claims.unitId} 尚未登记，请系统管理员先行登记。`,
      en: `The token is of ${claims.unitId}, which is not registered: an operator must register it first.`,
    });
  }
  // To the letter: who somebody is goes by it, and not only from whom something is kept.
  const people = unit && claims.person ? peopleOf(unit).filter(({ subject }) => subject === claims.person) : [];
  const { name, email } = people[0] ?? claims;
  if (isOfUnit(claims.role) && saysNothing(name) && saysNothing(email)) {
    throw unknownPerson(names, claims.unitId ?? '');
  }
  const { sub } = claims;
  const all = [claims, ...people].map((known) => ({ sub, name: known.name, email: known.email }));
  const forms = all.flatMap((known) => formsNamed(known, unit));
  const own = unit ? [...formsOfUnit(unit), ...unit.emails.flatMap(formsOfId)] : [];
  const person = [...new Set(all.flatMap((known) => formsOfCaller(known, unit)))].filter(
    (form) => form.startsWith('id:') && !own.includes(form),
  );
  const { role, unitId: ofUnit } = claims;
  return { sub, role, unitId: ofUnit, name, email, forms: [...new Set(forms)], person, returnReasons };
};
