import type * as z from 'zod';
import { type Issue, Refusal } from '../domain/errors.ts';

const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues.flatMap((issue): Issue[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'is not a field of this request: check its spelling',
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );

/** Issues of which one answer tells: with paths of this many characters they fit into it, whatever was sent. */
export const enoughIssues = 100;
const longestPath = 200;

const shortened = (path: string): string =>
  path.length > longestPath ? `${path.slice(0, longestPath).toWellFormed()}…` : path;

/** JSON can write half of a surrogate pair, as "\ud83d"; it is no Unicode text, and the table refuses it. */
const illFormed = (sent: unknown): Issue[] => {
  const message = 'holds half of a surrogate pair, which is no character: send the text as UTF-8';
  const issues: Issue[] = [];
  // What is found inside goes to the end of the list: nesting of any depth takes no stack.
  const parts: { path: string; part: unknown }[] = [{ path: '', part: sent }];
  for (const { path, part } of parts) {
    if (issues.length >= enoughIssues) break;
    if (typeof part === 'string' && !part.isWellFormed()) issues.push({ path, message });
    if (typeof part !== 'object' || part === null) continue;
    for (const [name, inner] of Object.entries(part)) {
      const innerPath = path === '' ? name : `${path}.${name}`;
      if (!name.isWellFormed()) issues.push({ path: innerPath.toWellFormed(), message });
      parts.push({ path: innerPath, part: inner });
    }
  }
  return issues;
};

/** One issue a field: what follows from a wrong type says nothing new. */
export const badInput = (all: readonly Issue[]): Refusal => {
  const issues = [...Map.groupBy(all, ({ path }) => path).values()].flatMap(([first]) =>
    first ? [{ ...first, path: shortened(first.path) }] : [],
  );
  const named = issues.slice(0, enoughIssues).map(({ path }) => path || 'body');
  const fields = [...named, ...(issues.length > named.length ? ['…'] : [])].join(', ');
  return new Refusal('bad-input', `Mend these fields: ${fields}.`, issues);
};

/**
 * What a caller sent, as its schema has it. Only what callers send goes through here: a record of ours that does not fit
 * its schema is no fault of theirs, and stays an internal error.
 * @throws Refusal `bad-input` with every field to mend.
 */
export const checked = <T extends z.ZodType>(schema: T, sent: unknown): z.output<T> => {
  const read = schema.safeParse(sent);
  const issues = [...(read.success ? [] : issuesOf(read.error)), ...illFormed(sent)];
  if (read.success && issues.length === 0) return read.data;
  throw badInput(issues);
};

/** The same for a list whose items are checked each for itself later on: of their text nothing is looked at. */
export const checkedList = <T extends z.ZodType>(schema: T, sent: unknown): z.output<T> => {
  const read = schema.safeParse(sent);
  if (read.success) return read.data;
  throw badInput(issuesOf(read.error));
};
