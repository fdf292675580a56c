import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The one logger. Lines carry ids, names of things and counts; never a record, a request or a message of foreign making,
 * since secrets may stand in those. A field `alarm` rings the operators (infra/stack/monitoring.ts).
 */
export const logger = new Logger({ serviceName: 'clue-transfer' });

/** What of an error may be logged: AWS's own message names no content; of any other only its name and where it arose. */
export const loggable = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const where = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  return { error: error.name, ...('$metadata' in error ? { reason: error.message } : {}), where };
};
