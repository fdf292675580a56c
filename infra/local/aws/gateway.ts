import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Language, Text } from '../../../functions/domain/languages.ts';
import { languageOf } from '../../../functions/http/language.ts';
import type { RouteFunction } from '../../functions.ts';
import type { Clock } from '../clock.ts';
import { type Authorizer, challengeOf, Denied } from './authorizers.ts';
import type { Engine } from './engine.ts';
import { eventOf, type Reply, replyOf } from './gateway-event.ts';
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
  cookie: string | undefined;
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
  {
    title = STATUS_CODES[status],
    headers = {},
    errors,
  }: {
    title?: string | undefined;
    headers?: Record<string, string>;
    errors?: { path: string; message: string }[];
  } = {},
): Reply => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, errors }),
});

const titles = {
  400: { zh: '请求格式有误', en: 'Bad Request' },
  401: { zh: '未登录', en: 'Unauthorized' },
  403: { zh: '无权访问', en: 'Forbidden' },
  404: { zh: '没有找到', en: 'Not Found' },
  405: { zh: '不支持该操作', en: 'Method Not Allowed' },
  413: { zh: '内容过大', en: 'Payload Too Large' },
  500: { zh: '系统故障', en: 'Internal Server Error' },
} as const satisfies Readonly<Record<number, Text>>;

const readBy = ({ headers }: IncomingMessage): Language =>
  languageOf({ headers: { 'accept-language': headers['accept-language'] } });

/** A refusal of the gateway's own, in the language of its reader. */
const refused = (
  status: keyof typeof titles,
  text: Text,
  language: Language,
  headers: Record<string, string> = {},
): Reply => {
  const said = { 'content-language': language === 'zh' ? 'zh-CN' : 'en', vary: 'accept-language' };
  return problem(status, text[language], { title: titles[status][language], headers: { ...said, ...headers } });
};

const noSuchPath = (path: string): Text => ({
  zh: `本系统没有 ${path}，请核对地址，各接口见 README。`,
  en: `There is no ${path} here. The README lists the routes.`,
});

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
  const { authorize, clock, engine, log = console.error } = options;
  const routes = compile(options.routes);

  const invoke = async (name: string, event: unknown, awsRequestId: string, language: Language): Promise<Reply> => {
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
      return refused(
        500,
        { zh: '系统故障，请稍后再试，原因见该函数的日志。', en: 'The function failed. Its log says why.' },
        language,
      );
    } finally {
      engine.touch();
    }
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const { method = 'GET', url = '/' } = request;
    const language = readBy(request);
    const [path = '/', ...rest] = url.split('?');
    const query = rest.join('?');
    if (!decodes(path) || !decodes(query)) {
      const text = {
        zh: '地址中的百分号（%）编码有误，请按 UTF-8 编码。',
        en: 'The URL has a % that begins no character: percent-encode it as UTF-8.',
      };
      return refused(400, text, language);
    }
    const isLocal = path.startsWith('/_local/');
    const found = routes.filter(({ pattern }) => pattern.test(path));
    const hit = found.find(({ route }) => route.method === method);
    if (!hit && !isLocal) {
      if (found.length === 0) return refused(404, noSuchPath(path), language);
      const allow = [...new Set(found.map(({ route }) => route.method))].join(', ');
      return refused(405, { zh: `${path} 只接受 ${allow}。`, en: `${path} takes ${allow}.` }, language, { allow });
    }
    const requestId = randomUUID();
    const asked = (of: NonNullable<typeof hit>) => {
      const parameters = decoded(of.pattern.exec(path)?.groups);
      return { request, route: of.route, path, query, parameters, requestId, now: clock.now() };
    };
    let authorizer: object | undefined;
    if (hit && !hit.route.open) {
      try {
        authorizer = await authorize(asked(hit));
      } catch (error) {
        if (error instanceof Denied) return denied(request, error);
        throw error;
      }
    }
    const body = await bodyOf(request, largestBody);
    if (!body) {
      const text = {
        zh: `一次提交不能超过 ${largestBody} 字节，请精简内容或者分次提交。`,
        en: `A request may have ${largestBody} bytes. Send less, or in parts.`,
      };
      return refused(413, text, language);
    }
    if (!hit) {
      const local = await options.local({
        method,
        path,
        query: new URLSearchParams(query),
        body: body.toString(),
        cookie: request.headers.cookie,
      });
      return local ?? refused(404, noSuchPath(path), language);
    }
    const event = eventOf({ ...asked(hit), authorizer, body });
    return invoke(hit.route.name, event, requestId, language);
  };

  return listen(options.port, 'PORT', async (request, response) => {
    try {
      respond(request, response, await answer(request));
    } catch (error) {
      // A caller that went away in the middle of its request gets no answer.
      if (request.destroyed && !request.complete) return;
      log(`a request was not answered: ${stackOf(error)}`);
      if (response.headersSent) response.destroy();
      else {
        const text = { zh: '系统故障，请稍后再试，原因见网关日志。', en: 'The gateway failed. Its log says why.' };
        respond(request, response, refused(500, text, readBy(request)));
      }
    }
  });
};
