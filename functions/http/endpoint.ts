import middy, { type MiddlewareObj } from '@middy/core';
import type {
  APIGatewayEventRequestContextV2WithAuthorizer,
  APIGatewayProxyEventV2WithRequestContext,
} from 'aws-lambda';
import * as z from 'zod';
import { logger } from '../adapters/log.ts';
import { settings } from '../adapters/settings.ts';
import type { Repeatable } from '../adapters/table/idempotency.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { registeredUnit } from '../adapters/table/units.ts';
import { badField, Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/languages.ts';
import { said } from '../domain/said.ts';
import { type Actor, actorFrom, claimsOf } from '../domain/visibility/actor.ts';
import { acceptOf } from './accept.ts';
import { jsonOf, textOf } from './body.ts';
import { checked, checkedList, readAs } from './checked.ts';
import { languageOf } from './language.ts';
import { notRight } from './mends.ts';
import { withNames } from './names.ts';
import { createPace, paceInForce } from './pace.ts';
import { problemOf, type Response } from './problems.ts';
import type { Checks } from './route.ts';

/** The one middy stack: every HTTP function is an endpoint, and its handler sees only what was checked. */

export interface Request<Body, Query, Parameters = unknown> {
  actor: Actor;
  /** The instant at which the gateway took the request: the only clock that a handler knows. */
  now: Date;
  /** Path parameter `id`; empty where the route has none. */
  id: string;
  /** What kind of answer the caller wants. */
  /** Media types without parameters but their weights; undefined where none is named. */
  accept: string | undefined;
  /** In which language. */
  language: Language;
  /** Whether the caller takes a compressed answer. */
  gzip: boolean;
  /** Path parameter `year`; NaN where it is none. */
  year: number;
  /** All others, as the route says their form. */
  parameters: Parameters;
  query: Query;
  body: Body;
  /** Set when the caller sent an Idempotency-Key. */
  repeatable: Repeatable | null;
  /** Version that the caller decided on; null where it takes any (conditional request). */
  ifMatch: number | null;
}

export interface Reply {
  status: number;
  /** JSON, or the bytes of a file whose type `headers` says. */
  body: unknown;
  /** Units and regions stand in it under their own names already: it can be sent back as it is. */
  asKept?: true;
  headers?: Record<string, string>;
}

/**
 * What API Gateway writes of the token once an authorizer has proved it: its own by the issuer's published keys, or ours by pinned ones
 * (edge/verify-token.ts). A province has one of the two. Nothing that a caller sends comes to stand here.
 */
interface Proved {
  jwt?: { claims: Record<string, unknown> };
  lambda?: Record<string, unknown>;
}

type Event = APIGatewayProxyEventV2WithRequestContext<APIGatewayEventRequestContextV2WithAuthorizer<Proved>>;

const provedClaims = ({ requestContext: { authorizer } }: Event) => authorizer?.jwt?.claims ?? authorizer?.lambda ?? {};

const uuid = z.uuid(said({ zh: '编号有误，请填写系统答复中给出的编号', en: 'write the id as the answers give it' }));

const ifMatchOf = (header: string | undefined): number | null => {
  if (header === undefined || header === '*') return null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version) return Number(version);
  throw badField('If-Match', {
    zh: '请填写带引号的版本号，如 "3"',
    en: 'write the version in quotes, as "3"',
  });
};

/** Twice the same PUT comes to the same anyway. */
const isRepeatable = (event: Event): boolean => ['POST', 'PATCH', 'DELETE'].includes(event.requestContext.http.method);

/** `text`: the body as it came. */
const idempotencyKey = (event: Event, actor: Actor, text: string): Repeatable | null => {
  const key = event.headers['idempotency-key'];
  if (!isRepeatable(event) || key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw badField('Idempotency-Key', {
      zh: '请填写 1 至 200 个不含空格的英文字母、数字或符号',
      en: 'takes 1 to 200 printable ASCII characters without blanks',
    });
  }
  const { method, path } = event.requestContext.http;
  return { caller: `${actor.unitId} ${actor.sub}`, key, request: `${method} ${path}\n${text}` };
};

const problems = (): MiddlewareObj<Event, Response> => ({
  onError: async (request) => {
    request.response = problemOf(request.error, languageOf(request.event));
  },
});

/** Before anything is read for a request: whether its caller asks too often. */
const paced = (): MiddlewareObj<Event, Response> => {
  const keep = createPace();
  return {
    before: ({ event }) => {
      const { sub, unit_id: unitId } = provedClaims(event);
      keep(`${unitId} ${sub}`, paceInForce());
    },
  };
};

/** Logs one line a request: what was asked for by its route, and how it ended. */
const accessLine = (name: string, idForm: z.ZodType): MiddlewareObj<Event, Response> => {
  const line: NonNullable<MiddlewareObj<Event, Response>['after']> = ({ event, response }) => {
    logger.info(name, {
      status: response?.statusCode,
      // A caller may write anything there: only what can be an id is logged.
      id: idForm.safeParse(event.pathParameters?.id).data,
      requestId: event.requestContext.requestId,
    });
  };
  return { after: line, onError: line };
};

/** @throws Refusal `not-found`, and `bad-input` to a PUT, which would create what the id names. */
const idOf = (event: Event, form: z.ZodType): string => {
  const id = event.pathParameters?.id ?? '';
  if (id === '') return id;
  const { issues } = readAs(form, id);
  if (issues === undefined) return id.toLowerCase();
  const message = issues[0]?.message ?? notRight;
  if (event.requestContext.http.method === 'PUT') throw badField('id', message);
  throw new Refusal('not-found', {
    zh: `没有该编号的内容：${message.zh}。`,
    en: `There is nothing under this id: ${message.en}.`,
  });
};

/** @throws Refusal `not-found` that names the first that does not fit, and where these can be counted, what fits. */
const parametersOf = (event: Event, form: z.ZodType): unknown => {
  const { id: _id, year: _year, ...others } = event.pathParameters ?? {};
  const read = form.safeParse(others);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = issue?.path.join('.') ?? '';
  const fitting = issue?.code === 'invalid_value' ? issue.values.map(String) : [];
  throw new Refusal('not-found', {
    zh: `路径中的 ${name} 没有这一项${fitting.length > 0 ? `，可用的有 ${fitting.join('、')}` : ''}。`,
    en: `There is no such ${name} in the path${fitting.length > 0 ? `; there are ${fitting.join(', ')}` : ''}.`,
  });
};

const hasBody = (event: Event): boolean => ['POST', 'PUT', 'PATCH'].includes(event.requestContext.http.method);

/** Who asks, by the token and by the register as it is. @throws Refusal `forbidden`, `not-registered`. */
const actorOf = async (event: Event): Promise<Actor> => {
  const province = settings();
  const claims = claimsOf(provedClaims(event), province.claims);
  return actorFrom(claims, province, claims.unitId === null ? null : await registeredUnit(claims.unitId));
};

/** What was sent; commands without parameters may come without a body. */
const sentIn = (event: Event, text: string): unknown =>
  hasBody(event) && text !== '' ? jsonOf(text, event.headers['content-type']) : {};

const noBody = z.strictObject({});

/** A Lambda handler of one route: parses and checks the request, hands it on, turns the reply or whatever was thrown into HTTP. */
export const endpoint = <
  B extends z.ZodType = typeof noBody,
  Q extends z.ZodType = typeof noBody,
  P extends z.ZodType = typeof noBody,
>(
  /** The function's, as its log lines say it. */
  name: string,
  {
    id: idForm = uuid,
    parameters: parameterForm,
    body: bodySchema,
    query: querySchema,
    itemwise = false,
  }: Checks<B, Q, P>,
  handle: (request: Request<z.output<B>, z.output<Q>, z.output<P>>) => Promise<Reply>,
) => {
  const checkedBody = itemwise ? checkedList : checked;
  return middy<Event, Response>()
    .use(accessLine(name, idForm))
    .use(problems())
    .use(paced())
    .handler(
      withSettings(async (event: Event) => {
        const actor = await actorOf(event);
        const id = idOf(event, idForm);
        const text = textOf(event);
        const sent = sentIn(event, text);
        const language = languageOf(event);
        const reply = await handle({
          actor,
          now: new Date(event.requestContext.timeEpoch),
          id,
          accept: acceptOf(event.headers.accept),
          language,
          gzip: /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/i.test(event.headers['accept-encoding'] ?? ''),
          query: checked(querySchema ?? noBody, event.queryStringParameters ?? {}, 'query') as z.output<Q>,
          year: /^\d{4}$/.test(event.pathParameters?.year ?? '') ? Number(event.pathParameters?.year) : Number.NaN,
          parameters: parametersOf(event, parameterForm ?? noBody) as z.output<P>,
          body: (hasBody(event) ? checkedBody(bodySchema ?? noBody, sent) : {}) as z.output<B>,
          repeatable: idempotencyKey(event, actor, text),
          ifMatch: ifMatchOf(event.headers['if-match']),
        });
        return {
          statusCode: reply.status,
          headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...reply.headers },
          ...(reply.body instanceof Uint8Array
            ? { body: Buffer.from(reply.body).toString('base64'), isBase64Encoded: true }
            : { body: JSON.stringify(reply.asKept ? reply.body : await withNames(reply.body, language)) }),
        };
      }),
    );
};
