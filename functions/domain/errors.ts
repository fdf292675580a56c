import type { Text } from './languages.ts';

/** Why the domain says no. Each name is one decision that a caller can act on; http/problems.ts gives it a status. */
export type RefusalName =
  | 'bad-input'
  | 'too-large'
  | 'not-acceptable'
  | 'not-registered'
  | 'no-receiver'
  | 'state-secret'
  | 'forbidden'
  | 'not-found'
  | 'wrong-status'
  | 'too-late'
  | 'duplicate'
  | 'busy'
  | 'lost-race'
  | 'version-mismatch'
  | 'key-reused';

export interface Issue {
  /** Dotted path into the request, as `subjects.0.name`. */
  path: string;
  message: string;
}

/** A named refusal. Its text goes to the caller: it names the mend and holds nothing secret. */
export class Refusal extends Error {
  readonly refusal: RefusalName;
  readonly text: Text;
  readonly issues: readonly Issue[];

  constructor(refusal: RefusalName, said: Text | string, issues: readonly Issue[] = []) {
    const text = typeof said === 'string' ? { zh: said, en: said } : said;
    super(text.en);
    this.name = 'Refusal';
    this.refusal = refusal;
    this.text = text;
    this.issues = issues;
  }
}

/** What is answered where there is no such thing, and to whoever must not hear that there is. */
export const noSuch = {
  transfer: (id: string) =>
    new Refusal(
      'not-found',
      `There is no transfer ${id}. Take its id from a ledger or from the answer to the submission.`,
    ),
  clue: (id: string) =>
    new Refusal('not-found', `There is no clue ${id}. Take its id from a ledger or from the answer to the submission.`),
  application: (id: string) =>
    new Refusal(
      'not-found',
      `There is nothing to decide under ${id}. Take its id from the transfer that it was asked for.`,
    ),
} as const;
