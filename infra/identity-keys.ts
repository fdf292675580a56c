import { createPublicKey, type JsonWebKey } from 'node:crypto';
import * as z from 'zod';

/** Keys of an identity provider as a province file pins them: public ones only, each for one algorithm. */

const kinds = {
  RS256: ({ kty }: JsonWebKey) => kty === 'RSA',
  ES256: ({ kty, crv }: JsonWebKey) => kty === 'EC' && crv === 'P-256',
};

/** What only the provider may have (RFC 7518). */
const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

/** Bits that RS256 asks for at the least. */
const shortestModulus = 2048;

/** Letters that issuer, audience and keys take as JSON: they stand in the function's environment, which holds 4 KB. */
const room = 3_500;

const faultOf = (key: Record<string, unknown>): { path: string; mend: string } | undefined => {
  if (key.kty === 'oct' || 'k' in key) {
    return { path: 'kty', mend: 'a secret that both sides know proves nothing: take a public key, RSA or EC' };
  }
  const secret = privateParts.find((name) => name in key);
  if (secret) {
    return {
      path: secret,
      mend: 'is a part of the private key: put in the public key, and let the provider take another, for this one has been in a file',
    };
  }
  const kind = Object.entries(kinds).find(([alg]) => alg === key.alg)?.[1];
  if (!kind) return { path: 'alg', mend: 'RS256 or ES256: say for which of the two the provider uses this key' };
  if (!kind(key)) return { path: 'kty', mend: 'RS256 takes a key of kty RSA, ES256 one of kty EC and crv P-256' };
  if (key.use !== undefined && key.use !== 'sig') return { path: 'use', mend: 'this key is not for signatures' };
  return unreadable(key);
};

/** What is no key, or too weak a one. */
const unreadable = (key: JsonWebKey): { path: string; mend: string } | undefined => {
  const path = key.kty === 'RSA' ? 'n' : 'x';
  try {
    const { modulusLength = shortestModulus } = createPublicKey({ key, format: 'jwk' }).asymmetricKeyDetails ?? {};
    return modulusLength < shortestModulus
      ? {
          path,
          mend: `the key has ${modulusLength} bits: let the provider take one of ${shortestModulus} at the least`,
        }
      : undefined;
  } catch {
    return { path, mend: 'is no key: copy it once more, as the provider’s JWKS has it' };
  }
};

/** A JWK as a provider publishes it; what is not needed to verify with it (certificates, uses) is left out. */
const key = z
  .looseObject({
    kid: z.string().min(1).max(200),
    kty: z.string(),
    alg: z.string(),
  })
  .superRefine((value, context) => {
    const fault = faultOf(value);
    if (fault) context.addIssue({ code: 'custom', path: [fault.path], message: fault.mend });
  })
  .transform(({ kid, kty, alg, ...rest }) => {
    const parts = kty === 'RSA' ? ['n', 'e'] : ['crv', 'x', 'y'];
    return { kid, kty, alg, ...Object.fromEntries(parts.map((name) => [name, String(rest[name])])) };
  });

/** `identity.keys`. */
export const identityKeys = z
  .array(key)
  .min(1)
  .refine(
    (keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length,
    'two have the same kid: each needs its own',
  );

/** Whether the function that proves tokens has room for them, and the mend. */
export const fitsFunction = (trusted: object): boolean => JSON.stringify(trusted).length <= room;
export const fitsNot = `take more than ${room} letters with issuer and audience: keep the keys that sign now or will next, two of 4096 bits at the most`;
