import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Held } from './client.ts';

/** Holds what a province answers against the description of the API, by its JSON Schemas, as a foreign program would. */

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, object> }>>;
}

const file = new URL('../functions/http/openapi.json', import.meta.url);
const document: Described = JSON.parse(readFileSync(file, 'utf8'));

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'api');

const paths = Object.keys(document.paths)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) }))
  // What is said literally comes before a parameter.
  .sort((a, b) => (a.path.replace(/\{\w+\}/g, '\uffff') < b.path.replace(/\{\w+\}/g, '\uffff') ? -1 : 1));

const pointer = (...parts: string[]) => parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

/** @throws Error for an answer that the description does not have, or that is not as it has it. Other routes are not looked at. */
export const requireDescribed: Held = ({ method, path }, { status, type, body }) => {
  const known = paths.find(({ pattern }) => pattern.test(path.split('?')[0] ?? ''))?.path;
  const operation = known && document.paths[known]?.[method.toLowerCase()];
  if (!known || !operation) return;
  const what = `${method} ${path} ${status}`;
  const response = operation.responses[status];
  if (!response) throw new Error(`${what} stands in no description: ${JSON.stringify(body)}`);
  const at =
    '$ref' in response
      ? String(response.$ref).slice(1)
      : `/${pointer('paths', known, method.toLowerCase(), 'responses', String(status))}`;
  const content = type.split(';')[0] ?? '';
  const validate = ajv.getSchema(`api#${at}/${pointer('content', content, 'schema')}`);
  if (!validate) throw new Error(`${what} is described in no ${content}`);
  if (!content.endsWith('json') || validate(body)) return;
  throw new Error(
    `${what} is not as described: ${ajv.errorsText(validate.errors)} ${JSON.stringify(body).slice(0, 2000)}`,
  );
};
