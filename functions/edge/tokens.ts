import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';

/** Proves tokens by keys that are known beforehand, and says what stands in them as API Gateway's own JWT authorizer does. */

/** Whose tokens are taken, for whom they must be, and by which keys they are proved: the stack makes it from the province file. */
export interface Trusted {
  issuer: string;
  audience: string[];
  /** Each with its `kid` and its one `alg`. */
  keys: JSONWebKeySet['keys'];
}

/** RSA and elliptic curves only: a secret that two know proves nothing. */
const algorithms = ['RS256', 'ES256'];

/** Seconds by which the issuer's clock may differ. */
const clockTolerance = 30;

/** A claim as API Gateway writes it: lists and objects as Go prints them. */
const written = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, inner]) => `${name}:${written(inner)}`);
  return `map[${members.join(' ')}]`;
};

/** Claims as API Gateway hands them to a function: every value a text. */
export const asTexts = (claims: object): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, written(value)]));

/** The token of an Authorization header. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

/** Gives the claims of a token, as texts. @throws errors.JOSEError for one that does not hold. */
export const proverOf = ({ issuer, audience, keys }: Trusted) => {
  const named = createLocalJWKSet({ keys });
  return async (token: string): Promise<Record<string, string>> => {
    const { payload } = await jwtVerify(
      token,
      async (header, jws) => {
        // One without a name would be tried on whichever key fits.
        if (header.kid === undefined) throw new errors.JWKSNoMatchingKey();
        return named(header, jws);
      },
      { algorithms, issuer, audience, clockTolerance, requiredClaims: ['exp'] },
    );
    return asTexts(payload);
  };
};
