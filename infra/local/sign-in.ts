import { createHash, randomUUID } from 'node:crypto';
import type { SignIn } from '../../functions/console/sign-in.ts';
import type { Unit } from '../../functions/domain/units/forms.ts';
import type { LocalRequest } from './aws/gateway.ts';
import type { Reply } from './aws/gateway-event.ts';
import type { Issuer } from './aws/issuer.ts';
import { problem } from './aws/refusals.ts';
import { claimsFor } from './claims.ts';
import { choicePage } from './sign-in-page.ts';

/**
 * What a browser does at the local issuer (OpenID Connect, authorization code with PKCE): one picks a seeded person, and is that person
 * until signing out. All that it knows of sessions is gone with the process.
 */

export const signInPath = '/_local/issuer/';
const clientId = 'console';

/** What the console of the province at `url` is told. */
export const consoleAt = (url: string, trusted: Issuer['trusted']): SignIn => ({
  issuer: trusted.issuer,
  discovery: `${url}${signInPath}.well-known/openid-configuration`,
  clientId,
  scope: 'openid',
  token: 'access',
  origins: [],
  claims: { unitId: 'unit_id', role: 'role', name: 'name' },
  timeZone: 'Asia/Shanghai',
});

interface Person {
  role: string;
  unitId?: string;
}

interface Granted {
  person: Person;
  redirectUri: string;
  challenge: string;
  nonce: string | undefined;
}

const text = (statusCode: number, type: string, body: string): Reply => ({
  statusCode,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body,
});
const json = (body: object, status = 200): Reply => text(status, 'application/json', JSON.stringify(body));
const to = (location: string, cookies: string[] = []): Reply => ({ statusCode: 303, headers: { location }, cookies });

/** Seconds for which a token of the console is good. */
const lifetime = 3600;

export interface SignInParts {
  issuer: Pick<Issuer, 'sign' | 'trusted'>;
  findUnit: (unitId: string) => Promise<Unit | undefined>;
  url: () => string;
}

const hashOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** Keeps what it is given until it is taken, once, under a name that nobody guesses. */
const once = <T>() => {
  const kept = new Map<string, T>();
  return {
    keep: (value: T): string => {
      const name = randomUUID();
      kept.set(name, value);
      return name;
    },
    take: (name: string | null): T | undefined => {
      const value = kept.get(name ?? '');
      kept.delete(name ?? '');
      return value;
    },
  };
};

/** What the endpoints of the issuer share. */
interface Parts extends SignInParts {
  sessions: Map<string, Person>;
  codes: ReturnType<typeof once<Granted>>;
  refreshing: ReturnType<typeof once<Person>>;
}

const sessionOf = (cookie = ''): string => /(?:^|; )local-issuer=([\w-]+)/.exec(cookie)?.[1] ?? '';

const cookieOf = (session: string, age: number): string =>
  `local-issuer=${session}; Path=${signInPath}; HttpOnly; SameSite=Lax; Max-Age=${age}`;

const configurationOf = ({ issuer, url }: Parts): Reply => {
  const at = (name: string) => `${url()}${signInPath}${name}`;
  return json({
    issuer: issuer.trusted.issuer,
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    end_session_endpoint: at('logout'),
    jwks_uri: at('jwks'),
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  });
};

/** Where one signs in, and is sent back from. */
const authorization = ({ issuer, findUnit, url, sessions, codes }: Parts) => {
  /** What is wrong with a request, so that nobody is sent anywhere. */
  const faultOf = (query: URLSearchParams): string | undefined => {
    const console = `${url()}/console/signed-in`;
    if (query.get('client_id') !== clientId) return `client_id is ${clientId}`;
    if (query.get('redirect_uri') !== console) return `redirect_uri is ${console}`;
    if (query.get('response_type') !== 'code') return 'response_type is code';
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))
      return 'PKCE with S256 is needed';
    return undefined;
  };

  const back = (query: URLSearchParams, answer: Record<string, string>, cookies: string[] = []): Reply => {
    const where = new URL(query.get('redirect_uri') ?? '');
    const all = { ...answer, iss: issuer.trusted.issuer, state: query.get('state') };
    for (const [name, value] of Object.entries(all)) if (value !== null) where.searchParams.set(name, value);
    return to(where.href, cookies);
  };

  const grant = (query: URLSearchParams, person: Person, cookies: string[] = []): Reply => {
    const [redirectUri = '', challenge = ''] = [query.get('redirect_uri') ?? '', query.get('code_challenge') ?? ''];
    const code = codes.keep({ person, redirectUri, challenge, nonce: query.get('nonce') ?? undefined });
    return back(query, { code }, cookies);
  };

  const ask = ({ query, cookie }: LocalRequest): Reply => {
    const fault = faultOf(query);
    if (fault) return problem(400, fault);
    const prompt = query.get('prompt');
    const person = prompt === 'login' || prompt === 'select_account' ? undefined : sessions.get(sessionOf(cookie));
    if (person) return grant(query, person);
    if (prompt === 'none') return back(query, { error: 'login_required' });
    return text(200, 'text/html; charset=utf-8', choicePage(`${signInPath}authorize?${query}`));
  };

  const choose = async ({ query, body }: LocalRequest): Promise<Reply> => {
    const fault = faultOf(query);
    if (fault) return problem(400, fault);
    const [role = '', unitId] = (new URLSearchParams(body).get('person') ?? '').split('@');
    if (unitId !== undefined && !(await findUnit(unitId))) return problem(422, `there is no unit ${unitId}`);
    const person = { role, ...(unitId === undefined ? {} : { unitId }) };
    const session = randomUUID();
    sessions.set(session, person);
    return grant(query, person, [cookieOf(session, 86_400)]);
  };

  return { ask, choose };
};

/** Where a code, or a refresh token, is exchanged for tokens. */
const exchange = ({ issuer, findUnit, codes, refreshing }: Parts) => {
  const tokens = async (person: Person, nonce?: string): Promise<Reply> => {
    const { role, unitId } = person;
    const claims = claimsFor(unitId, role, unitId === undefined ? undefined : await findUnit(unitId));
    return json({
      token_type: 'Bearer',
      expires_in: lifetime,
      access_token: await issuer.sign(claims, `${lifetime}s`),
      id_token: await issuer.sign({ ...claims, aud: clientId, ...(nonce ? { nonce } : {}) }, `${lifetime}s`),
      refresh_token: refreshing.keep(person),
    });
  };
  const refused = json({ error: 'invalid_grant' }, 400);

  return async ({ body }: LocalRequest): Promise<Reply> => {
    const sent = new URLSearchParams(body);
    if (sent.get('client_id') !== clientId) return json({ error: 'invalid_client' }, 401);
    if (sent.get('grant_type') === 'refresh_token') {
      const person = refreshing.take(sent.get('refresh_token'));
      return person ? tokens(person) : refused;
    }
    const granted = codes.take(sent.get('code'));
    if (!granted || granted.redirectUri !== sent.get('redirect_uri')) return refused;
    if (granted.challenge !== hashOf(sent.get('code_verifier') ?? '')) return refused;
    return tokens(granted.person, granted.nonce);
  };
};

/** What answers requests below `signInPath`; undefined for any other path. */
export const localSignIn = (parts: SignInParts) => {
  const all: Parts = { ...parts, sessions: new Map(), codes: once(), refreshing: once() };
  const { ask, choose } = authorization(all);

  const leave = ({ query, cookie }: LocalRequest): Reply => {
    all.sessions.delete(sessionOf(cookie));
    const home = `${parts.url()}/console`;
    const asked = query.get('post_logout_redirect_uri');
    return to(asked?.startsWith(`${home}/`) ? asked : home, [cookieOf('', 0)]);
  };

  const answers: Record<string, (request: LocalRequest) => Reply | Promise<Reply>> = {
    'GET .well-known/openid-configuration': () => configurationOf(all),
    'GET authorize': ask,
    'POST authorize': choose,
    'POST token': exchange(all),
    'GET jwks': () => json({ keys: parts.issuer.trusted.keys }),
    'GET logout': leave,
  };
  return async (request: LocalRequest): Promise<Reply | undefined> =>
    answers[`${request.method} ${request.path.slice(signInPath.length)}`]?.(request);
};
