import { type CallOptions, type client, housing } from './province.ts';

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

export const correcting = ({ send }: Pick<ReturnType<typeof client>, 'send'>) => {
  return {
    correct: (clueId: string, body: object, options: CallOptions = {}) =>
      send<CorrectedBody>('PATCH', `/v1/clues/${clueId}`, body, { as: housing, ...options }),
    clue: (clueId: string, as = housing, query = '') =>
      send<ClueBody>('GET', `/v1/clues/${clueId}${query}`, undefined, { as }),
  };
};
