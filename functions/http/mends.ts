import type * as z from 'zod';
import type { Text } from '../domain/languages.ts';
import { choiceOf } from '../domain/names.ts';

/** What is said of a field whose schema says nothing itself, in words for people who fill in forms. */

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const kinds: Readonly<Record<string, Text>> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '“是”（true）或“否”（false）', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组栏目', en: 'an object with fields' },
  record: { zh: '一组栏目', en: 'an object with fields' },
};

const wrongKind = ({ expected, input }: { expected: string; input?: unknown }): Text => {
  const kind = kinds[expected] ?? { zh: '有效内容', en: 'a value' };
  return input === undefined
    ? { zh: `必填，请填写${kind.zh}`, en: `is missing: write ${kind.en}` }
    : { zh: `填写的内容类型不对，请填写${kind.zh}`, en: `is of the wrong kind: write ${kind.en}` };
};

const oneOf = (options: readonly unknown[], input: unknown): Text => {
  const { zh, en } = choiceOf(options);
  return input === undefined
    ? { zh: `必填，请填写以下之一：${zh}`, en: `is missing: write one of ${en}` }
    : { zh: `不在可选范围，请填写以下之一：${zh}`, en: `is none of those that there are: write one of ${en}` };
};

const lengthOf = (input: unknown): number => (typeof input === 'string' || Array.isArray(input) ? input.length : 0);

const items = (n: number | bigint): string => (n > 1 ? `${n} items` : 'one item');

const tooMuch = ({ origin, maximum, input }: { origin: string; maximum: number | bigint; input?: unknown }): Text => {
  if (origin === 'string') {
    const has = lengthOf(input);
    return {
      zh: `最多 ${maximum} 个字符，现有 ${has} 个，请精简`,
      en: `may have ${maximum} characters at most, has ${has}: shorten it`,
    };
  }
  if (origin === 'array') {
    const has = lengthOf(input);
    return {
      zh: `最多 ${maximum} 项，现有 ${has} 项，请减少`,
      en: `may have ${items(maximum)} at most, has ${has}: strike some`,
    };
  }
  // A bound of the machine's, which nobody set.
  if (maximum >= Number.MAX_SAFE_INTEGER) return { zh: '数字过大，请核对', en: 'is far too high a number: check it' };
  return { zh: `不能大于 ${maximum}，请核对`, en: `may be ${maximum} at most: check it` };
};

const tooLittle = ({ origin, minimum }: { origin: string; minimum: number | bigint }): Text => {
  if (origin === 'string') {
    return minimum > 1
      ? { zh: `至少 ${minimum} 个字符，请补充`, en: `needs ${minimum} characters at least: write more` }
      : { zh: '不能为空，请填写', en: 'is empty: write something' };
  }
  if (origin === 'array')
    return { zh: `请至少填写 ${minimum} 项`, en: `is too short a list: write ${items(minimum)} at least` };
  if (minimum <= Number.MIN_SAFE_INTEGER) return { zh: '数字过小，请核对', en: 'is far too low a number: check it' };
  return { zh: `不能小于 ${minimum}，请核对`, en: `must be ${minimum} at least: check it` };
};

const forms: Readonly<Record<string, Text>> = {
  date: { zh: '请按 2026-09-17 的格式填写日期', en: 'write a date, as 2026-09-17' },
  datetime: {
    zh: '请填写带时区的时间，如 2026-09-17T10:00:00+08:00',
    en: 'write a time with its offset, as 2026-09-17T10:00:00+08:00',
  },
  email: {
    zh: '请填写邮箱地址，如 duty@housing.example.cn',
    en: 'write a mail address, as duty@housing.example.cn',
  },
  uuid: {
    zh: '不是编号，请填写系统答复中给出的编号',
    en: 'is no id: write it as the answers give it',
  },
};

const illFormed: Text = { zh: '格式有误，请核对', en: 'is not well formed: check it' };

/** Said where nothing more is known. */
export const notRight: Text = { zh: '填写有误，请核对', en: 'is not right: check it' };

/** A field that no request has. */
export const unknownField: Text = {
  zh: '没有这一栏目，请核对名称',
  en: 'is not a field of this request: check its spelling',
};

/** What is wrong with a field, and the mend; in the words of both languages, and by the bounds in force. */
export const mendOf = (issue: RawIssue): Text => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue);
    case 'invalid_value':
      return oneOf(issue.values, issue.input);
    case 'too_big':
      return tooMuch(issue);
    case 'too_small':
      return tooLittle(issue);
    case 'invalid_format':
      return forms[issue.format] ?? illFormed;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options, issue.input) : notRight;
    default:
      return notRight;
  }
};
