import type { IncomingMessage } from 'node:http';
import type { Text } from '../../../functions/domain/languages.ts';
import { type Call, eventOf } from './gateway-event.ts';
import { BadToken, type Issuer } from './issuer.ts';

/** Who says whether a request may come to the function of its route, as an HTTP API of AWS has them. */

/** A request that the authorizer does not let through. */
export class Denied extends Error {
  readonly status: 401 | 403;
  readonly text: Text;

  constructor(status: 401 | 403, text: Text) {
    super(text.en);
    this.name = 'Denied';
    this.status = status;
    this.text = text;
  }
}

type Asked = Omit<Call, 'authorizer' | 'body'>;

/** Gives what comes to stand under `requestContext.authorizer`. @throws Denied */
export type Authorizer = (asked: Asked) => Promise<object>;

/** API Gateway's own, by the issuer's keys. */
export const jwtAuthorizer =
  ({ verify }: Pick<Issuer, 'verify'>): Authorizer =>
  async ({ request }) => {
    try {
      return { jwt: { claims: await verify(request.headers.authorization), scopes: null } };
    } catch (error) {
      if (error instanceof BadToken) throw new Denied(401, error.text);
      throw error;
    }
  };

const withoutToken: Text = {
  zh: '未登录，请登录后再试，登录凭证写作“Authorization: Bearer <token>”。',
  en: 'Send a token as "Authorization: Bearer <token>".',
};
const notTaken: Text = {
  zh: '登录凭证无效或者已失效，请重新登录后再试。',
  en: 'The token is not valid, or not any more: sign in again.',
};

interface SimpleAnswer {
  isAuthorized?: unknown;
  context?: object;
}

/**
 * A function, with the simple answer of payload format 2.0 and without a cache. API Gateway asks it of no request that lacks the header
 * by which it is to decide; it says of none why it was denied.
 */
export const lambdaAuthorizer =
  (invoke: (event: unknown) => Promise<unknown>): Authorizer =>
  async (asked) => {
    const { authorization } = asked.request.headers;
    if (!authorization) throw new Denied(401, withoutToken);
    const { isBase64Encoded: _, ...event } = eventOf({ ...asked, authorizer: undefined, body: Buffer.alloc(0) });
    const routeArn = `arn:aws:execute-api:us-east-1:000000000000:local/$default/${asked.route.method}${asked.path}`;
    const sent = { ...event, type: 'REQUEST', routeArn, identitySource: [authorization] };
    // JSON both ways, as between API Gateway and Lambda.
    const answer: SimpleAnswer = JSON.parse(JSON.stringify((await invoke(JSON.parse(JSON.stringify(sent)))) ?? {}));
    const { isAuthorized, context = {} } = answer;
    if (typeof isAuthorized !== 'boolean') throw new Error('the authorizer answered neither yes nor no');
    if (!isAuthorized) throw new Denied(403, notTaken);
    return { lambda: context };
  };

/** The challenge beside a 401 (RFC 6750). */
export const challengeOf = (request: IncomingMessage): Record<string, string> => ({
  'www-authenticate': request.headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"',
});
