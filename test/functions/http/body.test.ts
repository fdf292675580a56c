import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { jsonOf, textOf } from '../../../functions/http/body.ts';
import { problemOf, Unreadable } from '../../../functions/http/problems.ts';

const json = 'application/json';
const base64 = (bytes: Uint8Array) => ({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true });

/** What a body is answered with where it is refused: status and paths. */
const refusal = (run: () => unknown): [status: number, ...paths: string[]] | 'taken' => {
  try {
    run();
    return 'taken';
  } catch (error) {
    expect(error instanceof Refusal || error instanceof Unreadable, String(error)).toBe(true);
    const { status, errors = [] } = JSON.parse(problemOf(error, 'en').body);
    return [status, ...errors.map(({ path }: { path: string }) => path)];
  }
};

describe('the text of a body', () => {
  it('is taken as it is, or from base64, without its byte order mark', () => {
    const text = '{"recuse":["张三𠮷"]}';
    expect(textOf({ body: text, isBase64Encoded: false })).toBe(text);
    expect(textOf(base64(Buffer.from(text)))).toBe(text);
    expect(textOf({ body: `\ufeff${text}`, isBase64Encoded: false })).toBe(text);
    expect(textOf(base64(Buffer.from(`\ufeff${text}`)))).toBe(text);
    expect(textOf({ isBase64Encoded: false })).toBe('');
  });

  it.each([
    ['GBK', [0x7b, 0x22, 0xd5, 0xc5, 0xc8, 0xfd, 0x22, 0x7d]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
    ['a character cut short', [0x22, 0xe5, 0xbc]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['an overlong character', [0xc0, 0xaf]],
  ])('in %s is refused, and says so', (_, bytes) => {
    const read = () => textOf(base64(new Uint8Array(bytes)));
    expect(refusal(read)).toEqual([400]);
    expect(read).toThrow(/UTF-8/);
  });

  it('over 360,000 bytes is refused, whatever it came as', () => {
    const least = Buffer.from('字'.repeat(120_000));
    expect(textOf(base64(least))).toHaveLength(120_000);
    const most = Buffer.concat([least, Buffer.from('x')]);
    expect(refusal(() => textOf(base64(most)))).toEqual([413]);
    expect(refusal(() => textOf({ body: most.toString(), isBase64Encoded: false }))).toEqual([413]);
    expect(refusal(() => textOf(base64(new Uint8Array(1_000_000).fill(0xff))))).toEqual([413]);
  });
});

describe('the media type of a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/json;charset=utf8',
    'application/merge-patch+json',
  ])('%s is taken', (type) => {
    expect(jsonOf('{"a":1}', type)).toEqual({ a: 1 });
  });

  it.each([
    undefined,
    '',
    'json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json; charset=gbk',
    'application/json; charset="GB18030"',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application/json; charset=no-such',
    'application/json; charset=""',
  ])('%s is refused', (type) => {
    expect(refusal(() => jsonOf('{"a":1}', type))).toEqual([415]);
  });
});

describe('the value of a body', () => {
  it('is what JSON.parse reads, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        // Refused by its name, and tested below.
        fc.pre(!text.includes('__proto__'));
        expect(jsonOf(text, json)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"recuse":["x"],"b":1,"recuse":[]}', 'recuse'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"subjects":[{"name":"x"},{"name":"y","kind":"person","name":"z"}]}', 'subjects.1.name'],
    ['[{"a":1},{"b":{"c":[],"c":[]}}]', '1.b.c'],
    ['{"a":{"b":1},"c":{"b":1},"a":{}}', 'a'],
    ['{"":1,"":2}', ''],
    ['{"a":"{\\"a\\":1,","a":1}', 'a'],
    ['{"__proto__":{"a":1}}', '__proto__'],
    ['{"a":{"\\u005f_proto__":null}}', 'a.__proto__'],
  ])('%s is refused by the path of its name', (text, path) => {
    expect(refusal(() => jsonOf(text, json))).toEqual([422, path]);
  });

  it('with a name twice is refused, wherever it stands', () => {
    const places = fc.letrec((tie) => ({
      there: fc.constant({ text: '{"x":1,"y":[],"x":2}', path: 'x' }),
      inList: tie('any').map((inner) => {
        const { text, path } = inner as { text: string; path: string };
        return { text: `[{"x":1},${text}]`, path: `1.${path}` };
      }),
      inObject: tie('any').map((inner) => {
        const { text, path } = inner as { text: string; path: string };
        return { text: `{"x":{"x":"}{\\"x"},"in":${text}}`, path: `in.${path}` };
      }),
      any: fc.oneof({ depthSize: 'small' }, tie('there'), tie('inList'), tie('inObject')),
    }));
    fc.assert(
      fc.property(places.any, (place) => {
        const { text, path } = place as { text: string; path: string };
        expect(refusal(() => jsonOf(text, json))).toEqual([422, path]);
      }),
    );
  });

  it('with the same name in several objects is taken', () => {
    const text = '{"a":{"a":[{"a":1},{"a":1}]},"b":{"a":1},"c":["a","a"]}';
    expect(jsonOf(text, json)).toEqual(JSON.parse(text));
  });

  it.each(['{"a":', '', "{'a':1}", '{"a":1,}', '[1] 2', '{"a":01}', 'NaN', '// x\n{}'])('%s is no JSON', (text) => {
    expect(refusal(() => jsonOf(text, json))).toEqual([400]);
  });

  const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);
  it('nested deeper than any request is refused, as deep as a body can be', () => {
    for (const text of [
      deep('[', ']', 180_000),
      deep('[', ']', 65),
      `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`,
      `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`,
    ]) {
      expect(refusal(() => jsonOf(text, json))).toEqual([422, '']);
    }
    expect(refusal(() => jsonOf('['.repeat(360_000), json))).toEqual([400]);
    expect(refusal(() => jsonOf(deep('[', ']', 64), json))).toBe('taken');
  });

  it('with more faults than an answer holds is told of some, by paths that are cut', () => {
    const many = `{"${'很长'.repeat(20_000)}":{${'"a":1,'.repeat(10_000)}"b":1}}`;
    const numbered = `{${Array.from({ length: 10_000 }, (_, n) => `"${n}":1,"${n}":1`).join()}}`;
    for (const text of [many, numbered]) {
      try {
        jsonOf(text, json);
        expect.unreachable();
      } catch (error) {
        const { body } = problemOf(error, 'en');
        expect(body.length).toBeLessThan(60_000);
        expect(JSON.parse(body).errors.length).toBeLessThanOrEqual(100);
      }
    }
  });
});
