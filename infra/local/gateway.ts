import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '../routes.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import type { Issuer } from './issuer.ts';
import { bodyOf, listen, type Server } from './server.ts';

/** API Gateway's HTTP API on this machine: requests become events of payload format 2.0, results become responses. */

export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

export interface Reply {
  statusCode: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface GatewayOptions {
  port: number;
  routes: readonly Route[];
  handler: (name: string) => Promise<Handler>;
  issuer: Issuer;
  clock: Clock;
  engine: Pick<Engine, 'touch'>;
  /** Answers `_local` routes; undefined for any other path. */
  local: (request: LocalRequest) => Promise<Reply | undefined>;
}

export interface LocalRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
}

/** Bytes that API Gateway takes in a request. */
const largestPayload = 10 * 1024 * 1024;

const titles: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not authenticated',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Too large',
  422: 'Cannot be processed',
  500: 'Internal error',
};

export const problem = (status: number, detail: string, headers: Record<string, string> = {}): Reply => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: 'about:blank', title: titles[status] ?? 'Error', status, detail }),
});

const patternOf = ({ path }: Route) => new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct)
      .filter(([name]) => name !== 'cookie')
      .map(([name, values]) => [name, (values ?? []).join(',')]),
  );

/** A body that is no UTF-8 text reaches the function as base64. */
const textOf = (body: Buffer): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body)
    ? { body: text, isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};

export const serveGateway = (options: GatewayOptions): Promise<Server> => {
  const routes = options.routes.map((route) => ({ route, pattern: patternOf(route) }));

  const call = async (
    request: IncomingMessage,
    {
      route,
      url,
      parameters,
      claims,
      body,
    }: { route: Route; url: URL; parameters: Record<string, string>; claims?: Record<string, string>; body: Buffer },
  ): Promise<Reply> => {
    const requestId = randomUUID();
    const now = options.clock.now();
    const query = [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')]);
    const event = {
      version: '2.0',
      routeKey: `${route.method} ${route.path}`,
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      headers: headersOf(request),
      ...(query.length > 0 ? { queryStringParameters: Object.fromEntries(query) } : {}),
      ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: request.headers.host ?? '127.0.0.1',
        domainPrefix: 'local',
        http: {
          method: route.method,
          path: url.pathname,
          protocol: `HTTP/${request.httpVersion}`,
          sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
          userAgent: request.headers['user-agent'] ?? '',
        },
        requestId,
        routeKey: `${route.method} ${route.path}`,
        stage: '$default',
        time: now.toISOString(),
        timeEpoch: now.getTime(),
        ...(claims ? { authorizer: { jwt: { claims, scopes: null } } } : {}),
      },
      ...textOf(body),
    };
    try {
      const handler = await options.handler(route.function);
      const result = await handler(JSON.parse(JSON.stringify(event)), {
        awsRequestId: requestId,
        functionName: route.function,
      });
      if (result !== null && typeof result === 'object' && 'statusCode' in result) return result as Reply;
      return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) };
    } catch (error) {
      console.error(`the function ${route.function} crashed: ${error instanceof Error ? error.stack : error}`);
      return problem(500, 'The function failed.');
    } finally {
      options.engine.touch();
    }
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const found = routes.flatMap(({ route, pattern }) => {
      const match = pattern.exec(url.pathname);
      return match ? [{ route, groups: match.groups ?? {} }] : [];
    });
    const hit = found.find(({ route }) => route.method === request.method);
    const isLocal = url.pathname.startsWith('/_local/');
    if (!hit && !isLocal) {
      if (found.length === 0) return problem(404, `There is no ${url.pathname} here. The README lists the routes.`);
      const allow = found.map(({ route }) => route.method).join(', ');
      return problem(405, `${url.pathname} takes ${allow}.`, { allow });
    }
    let parameters: Record<string, string>;
    try {
      parameters = decoded(hit?.groups ?? {});
    } catch {
      return problem(400, 'The path has a % that begins no character: percent-encode it as UTF-8.');
    }
    let claims: Record<string, string> | undefined;
    if (hit && !hit.route.open) {
      try {
        claims = await options.issuer.verify(request.headers.authorization);
      } catch (error) {
        return problem(401, (error as Error).message, { 'www-authenticate': 'Bearer' });
      }
    }
    const body = await bodyOf(request, largestPayload);
    if (!body) return problem(413, `A request may have ${largestPayload} bytes.`, { connection: 'close' });
    if (hit) return call(request, { route: hit.route, url, parameters, ...(claims ? { claims } : {}), body });
    const local = await options.local({
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: body.toString(),
    });
    return local ?? problem(404, `There is no ${request.method} ${url.pathname} here.`);
  };

  const respond = (response: ServerResponse, { statusCode, headers = {}, body = '' }: Reply) => {
    response.writeHead(statusCode, headers).end(body);
  };

  return listen(options.port, 'PORT', async (request, response) => {
    try {
      respond(response, await answer(request));
    } catch (error) {
      // A caller that went away in the middle of its request gets no answer.
      if (!response.headersSent && !response.destroyed) respond(response, problem(400, 'The request cannot be read.'));
      if (!request.destroyed)
        console.error(`a request was not answered: ${error instanceof Error ? error.stack : error}`);
    }
  });
};
