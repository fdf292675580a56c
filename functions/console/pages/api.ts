import createClient from 'openapi-fetch';
import type { components, paths } from '../../http/api-types.d.ts';
import { language, tags } from './language.ts';
import { NoAnswer, patientFetch } from './patience.ts';
import { bearer } from './session/session.ts';

/** The API as its description has it, with the token of whoever is signed in and the language that the console is read in. */

export type Schemas = components['schemas'];

const ownProblem = 'urn:clue-transfer:problem:';

/** Whether a token was not taken. Where a function proves tokens, API Gateway says 403 of them, and not as the API says what it refuses. */
const isTokenRefused = async (answer: Response): Promise<boolean> => {
  if (answer.status !== 403) return answer.status === 401;
  const said = await answer
    .clone()
    .json()
    .catch(() => null);
  return !String(said?.type).startsWith(ownProblem);
};

/** Milliseconds that a page waits in all where it is told to ask again: then it says so, and what was typed stays. */
const longestWait = 60_000;

/** Milliseconds to wait for as told, in seconds; API Gateway itself tells nothing, and is asked ever later. */
const waitOf = ({ headers }: Response, tries: number): number => {
  const told = Number(headers.get('retry-after') ?? Number.NaN);
  // Not all at once, who were told the same.
  return (told > 0 ? told * 1000 : 1000 * 2 ** tries) + Math.random() * 500;
};

/** Asks again as told where there was too much at once: nothing was done then, whatever it was that was asked. */
const patiently = async (ask: () => Promise<Response>): Promise<Response> => {
  const until = performance.now() + longestWait;
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    const wait = waitOf(answer, tries);
    if (answer.status !== 429 || performance.now() + wait > until) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
};

/** Sends with a token; once more where the API does not take it, as when it ended on the way. */
const authorized = async (request: Request): Promise<Response> => {
  const send = (token: string) =>
    patiently(() => {
      const one = request.clone();
      one.headers.set('authorization', `Bearer ${token}`);
      one.headers.set('accept-language', tags[language()]);
      return patientFetch(one);
    });
  const token = await bearer();
  const answer = await send(token);
  return (await isTokenRefused(answer)) ? send(await bearer(token)) : answer;
};

export const api = createClient<paths, 'application/json'>({ baseUrl: location.origin, fetch: authorized });

/** Why something was not answered: as the API says it, or `lost` where nothing came back, or not in time. */
export interface Problem {
  status: number;
  /** A URI that ends with the refusal's name; empty where the API gave none. */
  type: string;
  title: string;
  detail: string;
  errors: readonly { path: string; message: string }[];
  /** Whether it was done is not known. */
  lost: boolean;
}

export type Answer<T> = { data: T; problem?: undefined } | { data?: undefined; problem: Problem };

const lostConnection = {
  zh: { title: '网络连接中断', detail: '没有收到答复，填写的内容仍在页面上，请检查网络后重试。' },
  en: {
    title: 'The connection was lost',
    detail: 'Nothing came back. What you typed is still here: check the network and try again.',
  },
};
const late = {
  zh: { title: '等待答复超时', detail: '系统没有在限时内答复，填写的内容仍在页面上，请稍后重试。' },
  en: {
    title: 'No answer came in time',
    detail: 'The system did not answer in time. What you typed is still here: try again later.',
  },
};
const unreadable = {
  zh: { title: '系统没有正常答复', detail: '请稍后重试；一直如此的，请联系系统管理员。' },
  en: {
    title: 'The system did not answer as it should',
    detail: 'Try again later; if it stays so, tell the operators.',
  },
};

/** Without what the API says for programs beside, in brackets: names of fields and routes. */
const plainly = (text: string): string => text.replace(/（[A-Za-z][\w.-]*）| \(POST …\/[\w-]+\)/g, '');

const problemIn = (status: number, error: unknown): Problem => {
  const said = unreadable[language()];
  const { type, title, detail, errors } = (error && typeof error === 'object' ? error : {}) as Partial<Problem>;
  return {
    ...{ status, type: type ?? '', title: title ?? said.title, detail: plainly(detail ?? said.detail) },
    ...{ errors: (errors ?? []).map((one) => ({ ...one, message: plainly(one.message) })), lost: false },
  };
};

const lostProblem = (error: unknown): Problem => ({
  ...{ status: 0, type: '', errors: [], lost: true },
  ...(error instanceof NoAnswer ? late : lostConnection)[language()],
});

interface Fetched<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What became of a call of `api`; nothing is thrown. */
export const answerOf = async <T>(call: Promise<Fetched<T>>): Promise<Answer<NonNullable<T>>> => {
  try {
    const { data, error, response } = await call;
    if (response.ok && data !== undefined && data !== null) return { data };
    return { problem: problemIn(response.status, error) };
  } catch (error) {
    return { problem: lostProblem(error) };
  }
};

/**
 * A file from the API, as it comes: a ledger, a paper.
 * @param path With its query. @param accept The media type.
 */
export const fileOf = async (path: string, accept: string): Promise<Answer<Blob>> => {
  try {
    const response = await authorized(new Request(new URL(path, location.origin), { headers: { accept } }));
    if (response.ok) return { data: await response.blob() };
    return { problem: problemIn(response.status, await response.json().catch(() => null)) };
  } catch (error) {
    return { problem: lostProblem(error) };
  }
};

/** Saves a file under a name, which must not be secret: it stands in the browser's list of downloads. */
export const save = (file: Blob, name: string): void => {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
