import * as oauth from 'oauth4webapi';
import type { SignIn } from '../../sign-in.ts';
import { patientFetch } from '../patience.ts';

/** Signing in at the province's issuer: authorization code with PKCE (RFC 7636), by a library made for it. No state is kept here. */

const told = document.querySelector('meta[name="sign-in"]')?.getAttribute('content');
export const signIn: SignIn = JSON.parse(told ?? '{}');

/**
 * Seconds by which this machine's clock may be wrong: nobody is kept out by it. An ID token comes straight from the issuer, and its
 * nonce says that it is new; the API looks at its own clock.
 */
const clockTolerance = 86_400;

const client: oauth.Client = { client_id: signIn.clientId, [oauth.clockTolerance]: clockTolerance };
const redirectUri = `${location.origin}/console/signed-in`;

/** Plain HTTP on one's own machine only: on AWS the page itself comes by HTTPS. */
const asking = { [oauth.allowInsecureRequests]: location.protocol === 'http:', [oauth.customFetch]: patientFetch };

let discovered: Promise<oauth.AuthorizationServer> | undefined;

const discover = async (): Promise<oauth.AuthorizationServer> => {
  const issuer = new URL(signIn.issuer);
  if (signIn.discovery === undefined) {
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, asking));
  }
  return oauth.processDiscoveryResponse(issuer, await patientFetch(signIn.discovery));
};

const server = (): Promise<oauth.AuthorizationServer> => {
  discovered ??= discover().catch((error) => {
    // Asked again next time: a lost connection is no answer.
    discovered = undefined;
    throw error;
  });
  return discovered;
};

/** What must be known again when the issuer sends one back: nothing of it opens anything by itself. */
export interface Attempt {
  state: string;
  verifier: string;
  nonce: string;
}

/** Where to send the browser to, and what to remember meanwhile. `fresh`: whoever is signed in at the issuer is asked again. */
export const authorization = async ({ fresh }: { fresh: boolean }): Promise<{ url: string; attempt: Attempt }> => {
  const { authorization_endpoint: endpoint } = await server();
  if (endpoint === undefined) throw new Error('the issuer names no authorization endpoint');
  const attempt = {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    nonce: oauth.generateRandomNonce(),
  };
  const url = new URL(endpoint);
  const parameters = {
    client_id: signIn.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: signIn.scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    ...(fresh ? { prompt: 'login' } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, attempt };
};

export interface Tokens {
  /** What the API takes. */
  bearer: string;
  refresh: string | undefined;
  /** The newest ID token: at signing out it tells the issuer of whom. */
  id: string | undefined;
  /** Milliseconds since 1970, by this machine's clock. */
  until: number;
  /** What the token says, for what the console shows; rights are the API's. */
  claims: Readonly<Record<string, unknown>>;
}

const claimsIn = (token: string): Record<string, unknown> => {
  const part = token.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
};

const tokensOf = (answer: oauth.TokenEndpointResponse, before?: Tokens): Tokens => {
  const bearer = signIn.token === 'id' ? answer.id_token : answer.access_token;
  if (bearer === undefined) throw new Error(`the issuer gave no ${signIn.token} token`);
  const claims = claimsIn(bearer);
  const seconds = answer.expires_in ?? Number(claims.exp) - Number(claims.iat);
  return {
    bearer,
    claims,
    refresh: answer.refresh_token ?? before?.refresh,
    id: answer.id_token ?? before?.id,
    until: Date.now() + (Number.isFinite(seconds) ? seconds : 300) * 1000,
  };
};

/** @param search Of the address to which the issuer sent one back. @throws where it is no answer to this attempt, or a refusal. */
export const tokensFor = async (search: URLSearchParams, { state, verifier, nonce }: Attempt): Promise<Tokens> => {
  const issuer = await server();
  const parameters = oauth.validateAuthResponse(issuer, client, search, state);
  const response = await oauth.authorizationCodeGrantRequest(
    issuer,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    verifier,
    asking,
  );
  return tokensOf(await oauth.processAuthorizationCodeResponse(issuer, client, response, { expectedNonce: nonce }));
};

/** Whether the issuer gives no new tokens, or else could not be asked: a cut line, or a server that is not up, refuses nothing. */
export const isRefused = (error: unknown): boolean => {
  if (error instanceof oauth.WWWAuthenticateChallengeError) return true;
  if (error instanceof oauth.ResponseBodyError)
    return error.status !== 429 && error.error !== 'temporarily_unavailable';
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Response && [400, 401, 403].includes(cause.status);
};

/** @throws where the issuer gives no new ones. */
export const renewed = async (before: Tokens): Promise<Tokens> => {
  if (before.refresh === undefined) throw new Error('there is no refresh token');
  const issuer = await server();
  const response = await oauth.refreshTokenGrantRequest(issuer, client, oauth.None(), before.refresh, asking);
  return tokensOf(await oauth.processRefreshTokenResponse(issuer, client, response), before);
};

/** Where the issuer ends its own session, of whose ID token it is; null where it has no such place. */
export const goodbye = async (idToken: string | undefined): Promise<string | null> => {
  const { end_session_endpoint: endpoint } = await server();
  if (endpoint === undefined) return null;
  const url = new URL(endpoint);
  url.searchParams.set('client_id', signIn.clientId);
  if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
  url.searchParams.set('post_logout_redirect_uri', `${location.origin}/console/signed-out`);
  return url.href;
};
