import { once } from 'node:events';
import { connect } from 'node:net';
import { SignJWT } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { jwtAuthorizer } from '../../../../infra/local/aws/authorizers.ts';
import type { Issuer } from '../../../../infra/local/aws/issuer.ts';
import { now, useGateway } from './use-gateway.ts';

const { seen, start, send, problem, url, port, token, issuer } = useGateway();

describe('what a function gets', () => {
  it('is a v2 event with decoded parameters, joined headers, cookies, claims and the virtual clock', async () => {
    const path = '/v1/clues/%E7%BA%BF%2F1?unit=a&unit=b%20c&q=';
    await send(path, { headers: { 'X-Twice': 'one, two', cookie: 's=1; t=2', 'user-agent': 'test' } });
    expect(seen.calls[0]?.event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/clues/{id}',
      rawPath: '/v1/clues/%E7%BA%BF%2F1',
      rawQueryString: 'unit=a&unit=b%20c&q=',
      cookies: ['s=1', 't=2'],
      headers: { 'x-twice': 'one, two', host: url().slice(7) },
      queryStringParameters: { unit: 'a,b c', q: '' },
      pathParameters: { id: '线/1' },
      requestContext: {
        authorizer: {
          jwt: {
            claims: { sub: 'clerk@371402-housing', unit_id: '371402-housing', role: 'clerk', aud: 'clue-transfer' },
            scopes: null,
          },
        },
        http: { method: 'GET', path: '/v1/clues/%E7%BA%BF%2F1', protocol: 'HTTP/1.1', userAgent: 'test' },
        stage: '$default',
        time: '24/Sep/2026:02:00:00 +0000',
        timeEpoch: now.getTime(),
      },
      isBase64Encoded: false,
    });
    expect(seen.calls[0]?.event.headers).not.toHaveProperty('cookie');
    expect(seen.calls[0]?.event).not.toHaveProperty('body');
    expect(Object.values(seen.calls[0]?.event.requestContext.authorizer.jwt.claims ?? {}).map((v) => typeof v)).toEqual(
      Array(7).fill('string'),
    );
  });

  it('is something that schedules look at where it may have changed anything', async () => {
    await send('/v1/clues/1');
    expect(seen.touched).toBe(0);
    await send('/v1/clues', { method: 'POST' });
    expect(seen.touched).toBe(1);
  });

  it('has claims as texts: lists and objects as API Gateway writes them', async () => {
    const claims = { sub: 'x', role: ['clerk', 'operator'], unit_id: [], name: { family: '吴' }, level: 3, ok: true };
    const authorization = `Bearer ${await issuer().sign(claims)}`;
    await send('/v1/clues/1', { headers: { authorization } });
    expect(seen.calls[0]?.event.requestContext.authorizer.jwt.claims).toMatchObject({
      sub: 'x',
      role: '[clerk operator]',
      unit_id: '[]',
      name: 'map[family:吴]',
      level: '3',
      ok: 'true',
    });
  });

  it('says in its context how long API Gateway still waits', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const begun = Date.now();
      await send('/v1/clues/1');
      const left = [0, 10_000, 31_000].map((ms) => {
        vi.setSystemTime(begun + ms);
        return seen.calls[0]?.context.getRemainingTimeInMillis();
      });
      expect(left).toEqual([30_000, 20_000, 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is text as text, up to megabytes, and anything else as base64', async () => {
    const long = '线'.repeat(700_000);
    expect((await send('/v1/clues', { method: 'POST', body: long })).status).toBe(201);
    expect(seen.calls[0]?.event.body).toBe(long);
    await send('/v1/clues', { method: 'POST', body: new Uint8Array([0xff, 0]) });
    expect(seen.calls[1]?.event).toMatchObject({ body: '/wA=', isBase64Encoded: true });
  });
});

describe('what a caller gets', () => {
  it('is what the function answers', async () => {
    const { status, headers, text } = await send('/v1/clues/1');
    expect([status, headers.get('x-n'), text]).toEqual([201, '1', '{"ok":true}']);
  });

  it('is 200 and JSON for a bare object, by the route that says most literally', async () => {
    expect(await send('/v1/clues/recent')).toMatchObject({
      status: 200,
      type: 'application/json',
      text: '{"ok":true}',
    });
  });

  it('is of a function that has all below its path', async () => {
    for (const path of ['/pages/', '/pages/a/b%20c']) expect((await fetch(`${url()}${path}`)).status).toBe(201);
    expect(seen.calls.map(({ event }) => event.pathParameters)).toEqual([{ page: '' }, { page: 'a/b c' }]);
    expect((await fetch(`${url()}/pages`)).status).toBe(404);
  });

  it('is bytes for base64, and a header for each cookie', async () => {
    const response = await fetch(`${url()}/v1/bytes`, { headers: { authorization: `Bearer ${token()}` } });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 128]));
  });

  it.each(['/v1/crash', '/v1/nonsense'])('is a 500 without detail when the function fails (%s)', async (path) => {
    const { status, detail } = await problem(path);
    expect(status).toBe(500);
    expect(detail).not.toContain('举报人');
    expect(seen.log.at(-1)).toContain(`the function ${path.slice(4)} crashed`);
  });
});

describe('what the gateway refuses', () => {
  it('an unknown path, and a known one by another method', async () => {
    expect((await problem('/v2/clues')).status).toBe(404);
    expect((await problem('/v1/clues/')).status).toBe(404);
    expect((await problem('/_local/none')).status).toBe(404);
    const { status, headers } = await problem('/v1/clues', { method: 'PUT' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect((await problem('/_local/clock', { method: 'DELETE' })).headers.get('allow')).toBe('GET, POST');
  });

  it.each(['/v1/clues/%', '/v1/clues/%E7%BA', '/v1/clues/1?q=%ff'])('malformed percent-encoding: %s', async (path) => {
    expect(await problem(path)).toMatchObject({ status: 400, detail: expect.stringContaining('percent-encode') });
  });

  it('a body over 10 MB, whether it says its length or not', async () => {
    const body = 'x'.repeat(11 * 1024 * 1024);
    expect((await problem('/v1/clues', { method: 'POST', body })).status).toBe(413);
    const stream = new Blob([body]).stream();
    const chunked = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    expect((await problem('/v1/clues', chunked)).status).toBe(413);
    expect(seen.calls).toEqual([]);
  });

  it('an endless body: the connection ends soon after the answer', async () => {
    const socket = connect(port(), '127.0.0.1');
    // It may end by a reset: a drop was still on its way.
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(
      `POST /v1/clues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token()}\r\nContent-Length: 99999999\r\n\r\n`,
    );
    const drip = setInterval(() => socket.write('x'), 50);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 413/);
    await closed;
    clearInterval(drip);
  });

  it('requests without a good token, and says what to mend', async () => {
    const withToken = (authorization: string) => problem('/v1/clues/1', { headers: { authorization } });
    const bare = await fetch(`${url()}/v1/clues/1`, { headers: { 'accept-language': 'en' } });
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(((await bare.json()) as { detail: string }).detail).toMatch(/Send a token.*_local\/token/);

    const [head = '', payload = '', signature = ''] = token().split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'operator' })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const hmac = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
    const cases: [string, RegExp][] = [
      ['Basic abc', /must read "Bearer <token>"/],
      ['Bearer abc', /no token of this issuer/],
      [`Bearer ${head}.${forged}.${signature}`, /signature is wrong/],
      [`Bearer ${none}.${payload}.`, /no token of this issuer/],
      [`Bearer ${hmac}`, /no token of this issuer/],
      [`Bearer ${await issuer().sign({ ...claims, exp: undefined }, null)}`, /never expires: it must carry exp/],
      [`Bearer ${await issuer().sign(claims, '-1s')}`, /has expired/],
    ];
    for (const [authorization, detail] of cases) {
      const refused = await withToken(authorization);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
      expect(refused.detail).toMatch(detail);
    }
    expect(seen.calls).toEqual([]);
    expect((await fetch(`${url()}/healthz`)).status).toBe(200);
  });
});

it.each([
  [401, '/v1/clues/1', { headers: { authorization: 'Basic x' } }, '登录凭证须写作“Bearer <token>”'],
  [401, '/v1/clues/1', { headers: { authorization: 'Bearer x' } }, '登录凭证无效'],
  [404, '/v2/clues', {}, '没有 /v2/clues'],
  [405, '/v1/clues', { method: 'PUT' }, '只接受 POST'],
  [400, '/v1/clues/%', {}, '百分号'],
  [500, '/v1/crash', {}, '系统故障'],
  [413, '/v1/clues', { method: 'POST', body: 'x'.repeat(11 * 1024 * 1024) }, '请精简内容'],
] as const)('is refused in Chinese, %i, to whoever reads that or says nothing', async (status, path, init, detail) => {
  const { headers: asked = {} } = init as { headers?: Record<string, string> };
  for (const language of ['zh-CN', '*']) {
    const refused = await problem(path, { ...init, headers: { ...asked, 'accept-language': language } });
    expect(refused).toMatchObject({ status, detail: expect.stringContaining(detail) });
    expect([refused.headers.get('content-language'), refused.headers.get('vary')]).toEqual([
      'zh-CN',
      'accept-language',
    ]);
    expect(refused.title).toMatch(/^\p{Script=Han}+$/u);
  }
  expect((await problem(path, init)).headers.get('content-language')).toBe('en');
});

it('ends when the requests under way are answered', async () => {
  const begun = Promise.withResolvers<void>();
  const result = Promise.withResolvers<unknown>();
  const other = await start({
    handler: async () => () => {
      begun.resolve();
      return result.promise;
    },
  });
  const asked = fetch(`http://127.0.0.1:${other.port}/v1/clues/1`, { headers: { authorization: `Bearer ${token()}` } });
  await begun.promise;
  let isClosed = false;
  const closed = other.close().then(() => {
    isClosed = true;
  });
  await expect(fetch(`http://127.0.0.1:${other.port}/healthz`)).rejects.toThrow();
  expect(isClosed).toBe(false);
  result.resolve({ slow: true });
  expect(await (await asked).json()).toEqual({ slow: true });
  await closed;
});

it('outlives callers that go away in the middle of a request', async () => {
  const verified = Promise.withResolvers<void>();
  const verify: Issuer['verify'] = async (authorization) => {
    const claims = await issuer().verify(authorization);
    verified.resolve();
    return claims;
  };
  const other = await start({ authorize: jwtAuthorizer({ verify }) });
  const socket = connect(other.port, '127.0.0.1');
  const head = `POST /v1/clues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token()}\r\nContent-Length: 100\r\n\r\nhalf`;
  socket.write(head);
  // From here on the gateway reads the body.
  await verified.promise;
  const gone = once(socket, 'close');
  socket.resetAndDestroy();
  await gone;
  expect((await fetch(`http://127.0.0.1:${other.port}/healthz`)).status).toBe(200);
  // Ends only when nothing is under way any more.
  await other.close();
  expect(seen.calls).toEqual([]);
  expect(seen.log).toEqual([]);
});

it('names the variable when its port is taken', async () => {
  await expect(start({ port: port() })).rejects.toThrow(/PORT/);
});
