import { exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jwtAuthorizer } from '../../../infra/local/aws/authorizers.ts';
import { now, useGateway } from '../../infra/local/aws/use-gateway.ts';

/** Our own authorizer by itself: with keys of any kind that a province file takes, and beside API Gateway's own. */

const issuer = 'https://login.clues.example';
const rsa = await generateKeyPair('RS256', { extractable: true });
const asPss = (await importJWK(await exportJWK(rsa.privateKey), 'PS256')) as typeof rsa.privateKey;
const ec = await generateKeyPair('ES256');
const next = await generateKeyPair('RS256');
const keyOf = async ({ publicKey }: typeof rsa, kid: string, alg: string) => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg,
});
const keys = [await keyOf(rsa, '2026', 'RS256'), await keyOf(ec, 'curve', 'ES256')];

const seconds = () => Math.floor(Date.now() / 1000);
const signed = (
  claims: JWTPayload = {},
  { by = rsa.privateKey, head = { alg: 'RS256', kid: '2026' } as { alg: string; kid?: string } } = {},
) =>
  new SignJWT({ sub: 'u-1', iss: issuer, aud: 'clue-transfer', exp: seconds() + 600, ...claims })
    .setProtectedHeader(head)
    .sign(by);

/** Deployed with these keys. */
const deployed = async (trusted: object[] = keys) => {
  vi.resetModules();
  vi.stubEnv('TRUSTED', JSON.stringify({ issuer, audience: ['clue-transfer', 'other'], keys: trusted }));
  const { handler } = await import('../../../functions/edge/verify-token.ts');
  return (token: string) => handler({ headers: { authorization: `Bearer ${token}` } });
};
let verify: Awaited<ReturnType<typeof deployed>>;
beforeEach(async () => {
  verify = await deployed();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const denied = { isAuthorized: false };
const isTaken = async (token: string, by = verify) => (await by(token)).isAuthorized;

describe('a token', () => {
  it('of any key of the province file is taken, for any of its audiences', async () => {
    expect(await isTaken(await signed())).toBe(true);
    expect(await isTaken(await signed({ aud: ['x', 'other'] }))).toBe(true);
    const byCurve = { by: ec.privateKey, head: { alg: 'ES256', kid: 'curve' } };
    expect(await isTaken(await signed({}, byCurve))).toBe(true);
  });

  it.each([
    ['names no key', { head: { alg: 'RS256' } }],
    ['names another key of the file', { head: { alg: 'RS256', kid: 'curve' } }],
    ['is signed by another algorithm than its key is for', { by: asPss, head: { alg: 'PS256', kid: '2026' } }],
    ['is signed by a key that was not put in', { by: next.privateKey }],
    ['names a key that was not put in', { by: next.privateKey, head: { alg: 'RS256', kid: '2027' } }],
  ])('that %s is refused, and no more is said', async (_, different) => {
    expect(await verify(await signed({}, different))).toEqual(denied);
  });

  it('may be of a clock that differs by half a minute, and no more', async () => {
    expect(await isTaken(await signed({ exp: seconds() - 20 }))).toBe(true);
    expect(await isTaken(await signed({ exp: seconds() - 40 }))).toBe(false);
    expect(await isTaken(await signed({ nbf: seconds() + 20 }))).toBe(true);
    expect(await isTaken(await signed({ nbf: seconds() + 40 }))).toBe(false);
  });

  it('of the next key is taken once that stands beside the old one, and of the old one until that is taken out', async () => {
    const byNext = { by: next.privateKey, head: { alg: 'RS256', kid: '2027' } };
    const newKey = await keyOf(next, '2027', 'RS256');
    const both = await deployed([...keys, newKey]);
    expect([await isTaken(await signed(), both), await isTaken(await signed({}, byNext), both)]).toEqual([true, true]);
    const after = await deployed([newKey]);
    expect([await isTaken(await signed(), after), await isTaken(await signed({}, byNext), after)]).toEqual([
      false,
      true,
    ]);
  });
});

describe('the authorizer', () => {
  it('fails, and lets nobody through, where it was deployed without keys', async () => {
    await deployed();
    vi.stubEnv('TRUSTED', '');
    const { handler } = await import('../../../functions/edge/verify-token.ts');
    await expect(handler({ headers: { authorization: `Bearer ${await signed()}` } })).rejects.toThrow(/TRUSTED/);
  });

  describe('beside API Gateway’s own', () => {
    const gateway = useGateway();

    it('hands on the very same claims', async () => {
      vi.stubEnv('TRUSTED', JSON.stringify(gateway.issuer().trusted));
      const claims = { role: ['clerk'], unit_id: null, name: { family: '吴', given: ['某'] }, level: 3.5, ok: true };
      const token = await gateway.issuer().sign({ sub: 'u-1', ...claims });
      const own = jwtAuthorizer(gateway.issuer());
      const asked = { request: { headers: { authorization: `Bearer ${token}` } }, now } as Parameters<typeof own>[0];
      const { handler } = await import('../../../functions/edge/verify-token.ts');
      const answer = await handler({ headers: { authorization: `Bearer ${token}` } });
      const { jwt } = (await own(asked)) as { jwt: { claims: object } };
      expect(answer).toEqual({ isAuthorized: true, context: jwt.claims });
      expect(jwt.claims).toMatchObject({ role: '[clerk]', name: 'map[family:吴 given:[某]]', level: '3.5' });
    });
  });
});
