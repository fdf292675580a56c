import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { exportJWK, generateKeyPair } from 'jose';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadProvince, type Province } from '../../../infra/province.ts';
import { freePort } from '../../process.ts';
import { type Account, fresh, look, startAccount } from './account.ts';

const training = await loadProvince('training');
const shandong = await loadProvince('shandong');
let account: Account;
let server: Server;
let address = '';
/** What the provider answers, by path. */
let answers: Record<string, { status?: number; body: unknown }> = {};
let silent = false;

/** A provider on this machine: by HTTPS, with a certificate that this process trusts. */
beforeAll(async () => {
  account = await startAccount();
  account.answers = fresh(training.account);
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  server = createServer({ key, cert }, ({ url = '' }, response) => {
    if (silent) return;
    const { status = 200, body = {} } = answers[url] ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  address = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await account.close();
});

const discovery = '/realms/clues/.well-known/openid-configuration';
const keysPath = '/realms/clues/keys';

const publishedKey = async (alg: 'RS256' | 'ES256') => ({
  ...(await exportJWK((await generateKeyPair(alg)).publicKey)),
  kid: '1',
  use: 'sig',
  alg,
});

beforeEach(async () => {
  silent = false;
  answers = {
    [discovery]: { body: { issuer: `${address}/realms/clues`, jwks_uri: `${address}${keysPath}` } },
    [keysPath]: { body: { keys: [await publishedKey('RS256')] } },
  };
});

const issuedBy = (issuer: string): Province => ({ ...training, identity: { ...training.identity, issuer } });
const here = (different: { ms?: number } = {}) => look('issuer', issuedBy(`${address}/realms/clues`), different);

describe('the issuer', () => {
  it('whose keys are pinned is not asked', async () => {
    const { kid, alg } = await publishedKey('ES256');
    const identity = { ...training.identity, issuer: `https://localhost:${await freePort()}` };
    const keys = [{ kid, alg, kty: 'EC' }];
    const found = await look('issuer', { ...training, identity: { ...identity, keys } });
    expect(found).toMatchObject({ state: 'good', what: expect.stringContaining('keys pinned: 1') });
  });

  it('is good where it publishes itself and a key, with a word of who else must reach it', async () => {
    const found = await here();
    expect(found).toMatchObject({ state: 'good' });
    expect(found.what).toContain('API Gateway must reach it too');
  });

  it('is good with the slash at its end that its tokens have', async () => {
    answers[discovery] = { body: { issuer: `${address}/realms/clues/`, jwks_uri: `${address}${keysPath}` } };
    expect(await look('issuer', issuedBy(`${address}/realms/clues/`))).toMatchObject({ state: 'good' });
    const found = await here();
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain(`write ${address}/realms/clues/ as identity.issuer`);
  });

  it.each<[string, () => void, string]>([
    ['has no discovery document', () => delete answers[discovery], 'answers 404'],
    ['answers a page', () => Object.assign(answers, { [discovery]: { body: '<html>' } }), 'OpenID Connect Discovery'],
    [
      'names keys without TLS',
      () =>
        Object.assign(answers, {
          [discovery]: { body: { issuer: `${address}/realms/clues`, jwks_uri: 'http://localhost/' } },
        }),
      'OpenID Connect Discovery',
    ],
    ['has no keys', () => delete answers[keysPath], `${keysPath} answers 404`],
    ['publishes none', () => Object.assign(answers, { [keysPath]: { body: { keys: [] } } }), 'no RSA key'],
  ])('is lacking where it %s', async (_, change, what) => {
    change();
    const found = await here();
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.what).toContain(what);
  });

  it('is lacking with keys only that API Gateway does not take', async () => {
    answers[keysPath] = {
      body: { keys: [await publishedKey('ES256'), { ...(await publishedKey('RS256')), use: 'enc' }] },
    };
    const found = await here();
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain('RS256');
  });

  it('is lacking where nobody listens, or with a certificate of another name', async () => {
    const nobody = await look('issuer', issuedBy(`https://localhost:${await freePort()}`));
    expect(nobody).toMatchObject({ state: 'lacking' });
    expect(nobody.what).toContain('cannot be reached');
    const misnamed = await look('issuer', issuedBy(`${address.replace('localhost', '127.0.0.1')}/realms/clues`));
    expect(misnamed).toMatchObject({ state: 'lacking' });
    expect(misnamed.mend).toContain('certificate');
  });

  it('is unknown where it is broken for now, or says nothing', async () => {
    answers[discovery] = { status: 503, body: {} };
    expect(await here()).toMatchObject({ state: 'unknown' });
    silent = true;
    expect(await here({ ms: 300 })).toMatchObject({ state: 'unknown' });
  });
});

describe('the ICP recordal', () => {
  it('is good as stated, which nothing here can check', async () => {
    account.answers = fresh(shandong.account);
    const found = await look('icp', shandong);
    expect(found).toMatchObject({ state: 'good' });
    expect(found.what).toContain('cannot be checked from here');
  });

  it('is lacking where it is not stated, and no question outside China', async () => {
    const { icpRecordal: _, ...unstated } = shandong;
    expect(await look('icp', unstated)).toMatchObject({ state: 'lacking' });
    await expect(look('icp', training)).rejects.toThrow('there is no check icp');
  });
});

describe('the calendar', () => {
  it('is good in a year that this release has, with a word of the next one', async () => {
    const spring = await look('calendar', training, { now: new Date('2026-04-01T02:00:00Z') });
    expect(spring).toMatchObject({
      state: 'good',
      what: 'it is 2026-04-01 in Asia/Shanghai, and this release has the calendar of 2026',
    });
    const autumn = await look('calendar', training, { now: new Date('2026-11-02T02:00:00Z') });
    expect(autumn).toMatchObject({ state: 'good' });
    expect(autumn.what).toContain('2027');
  });

  it('is lacking in a year of which the release has nothing, by the province’s own clock', async () => {
    const found = await look('calendar', training, { now: new Date('2031-12-31T16:00:00Z') });
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.what).toContain('it is 2032-01-01');
    expect(found.mend).toContain('PUT /v1/calendar/2032');
  });
});
