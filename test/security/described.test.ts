import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { discipline, housing, police, useProvince } from '../province.ts';
import { type Schema, valuesOf } from './schemas.ts';

/**
 * The short form of `npm run test:api`: requests that the description of the API allows, or nearly, to every route as every role. The
 * province of tests holds each answer against the description.
 */

const runs = Number(process.env.API_RUNS ?? 4);

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

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

const roles = [
  { as: housing, role: 'clerk' },
  { as: police, role: 'supervisor' },
  { as: '371402-leading-group-office', role: 'supervisor' },
  { as: 'operator', role: 'operator' },
  { as: 'auditor', role: 'auditor' },
] as const;

/** As text in a path, a query or a header. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();

describe('the API as it is described', () => {
  const { local, send, submit, command } = useProvince('2026-09-24T10:00:00+08:00');
  const ids: string[] = [];

  beforeAll(async () => {
    const { body } = await submit({ kinds: ['organised-crime', 'misconduct'] });
    const [crime, misconduct] = body.transfers;
    if (!crime || !misconduct) throw new Error('two transfers');
    await command('acknowledge', crime.transferId);
    const asked = await command('extension', crime.transferId, { workingDays: 2, reason: '需核查' });
    await command('proposals', misconduct.transferId, { kind: 'elevate', reason: '回避' }, { as: discipline });
    ids.push(body.clueId, crime.transferId, misconduct.transferId, String(asked.body.extensionId));
  });

  const requestOf = ({ path, operation: { parameters = [], requestBody } }: (typeof operations)[number]) => {
    const named = (where: Parameter['in']) =>
      fc.record(
        Object.fromEntries(
          parameters
            .filter((one) => one.in === where)
            .map(({ name, schema }) => [name, valuesOf(schema, resolve, ids)]),
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

  it.each(roles)('holds for a $role of $as, whatever is asked', { timeout: 240_000 }, async ({ as, role }) => {
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(requestOf(operation), async ({ target, sent }) => {
          const { status } = await send(operation.method, target, sent, { as, role });
          expect(status, `${operation.method} ${target}`).toBeLessThan(500);
        }),
        { numRuns: runs },
      );
    }
    await local().engine.settled();
  });
});
