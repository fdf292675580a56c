import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Schema, valuesOf } from './schemas.ts';

/** Requests that the description of the API allows, or nearly. */

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
}

const document: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync(new URL('../../functions/http/openapi.json', import.meta.url), 'utf8'),
);

const resolve = (ref: string): Schema =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part.replaceAll('~1', '/')], document) as Schema;

/** Every operation that the API's description has. */
export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** As text in a path, a query or a header. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();

/** Requests of an operation, target and body; `ids`: of records that there are. */
export const requestOf = (
  { path, operation: { parameters = [], requestBody } }: (typeof operations)[number],
  ids: readonly string[],
) => {
  const named = (where: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((one) => one.in === where).map(({ name, schema }) => [name, valuesOf(schema, resolve, ids)]),
      ),
      { requiredKeys: parameters.filter((one) => one.in === where && one.required).map(({ name }) => name) },
    );
  const body = requestBody?.content['application/json'];
  return fc
    .record({
      inPath: named('path'),
      query: named('query'),
      // Of the headers one that fits no other place: the others stand in tests of their own.
      body: body ? valuesOf(body.schema, resolve, ids) : fc.constant(undefined),
    })
    .map(({ inPath, query, body: sent }) => {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(written((inPath as Record<string, unknown>)[name]) || '-'),
      );
      const asked = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, written(value)]),
      );
      return { target: asked.size > 0 ? `${filled}?${asked}` : filled, sent };
    });
};
