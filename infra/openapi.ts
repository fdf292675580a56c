import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { documentOf } from '../functions/http/openapi.ts';
import { routes } from './functions.ts';

/** `npm run openapi`: writes the description of the API, and the types of its clients, from what its routes say of themselves. */

/** The description as the routes have it now; of each path, what reads comes before what writes. */
export const currentDocument = () =>
  documentOf(
    routes
      .toSorted((a, b) => a.method.localeCompare(b.method))
      .map((route) => ({ ...route, room: basename(dirname(route.file.pathname)) })),
  );

/** What a client in TypeScript knows of the API (openapi-fetch takes them). */
export const clientTypes = async (document: object): Promise<string> =>
  `/** The API as its description has it, made by \`npm run openapi\`. */\n${astToString(await openapiTS(document as OpenAPI3))}`;

/** Paths stay where the file has them, so that its change shows what changed; new ones come last. */
const inOrderOf = (before: object, paths: object): object => {
  const kept = Object.keys(before).filter((path) => path in paths);
  const all: Record<string, unknown> = { ...paths };
  return Object.fromEntries([...new Set([...kept, ...Object.keys(paths)])].map((path) => [path, all[path]]));
};

if (import.meta.main) {
  const file = new URL('../functions/http/openapi.json', import.meta.url);
  const before = JSON.parse(await readFile(file, 'utf8'));
  const document = currentDocument();
  const paths = inOrderOf(before.paths, document.paths);
  const described = { ...document, paths };
  await writeFile(file, `${JSON.stringify(described, null, 1)}\n`);
  await writeFile(new URL('api-types.d.ts', file), await clientTypes(described));
}
