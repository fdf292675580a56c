import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { problemOf, stored } from '../functions/http/answers.ts';
import { clueWith, housing, type Submitted, useProvince } from '../province.ts';

/** What is sent in bytes: nothing is taken whose names could be read otherwise than they were meant. */

const { local, send, token } = useProvince();

const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${local().url}/v1/clues`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token(housing)}`, 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
/** The clue as JSON, with a name in bytes of another encoding where it says so. */
const withBytes = (bytes: number[]): Uint8Array<ArrayBuffer> => {
  const [before = '', after = ''] = JSON.stringify(clueWith({ recuse: ['NAME'] })).split('NAME');
  return new Uint8Array(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]));
};

describe('a body', () => {
  it.each([
    ['GBK', [0xd5, 0xc5, 0xc8, 0xfd]],
    ['UTF-16', [0x20, 0x5f, 0x09, 0x4e]],
    ['UTF-8 that ends too early', [0xe5, 0xbc]],
    ['half a surrogate pair', [0xed, 0xa0, 0xbd]],
  ])('with a name in %s is refused, and nothing is stored', async (_, bytes) => {
    const before = await stored();
    const { status, body } = await post(withBytes(bytes));
    expect(problemOf(body).status).toBe(status);
    // Bytes of UTF-16 may happen to be UTF-8; what they say is no text of JSON then.
    expect(status).toBe(400);
    expect(await stored()).toBe(before);
  });

  it('in another encoding is refused by its Content-Type', async () => {
    const before = await stored();
    for (const charset of ['gbk', '"GB18030"', 'ISO-8859-1']) {
      const { status, body } = await post(JSON.stringify(clueWith()), {
        'content-type': `application/json; charset=${charset}`,
      });
      expect([status, problemOf(body).status]).toEqual([415, 415]);
    }
    expect(await stored()).toBe(before);
  });

  it('is taken with a byte order mark, and with utf-8 as its charset', async () => {
    const marked = new Uint8Array(Buffer.from(`\ufeff${JSON.stringify(clueWith())}`));
    expect((await post(marked)).status).toBe(201);
    const headers = { 'content-type': 'application/json; charset="UTF-8"' };
    expect((await post(JSON.stringify(clueWith({ title: '另一件' })), headers)).status).toBe(201);
  });

  it.each([
    ['recuse', (clue: string) => clue.replace('{', '{"recuse":["张三"],"recuse":[],')],
    ['classification', (clue: string) => clue.replace('{', '{"classification":"secret","classification":"none",')],
    ['title', (clue: string) => clue.replace('{', '{"t\\u0069tle":"x",')],
    [
      'subjects.0.name',
      (clue: string) => clue.replace('{', '{"subjects":[{"name":"张三","kind":"person","name":"李四"}],'),
    ],
  ])('that says %s twice is refused by its path', async (path, twice) => {
    await local().engine.settled();
    const before = await stored();
    const { body } = await post(twice(JSON.stringify(clueWith())));
    expect(problemOf(body)).toEqual({ status: 422, paths: [path] });
    expect(await stored()).toBe(before);
  });

  it('of many clues in which one says something twice is refused as a whole', async () => {
    const before = await stored();
    const raw = `{"clues":[${JSON.stringify(clueWith())},{"title":"a","title":"b"}]}`;
    const { body } = await send('POST', '/v1/clues/batch', undefined, { as: housing, raw });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['clues.1.title'] });
    expect(await stored()).toBe(before);
  });

  it.each([
    ['lists', '['.repeat(179_000) + ']'.repeat(179_000)],
    ['objects', `${'{"a":'.repeat(59_000)}1${'}'.repeat(59_000)}`],
    ['lists that stay open', '['.repeat(359_000)],
    ['a field of deep lists', `{"title":${'['.repeat(170_000)}${']'.repeat(170_000)}}`],
    ['wide lists of faults', JSON.stringify(clueWith({ kinds: Array(80_000).fill(1) }))],
    ['faults below a long name', `{"${'长'.repeat(60_000)}":{${'"\\ud800":1,'.repeat(10_000)}"a":1}}`],
  ])('of %s is answered as a fault of its sender', async (_, raw) => {
    for (const path of ['/v1/clues', '/v1/clues/batch']) {
      const { status, body } = await send('POST', path, undefined, { as: housing, raw });
      expect([400, 422]).toContain(status);
      expect(JSON.stringify(body).length).toBeLessThan(100_000);
    }
  });

  it('is compared as it came, when a key is used again', async () => {
    const raw = JSON.stringify(clueWith({ title: '同一件' }));
    const headers = { 'idempotency-key': randomUUID() };
    const again = (text: string) =>
      send<Submitted>('POST', '/v1/clues', undefined, { as: housing, raw: text, headers });
    const first = await again(raw);
    expect((await again(raw)).body).toEqual(first.body);
    expect((await again(raw.replace('{', '{ '))).status).toBe(422);
  });
});
