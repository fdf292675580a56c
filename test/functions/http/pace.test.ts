import { afterEach, describe, expect, it } from 'vitest';
import { createPace } from '../../../functions/http/pace.ts';
import { TooOften } from '../../../functions/http/problems.ts';
import { client, housing, police, useProvince } from '../../province.ts';

const { local } = useProvince();

describe('the pace of a caller', () => {
  const at = { now: 0 };
  const secondsOf = (ask: () => void): number => {
    try {
      ask();
      return 0;
    } catch (error) {
      if (error instanceof TooOften) return error.seconds;
      throw error;
    }
  };

  it('lets a burst through, then so many a second, and tells when', () => {
    const keep = createPace(() => at.now);
    const ask = () => secondsOf(() => keep('a', { perSecond: 2, burst: 3 }));
    expect([ask(), ask(), ask(), ask()]).toEqual([0, 0, 0, 1]);
    at.now += 500;
    expect([ask(), ask()]).toEqual([0, 1]);
    at.now += 60_000;
    expect([ask(), ask(), ask(), ask()]).toEqual([0, 0, 0, 1]);
  });

  it('is each one’s own, of those who asked last', () => {
    const keep = createPace(() => at.now);
    const ask = (caller: string) => secondsOf(() => keep(caller, { perSecond: 0.1, burst: 1 }));
    expect([ask('a'), ask('a'), ask('b')]).toEqual([0, 10, 0]);
    for (let n = 0; n < 1_000; n += 1) ask(String(n));
    expect(ask('a')).toBe(0);
  });
});

describe('a caller who asks too often', () => {
  let usual: string | undefined;
  afterEach(() => {
    process.env.CALLER_PACE = usual;
  });

  it('is refused in words before anything is done, others are not, and its key wins in the end', async () => {
    usual = process.env.CALLER_PACE;
    process.env.CALLER_PACE = JSON.stringify({ perSecond: 0.1, burst: 2 });
    const { submit, read } = client(() => local().url);
    const headers = (key: string) => ({ headers: { 'idempotency-key': key } });
    const sent = [await submit({}, headers('a')), await submit({}, headers('b')), await submit({}, headers('c'))];
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 429]);
    const refused = sent[2];
    expect(refused?.body).toMatchObject({
      type: 'urn:clue-transfer:problem:too-often',
      detail: expect.stringContaining('nothing was done'),
    });
    const seconds = Number(refused?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThanOrEqual(10);
    expect((await submit({}, { as: police })).status).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const again = await submit({}, headers('c'));
    expect(again.status).toBe(201);
    expect((await read(again.body.transfers?.[0]?.transferId ?? '', housing)).status).toBe(200);
    const chinese = [];
    for (let n = 0; n < 3; n += 1) {
      chinese.push(await submit({}, { headers: { 'accept-language': 'zh' } }));
    }
    expect(chinese.at(-1)?.body).toMatchObject({ title: '请求过于频繁' });
  });
});
