import type { Attempt, Tokens } from './oidc.ts';
import { authorization, goodbye, isRefused, renewed, signIn, tokensFor } from './oidc.ts';

/**
 * Who is signed in, in this tab. Tokens stand in memory and nowhere else: a tab that is loaded again asks the issuer again, which
 * knows its own session. While a sign-in is under way the tab's storage has its state and where to go back to, and no more.
 */

export type Role = 'clerk' | 'supervisor' | 'operator' | 'auditor';

export interface Who {
  /** Whose token it is; of two people with one name, either. */
  sub: string;
  role: Role;
  unitId: string | null;
  /** As the token has it. */
  name: string;
}

export type Session =
  | { state: 'starting' }
  | { state: 'in'; who: Who }
  /** The tokens ended; what was typed stays. `again`: where a new window signs in. `error`: why the last time it did not. */
  | { state: 'expired'; who: Who; again: string | null; error?: unknown }
  | { state: 'out' }
  | { state: 'failed'; error: unknown };

let session: Session = { state: 'starting' };
let tokens: Tokens | undefined;
const listeners = new Set<() => void>();

const become = (next: Session): void => {
  session = next;
  for (const listener of listeners) listener();
};

export const current = (): Session => session;
export const onChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const whoIn = ({ claims }: Tokens): Who => {
  const { claims: names } = signIn;
  const unitId = claims[names.unitId];
  const name = names.name === null ? undefined : claims[names.name];
  return {
    sub: String(claims.sub),
    role: claims[names.role] as Role,
    unitId: typeof unitId === 'string' ? unitId : null,
    name: typeof name === 'string' ? name : String(claims.sub),
  };
};

const isSame = (a: Who, b: Who): boolean =>
  a.sub === b.sub && a.role === b.role && a.unitId === b.unitId && a.name === b.name;

const isOut = 'signed-out';
const isBack = 'signed-in';
/** Between the tabs of this console: that one signed out, and what the issuer answered to a window that another opened. */
const tabs = new BroadcastChannel('clue-transfer');

const place = 'sign-in';
interface Kept extends Attempt {
  returnTo: string;
}

const kept = (): Kept | null => {
  const text = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  return text === null ? null : JSON.parse(text);
};

/** Leaves for the issuer; to come back to `returnTo`, a path of the console. */
export const enter = async (returnTo: string, fresh = false): Promise<void> => {
  try {
    const { url, attempt } = await authorization({ fresh });
    sessionStorage.setItem(place, JSON.stringify({ ...attempt, returnTo } satisfies Kept));
    location.replace(url);
  } catch (error) {
    become({ state: 'failed', error });
  }
};

const entered = (next: Tokens): void => {
  tokens = next;
  become({ state: 'in', who: whoIn(next) });
};

/** Back from the issuer, in this tab. */
const comeBack = async (attempt: Kept): Promise<void> => {
  try {
    const next = await tokensFor(new URLSearchParams(location.search), attempt);
    history.replaceState(null, '', attempt.returnTo);
    entered(next);
  } catch (error) {
    history.replaceState(null, '', attempt.returnTo);
    become({ state: 'failed', error });
  }
};

/** Nobody is signed in any more: what was asked is not sent, whoever comes. */
const end = (next: Session): void => {
  tokens = undefined;
  hearing?.abort();
  become(next);
};

/** Begins: with the answer of the issuer, with the farewell, or by going to the issuer. */
export const start = async (): Promise<void> => {
  tabs.addEventListener('message', ({ data }) => {
    if (data === isOut) end({ state: 'out' });
  });
  const { pathname, search } = location;
  if (pathname === '/console/signed-out') return become({ state: 'out' });
  if (pathname !== '/console/signed-in') return enter(pathname + search);
  const attempt = kept();
  const state = new URLSearchParams(search).get('state');
  if (attempt && attempt.state === state) return comeBack(attempt);
  // A window that another tab opened to sign in again: that one holds the attempt.
  tabs.postMessage({ [isBack]: search });
  history.replaceState(null, '', '/console');
  window.close();
  return enter('/console');
};

let renewing: Promise<void> | undefined;
let waiting: PromiseWithResolvers<void> | undefined;
/** Of what is answered to the window in which one signs in again. */
let hearing: AbortController | undefined;

/** Somebody else goes on from here, or the same one with other rights: nothing of what was typed is shown to them or sent by them. */
const startOver = (): void => {
  end({ state: 'starting' });
  location.replace('/console');
};

/** Goes on as the same person. */
const resume = (next: Tokens, before: Who): void => {
  if (isSame(whoIn(next), before)) {
    entered(next);
    waiting?.resolve();
    waiting = undefined;
  } else startOver();
};

/** Says that the tokens ended, and readies a window in which to sign in again, as often as it takes. */
const expire = async (who: Who, error?: unknown): Promise<void> => {
  hearing?.abort();
  hearing = new AbortController();
  const { signal } = hearing;
  become({ state: 'expired', who, again: null, error });
  try {
    const { url, attempt } = await authorization({ fresh: false });
    const hear = async ({ data }: MessageEvent): Promise<void> => {
      const search = new URLSearchParams(data?.[isBack] ?? '');
      if (search.get('state') !== attempt.state) return;
      try {
        const next = await tokensFor(search, attempt);
        if (!signal.aborted) resume(next, who);
      } catch (fault) {
        if (!signal.aborted) await expire(who, fault);
      }
    };
    if (signal.aborted) return;
    tabs.addEventListener('message', hear, { signal });
    become({ state: 'expired', who, again: url, error });
  } catch (fault) {
    if (!signal.aborted) become({ state: 'expired', who, again: null, error: fault });
  }
};

/** Readies it once more, where the issuer did not answer. */
export const readyAgain = async (): Promise<void> => {
  if (session.state === 'expired') await expire(session.who);
};

/** @throws where the issuer could not be asked: that ends nothing. */
const renew = async (): Promise<void> => {
  const before = tokens;
  if (before?.refresh !== undefined) {
    try {
      const next = await renewed(before);
      // Whoever signed out meanwhile is not signed in by it.
      if (tokens !== before) return;
      if (!isSame(whoIn(next), whoIn(before))) return startOver();
      tokens = next;
      return;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  waiting ??= Promise.withResolvers();
  if (session.state === 'in') void expire(session.who);
  await waiting.promise;
};

/** Milliseconds before its end at which a token is renewed. */
const margin = 30_000;

/**
 * A token that is good now; where there is none any more, once its person has signed in again. `refused`: one that the API did not take.
 * @throws where there is none and the issuer could not be asked.
 */
export const bearer = async (refused?: string): Promise<string> => {
  const isGood = (before: number) =>
    tokens !== undefined && tokens.bearer !== refused && tokens.until - before > Date.now();
  if (!isGood(margin)) {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    try {
      await renewing;
    } catch (error) {
      if (!isGood(0)) throw error;
    }
  }
  if (!tokens) throw new Error('nobody is signed in');
  return tokens.bearer;
};

/** Signs out here, in the other tabs, and at the issuer where that has a way to. */
export const leave = async (): Promise<void> => {
  const idToken = tokens?.id;
  end({ state: 'out' });
  tabs.postMessage(isOut);
  const away = await goodbye(idToken).catch(() => null);
  if (away !== null) return location.replace(away);
  history.replaceState(null, '', '/console/signed-out');
};
