import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Language, Text } from '../../../functions/domain/languages.ts';
import type { RouteFunction } from '../../functions.ts';
import type { Clock } from '../clock.ts';
import { createAdmission, type Leave, type Limits, usualLimits } from './admission.ts';
import { type Authorizer, challengeOf, Denied } from './authorizers.ts';
import type { Engine } from './engine.ts';
import { eventOf, type Reply, replyOf } from './gateway-event.ts';
import { noSuchPath, readBy, refused, tooMany, unfit } from './refusals.ts';
import { bodyOf, listen, type Server } from './server.ts';

/** API Gateway's HTTP API on this machine: routes, tokens, limits; its own refusals are problem details (RFC 9457). */

export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** What the gateway needs to know of a route: whom it calls is known by `name`. A path may end in `{name+}`: all below it. */
export type GatewayRoute = Pick<RouteFunction, 'method' | 'path' | 'open' | 'name'>;

export interface GatewayOptions {
  port: number;
  routes: readonly GatewayRoute[];
  handler: (name: string) => Promise<Handler>;
  authorize: Authorizer;
  clock: Pick<Clock, 'now'>;
  engine: Pick<Engine, 'touch' | 'enter' | 'backlog'>;
  limits?: Limits;
  /** Why nothing can be taken on now, in words; undefined where all is well. */
  unfit?: () => Text | undefined;
  /** Answers `_local` routes; undefined for any other path. */
  local: (request: LocalRequest) => Promise<Reply | undefined>;
  log?: (line: string) => void;
}

export interface LocalRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  cookie: string | undefined;
}

/** Bytes that API Gateway takes in a request. */
const largestBody = 10 * 1024 * 1024;

/** Milliseconds that API Gateway waits for a function. */
const patience = 30_000;

/** Milliseconds for a body to come whose request keeps its place meanwhile: who sends it slower takes a place when it is through. */
const quick = 1_000;

/** Milliseconds for a caller to read an answer that came before its body was through. */
const linger = 2_000;

/** What was asked for, by the routes that have this path: the one with most said literally comes first. */
const compile = (routes: readonly GatewayRoute[]) =>
  routes
    .map((route) => ({
      route,
      pattern: new RegExp(
        `^${route.path
          .replaceAll('.', '\\.')
          .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
          .replace(/\{(\w+)\+\}/g, '(?<$1>.*)')}$`,
      ),
      rank: route.path.replace(/\{\w+\+?\}/g, '\uffff'),
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

/** The refusal of an authorizer. */
const denied = (request: IncomingMessage, { status, text }: Denied): Reply =>
  refused(status, text, readBy(request), status === 401 ? challengeOf(request) : {});

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));

/** Sends what comes piece by piece, for as long as anybody reads it. */
const streamed = async (response: ServerResponse, parts: AsyncIterable<string>): Promise<void> => {
  for await (const part of parts) {
    if (response.destroyed) return;
    response.write(part);
  }
  response.end();
};

const respond = async (request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> => {
  if (reply.cookies?.length) response.setHeader('set-cookie', reply.cookies);
  response.writeHead(reply.statusCode, reply.headers);
  if (reply.parts) await streamed(response, reply.parts);
  else response.end(reply.body);
  if (request.complete) return;
  // Node discards what still comes; closing at once would take the answer from a caller that is still sending.
  const cut = setTimeout(() => request.socket.destroy(), linger);
  request.once('close', () => clearTimeout(cut));
};

/** By whom an authorizer says that a request is. */
const callerOf = (authorizer: object | undefined): string | undefined => {
  const { jwt, lambda } = (authorizer ?? {}) as Record<'jwt' | 'lambda', { claims?: object } | undefined>;
  const claims = (jwt?.claims ?? lambda) as { sub?: unknown; unit_id?: unknown } | undefined;
  return claims && `${claims.unit_id} ${claims.sub}`;
};

type Route = ReturnType<typeof compile>[number];

interface Asked {
  request: IncomingMessage;
  language: Language;
  path: string;
  query: string;
  /** Undefined for a `_local` path. */
  hit: Route | undefined;
}

/** What is asked for, or why that is not to be had. */
const found = (routes: Route[], request: IncomingMessage): Asked | { refusal: Reply } => {
  const { method = 'GET', url = '/' } = request;
  const language = readBy(request);
  const [path = '/', ...rest] = url.split('?');
  const query = rest.join('?');
  if (!decodes(path) || !decodes(query)) {
    const text = {
      zh: '地址中的百分号（%）编码有误，请按 UTF-8 编码。',
      en: 'The URL has a % that begins no character: percent-encode it as UTF-8.',
    };
    return { refusal: refused(400, text, language) };
  }
  const all = routes.filter(({ pattern }) => pattern.test(path));
  const hit = all.find(({ route }) => route.method === method);
  if (hit || path.startsWith('/_local/')) return { request, language, path, query, hit };
  if (all.length === 0) return { refusal: refused(404, noSuchPath(path), language) };
  const allow = [...new Set(all.map(({ route }) => route.method))].join(', ');
  const text = { zh: `${path} 只接受 ${allow}。`, en: `${path} takes ${allow}.` };
  return { refusal: refused(405, text, language, { allow }) };
};

const tooLarge: Text = {
  zh: `一次提交不能超过 ${largestBody} 字节，请精简内容或者分次提交。`,
  en: `A request may have ${largestBody} bytes. Send less, or in parts.`,
};

/** Calls a function as API Gateway does. */
const invoking =
  ({ handler: handlerOf, log = console.error }: GatewayOptions) =>
  async (name: string, event: unknown, awsRequestId: string, language: Language): Promise<Reply> => {
    const until = Date.now() + patience;
    const context = {
      awsRequestId,
      functionName: name,
      getRemainingTimeInMillis: () => Math.max(0, until - Date.now()),
    };
    try {
      const handler = await handlerOf(name);
      // JSON both ways, as between API Gateway and Lambda.
      const result = await handler(JSON.parse(JSON.stringify(event)), context);
      return replyOf(JSON.parse(JSON.stringify(result ?? null)));
    } catch (error) {
      log(`the function ${name} crashed: ${stackOf(error)}`);
      const text = { zh: '系统故障，请稍后再试，原因见该函数的日志。', en: 'The function failed. Its log says why.' };
      return refused(500, text, language);
    }
  };

/** On each connection, when its last answer is through. */
const turns = new WeakMap<Socket, Promise<void>>();

/**
 * The requests of a connection come one after the other, as their answers go back in that order anyway: who asks for many at once, and reads
 * none, has one worked for.
 */
const turnOf = async ({ socket }: IncomingMessage, response: ServerResponse): Promise<void> => {
  const before = turns.get(socket);
  turns.set(
    socket,
    new Promise<void>((resolve) => response.once('close', resolve)).then(() => turnOfLoop()),
  );
  await before;
};

/** Places are given back when the loop has gone round: those for whom nothing waits would take one after the other, and hold up all others. */
const giveBack = async (places: readonly Leave[]): Promise<void> => {
  await turnOfLoop();
  for (const leave of places) leave();
};

/** Listens on 127.0.0.1; port 0 takes any free one. A function sees its time run out, but is not cut off. */
export const serveGateway = (options: GatewayOptions): Promise<Server> => {
  const { authorize, clock, engine, log = console.error, limits = usualLimits } = options;
  const routes = compile(options.routes);
  const admission = createAdmission(limits);
  const invoke = invoking(options);

  const callOf = ({ request, path, query }: Asked, { route, pattern }: Route) => {
    return { request, route, path, query, parameters: decoded(pattern.exec(path)?.groups), now: clock.now() };
  };

  /** Does what was asked for, once it is read and may be done. */
  const work = async (asked: Asked, authorizer: object | undefined, body: Buffer): Promise<Reply> => {
    const { request, language, path, query, hit } = asked;
    if (!hit) {
      const { method = 'GET', headers } = request;
      const sent = { method, path, query: new URLSearchParams(query), body: body.toString(), cookie: headers.cookie };
      return (await options.local(sent)) ?? refused(404, noSuchPath(path), language);
    }
    await engine.enter();
    const requestId = randomUUID();
    const event = eventOf({ ...callOf(asked, hit), requestId, authorizer, body });
    const done = admission.work();
    const reply = await invoke(hit.route.name, event, requestId, language).finally(done);
    // What only reads changes nothing that a schedule would have to look at.
    if (hit.route.method !== 'GET') engine.touch();
    return reply;
  };

  const authorized = async (asked: Asked, hit: Route): Promise<object | undefined> =>
    hit.route.open ? undefined : authorize({ ...callOf(asked, hit), requestId: randomUUID() });

  const admitted = async (asked: Asked, kind: string, held: Leave[]): Promise<Reply> => {
    const { request, language, hit } = asked;
    const keep = <T extends Leave | undefined>(place: T): T => {
      if (place) held.push(place);
      return place;
    };
    const isBehind = kind !== 'local' && engine.backlog() > limits.backlog;
    const place = isBehind ? undefined : keep(admission.begin(kind));
    if (!place || !keep(admission.arrive(kind))) return tooMany(admission.retryAfter(), language);
    const authorizer = hit && (await authorized(asked, hit));
    const caller = callerOf(authorizer);
    if (caller !== undefined && !keep(admission.share(caller))) return tooMany(admission.retryAfter(), language);
    let isSlow = false;
    let hasRoom = true;
    const late = setTimeout(() => {
      isSlow = true;
      place();
    }, quick);
    const body = await bodyOf(request, largestBody, (bytes) => {
      hasRoom = keep(admission.hold(bytes)) !== undefined;
      return hasRoom;
    }).finally(() => clearTimeout(late));
    if (!body && hasRoom) return refused(413, tooLarge, language);
    if (!body || (isSlow && !keep(admission.begin(kind)))) return tooMany(admission.retryAfter(), language);
    return work(asked, authorizer, body);
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const asked = found(routes, request);
    if ('refusal' in asked) return asked.refusal;
    const { hit, language } = asked;
    const why = hit && options.unfit?.();
    if (why) return unfit(why, language);
    const held: Leave[] = [];
    try {
      return await admitted(asked, hit ? (hit.route.open ? 'open' : 'signed in') : 'local', held);
    } catch (error) {
      if (error instanceof Denied) return denied(request, error);
      throw error;
    } finally {
      void giveBack(held);
    }
  };

  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    await turnOf(request, response);
    if (request.socket.destroyed) return;
    try {
      await respond(request, response, await answer(request));
    } catch (error) {
      // A caller that went away in the middle of its request gets no answer.
      if (request.destroyed && !request.complete) return;
      log(`a request was not answered: ${stackOf(error)}`);
      if (response.headersSent) response.destroy();
      else {
        const text = { zh: '系统故障，请稍后再试，原因见网关日志。', en: 'The gateway failed. Its log says why.' };
        await respond(request, response, refused(500, text, readBy(request)));
      }
    }
  };
  return listen(options.port, 'PORT', listener, true);
};
