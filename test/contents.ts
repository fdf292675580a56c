import { routes } from '../infra/functions.ts';
import { requireDescribed } from './functions/http/answers.ts';
import { type Answer, type CallOptions, type client, housing } from './province.ts';

/** What a clue says, as a test's units read and correct it. */

interface Versions {
  version: number;
  versions: { version: number; at: string; by: { unitId: string | null }; fields: string[] }[];
}
export interface ClueBody extends Record<string, unknown> {
  title: string;
  text: string;
  subjects: object[];
  categories: string[];
  annexes: object[];
  content: Versions;
}
export interface CorrectedBody extends Record<string, unknown> {
  clueId: string;
  content: Versions;
  recusals: { entry: string; met: string[] }[];
  errors?: { path: string; message: string }[];
  detail?: string;
}

/** Each answer is held against what its route says of itself. */
export const correcting = ({ send }: Pick<ReturnType<typeof client>, 'send'>) => {
  const asked = async <T>(method: string, path: string, body: unknown, options: CallOptions): Promise<Answer<T>> => {
    const answer = await send<T>(method, path, body, options);
    requireDescribed(
      routes.find((route) => route.method === method && route.path === '/v1/clues/{id}'),
      answer,
      `${method} ${path}`,
    );
    return answer;
  };
  return {
    correct: (clueId: string, body: object, options: CallOptions = {}) =>
      asked<CorrectedBody>('PATCH', `/v1/clues/${clueId}`, body, { as: housing, ...options }),
    clue: (clueId: string, as = housing, query = '') =>
      asked<ClueBody>('GET', `/v1/clues/${clueId}${query}`, undefined, { as }),
  };
};
