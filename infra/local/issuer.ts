import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';

/** The local identity provider: signs tokens, and checks them as API Gateway's JWT authorizer does for any OIDC issuer. */

const issuer = 'http://127.0.0.1/clue-transfer';
const audience = 'clue-transfer';

export interface Claims {
  sub: string;
  role: string;
  unitId?: string;
}

export interface Issuer {
  sign: (claims: Claims) => Promise<string>;
  /** The claims, as API Gateway hands them on: texts. @throws Error whose message names the mend. */
  verify: (authorization: string | undefined) => Promise<Record<string, string>>;
}

const openKey = async (file: string): Promise<JWK> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  await writeFile(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  return key;
};

/** The issuer whose key is kept in that directory. */
export const openIssuer = async (dir: string): Promise<Issuer> => {
  const jwk = await openKey(join(dir, 'issuer.json'));
  const { d: _, ...publicJwk } = jwk;
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'ES256'), importJWK(publicJwk, 'ES256')]);
  return {
    sign: ({ sub, role, unitId }) =>
      new SignJWT({ role, ...(unitId === undefined ? {} : { unit_id: unitId }) })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject(sub)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        // Real time: the virtual clock may run far ahead of it.
        .setExpirationTime('365d')
        .sign(privateKey),
    verify: async (authorization) => {
      const mend =
        'Send Authorization: Bearer <token>, with a token of your identity provider (here: POST /_local/token).';
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (!token) throw new Error(`There is no bearer token. ${mend}`);
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer, audience });
        return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
      } catch (error) {
        const what = error instanceof errors.JWTExpired ? 'has expired' : 'is not one of this issuer for this audience';
        throw new Error(`The token ${what}. ${mend}`);
      }
    },
  };
};
