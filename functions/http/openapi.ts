import * as z from 'zod';
import type { Route } from './route.ts';
import { problemShape } from './shapes.ts';

/** The description of the API (OpenAPI 3.1), made from what each route says of itself. */

type Json = Record<string, unknown>;
type NamedRoute = Route & { name: string };

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
  500: 'A fault of ours; the operators were told',
  503: 'Busy; ask again after Retry-After',
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

const parametersOf = ({ path, request, method }: Route, schemaOf: SchemaOf): Json[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'year' ? { type: 'integer' } : { type: 'string' },
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
      ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }]
      : []),
    ...(method === 'GET' ? [] : [{ name: 'If-Match', in: 'header', schema: { type: 'string' }, example: '"3"' }]),
  ];
  return [...inPath, ...inQuery, ...headers];
};

const fileSchemas = { text: { type: 'string' }, binary: { type: 'string', contentEncoding: 'binary' } };

const problemContent = (schemaOf: SchemaOf): Json => ({
  'application/problem+json': { schema: schemaOf(problemShape, 'output') },
});

/** What is answered, by status; refusals that any route gives stand once for all of them. */
const responsesOf = ({ summary, answers, files = {}, refusals = {}, open }: Route, schemaOf: SchemaOf): Json => {
  const inFiles = Object.entries(files).map(([type, form]) => [type, { schema: fileSchemas[form] }]);
  const answered = Object.entries(answers).map(([status, shape]) => [
    status,
    {
      description: summary,
      content: { 'application/json': { schema: schemaOf(shape, 'output') }, ...Object.fromEntries(inFiles) },
    },
  ]);
  // What comes as a file alone.
  const filed = answered.length > 0 ? [] : [['200', { description: summary, content: Object.fromEntries(inFiles) }]];
  const refused = Object.entries(refusals).map(([status, description]) => [
    status,
    { description, content: problemContent(schemaOf) },
  ]);
  const common = Object.keys(problems).map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  return Object.fromEntries([...answered, ...filed, ...refused, ...(open ? [] : common)]);
};

const operationOf = (route: NamedRoute, schemaOf: SchemaOf): Json => {
  const { name, summary, open, request } = route;
  const parameters = parametersOf(route, schemaOf);
  const example = 'example' in route && route.example !== undefined ? { example: route.example } : {};
  const taken = request.body && { 'application/json': { schema: schemaOf(request.body, 'input'), ...example } };
  return {
    operationId: name,
    summary,
    ...(open ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(taken ? { requestBody: { content: taken } } : {}),
    responses: responsesOf(route, schemaOf),
  };
};

/** An OpenAPI 3.1 document; its paths stand in the order of the routes, its named schemas by name. */
export const documentOf = (routes: readonly NamedRoute[]): Json & { paths: Json } => {
  const schemas: Json = {};
  const schemaOf = schemasInto(schemas);
  const problem = problemContent(schemaOf);
  const paths: Record<string, Json> = {};
  for (const route of routes.filter(({ undescribed }) => !undescribed)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, schemaOf) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Clue transfer',
      version: '1',
      description:
        'Transfers clues on organised crime between units within their statutory deadlines, in working days.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: Object.fromEntries(
        Object.entries(problems).map(([code, description]) => [code, { description, content: problem }]),
      ),
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
};
