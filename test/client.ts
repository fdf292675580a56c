import createClient from 'openapi-fetch';
import type { components, paths } from '../functions/http/api-types.d.ts';

/** The local province as a test's users see it: over HTTP, with its mailbox and its clock. */

export const housing = '371402-housing';
export const police = '371402-public-security';
export const discipline = '371402-discipline-inspection';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

type Schemas = components['schemas'];

/** What the API answers, as its description has it. */
export type TransferBody = Schemas['Transfer'];
export type TransferWithTimeline = Schemas['TransferWithTimeline'];
export type Submitted = Schemas['Submitted'];
export type Recounted = Schemas['CalendarYear'] & { recount: Schemas['Recount'] };

export const clueWith = (different: Record<string, unknown> = {}) =>
  ({
    title: '某工地强揽土方工程',
    text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
    kinds: ['organised-crime'],
    channel: 'daily-enforcement',
    discoveredAt: '2026-09-24T09:00:00+08:00',
    ...different,
  }) as NonNullable<paths['/v1/clues']['post']['requestBody']>['content']['application/json'];

export interface CallOptions {
  as?: string;
  role?: string;
  headers?: Record<string, string>;
  /** Sent as it is, not as JSON. */
  raw?: string;
}

/** Looks at what was asked and answered. */
export type Held = (
  asked: { method: string; path: string },
  answered: { status: number; type: string; body: unknown },
) => void;

/** A type of content whose body is read as JSON. */
const isJson = (type: string) => type === '' || /json/.test(type);

/** What stands in a body where something was refused. */
type Refused = Partial<Pick<Schemas['Problem'], 'title' | 'detail' | 'errors'>>;

/** The commands on a transfer, by the last part of their route. */
export type CommandName = {
  [Path in keyof paths]: Path extends `/v1/transfers/{id}/${infer Name}`
    ? paths[Path] extends { post: object }
      ? Name
      : never
    : never;
}[keyof paths];

/** Tests state what is said in English, where nothing else is asked for. */
const inEnglish = { 'accept-language': 'en' };

/**
 * Requests against a running province, by a client that is made from the description of the API; `send` sends what no such client
 * would. Tokens are fetched once a unit and role, from the local issuer where `issue` gives none. `held`: looks at every answer.
 */
export const client = (
  url: () => string,
  issue?: (unitId: string | undefined, role: string) => Promise<string>,
  held: Held = () => {},
) => {
  const tokens = new Map<string, Promise<string>>();
  const send = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    { as, role = 'clerk', headers = {}, raw }: CallOptions = {},
  ): Promise<Answer<T>> => {
    const authorization: Record<string, string> =
      as === undefined ? {} : { authorization: `Bearer ${await token(as, role)}` };
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${url()}${path}`, {
      method,
      headers: {
        ...authorization,
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...inEnglish,
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const read = text === '' ? {} : isJson(type) ? JSON.parse(text) : { file: text };
    held({ method, path }, { status: response.status, type, body: read });
    return { status: response.status, headers: response.headers, body: read as T };
  };
  const token = (unitId: string, role = 'clerk'): Promise<string> => {
    const key = `${unitId} ${role}`;
    const known = tokens.get(key);
    if (known) return known;
    // Administrators stand in no unit; an auditor may.
    const who = role === 'operator' || unitId === 'auditor' ? undefined : unitId;
    const asked = issue
      ? issue(who, role)
      : send<{ token: string }>('POST', '/_local/token', { role, ...(who ? { unitId } : {}) }).then(
          ({ body }) => body.token,
        );
    tokens.set(key, asked);
    return asked;
  };
  /** The API as one unit, or an administrator, asks it. */
  const api = (as: string, role = 'clerk', headers: Record<string, string> = {}) => {
    const made = createClient<paths>({ baseUrl: url(), headers: { ...inEnglish, ...headers } });
    made.use({
      onRequest: async ({ request }) => {
        if (!request.headers.has('authorization')) {
          request.headers.set('authorization', `Bearer ${await token(as, role)}`);
        }
      },
      onResponse: async ({ request, response }) => {
        const type = response.headers.get('content-type') ?? '';
        const body = isJson(type) ? await response.clone().json() : await response.clone().text();
        const { pathname, search } = new URL(request.url);
        held({ method: request.method, path: `${pathname}${search}` }, { status: response.status, type, body });
      },
    });
    return made;
  };
  const answered = async <T>(
    asked: Promise<{ data?: T; error?: unknown; response: Response }>,
  ): Promise<Answer<T & Refused>> => {
    const { data, error, response } = await asked;
    return { status: response.status, headers: response.headers, body: (data ?? error ?? {}) as T & Refused };
  };
  const everyMail = async (part = '') => {
    const { body } = await send<{ to: string; subject: string; text: string; html: string; at: string }[]>(
      'GET',
      '/_local/mail',
    );
    return body.filter(({ subject }) => subject.includes(part));
  };
  return {
    send,
    token,
    api,
    answered,
    submit: (different: Record<string, unknown> = {}, { as = housing, role, headers }: CallOptions = {}) =>
      answered(api(as, role, headers).POST('/v1/clues', { body: clueWith(different) })),
    command: (name: CommandName, id: string, body?: object, { as = police, role, headers }: CallOptions = {}) =>
      answered<TransferBody & Record<string, unknown>>(
        api(as, role, headers).POST(`/v1/transfers/{id}/${name}`, {
          params: { path: { id } },
          body: body as never,
        }) as never,
      ),
    read: (id: string, as = housing) => answered(api(as).GET('/v1/transfers/{id}', { params: { path: { id } } })),
    /** As an operator. */
    publish: (year: number, body: object, headers: Record<string, string> = {}) =>
      answered<Recounted>(
        api('operator', 'operator', headers).PUT('/v1/calendar/{year}', {
          params: { path: { year } },
          body: body as never,
        }) as never,
      ),
    advanceTo: (advanceTo: string) => send<{ now: string }>('POST', '/_local/clock', { advanceTo }),
    /** Every mail whose subject has this in it, oldest first, but for those by which receivers hear of a dispatch. */
    mails: async (part = '') =>
      (await everyMail(part)).filter(({ subject }) => !/^(【移送】|\[Dispatch)/.test(subject)),
    everyMail,
  };
};

export const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error(`expected one, found ${list.length}`);
  return first;
};
