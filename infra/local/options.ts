import type { Pace } from '../../functions/http/pace.ts';
import { type Limits, usualLimits as ofGateway } from './aws/admission.ts';
import type { RoleOptions } from './roles.ts';

/** What a province on this machine is started with. */

/** What the gateway takes on at once; and of one caller, a function. */
export interface LocalLimits extends Limits {
  pace: Pace;
}

/** One process does here what on AWS many containers share: half of what the stage takes in all. */
export const usualLimits: LocalLimits = { ...ofGateway, pace: { perSecond: 50, burst: 100 } };

export interface LocalOptions {
  /** 0 takes any free port, for this and the others. */
  port: number;
  mailPort: number;
  dynamoDbPort: number;
  stepFunctionsPort: number;
  /** Of the key service; any free one by default. */
  keysPort?: number;
  /** Of the bucket of signed heads; any free one by default. */
  objectsPort?: number;
  dataDir: string;
  /** Where the virtual clock begins on an empty data directory. */
  clockStart?: Date;
  /** Who proves tokens: API Gateway's own authorizer, or our function by pinned keys. */
  authorizer?: 'jwt' | 'lambda';
  /** A store that runs already, and the table to make in it; for tests. */
  shared?: { endpoint: string; tableName: string };
  /** Of the state machine, with its placeholders, where it is not that of statemachines/; for tests. */
  definition?: string;
  /** Of what the functions may do, where that is not just what they say; for tests. */
  roles?: RoleOptions;
  /** The folder of a console that is bundled already; for tests. */
  bundledConsole?: string | undefined;
  /** What the gateway takes on at once, and a function of one caller. */
  limits?: LocalLimits;
  /** Told in words why nothing can go on; ends the process by default. */
  onFatal?: (why: string) => void;
}
