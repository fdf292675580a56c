import * as z from 'zod';
import { described } from './operations.ts';
import { problemShape } from './shapes.ts';

/** The description of the API (OpenAPI 3.1), made from the schemas that check requests and those that answers are held against. */

export interface Operation {
  method: string;
  path: string;
  /** Name of the function. */
  name: string;
  open: boolean;
  body?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
}

type Json = Record<string, unknown>;

/** Problems that any request may meet, by status. */
const problems: Record<string, string> = {
  400: 'The body is not JSON, or the URL is malformed',
  401: 'No token, or one that is not valid',
  403: 'Not allowed; the detail says to whom it is',
  404: 'There is no such thing',
  409: 'The status does not allow it, or a race was lost',
  412: 'Not the version that If-Match names',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Cannot be processed; errors name each field to mend',
  500: 'A fault of ours; the operators were told',
  503: 'Busy; ask again after Retry-After',
};

export const documentOf = (operations: readonly Operation[]): Json => {
  const schemas: Json = {};
  /** Named schemas go where the whole document finds them. */
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    const lift = (node: unknown): unknown => {
      if (Array.isArray(node)) return node.map(lift);
      if (node === null || typeof node !== 'object') return node;
      return Object.fromEntries(
        Object.entries(node).flatMap(([key, value]) => {
          // The schema's own name.
          if (key === 'id' && typeof value === 'string') return [];
          if (key === '$ref' && typeof value === 'string')
            return [[key, value.replace('#/$defs/', '#/components/schemas/')]];
          return [[key, lift(value)]];
        }),
      );
    };
    for (const [name, definition] of Object.entries($defs as Json)) schemas[name] = lift(definition);
    // Of a named schema the rest is but a reference to its definition.
    return lift(rest) as Json;
  };

  const parametersOf = ({ path, query, method }: Operation): Json[] => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: name === 'year' ? { type: 'integer' } : { type: 'string' },
    }));
    const { properties = {}, required = [] } = (query ? schemaOf(query, 'input') : {}) as {
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
      ...(method === 'POST'
        ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }]
        : []),
      ...(method === 'GET' ? [] : [{ name: 'If-Match', in: 'header', schema: { type: 'string' }, example: '"3"' }]),
    ];
    return [...inPath, ...inQuery, ...headers];
  };

  const problem = { 'application/problem+json': { schema: schemaOf(problemShape, 'output') } };
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const { method, path, name, open, body } = operation;
    const { summary, status, answer, example } = described[name] ?? { summary: name, status: 200, answer: z.unknown() };
    const json = (schema: Json, shown?: unknown) => ({
      'application/json': { schema, ...(shown === undefined ? {} : { example: shown }) },
    });
    const files = name.endsWith('-ledger')
      ? {
          'text/csv': { schema: { type: 'string' } },
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
            schema: { type: 'string', contentEncoding: 'binary' },
          },
        }
      : {};
    const answered = { description: summary, content: { ...json(schemaOf(answer, 'output')), ...files } };
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: name,
        summary,
        ...(open ? { security: [] } : {}),
        ...(parametersOf(operation).length > 0 ? { parameters: parametersOf(operation) } : {}),
        ...(body ? { requestBody: { content: json(schemaOf(body, 'input'), example) } } : {}),
        responses: {
          [status]: answered,
          ...(name === 'put-unit' ? { 201: answered } : {}),
          ...(name.endsWith('-ledger') ? { 406: { description: 'None of the three kinds', content: problem } } : {}),
          ...(open
            ? {}
            : Object.fromEntries(
                Object.keys(problems).map((code) => [code, { $ref: `#/components/responses/${code}` }]),
              )),
        },
      },
    };
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
