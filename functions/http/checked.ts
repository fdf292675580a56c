import type * as z from 'zod';
import { type Issue, Refusal } from '../domain/errors.ts';

/** One issue a field: what follows from a wrong type says nothing new. */
const issuesOf = (error: z.ZodError): Issue[] => {
  const all = error.issues.flatMap((issue): Issue[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'is not a field of this request: check its spelling',
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  return all.filter(({ path }, n) => all.findIndex((other) => other.path === path) === n);
};

/**
 * What a caller sent, as its schema has it. Only what callers send goes through here: a record of ours that does not fit
 * its schema is no fault of theirs, and stays an internal error.
 * @throws Refusal `bad-input` with every field to mend.
 */
export const checked = <T extends z.ZodType>(schema: T, sent: unknown): z.output<T> => {
  const read = schema.safeParse(sent);
  if (read.success) return read.data;
  const issues = issuesOf(read.error);
  throw new Refusal('bad-input', `Mend these fields: ${issues.map(({ path }) => path || 'body').join(', ')}.`, issues);
};
