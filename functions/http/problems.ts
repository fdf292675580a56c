import { loggable, logger } from '../adapters/log.ts';
import { type Issue, Refusal, type RefusalName } from '../domain/errors.ts';

/** The one map from what goes wrong to RFC 9457 problem details. */

const statuses: Record<RefusalName, number> = {
  'bad-input': 422,
  'too-large': 413,
  'not-acceptable': 406,
  'not-registered': 403,
  'no-receiver': 422,
  'state-secret': 422,
  forbidden: 403,
  'not-found': 404,
  'wrong-status': 409,
  'too-late': 409,
  duplicate: 409,
  busy: 503,
  'lost-race': 409,
  'version-mismatch': 412,
  'key-reused': 422,
};

const titles: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  406: 'Not acceptable',
  409: 'Conflict',
  412: 'Version mismatch',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  500: 'Internal error',
  503: 'Busy',
};

/** A request that cannot be read at all: a fault of HTTP, of which the domain knows nothing. Its message goes to the caller. */
export class Unreadable extends Error {
  readonly status: 400 | 415;
  /** What the problem's type ends with. */
  readonly problem: string;

  constructor(status: 400 | 415, problem: string, message: string) {
    super(message);
    this.name = 'Unreadable';
    this.status = status;
    this.problem = problem;
  }
}

export interface Response {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
}

/** Faults of which one answer tells, the last word that there are more of them included. */
const mostErrors = 100;

const told = (issues: readonly Issue[]): readonly Issue[] => {
  if (issues.length <= mostErrors) return issues;
  const first = issues.slice(0, mostErrors - 1);
  return [...first, { path: '', message: `and ${issues.length - first.length} more: mend these first` }];
};

const problem = (status: number, name: string, detail: string, issues: readonly Issue[] = []): Response => ({
  statusCode: status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '5' } : {}),
  },
  body: JSON.stringify({
    type: `urn:clue-transfer:problem:${name}`,
    title: titles[status] ?? 'Error',
    status,
    detail,
    ...(issues.length > 0 ? { errors: told(issues) } : {}),
  }),
});

/** AWS calls that failed for load, not for what was asked: the caller may ask again. */
const busy = /Throttl|ProvisionedThroughput|TooManyRequests|RequestLimit|TransactionInProgress|Timeout/;

/** The answer to whatever was thrown. What is not foreseen is logged without content and answered without detail. */
export const problemOf = (error: unknown): Response => {
  if (error instanceof Refusal) return problem(statuses[error.refusal], error.refusal, error.message, error.issues);
  if (error instanceof Unreadable) return problem(error.status, error.problem, error.message);
  if (error instanceof Error && busy.test(error.name)) {
    logger.warn('a request met a busy service', loggable(error));
    return problem(503, 'busy', 'Too much at once. Ask again in a few seconds, with the same Idempotency-Key.');
  }
  logger.error('a request failed', { alarm: 'request-failed', ...loggable(error) });
  return problem(500, 'internal', 'The operators were told. Ask again later, with the same Idempotency-Key.');
};
