import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProvince } from '../../infra/province.ts';

const shandong = JSON.parse(readFileSync(new URL('../../infra/provinces/shandong.json', import.meta.url), 'utf8'));
const parsed = (keys: unknown) =>
  parseProvince('x.json', JSON.stringify({ ...shandong, identity: { ...shandong.identity, keys } })).identity.keys;
const refusal = (keys: unknown): string => {
  try {
    parsed(keys);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

const rsaPair = (modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength });
const publicRsa = (modulusLength?: number): JsonWebKey => rsaPair(modulusLength).publicKey.export({ format: 'jwk' });
const pair = rsaPair();
const ecPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = { ...pair.publicKey.export({ format: 'jwk' }), kid: '2026', alg: 'RS256' };
const ec = { ...ecPair.publicKey.export({ format: 'jwk' }), kid: 'curve', alg: 'ES256' };

describe('the keys of an issuer', () => {
  it('stand beside each other, RSA and elliptic, and only what proves a signature is taken of them', () => {
    const published = { ...rsa, use: 'sig', x5c: ['MIIC'], x5t: 'a', key_ops: ['verify'] };
    expect(parsed([published, ec])).toEqual([
      { kid: '2026', kty: 'RSA', alg: 'RS256', n: rsa.n, e: rsa.e },
      { kid: 'curve', kty: 'EC', alg: 'ES256', crv: 'P-256', x: ec.x, y: ec.y },
    ]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['a private RSA key', { ...rsa, ...pair.privateKey.export({ format: 'jwk' }) }, '0.d', /another, for this one/],
    ['one part of a private key', { ...rsa, qi: 'AQAB' }, '0.qi', /part of the private key/],
    ['a private curve', { ...ec, ...ecPair.privateKey.export({ format: 'jwk' }) }, '0.d', /part of the private key/],
    ['a shared secret', { kid: 'a', kty: 'oct', alg: 'HS256', k: 'c2VjcmV0' }, '0.kty', /proves nothing/],
    ['a shared secret in the coat of a key', { ...rsa, k: 'c2VjcmV0' }, '0.kty', /proves nothing/],
    ['no signature at all', { ...rsa, alg: 'none' }, '0.alg', /RS256 or ES256/],
    ['a symmetric algorithm', { ...rsa, alg: 'HS256' }, '0.alg', /RS256 or ES256/],
    ['another algorithm', { ...rsa, alg: 'PS256' }, '0.alg', /RS256 or ES256/],
    ['the algorithm of another kind', { ...rsa, alg: 'ES256' }, '0.kty', /RS256 takes a key of kty RSA/],
    ['no word of the algorithm', { ...rsa, alg: undefined }, '0.alg', /is missing/],
    ['no name', { ...rsa, kid: undefined }, '0.kid', /is missing/],
    ['a key for encryption', { ...rsa, use: 'enc' }, '0.use', /not for signatures/],
    ['a weak key', { ...publicRsa(1024), kid: 'w', alg: 'RS256' }, '0.n', /1024 bits: .* 2048/],
    ['a point that is on no curve', { ...ec, y: ec.x }, '0.x', /is no key/],
    ['half a key', { ...rsa, n: undefined }, '0.n', /is no key/],
  ])('are refused with %s', (_, key, field, mend) => {
    const message = refusal([key]);
    expect(message.startsWith(`x.json: identity.keys.${field}: `), message).toBe(true);
    expect(message).toMatch(mend);
    // A private part stays where it is.
    expect(message).not.toContain(pair.privateKey.export({ format: 'jwk' }).d);
  });

  it('are refused where two have one name, none is there, or more than the function has room for', () => {
    expect(refusal([rsa, { ...ec, kid: '2026' }])).toBe(
      'x.json: identity.keys: two have the same kid: each needs its own',
    );
    expect(refusal([])).toMatch(/^x\.json: identity\.keys: list at least 1/);
    const large = ['a', 'b', 'c', 'd', 'e'].map((kid) => ({ ...publicRsa(4096), kid, alg: 'RS256' }));
    expect(refusal(large.slice(0, 2))).toBe('accepted');
    expect(refusal(large)).toMatch(/^x\.json: identity\.keys: take more than 3500 letters/);
  }, 120_000);
});
