import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Route } from '../../routes.ts';
import type { Clock } from '../clock.ts';
import type { Engine } from './engine.ts';
import { eventOf, type Reply, replyOf } from './gateway-event.ts';
import type { Issuer } from './issuer.ts';
import { bodyOf, listen, type Server } from './server.ts';

/** API Gateway's HTTP API on this machine: routes, tokens, limits; its own refusals are problem details (RFC 9457). */

export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

export interface GatewayOptions {
  port: number;
  routes: readonly Route[];
  handler: (name: string) => Promise<Handler>;
  issuer: Pick<Issuer, 'verify'>;
  clock: Pick<Clock, 'now'>;
  engine: Pick<Engine, 'touch'>;
  /** Answers `_local` routes; undefined for any other path. */
  local: (request: LocalRequest) => Promise<Reply | undefined>;
  log?: (line: string) => void;
}

export interface LocalRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
}

/** Bytes that API Gateway takes in a request. */
const largestBody = 10 * 1024 * 1024;

/** Milliseconds that API Gateway waits for a function. */
const patience = 30_000;

/** Milliseconds for a caller to read an answer that came before its body was through. */
const linger = 2_000;

/** What a caller reads whose request is refused; no cache may keep it. */
export const problem = (
  status: number,
  detail: string,
  { headers = {}, errors }: { headers?: Record<string, string>; errors?: { path: string; message: string }[] } = {},
): Reply => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail, errors }),
});

/** What was asked for, by the routes that have this path: the one with most said literally comes first. */
const compile = (routes: readonly Route[]) =>
  routes
    .map((route) => ({
      route,
      pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
      rank: route.path.replace(/\{\w+\}/g, '\uffff'),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));

const decodes = (encoded: string): boolean => {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
};

const decoded = (groups: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));

const unauthenticated = (request: IncomingMessage, error: unknown): Reply => {
  const challenge = request.headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
  const detail = error instanceof Error ? error.message : 'The token is not valid.';
  return problem(401, detail, { headers: { 'www-authenticate': challenge } });
};

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));

const respond = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  if (reply.cookies?.length) response.setHeader('set-cookie', reply.cookies);
  response.writeHead(reply.statusCode, reply.headers).end(reply.body);
  if (request.complete) return;
  // Node discards what still comes; closing at once would take the answer from a caller that is still sending.
  const cut = setTimeout(() => request.socket.destroy(), linger);
  request.once('close', () => clearTimeout(cut));
};

/** Listens on 127.0.0.1; port 0 takes any free one. A function sees its time run out, but is not cut off. */
export const serveGateway = (options: GatewayOptions): Promise<Server> => {
  const { issuer, clock, engine, log = console.error } = options;
  const routes = compile(options.routes);

  const invoke = async (name: string, event: unknown, awsRequestId: string): Promise<Reply> => {
    const until = Date.now() + patience;
    const context = {
      awsRequestId,
      functionName: name,
      getRemainingTimeInMillis: () => Math.max(0, until - Date.now()),
    };
    try {
      const handler = await options.handler(name);
      // JSON both ways, as between API Gateway and Lambda.
      const result = await handler(JSON.parse(JSON.stringify(event)), context);
      return replyOf(JSON.parse(JSON.stringify(result ?? null)));
    } catch (error) {
      log(`the function ${name} crashed: ${stackOf(error)}`);
      return problem(500, 'The function failed. Its log says why.');
    } finally {
      engine.touch();
    }
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const { method = 'GET', url = '/' } = request;
    const [path = '/', ...rest] = url.split('?');
    const query = rest.join('?');
    if (!decodes(path) || !decodes(query)) {
      return problem(400, 'The URL has a % that begins no character: percent-encode it as UTF-8.');
    }
    const isLocal = path.startsWith('/_local/');
    const found = routes.filter(({ pattern }) => pattern.test(path));
    const hit = found.find(({ route }) => route.method === method);
    if (!hit && !isLocal) {
      if (found.length === 0) return problem(404, `There is no ${path} here. The README lists the routes.`);
      const allow = [...new Set(found.map(({ route }) => route.method))].join(', ');
      return problem(405, `${path} takes ${allow}.`, { headers: { allow } });
    }
    let claims: Record<string, string> | undefined;
    if (hit && !hit.route.open) {
      try {
        claims = await issuer.verify(request.headers.authorization);
      } catch (error) {
        return unauthenticated(request, error);
      }
    }
    const body = await bodyOf(request, largestBody);
    if (!body) return problem(413, `A request may have ${largestBody} bytes. Send less, or in parts.`);
    if (!hit) {
      const local = await options.local({ method, path, query: new URLSearchParams(query), body: body.toString() });
      return local ?? problem(404, `There is no ${path} here. The README lists the routes.`);
    }
    const { route, pattern } = hit;
    const requestId = randomUUID();
    const parameters = decoded(pattern.exec(path)?.groups);
    const event = eventOf({ request, route, path, query, parameters, claims, body, requestId, now: clock.now() });
    return invoke(route.function, event, requestId);
  };

  return listen(options.port, 'PORT', async (request, response) => {
    try {
      respond(request, response, await answer(request));
    } catch (error) {
      // A caller that went away in the middle of its request gets no answer.
      if (request.destroyed && !request.complete) return;
      log(`a request was not answered: ${stackOf(error)}`);
      if (response.headersSent) response.destroy();
      else respond(request, response, problem(500, 'The gateway failed. Its log says why.'));
    }
  });
};
