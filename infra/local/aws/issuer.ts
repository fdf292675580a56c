import { join } from 'node:path';
import { errors, exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Text } from '../../../functions/domain/languages.ts';
import { asTexts, bearerOf, type Trusted } from '../../../functions/edge/tokens.ts';
import { secretFile } from './secret-file.ts';

/** Stands for the province's identity provider: signs tokens and verifies them as the JWT authorizer of an HTTP API does. */

const algorithm = 'ES256';
const kid = 'local';
const issuer = 'http://127.0.0.1/local-issuer';
const audience = 'clue-transfer';

const mend: Text = {
  zh: '本机的登录凭证由 POST /_local/token 取得。',
  en: 'POST /_local/token gives one.',
};

/** A token that does not hold; its text says what to mend. */
export class BadToken extends Error {
  readonly text: Text;

  constructor({ zh, en }: Text) {
    super(en);
    this.name = 'BadToken';
    this.text = { zh: `${zh}${mend.zh}`, en: `${en} ${mend.en}` };
  }
}

export interface Issuer {
  /** `claims`: go before the issuer's own. `lifetime`: none where it is null, as no provider should have it. */
  sign: (claims: JWTPayload, lifetime?: string | null) => Promise<string>;
  /** The claims, every value a string as API Gateway hands them on. @throws BadToken */
  verify: (authorization: string | undefined) => Promise<Record<string, string>>;
  /** What a province file says of it that pins its keys. */
  trusted: Trusted;
}

const faultOf = (error: unknown): Text => {
  if (error instanceof errors.JWTExpired) {
    return { zh: '登录已失效，请重新登录后再试。', en: 'The token has expired.' };
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return {
      zh: '登录凭证的签名不符，请重新登录后再试。',
      en: "The token's signature is wrong: it was changed, or signed by another issuer.",
    };
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim } = error;
    if (claim === 'aud') {
      return {
        zh: `登录凭证不是签发给本系统的，aud 须为“${audience}”。`,
        en: `The token is for another audience; it must be for "${audience}".`,
      };
    }
    if (claim === 'iss') {
      return {
        zh: `登录凭证不是由本系统认可的机构签发的，iss 须为“${issuer}”。`,
        en: `The token is of another issuer; it must be of "${issuer}".`,
      };
    }
    if (claim === 'exp') {
      return { zh: '登录凭证没有有效期，须载明 exp。', en: 'The token never expires: it must carry exp.' };
    }
    return { zh: `登录凭证的 ${claim} 无效。`, en: `The token's claim "${claim}" is not valid.` };
  }
  return { zh: '登录凭证无效，请重新登录后再试。', en: 'What stands after "Bearer" is no token of this issuer.' };
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
    trusted: { issuer, audience: [audience], keys: [{ ...publicJwk, kid, alg: algorithm }] },
    sign: (claims, lifetime = '365d') => {
      const token = new SignJWT({ iss: issuer, aud: audience, ...claims })
        .setProtectedHeader({ alg: algorithm, kid })
        // Real time, not the virtual clock's: a token must outlive any jump of that.
        .setIssuedAt();
      return (lifetime === null ? token : token.setExpirationTime(lifetime)).sign(privateKey);
    },
    verify: async (authorization) => {
      if (authorization === undefined) {
        throw new BadToken({
          zh: '未登录，请登录后再试，登录凭证写作“Authorization: Bearer <token>”。',
          en: 'Send a token as "Authorization: Bearer <token>".',
        });
      }
      const token = bearerOf(authorization);
      if (token === undefined) {
        throw new BadToken({
          zh: 'Authorization 中的登录凭证须写作“Bearer <token>”。',
          en: 'The Authorization header must read "Bearer <token>".',
        });
      }
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: [algorithm],
          issuer,
          audience,
          requiredClaims: ['exp'],
        });
        return asTexts(payload);
      } catch (error) {
        throw new BadToken(faultOf(error));
      }
    },
  };
};
