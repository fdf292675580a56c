import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod';
import type { RouteFunction } from '../../functions.ts';

/** Between HTTP and a function, as an HTTP API with payload format 2.0 translates. */

export interface Call {
  request: IncomingMessage;
  route: Pick<RouteFunction, 'method' | 'path'>;
  /** As it came, percent-encoded. */
  path: string;
  /** Without the question mark. */
  query: string;
  parameters: Record<string, string>;
  /** What the authorizer passes on; nothing where the route is open. */
  authorizer: object | undefined;
  body: Buffer;
  requestId: string;
  /** Of the virtual clock. */
  now: Date;
}

export interface Reply {
  statusCode: number;
  headers?: Record<string, string>;
  cookies?: string[];
  body?: string | Buffer;
  /** In place of a body: its parts, as they come. */
  parts?: AsyncIterable<string>;
}

/** Repeated headers, joined; cookies stand in a field of their own. */
const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct)
      .filter(([name]) => name !== 'cookie')
      .map(([name, values = []]) => [name, values.join(',')]),
  );

/** A body that is no UTF-8 text reaches the function as base64. */
const textOf = (body: Buffer): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body)
    ? { body: text, isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};

/** `23/Nov/2026:05:30:00 +0000` */
const logTime = (instant: Date): string => {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(instant.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
};

/** What the function gets; it has an authorizer's claims only where the route asks for a token. */
export const eventOf = (call: Call): APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer => {
  const { request, route, path, query, parameters, authorizer, now } = call;
  const values = Map.groupBy(new URLSearchParams(query), ([name]) => name);
  const cookies = request.headers.cookie?.split(/; */);
  const routeKey = `${route.method} ${route.path}`;
  const event = {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    headers: headersOf(request),
    ...(cookies ? { cookies } : {}),
    ...(values.size > 0
      ? {
          queryStringParameters: Object.fromEntries(
            [...values].map(([name, pairs]) => [name, pairs.map(([, value]) => value).join(',')]),
          ),
        }
      : {}),
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: request.headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: route.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: call.requestId,
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
      ...(authorizer ? { authorizer } : {}),
    },
    ...textOf(call.body),
  };
  return event as APIGatewayProxyEventV2;
};

const resultSchema = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** What the caller gets; a result without a status code is the JSON of a 200. @throws Error for a result that is malformed. */
export const replyOf = (result: unknown): Reply => {
  if (result === null || typeof result !== 'object' || !('statusCode' in result)) {
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = resultSchema.parse(result);
  const typed = body === '' || Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return {
    statusCode,
    headers: { ...(typed ? {} : { 'content-type': 'text/plain; charset=utf-8' }), ...headers },
    cookies,
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
};
