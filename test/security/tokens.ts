import { createHmac, createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { routes } from '../../infra/functions.ts';
import type { LocalOptions } from '../../infra/local/options.ts';
import type { Local } from '../../infra/local/runtime.ts';
import { clueWith, housing, police, useProvince } from '../province.ts';

/** Whose token is taken at all: the same for either authorizer, each in a file of its own, since a process has one province. */

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
const read = (text = ''): Record<string, unknown> => JSON.parse(Buffer.from(text, 'base64url').toString());

/** The parts of a token, those that are named replaced. */
const rewritten = (token: string, { head, claims }: { head?: object; claims?: object }): string => {
  const [sentHead, sentClaims, signature] = token.split('.');
  const parts = [part({ ...read(sentHead), ...head }), part({ ...read(sentClaims), ...claims }), signature];
  return parts.join('.');
};

/** Signed with a secret that everybody knows: the issuer's public key, in the forms in which it is published. */
const bySecret = (token: string, head: object, secret: string): string => {
  const signed = rewritten(token, { head: { alg: 'HS256', ...head } })
    .split('.')
    .slice(0, 2)
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

/** By what is wrong with it; `good`: the claims of one that opens what is the caller's. */
const badTokens = async (local: Local, good: JWTPayload): Promise<[string, string][]> => {
  const token = await local.sign(good);
  const [key = {}] = local.trusted.keys;
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  const unsigned = rewritten(token, { head: { alg: 'none' } })
    .split('.')
    .slice(0, 2)
    .join('.');
  const stranger = await generateKeyPair('ES256', { extractable: true });
  const rsa = await generateKeyPair('RS256');
  const { issuer, audience } = local.trusted;
  const claims = { ...good, iss: issuer, aud: audience, exp: Math.floor(Date.now() / 1000) + 600 };
  const strange = (head: object, privateKey = stranger.privateKey, alg = 'ES256') =>
    new SignJWT(claims).setProtectedHeader({ alg, ...head }).sign(privateKey);
  const mine = await exportJWK(stranger.publicKey);
  return [
    ['without an end', await local.sign(good, null)],
    ['that has expired', await local.sign(good, '-1m')],
    ['that is not valid yet', await local.sign({ ...good, nbf: Math.floor(Date.now() / 1000) + 120 })],
    ['for another audience', await local.sign({ ...good, aud: 'another-system' })],
    ['for nobody', await local.sign({ ...good, aud: [] })],
    ['of another issuer', await local.sign({ ...good, iss: 'https://login.elsewhere.example' })],
    ['without a signature', `${unsigned}.`],
    ['without a signature, in capitals', `${rewritten(unsigned, { head: { alg: 'NONE' } }).slice(0, -1)}`],
    ['signed with the public key as a secret (PEM)', bySecret(token, {}, pem)],
    ['signed with the public key as a secret (PEM, trimmed)', bySecret(token, {}, pem.trim())],
    ['signed with the public key as a secret (JWK)', bySecret(token, {}, JSON.stringify(key))],
    ['signed with no secret', bySecret(token, {}, '')],
    ['by a stranger under a kid of the issuer', await strange({ kid: key.kid })],
    ['by a stranger under a kid of their own', await strange({ kid: 'mine' })],
    ['by a stranger who sends the key along', await strange({ kid: 'mine', jwk: mine })],
    ['by a stranger who says where the key is', await strange({ kid: 'mine', jku: 'https://keys.elsewhere.example' })],
    ['by another kind of key under a kid of the issuer', await strange({ kid: key.kid }, rsa.privateKey, 'RS256')],
    ['whose kid is a path', rewritten(token, { head: { kid: '../../dev/null' } })],
    ['whose role was changed', rewritten(token, { claims: { role: 'operator' } })],
    ['whose end was moved', rewritten(token, { claims: { exp: 4_102_444_800 } })],
    ['with a critical header that nobody knows', rewritten(token, { head: { crit: ['x'], x: 1 } })],
    ['cut off', token.slice(0, -5)],
    ['of one part more', `${token}.x`],
    ['that is none', 'abc'],
    ['of nothing', '..'],
  ];
};

const good = { sub: 'u-1', role: 'clerk', unit_id: housing, name: '某经办人', email: 'clerk@housing.example' };
const ledger = `/v1/ledgers/sent?unit=${housing}`;

/** `denied`: how the authorizer answers a token that does not hold. */
export const tokensAreProved = (authorizer: NonNullable<LocalOptions['authorizer']>, denied: 401 | 403): void => {
  const { local, send } = useProvince(undefined, undefined, undefined, authorizer);
  const ask = (authorization: string, method = 'GET', path = ledger) =>
    send(method, path, method === 'GET' ? undefined : clueWith(), { headers: { authorization } });

  describe(`tokens (${authorizer})`, () => {
    it('open what is the caller’s, and nothing more', async () => {
      const token = await local().sign(good);
      expect((await ask(`Bearer ${token}`)).status).toBe(200);
      expect((await ask(`bearer   ${token}`)).status).toBe(200);
      expect((await ask(`Bearer ${token}`, 'POST', '/v1/clues')).status).toBe(201);
      const others = await ask(`Bearer ${token}`, 'GET', `/v1/ledgers/sent?unit=${police}`);
      expect([others.status, others.body.detail]).toEqual([403, expect.stringContaining('its own ledger')]);
    });

    it('open nothing where they do not hold, and nobody is told more', async () => {
      for (const [what, token] of await badTokens(local(), good)) {
        for (const [method, path] of [
          ['GET', ledger],
          ['POST', '/v1/clues'],
        ] as const) {
          const { status, headers, body } = await ask(`Bearer ${token}`, method, path);
          expect([what, method, status]).toEqual([what, method, denied]);
          expect(headers.get('content-type')).toBe('application/problem+json');
          expect(JSON.stringify(body)).not.toContain(housing);
        }
      }
    });

    it('that do not hold open no route but those that are open', async () => {
      const expired = await local().sign({ ...good, role: 'operator' }, '-1m');
      for (const { method, path, open } of routes) {
        const asked = path.replace(/\{\w+\}/g, '1');
        const { status } = await send(method, asked, method === 'GET' ? undefined : {}, {
          headers: { authorization: `Bearer ${expired}` },
        });
        expect([method, path, status]).toEqual([method, path, open ? 200 : denied]);
      }
    });

    it('are missing where nothing, or something else, is sent', async () => {
      expect((await send('GET', ledger)).status).toBe(401);
      const token = await local().sign(good);
      for (const authorization of [token, `Basic ${token}`, `Bearer ${token} x`, 'Bearer'])
        expect([authorization, (await ask(authorization)).status]).toEqual([authorization, denied]);
      expect((await send('GET', '/healthz')).status).toBe(200);
    });

    it('are not made up for by what a caller writes elsewhere', async () => {
      const claims = JSON.stringify({ ...good, name: 'x', exp: '4102444800' });
      const requestContext = { authorizer: { lambda: { ...good, exp: '4102444800' } } };
      const told = await send('GET', `${ledger}&authorizer=${encodeURIComponent(claims)}`, undefined, {
        headers: { 'x-amzn-authorizer': claims, 'x-apigateway-authorizer': claims, authorizer: claims },
      });
      expect(told.status).toBe(401);
      expect((await send('POST', '/v1/clues', { ...clueWith(), requestContext })).status).toBe(401);
    });

    it('with more than one value in a claim are refused, as their claims come as texts', async () => {
      for (const different of [{ role: ['operator'] }, { unit_id: [housing] }, { name: { family: '某' } }]) {
        const { status, body } = await ask(`Bearer ${await local().sign({ ...good, ...different })}`);
        expect([status, body.detail]).toEqual([403, expect.stringContaining(`(${Object.keys(different)[0]}: `)]);
      }
    });
  });
};
