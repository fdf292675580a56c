import type { Text } from '../../../domain/languages.ts';
import { rules as rulesEn } from '../../../domain/mail/terms-en.ts';
import { rules as rulesZh } from '../../../domain/mail/terms-zh.ts';
import type { Schemas } from '../api.ts';

/** What kinds of transfers are called, as mails have it. */

type Rule = Schemas['Transfer']['rule'];

const titled = (rule: Rule): Text => ({ zh: rulesZh[rule], en: rulesEn[rule] });

export const ruleTitles = {
  'organised-crime': titled('organised-crime'),
  misconduct: titled('misconduct'),
  'case-notice': titled('case-notice'),
  reply: titled('reply'),
  supplement: titled('supplement'),
} as const satisfies Readonly<Record<Rule, Text>>;
