import type { Login } from '../../functions/adapters/mail/smtp-connection.ts';
import type { Province } from '../province.ts';
import type { Aws } from './aws.ts';

/** `unknown`: it could not be found out. */
export type State = 'good' | 'lacking' | 'unknown';

export interface Finding {
  state: State;
  /** What was found, in one line. */
  what: string;
  /** What to do about it; null where all is good. */
  mend: string | null;
}

export const good = (what: string): Finding => ({ state: 'good', what, mend: null });
export const lacking = (what: string, mend: string): Finding => ({ state: 'lacking', what, mend });
export const unknown = (what: string, mend: string): Finding => ({ state: 'unknown', what, mend });

/** A stack as CloudFormation has it; no status: there is none of that name. */
export interface StackStatus {
  name: string;
  status: string | null;
}

/** Those of the province: with its records, and with all else. */
export interface Stacks {
  records: StackStatus;
  stateless: StackStatus;
}

/** What the checks are about, and what several of them need. */
export interface About {
  province: Province;
  now: Date;
  aws: Aws;
  /** Asked for once. @throws AWS's error. */
  stacks: () => Promise<Stacks>;
  /** The mail server's login, read once; null where it is not to be had: another check says why. */
  login: () => Promise<Login | null>;
}

export interface Check {
  name: string;
  /** The IAM actions that it takes; none: it asks nothing of AWS. */
  actions: readonly string[];
  /** Every error that it throws is told as unknown. */
  look: (about: About) => Promise<Finding>;
}
