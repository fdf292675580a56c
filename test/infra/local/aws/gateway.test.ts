import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GatewayRoute, type Handler, serveGateway } from '../../../../infra/local/aws/gateway.ts';
import { type Issuer, openIssuer } from '../../../../infra/local/aws/issuer.ts';
import { localRoutes } from '../../../../infra/local/local-routes.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

const routes: GatewayRoute[] = [
  { method: 'GET', path: '/v1/clues/{id}', name: 'echo' },
  { method: 'GET', path: '/v1/clues/recent', name: 'bare' },
  { method: 'POST', path: '/v1/clues', name: 'echo' },
  { method: 'GET', path: '/v1/crash', name: 'crash' },
  { method: 'GET', path: '/v1/bytes', name: 'bytes' },
  { method: 'GET', path: '/v1/nonsense', name: 'nonsense' },
  { method: 'GET', path: '/v1/slow', name: 'slow' },
  { method: 'GET', path: '/healthz', name: 'bare', open: true },
];

const calls: { event: Event; context: { getRemainingTimeInMillis: () => number } }[] = [];
const handlers: Record<string, Handler> = {
  echo: async (event, context) => {
    calls.push({ event, context } as (typeof calls)[number]);
    return { statusCode: 201, headers: { 'content-type': 'application/json', 'x-n': 1 }, body: '{"ok":true}' };
  },
  bare: async () => ({ ok: true }),
  crash: async () => {
    throw new Error('secret 举报人');
  },
  bytes: async () => ({
    statusCode: 200,
    isBase64Encoded: true,
    body: 'AP+A',
    cookies: ['a=1', 'b=2'],
    headers: { 'content-type': 'application/x' },
  }),
  nonsense: async () => ({ statusCode: 'often' }),
  slow: () => new Promise((resolve) => setTimeout(resolve, 300, { slow: true })),
};

const now = new Date('2026-09-24T02:00:00.500Z');
const log: string[] = [];
let advanced: Date[] = [];
let touched = 0;
let dir = '';
let issuer: Issuer;
let token = '';
let url = '';

const start = () =>
  serveGateway({
    port: 0,
    routes,
    handler: async (name) => handlers[name] ?? Promise.reject(new Error(`no ${name}`)),
    issuer,
    clock: { now: () => now },
    engine: {
      touch: () => {
        touched += 1;
      },
    },
    local: localRoutes({
      issuer,
      clock: { now: () => now },
      engine: { advanceTo: async (to) => void advanced.push(to) },
      mailbox: { list: (to) => [{ to: to ?? 'all', subject: '', text: '', html: '', at: '' }] },
      isRegistered: async (unitId) => unitId === '371402-housing',
    }),
    log: (line) => log.push(line),
  });
let gateway: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-gateway-'));
  issuer = await openIssuer(dir);
  token = await issuer.sign({ sub: 'clerk@371402-housing', unitId: '371402-housing', role: 'clerk' });
  gateway = await start();
  url = `http://127.0.0.1:${gateway.port}`;
});
afterAll(async () => {
  await gateway.close();
  await rm(dir, { recursive: true });
});
beforeEach(() => {
  calls.length = 0;
  advanced = [];
  touched = 0;
});

const send = async (path: string, init: RequestInit = {}) => {
  const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) };
  const response = await fetch(`${url}${path}`, { ...init, headers });
  const text = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, headers: response.headers, type, text };
};
const problem = async (path: string, init: RequestInit = {}) => {
  const { status, type, text, headers } = await send(path, init);
  expect(type).toBe('application/problem+json');
  const body = JSON.parse(text);
  expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
  return { status, detail: String(body.detail), errors: body.errors, headers };
};
const post = (path: string, body: unknown) =>
  problem(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('what a function gets', () => {
  it('is a v2 event with decoded parameters, joined headers, cookies, claims and the virtual clock', async () => {
    const path = '/v1/clues/%E7%BA%BF%2F1?unit=a&unit=b%20c&q=';
    await send(path, { headers: { 'X-Twice': 'one, two', cookie: 's=1; t=2', 'user-agent': 'test' } });
    expect(calls[0]?.event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/clues/{id}',
      rawPath: '/v1/clues/%E7%BA%BF%2F1',
      rawQueryString: 'unit=a&unit=b%20c&q=',
      cookies: ['s=1', 't=2'],
      headers: { 'x-twice': 'one, two', host: url.slice(7) },
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
    expect(calls[0]?.event.headers).not.toHaveProperty('cookie');
    expect(calls[0]?.event).not.toHaveProperty('body');
    expect(Object.values(calls[0]?.event.requestContext.authorizer.jwt.claims ?? {}).map((v) => typeof v)).toEqual(
      Array(7).fill('string'),
    );
    expect(calls[0]?.context.getRemainingTimeInMillis()).toBeGreaterThan(25_000);
    expect(touched).toBe(1);
  });

  it('is text as text, up to megabytes, and anything else as base64', async () => {
    const long = '线'.repeat(700_000);
    expect((await send('/v1/clues', { method: 'POST', body: long })).status).toBe(201);
    expect(calls[0]?.event.body).toBe(long);
    await send('/v1/clues', { method: 'POST', body: new Uint8Array([0xff, 0]) });
    expect(calls[1]?.event).toMatchObject({ body: '/wA=', isBase64Encoded: true });
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

  it('is bytes for base64, and a header for each cookie', async () => {
    const response = await fetch(`${url}/v1/bytes`, { headers: { authorization: `Bearer ${token}` } });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 128]));
  });

  it.each(['/v1/crash', '/v1/nonsense'])('is a 500 without detail when the function fails (%s)', async (path) => {
    const { status, detail } = await problem(path);
    expect(status).toBe(500);
    expect(detail).not.toContain('举报人');
    expect(log.at(-1)).toContain(`the function ${path.slice(4)} crashed`);
    expect(touched).toBe(1);
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
    expect(calls).toEqual([]);
  });

  it('an endless body: the connection ends soon after the answer', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    // It may end by a reset: a drop was still on its way.
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(
      `POST /v1/clues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 99999999\r\n\r\n`,
    );
    const drip = setInterval(() => socket.write('x'), 50);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 413/);
    await closed;
    clearInterval(drip);
  });

  it('requests without a good token, and says what to mend', async () => {
    const withToken = (authorization: string) => problem('/v1/clues/1', { headers: { authorization } });
    const bare = await fetch(`${url}/v1/clues/1`);
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(((await bare.json()) as { detail: string }).detail).toMatch(/Send a token.*_local\/token/);

    const [head = '', payload = '', signature = ''] = token.split('.');
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
    ];
    for (const [authorization, detail] of cases) {
      const refused = await withToken(authorization);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
      expect(refused.detail).toMatch(detail);
    }
    expect(calls).toEqual([]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('the _local routes', () => {
  it('give tokens that the gateway takes', async () => {
    const body = JSON.stringify({ role: 'supervisor', unitId: '371402-housing', sub: '林某' });
    const { status, text } = await send('/_local/token', { method: 'POST', body });
    expect(status).toBe(200);
    await send('/v1/clues/1', { headers: { authorization: `Bearer ${JSON.parse(text).token}` } });
    expect(calls[0]?.event.requestContext.authorizer.jwt.claims).toMatchObject({ sub: '林某', role: 'supervisor' });
    expect((await send('/_local/token', { method: 'POST', body: '{"role":"operator"}' })).status).toBe(200);
  });

  it('refuse tokens for units that do not exist, and what is malformed', async () => {
    const role = 'clerk';
    expect(await post('/_local/token', { role, unitId: '371402-bakery' })).toMatchObject({
      status: 422,
      errors: [{ path: 'unitId', message: expect.stringContaining('371402-housing') }],
    });
    expect((await post('/_local/token', { role })).errors).toMatchObject([{ path: 'unitId' }]);
    expect((await post('/_local/token', { role: 'king', unitId: '371402-housing' })).status).toBe(422);
    expect((await post('/_local/token', 'not json')).status).toBe(400);
  });

  it.each([
    [{ advanceTo: '2026-10-01T09:00:00+08:00' }, '2026-10-01T01:00:00.000Z'],
    [{ advanceBy: 'P5D' }, '2026-09-29T02:00:00.500Z'],
    [{ advanceBy: 'P1DT2H30M' }, '2026-09-25T04:30:00.500Z'],
    [{ advanceBy: 'P1W' }, '2026-10-01T02:00:00.500Z'],
  ])('move the clock by %j', async (body, to) => {
    const { text } = await send('/_local/clock', { method: 'POST', body: JSON.stringify(body) });
    expect(JSON.parse(text)).toEqual({ now: '2026-09-24T10:00:00.500+08:00' });
    expect(advanced.map((date) => date.toISOString())).toEqual([to]);
  });

  it.each([
    {},
    { advanceTo: '2026-10-01T09:00:00+08:00', advanceBy: 'P5D' },
    { advanceTo: '2026-10-01T09:00:00' },
    { advanceTo: '2026-02-30T09:00:00Z' },
    { advanceTo: '2026-09-01T09:00:00+08:00' },
    { advanceBy: 'P' },
    { advanceBy: 'P1Y' },
    { advanceBy: 'P1DT' },
    { advanceBy: '-P1D' },
    { advanceby: 'P1D' },
  ])('refuse to move the clock by %j', async (body) => {
    const { status, errors } = await post('/_local/clock', body);
    expect(status).toBe(422);
    expect(errors.length).toBeGreaterThan(0);
    expect(advanced).toEqual([]);
  });

  it('show the clock and the mailbox', async () => {
    expect((await send('/_local/clock')).text).toBe('{"now":"2026-09-24T10:00:00.500+08:00"}');
    expect(JSON.parse((await send('/_local/mail?to=a%40b.example')).text)).toMatchObject([{ to: 'a@b.example' }]);
    expect(JSON.parse((await send('/_local/mail')).text)).toMatchObject([{ to: 'all' }]);
  });
});

it('ends when the requests under way are answered', async () => {
  const other = await start();
  const answer = fetch(`http://127.0.0.1:${other.port}/v1/slow`, { headers: { authorization: `Bearer ${token}` } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await other.close();
  expect(await (await answer).json()).toEqual({ slow: true });
  await expect(fetch(`http://127.0.0.1:${other.port}/healthz`)).rejects.toThrow();
});

it('outlives callers that go away in the middle of a request', async () => {
  const socket = connect(gateway.port, '127.0.0.1');
  const head = `POST /v1/clues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\nhalf`;
  await new Promise((resolve) => socket.write(head, resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(calls).toEqual([]);
});

it('names the variable when its port is taken', async () => {
  const taken = {
    port: gateway.port,
    routes,
    handler: async () => async () => null,
    issuer,
    clock: { now: () => now },
  };
  await expect(serveGateway({ ...taken, engine: { touch: () => {} }, local: async () => undefined })).rejects.toThrow(
    /PORT/,
  );
});
