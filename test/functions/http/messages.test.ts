import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { said, saidAs } from '../../../functions/domain/said.ts';
import { readAs } from '../../../functions/http/checked.ts';
import { routes } from '../../../infra/functions.ts';
import { textFaults } from './answers.ts';

/** What is said of a field: by its schema, or by us where that says nothing; in both languages. */

type Def = Record<string, unknown> & { error?: (issue: object) => unknown };

/** Every message that a schema states itself, however deep it stands. */
const messagesOf = (schema: unknown, seen = new Set<unknown>()): string[] => {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  if (Array.isArray(schema)) return schema.flatMap((one) => messagesOf(one, seen));
  const def = (schema as { _zod?: { def: Def } })._zod?.def;
  if (!def) return Object.values(schema).flatMap((one) => messagesOf(one, seen));
  const own = def.error?.({ input: '' });
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(def).flatMap((one) => messagesOf(one, seen))];
};

const inputs = routes.flatMap(({ name, request: { id, body, query } }) =>
  [id, body, query].flatMap((schema) => (schema ? [{ name, schema }] : [])),
);

describe('the messages of a schema', () => {
  it('are found', () => {
    expect(messagesOf(z.strictObject({ a: z.array(z.string().min(1, 'x')).max(2, 'y').optional() })).sort()).toEqual([
      'x',
      'y',
    ]);
    expect(new Set(inputs.flatMap(({ schema }) => messagesOf(schema))).size).toBeGreaterThan(30);
  });

  it('stand in both languages, in all that a caller can send', () => {
    for (const { name, schema } of inputs) {
      for (const message of messagesOf(schema)) {
        const text = saidAs(message);
        expect(text, `${name}: "${message}" is said in English only`).toBeDefined();
        expect([...textFaults('zh', [text?.zh ?? '']), ...textFaults('en', [text?.en ?? ''])]).toEqual([]);
      }
    }
  });

  it('are not said twice in two ways', () => {
    said({ zh: '甲', en: 'one' });
    expect(said({ zh: '甲', en: 'one' })).toBe('one');
    expect(() => said({ zh: '乙', en: 'one' })).toThrow('two ways');
  });
});

describe('a field whose schema says nothing', () => {
  const cases: [string, z.ZodType, unknown, string, string][] = [
    ['missing', z.string(), undefined, '必填，请填写文字', 'is missing: write a text'],
    ['of another kind', z.string(), 7, '填写的内容类型不对，请填写文字', 'is of the wrong kind: write a text'],
    ['no number', z.coerce.number(), 'many', '请填写数字', 'write a number'],
    ['half a number', z.int(), 1.5, '请填写整数', 'write a whole number'],
    ['too long', z.string().max(3), '1234', '最多 3 个字符，现有 4 个', 'may have 3 characters at most, has 4'],
    ['empty', z.string().trim().min(1), ' ', '不能为空，请填写', 'is empty: write something'],
    ['too short', z.string().min(2), '1', '至少 2 个字符', 'needs 2 characters at least'],
    ['too many', z.array(z.int()).max(1), [1, 2], '最多 1 项，现有 2 项', 'may have one item at most, has 2'],
    ['too few', z.array(z.int()).min(1), [], '请至少填写 1 项', 'write one item at least'],
    ['too large', z.int().max(200), 1_000_000, '不能大于 200', 'may be 200 at most'],
    ['too small', z.int().min(1), 0, '不能小于 1', 'must be 1 at least'],
    ['beyond all numbers', z.int(), 1e300, '数字过大', 'is far too high a number'],
    ['far below all numbers', z.int(), -1e300, '数字过小', 'is far too low a number'],
    ['none of a list', z.enum(['joint', 'elevate']), 'x', 'joint（联合办理）、elevate（提级办理）', 'joint, elevate'],
    ['left out of a list', z.enum(['joint']), undefined, '必填，请填写以下之一', 'is missing: write one of joint'],
    ['no date', z.iso.date(), 'x', '请按 2026-09-17 的格式填写日期', 'write a date'],
    ['no id', z.uuid(), 'x', '请填写系统答复中给出的编号', 'write it as the answers give it'],
    ['of no form', z.string().regex(/x/), 'y', '格式有误', 'is not well formed'],
    ['none of either', z.union([z.int(), z.boolean()]), 'y', '填写有误', 'is not right'],
    ['no field', z.strictObject({}), { a: 1 }, '没有这一栏目', 'is not a field of this request'],
    [
      'of no alternative',
      z.discriminatedUnion('a', [z.strictObject({ a: z.literal(true) }), z.strictObject({ a: z.literal(false) })]),
      { a: 'x' },
      '请填写以下之一：true（是）、false（否）',
      'write one of true, false',
    ],
  ];
  it.each(cases)('and which is %s', (_, schema, sent, zh, en) => {
    const [issue, ...others] = readAs(schema, sent).issues ?? [];
    expect(others).toEqual([]);
    expect(issue?.message).toEqual({ zh: expect.stringContaining(zh), en: expect.stringContaining(en) });
    const { message = { zh: '', en: '' } } = issue ?? {};
    expect([...textFaults('zh', [message.zh]), ...textFaults('en', [message.en])]).toEqual([]);
  });
});
