import type { Client } from 'openapi-fetch';
import type { paths } from '../../http/api-types.d.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The API as its description has it, with the types of openapi-fetch; of what that does, the little that the pages ask for. */
export type Api = Pick<Client<paths, 'application/json'>, (typeof methods)[number]>;

interface Asked {
  params?: {
    path?: Record<string, string | number>;
    query?: Record<string, unknown>;
    header?: Record<string, string>;
  };
  body?: unknown;
}

/** Undefined where it is no JSON. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @param send Throws where nothing came back, and so does what asks. */
export const clientOf = (send: (request: Request) => Promise<Response>): Api => {
  const asking =
    (method: string) =>
    async (route: string, { params: { path = {}, query = {}, header = {} } = {}, body }: Asked = {}) => {
      const filled = route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
      const url = new URL(filled, location.origin);
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) url.searchParams.set(name, `${value}`);
      const sent =
        body === undefined
          ? { headers: header }
          : { headers: { ...header, 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await send(new Request(url, { method, ...sent }));
      const said = parsed(await response.text());
      return response.ok ? { data: said, response } : { error: said, response };
    };
  return Object.fromEntries(methods.map((method) => [method, asking(method)])) as unknown as Api;
};
