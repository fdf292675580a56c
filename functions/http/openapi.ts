import * as z from 'zod';
import { years } from '../domain/calendar/calendar-year.ts';
import type { Route } from './route.ts';
import { problemShape } from './shapes.ts';

/** The description of the API (OpenAPI 3.1), made from what each route says of itself. */

type Json = Record<string, unknown>;
/** `room`: the folder of its function, by which its operation is grouped. */
type NamedRoute = Route & { name: string; room: string };

/** Problems that any request may meet, by status. */
const problems: Record<string, string> = {
  400: 'The body is not JSON or not UTF-8, or the URL is malformed',
  401: 'No token, or one that is not valid',
  403: 'Not allowed; the detail says to whom it is. Also where the token names no registered unit, or no person',
  404: 'There is no such thing, or it is kept from the caller',
  409: 'The status does not allow it, or a race was lost',
  412: 'Not the version that If-Match names',
  413: 'Too large',
  415: 'Not JSON, or in another charset than UTF-8',
  422: 'Cannot be processed; errors name each field to mend',
  429: 'Too many requests, in all or of this caller: nothing was done. Ask again after Retry-After, with the same Idempotency-Key; where there is none, API Gateway itself answered: after a second, then ever later, up to half a minute',
  431: 'Headers too large',
  500: 'A fault of ours; the operators were told',
  503: 'Busy, or API Gateway reached no function. It may have been done all the same: ask again after Retry-After, with the same Idempotency-Key',
};

/** Those that a route without a token may meet. */
const openProblems = ['400', '429', '431'];

/** Answers of API Gateway itself, which has a form of its own, or none. */
const ofGateway: ReadonlySet<string> = new Set(['401', '429', '431', '503']);

const rooms: Readonly<Record<string, string>> = {
  clues: 'Clues: what a unit found, and what it submits',
  transfers: 'Transfers: the handing of a clue to another unit, with its duties and deadlines',
  papers: 'Papers: letters, receipts and notices to print and seal',
  supervision: 'Ledgers, tasks, figures, and who read and changed what',
  units: 'The register of units, and who stands in for whom',
  calendar: 'The calendar by which working days are counted',
  service: 'The service itself',
};

/** The JSON Schema of a zod schema, or where it stands. */
type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json;

/** A node of a JSON Schema as the document has it: without the names of schemas, references by the document's own paths. */
const lifted = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(lifted);
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      if (key === 'id' && typeof value === 'string') return [];
      if (key === '$ref' && typeof value === 'string') {
        return [[key, value.replace('#/$defs/', '#/components/schemas/')]];
      }
      return [[key, lifted(value)]];
    }),
  );
};

/** Named schemas (`meta({ id })`) are collected in `named`, where the whole document finds them. */
const schemasInto =
  (named: Json): SchemaOf =>
  (schema, io) => {
    const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    for (const [name, definition] of Object.entries($defs as Json)) named[name] = lifted(definition);
    // Of a named schema the rest is but a reference to its definition.
    return lifted(rest) as Json;
  };

/** Forms of the headers that requests may carry. */
const headerSchemas = {
  key: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  version: { type: 'string', pattern: '^(\\*|"[0-9]{1,9}")$' },
  language: { type: 'string', maxLength: 200 },
};

const parametersOf = ({ path, request, method, open }: Route, schemaOf: SchemaOf): Json[] => {
  const others = (request.parameters ? schemaOf(request.parameters, 'input') : {}) as {
    properties?: Record<string, Json>;
  };
  const formOf = (name = ''): Json => {
    const own = others.properties?.[name];
    if (own) return own;
    if (name === 'year') return { type: 'integer', minimum: years.first, maximum: years.last };
    return name === 'id' && request.id ? schemaOf(request.id, 'input') : { type: 'string', format: 'uuid' };
  };
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: formOf(name),
  }));
  const { properties = {}, required = [] } = (request.query ? schemaOf(request.query, 'input') : {}) as {
    properties?: Json;
    required?: string[];
  };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const headers = [
    ...(method === 'POST' || method === 'PATCH' || method === 'DELETE'
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            description: 'The same key and body answers the first response again; kept for seven days',
            schema: headerSchemas.key,
          },
        ]
      : []),
    ...(method === 'GET'
      ? []
      : [
          {
            name: 'If-Match',
            in: 'header',
            description: 'The version that was decided on, as the answers give it',
            schema: headerSchemas.version,
            example: '"3"',
          },
        ]),
    ...(open
      ? []
      : [
          {
            name: 'Accept-Language',
            in: 'header',
            description: 'zh or en: of names, bases and problems; Chinese where none is named',
            schema: headerSchemas.language,
            example: 'en',
          },
        ]),
  ];
  return [...inPath, ...inQuery, ...headers];
};

const fileSchemas = { text: { type: 'string' }, binary: { type: 'string', contentEncoding: 'binary' } };

const problemContent = (schemaOf: SchemaOf): Json => ({
  'application/problem+json': { schema: schemaOf(problemShape, 'output') },
});

/** Where the ids of an answer lead: a program that follows them needs to know no path. */
const linksOf = (leadsTo: NonNullable<Route['leadsTo']>, all: readonly NamedRoute[]): Json =>
  Object.fromEntries(
    Object.entries(leadsTo).flatMap(([path, pointer]) =>
      all
        .filter((one) => one.path === path || one.path.startsWith(`${path}/`))
        .map(({ name }) => [name, { operationId: name, parameters: { id: `$response.body#${pointer}` } }]),
    ),
  );

/** What is answered, by status; refusals that any route gives stand once for all of them. */
const responsesOf = (
  { summary, answers, files = {}, refusals = {}, open, leadsTo = {} }: Route,
  schemaOf: SchemaOf,
  all: readonly NamedRoute[],
): Json => {
  const links = linksOf(leadsTo, all);
  const inFiles = Object.entries(files).map(([type, form]) => [type, { schema: fileSchemas[form] }]);
  const answered = Object.entries(answers).map(([status, shape]) => [
    status,
    {
      description: summary,
      content: { 'application/json': { schema: schemaOf(shape, 'output') }, ...Object.fromEntries(inFiles) },
      ...(Object.keys(links).length > 0 ? { links } : {}),
    },
  ]);
  // What comes as a file alone.
  const filed = answered.length > 0 ? [] : [['200', { description: summary, content: Object.fromEntries(inFiles) }]];
  const refused = Object.entries(refusals).map(([status, description]) => [
    status,
    { description, content: problemContent(schemaOf) },
  ]);
  const common = (open ? openProblems : Object.keys(problems)).map((status) => [
    status,
    { $ref: `#/components/responses/${status}` },
  ]);
  return { ...Object.fromEntries(common), ...Object.fromEntries([...answered, ...filed, ...refused]) };
};

const gatewayMessage: Json = {
  type: 'object',
  properties: {
    message: { type: 'string' },
    detail: { type: 'string', description: 'Never there: so that a client can ask each refusal for it' },
  },
  description: 'What API Gateway itself answers: its `message` stands for our `detail`',
};

const retryAfter: Json = {
  'Retry-After': { schema: { type: 'integer' }, description: 'Seconds; not there where API Gateway itself answers' },
};

const problemResponse = (code: string, description: string, problem: Json): Json => {
  if (code === '431') return { description, content: { 'application/json': { schema: gatewayMessage } } };
  return {
    description,
    ...(code === '503' || code === '429' ? { headers: retryAfter } : {}),
    content: { ...problem, ...(ofGateway.has(code) ? { 'application/json': { schema: gatewayMessage } } : {}) },
  };
};

const operationOf = (route: NamedRoute, schemaOf: SchemaOf, all: readonly NamedRoute[]): Json => {
  const { name, room, summary, open, request } = route;
  const parameters = parametersOf(route, schemaOf);
  const example = 'example' in route && route.example !== undefined ? { example: route.example } : {};
  const taken = request.body && { 'application/json': { schema: schemaOf(request.body, 'input'), ...example } };
  return {
    operationId: name,
    tags: [room],
    summary,
    ...(open ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(taken ? { requestBody: { required: !request.body?.safeParse({}).success, content: taken } } : {}),
    responses: responsesOf(route, schemaOf, all),
  };
};

/** An OpenAPI 3.1 document; its paths stand in the order of the routes, its named schemas by name. */
export const documentOf = (routes: readonly NamedRoute[]): Json & { paths: Json } => {
  const schemas: Json = {};
  const schemaOf = schemasInto(schemas);
  const problem = problemContent(schemaOf);
  const paths: Record<string, Json> = {};
  for (const route of routes.filter(({ undescribed }) => !undescribed)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, schemaOf, routes) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Clue transfer',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Transfers clues on organised crime between units within their statutory deadlines, in working days.',
    },
    servers: [{ url: '/', description: 'The API that serves this description' }],
    tags: Object.entries(rooms)
      .filter(([name]) => routes.some(({ room, undescribed }) => room === name && !undescribed))
      .map(([name, description]) => ({ name, description })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: Object.fromEntries(
        Object.entries(problems).map(([code, description]) => [code, problemResponse(code, description, problem)]),
      ),
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
};
