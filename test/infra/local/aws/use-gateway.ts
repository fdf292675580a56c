import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { jwtAuthorizer } from '../../../../infra/local/aws/authorizers.ts';
import type { GatewayRoute } from '../../../../infra/local/aws/gateway.ts';
import { type GatewayOptions, type Handler, serveGateway } from '../../../../infra/local/aws/gateway.ts';
import { type Issuer, openIssuer } from '../../../../infra/local/aws/issuer.ts';
import type { Server } from '../../../../infra/local/aws/server.ts';
import { localRoutes } from '../../../../infra/local/local-routes.ts';
import { units } from '../../../../infra/local/seed.ts';

/** A gateway before functions that a test can look into, with the `_local` routes. */

const routes: GatewayRoute[] = [
  { method: 'GET', path: '/v1/clues/{id}', name: 'echo' },
  { method: 'GET', path: '/v1/clues/recent', name: 'bare' },
  { method: 'POST', path: '/v1/clues', name: 'echo' },
  { method: 'GET', path: '/v1/crash', name: 'crash' },
  { method: 'GET', path: '/v1/bytes', name: 'bytes' },
  { method: 'GET', path: '/v1/nonsense', name: 'nonsense' },
  { method: 'GET', path: '/healthz', name: 'bare', open: true },
  { method: 'GET', path: '/pages/{page+}', name: 'echo', open: true },
];

interface Call {
  event: APIGatewayProxyEventV2WithJWTAuthorizer;
  context: { getRemainingTimeInMillis: () => number };
}

interface Seen {
  calls: Call[];
  advanced: Date[];
  touched: number;
  log: string[];
}
const nothing = (): Seen => ({ calls: [], advanced: [], touched: 0, log: [] });

const functionsThatTell = (seen: Seen): Record<string, Handler> => ({
  echo: async (event, context) => {
    seen.calls.push({ event, context } as Call);
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
});

/** Of the virtual clock, which stands still. */
export const now = new Date('2026-09-24T02:00:00.500Z');

/** For a file of tests: one gateway for all of them; what it has seen is forgotten before each. */
export const useGateway = () => {
  const seen = nothing();
  const functions = functionsThatTell(seen);

  let dir = '';
  let issuer: Issuer;
  let token = '';
  let gateway: Server;

  /** Another one, to be closed by its test. */
  const start = (options: Partial<GatewayOptions> = {}) =>
    serveGateway({
      port: 0,
      routes,
      handler: async (name) => functions[name] ?? Promise.reject(new Error(`no ${name}`)),
      authorize: jwtAuthorizer(issuer),
      clock: { now: () => now },
      engine: {
        touch: () => {
          seen.touched += 1;
        },
        enter: async () => {},
        backlog: () => 0,
      },
      local: localRoutes({
        issuer,
        clock: { now: () => now },
        engine: { advanceTo: async (to) => void seen.advanced.push(to) },
        mailbox: { list: (to) => [{ to: to ?? 'all', subject: '', text: '', html: '', at: '' }] },
        findUnit: async (unitId) => units.find((unit) => unit.unitId === unitId),
        signIn: async () => undefined,
      }),
      log: (line) => seen.log.push(line),
      ...options,
    });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'clue-transfer-gateway-'));
    issuer = await openIssuer(dir);
    token = await issuer.sign({ sub: 'clerk@371402-housing', unit_id: '371402-housing', role: 'clerk' });
    gateway = await start();
  });
  afterAll(async () => {
    await gateway.close();
    await rm(dir, { recursive: true });
  });
  beforeEach(() => {
    Object.assign(seen, nothing());
  });

  const url = () => `http://127.0.0.1:${gateway.port}`;
  /** As a clerk who reads English, unless the headers say otherwise. */
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'accept-language': 'en',
      ...(init.headers as Record<string, string> | undefined),
    };
    const response = await fetch(`${url()}${path}`, { ...init, headers });
    const text = await response.text();
    const type = response.headers.get('content-type');
    return { status: response.status, headers: response.headers, type, text };
  };
  const problem = async (path: string, init: RequestInit = {}) => {
    const { status, type, text, headers } = await send(path, init);
    expect(type).toBe('application/problem+json');
    const body = JSON.parse(text);
    expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
    return { status, title: String(body.title), detail: String(body.detail), errors: body.errors, headers };
  };
  return {
    seen,
    start,
    send,
    problem,
    url,
    port: () => gateway.port,
    token: () => token,
    issuer: () => issuer,
  };
};
