import type { Attempt, Tokens } from './oidc.ts';
import { authorization, goodbye, renewed, signIn, tokensFor } from './oidc.ts';

/**
 * Who is signed in, in this tab. Tokens stand in memory and nowhere else: a tab that is loaded again asks the issuer again, which
 * knows its own session. While a sign-in is under way the tab's storage has its state and where to go back to, and no more.
 */

export type Role = 'clerk' | 'supervisor' | 'operator' | 'auditor';

export interface Who {
  role: Role;
  unitId: string | null;
  /** As the token has it. */
  name: string;
}

export type Session =
  | { state: 'starting' }
  | { state: 'in'; who: Who }
  /** The tokens ended; what was typed stays. `again`: where a new window signs in. */
  | { state: 'expired'; who: Who; again: string | null }
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
    role: claims[names.role] as Role,
    unitId: typeof unitId === 'string' ? unitId : null,
    name: typeof name === 'string' ? name : String(claims.sub),
  };
};

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

/** Begins: with the answer of the issuer, with the farewell, or by going to the issuer. */
export const start = async (): Promise<void> => {
  tabs.addEventListener('message', ({ data }) => {
    if (data !== isOut) return;
    tokens = undefined;
    become({ state: 'out' });
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

/** Says that the tokens ended, and readies a window in which to sign in again. */
const expire = async (): Promise<void> => {
  if (session.state !== 'in') return;
  const { who } = session;
  become({ state: 'expired', who, again: null });
  try {
    const { url, attempt } = await authorization({ fresh: false });
    const hear = async ({ data }: MessageEvent): Promise<void> => {
      const search = new URLSearchParams(data?.[isBack] ?? '');
      if (search.get('state') !== attempt.state) return;
      tabs.removeEventListener('message', hear);
      try {
        await resume(await tokensFor(search, attempt), who);
      } catch (error) {
        become({ state: 'failed', error });
      }
    };
    tabs.addEventListener('message', hear);
    become({ state: 'expired', who, again: url });
  } catch (error) {
    become({ state: 'failed', error });
  }
};

/** Goes on as the same person; whoever else signed in meanwhile must not send what another has typed. */
const resume = async (next: Tokens, before: Who): Promise<void> => {
  const who = whoIn(next);
  if (who.role !== before.role || who.unitId !== before.unitId || who.name !== before.name) {
    tokens = next;
    location.replace('/console');
    return;
  }
  entered(next);
  waiting?.resolve();
  waiting = undefined;
};

const renew = async (): Promise<void> => {
  try {
    if (!tokens) throw new Error('nobody is signed in');
    tokens = await renewed(tokens);
  } catch {
    waiting ??= Promise.withResolvers();
    void expire();
    await waiting.promise;
  }
};

/** Milliseconds before its end at which a token is renewed. */
const margin = 30_000;

/** A token that is good now; where there is none any more, once its person has signed in again. `refused`: one that the API did not take. */
export const bearer = async (refused?: string): Promise<string> => {
  if (!tokens || tokens.bearer === refused || tokens.until - margin < Date.now()) {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    await renewing;
  }
  return tokens?.bearer ?? '';
};

/** Signs out here, in the other tabs, and at the issuer where that has a way to. */
export const leave = async (): Promise<void> => {
  tokens = undefined;
  tabs.postMessage(isOut);
  const away = await goodbye().catch(() => null);
  if (away !== null) return location.replace(away);
  history.replaceState(null, '', '/console/signed-out');
  become({ state: 'out' });
};
