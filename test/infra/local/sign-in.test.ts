import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { housing, useProvince } from '../../province.ts';

/** The local issuer, as a browser and its console ask it. */

const { local } = useProvince();
const at = (path: string) => `${local().url}/_local/issuer/${path}`;
const manual = { redirect: 'manual' } as const;

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const asked = (different: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: 'console',
    redirect_uri: `${local().url}/console/signed-in`,
    response_type: 'code',
    scope: 'openid',
    state: randomUUID(),
    nonce: 'n',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...different,
  });

/** Picks a person; gives the session's cookie and the code that the console gets. */
const picked = async (person: string) => {
  const answer = await fetch(at(`authorize?${asked()}`), {
    ...manual,
    method: 'POST',
    body: new URLSearchParams({ person }),
  });
  const location = new URL(answer.headers.get('location') ?? 'none:');
  return {
    answer,
    location,
    code: location.searchParams.get('code') ?? '',
    cookie: answer.headers.get('set-cookie') ?? '',
  };
};

const exchange = async (sent: Record<string, string>) => {
  const body = new URLSearchParams({ client_id: 'console', ...sent });
  const answer = await fetch(at('token'), { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};
const byCode = (code: string, different: Record<string, string> = {}) =>
  exchange({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${local().url}/console/signed-in`,
    code_verifier: verifier,
    ...different,
  });

describe('the local issuer', () => {
  it('shows its page, and sends whoever picked back with a code that is good once', async () => {
    expect(await (await fetch(at(`authorize?${asked()}`))).text()).toContain(`clerk@${housing}`);
    const { code, location } = await picked(`clerk@${housing}`);
    expect(location.href).toContain(`${local().url}/console/signed-in?`);
    const { status, body } = await byCode(code);
    expect(status).toBe(200);
    const tasks = await fetch(`${local().url}/v1/tasks`, { headers: { authorization: `Bearer ${body.access_token}` } });
    expect(tasks.status).toBe(200);
    expect((await byCode(code)).status).toBe(400);
  });

  it('knows its session, and asks again where the console wants it, or answers that it must', async () => {
    const { cookie } = await picked('operator');
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const ask = (different?: Record<string, string>, more: object = { headers }) =>
      fetch(at(`authorize?${asked(different)}`), { ...manual, ...more });
    expect((await ask()).status).toBe(303);
    expect((await ask({ prompt: 'login' })).status).toBe(200);
    expect((await ask({ prompt: 'none' }, {})).headers.get('location')).toContain('error=login_required');
    await fetch(at('logout'), { ...manual, headers });
    expect((await ask()).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['another client', { client_id: 'other' }],
    ['another place', { redirect_uri: 'https://elsewhere.example/' }],
    ['a token at once', { response_type: 'token' }],
    ['no PKCE', { code_challenge: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
  ])('sends nobody to %s', async (_what, different) => {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(at(`authorize?${asked(different)}`), { ...manual, method });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
  });

  it('gives no tokens for a code without its verifier, or at another place', async () => {
    for (const different of [{ code_verifier: 'w'.repeat(43) }, { redirect_uri: `${local().url}/console` }]) {
      expect((await byCode((await picked('auditor')).code, different)).status).toBe(400);
    }
    expect((await byCode((await picked('auditor')).code, { client_id: 'other' })).status).toBe(401);
  });

  it('renews tokens once by each refresh token', async () => {
    const { body } = await byCode((await picked(`supervisor@${housing}`)).code);
    const renewal = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' };
    const { status, body: renewed } = await exchange(renewal);
    expect([status, typeof renewed.access_token]).toEqual([200, 'string']);
    expect((await exchange(renewal)).status).toBe(400);
  });

  it('signs in nobody of a unit that is not registered, and leads nowhere but to the console after signing out', async () => {
    expect((await picked('clerk@999999-housing')).answer.status).toBe(422);
    const away = await fetch(at('logout?post_logout_redirect_uri=https://elsewhere.example/'), manual);
    expect(away.headers.get('location')).toBe(`${local().url}/console`);
  });
});
