import { fieldAt, type Part } from './fields.ts';
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
  message: Text;
}

/** A named refusal. Its text goes to the caller: it names the mend and holds nothing secret. */
export class Refusal extends Error {
  readonly refusal: RefusalName;
  readonly text: Text;
  readonly issues: readonly Issue[];

  constructor(refusal: RefusalName, text: Text, issues: readonly Issue[] = []) {
    super(text.en);
    this.name = 'Refusal';
    this.refusal = refusal;
    this.text = text;
    this.issues = issues;
  }
}

/** What is wrong with the first of these fields, and how many there are where that is not all; the others are named in `errors`. */
const firstOf = ([first, ...others]: readonly [Issue, ...Issue[]], part?: Part): Text => {
  const field = fieldAt(first.path, part);
  const all = others.length + 1;
  const more = {
    zh: others.length > 0 ? `共 ${all} 处需要更正，逐项见 errors。` : '',
    en: others.length > 0 ? ` There are ${all} faults in all: see errors.` : '',
  };
  return {
    zh: `${field.zh}：${first.message.zh}。${more.zh}`,
    en: `${field.en}: ${first.message.en}.${more.en}`,
  };
};

/** `bad-input` for fields, of which one answer says the first in words. */
export const badFields = (issues: readonly [Issue, ...Issue[]], part?: Part): Refusal =>
  new Refusal('bad-input', firstOf(issues, part), issues);

/** `bad-input` for one field: what is said of it is all that there is to say. */
export const badField = (path: string, message: Text, part?: Part): Refusal => badFields([{ path, message }], part);

/** `what` was to be changed, and stays as it is where there are faults. @throws Refusal `bad-input` with all of them, each by its field. */
export const requireNoFaults = (what: Text, faults: readonly Issue[]): void => {
  const [first, ...others] = faults;
  if (!first) return;
  const { zh, en } = firstOf([first, ...others]);
  throw new Refusal('bad-input', { zh: `${what.zh}未作更改。${zh}`, en: `${what.en} was not changed. ${en}` }, faults);
};

/** Said to whoever was slower than others. */
export const lostRace = (what: Text): Refusal =>
  new Refusal('lost-race', {
    zh: `其他人刚刚更改了${what.zh}，请重新读取后再办理。`,
    en: `Others changed the ${what.en} at the same time. Read it again, then decide.`,
  });

/** `ifMatch`: the version that the caller saw. */
export const versionMismatch = (what: Text, version: number, ifMatch: number): Refusal =>
  new Refusal('version-mismatch', {
    zh: `${what.zh}现为第 ${version} 版，不是第 ${ifMatch} 版，请重新读取后再办理。`,
    en: `The ${what.en} is at version ${version}, not ${ifMatch}. Read it again, then decide.`,
  });

/** What is answered where there is no such thing, and to whoever must not hear that there is. */
export const noSuch = {
  transfer: (id: string) =>
    new Refusal('not-found', {
      zh: `没有编号为 ${id} 的移送件，请从台账或登记线索时的答复中查取编号。`,
      en: `There is no transfer ${id}. Take its id from a ledger or from the answer to the submission.`,
    }),
  clue: (id: string) =>
    new Refusal('not-found', {
      zh: `没有编号为 ${id} 的线索，请从台账或登记线索时的答复中查取编号。`,
      en: `There is no clue ${id}. Take its id from a ledger or from the answer to the submission.`,
    }),
  application: (id: string) =>
    new Refusal('not-found', {
      zh: `编号 ${id} 下没有待审批的事项，请从提出申请的移送件中查取编号。`,
      en: `There is nothing to decide under ${id}. Take its id from the transfer that it was asked for.`,
    }),
} as const;
