import { join } from 'node:path';
import { errors, exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { secretFile } from './secret-file.ts';

/** Stands for the province's identity provider: signs tokens and verifies them as the JWT authorizer of an HTTP API does. */

const algorithm = 'ES256';
const issuer = 'http://127.0.0.1/local-issuer';
const audience = 'clue-transfer';

export interface Issuer {
  /** `lifetime`: none where it is null, as no provider should have it. */
  sign: (claims: JWTPayload, lifetime?: string | null) => Promise<string>;
  /** The claims, every value a string as API Gateway hands them on. @throws Error whose message says what to mend. */
  verify: (authorization: string | undefined) => Promise<Record<string, string>>;
}

const mend = 'POST /_local/token gives one.';

const faultOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return `The token has expired. ${mend}`;
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return `The token's signature is wrong: it was changed, or signed by another issuer. ${mend}`;
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return `The token is for another audience; it must be for "${audience}". ${mend}`;
    if (error.claim === 'iss') return `The token is of another issuer; it must be of "${issuer}". ${mend}`;
    if (error.claim === 'exp') return `The token never expires: it must carry exp. ${mend}`;
    return `The token's claim "${error.claim}" is not valid. ${mend}`;
  }
  return `What stands after "Bearer" is no token of this issuer. ${mend}`;
};

/** A claim as API Gateway writes it: lists and objects as Go prints them. */
const written = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, inner]) => `${name}:${written(inner)}`);
  return `map[${members.join(' ')}]`;
};

/** The issuer whose key is kept in `<dir>/issuer.json`, made when it is missing. */
export const openIssuer = async (dir: string): Promise<Issuer> => {
  const kept = await secretFile(join(dir, 'issuer.json'), async () => {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    return JSON.stringify(await exportJWK(privateKey));
  });
  const jwk: JWK = JSON.parse(kept);
  const privateKey = await importJWK(jwk, algorithm);
  const { d: _, ...publicJwk } = jwk;
  const publicKey = await importJWK(publicJwk, algorithm);
  return {
    sign: (claims, lifetime = '365d') => {
      const token = new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setAudience(audience)
        // Real time, not the virtual clock's: a token must outlive any jump of that.
        .setIssuedAt();
      return (lifetime === null ? token : token.setExpirationTime(lifetime)).sign(privateKey);
    },
    verify: async (authorization) => {
      if (authorization === undefined) throw new Error(`Send a token as "Authorization: Bearer <token>". ${mend}`);
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw new Error('The Authorization header must read "Bearer <token>".');
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: [algorithm],
          issuer,
          audience,
          requiredClaims: ['exp'],
        });
        return Object.fromEntries(Object.entries(payload).map(([claim, value]) => [claim, written(value)]));
      } catch (error) {
        throw new Error(faultOf(error));
      }
    },
  };
};
