import { writeFile } from 'node:fs/promises';
import type * as z from 'zod';
import { documentOf, type Operation } from '../functions/http/openapi.ts';
import { fileOf } from './function-files.ts';
import { routes } from './routes.ts';

/** `npm run openapi`: writes the description of the API from the schemas of its handlers. */

interface Described {
  contract?: { body?: z.ZodType; query?: z.ZodType };
}

/** The description as the schemas have it now. */
export const currentDocument = async () => {
  const operations = await Promise.all(
    routes
      .filter((route) => route.function !== 'read-openapi')
      .map(async ({ method, path, function: name, open }): Promise<Operation> => {
        const { handler }: { handler: Described } = await import(fileOf(name).href);
        return {
          method,
          path,
          name,
          open: open ?? false,
          body: handler.contract?.body,
          query: handler.contract?.query,
        };
      }),
  );
  return documentOf(operations);
};

if (import.meta.main) {
  const file = new URL('../functions/http/openapi.json', import.meta.url);
  await writeFile(file, `${JSON.stringify(await currentDocument(), null, 1)}\n`);
}
