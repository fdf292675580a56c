import { createHash, randomUUID } from 'node:crypto';
import type { BrowserContext } from 'playwright-core';

/** Signing in at the local issuer without its page, on which sign-in.test.ts picks who to be. */

const digestOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** What a browser that was sent to the issuer comes back with. */
const granted = async (url: string, as: string, attempt: { verifier: string; nonce: string; state: string }) => {
  const { verifier, nonce, state } = attempt;
  const asked = {
    client_id: 'console',
    redirect_uri: `${url}/console/signed-in`,
    response_type: 'code',
    scope: 'openid',
    code_challenge: digestOf(verifier),
    code_challenge_method: 'S256',
    nonce,
    state,
  };
  const answer = await fetch(`${url}/_local/issuer/authorize?${new URLSearchParams(asked)}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ person: as }),
  });
  const back = answer.headers.get('location');
  const session = /local-issuer=([\w-]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  if (back === null || session === undefined) throw new Error(`nobody is signed in as ${as}: ${await answer.text()}`);
  return { back, session };
};

/**
 * Makes of a browser one that somebody has just signed in with.
 * @param returnTo A path of the console. @returns the address at which it is back, and goes on to `returnTo`.
 */
export const signedIn = async (context: BrowserContext, url: string, as: string, returnTo: string): Promise<string> => {
  const attempt = { verifier: randomUUID() + randomUUID(), nonce: randomUUID(), state: randomUUID() };
  const { back, session } = await granted(url, as, attempt);
  await context.addCookies([{ name: 'local-issuer', value: session, url: `${url}/_local/issuer/` }]);
  const kept = JSON.stringify({ ...attempt, returnTo });
  await context.addInitScript(
    `if (location.search.includes('${attempt.state}')) sessionStorage.setItem('sign-in', ${JSON.stringify(kept)});`,
  );
  return back;
};
