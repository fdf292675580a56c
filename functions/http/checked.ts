import type * as z from 'zod';
import { badFields, type Issue, type Refusal } from '../domain/errors.ts';
import type { Part } from '../domain/fields.ts';
import type { Text } from '../domain/languages.ts';
import { saidAs } from '../domain/said.ts';
import { mendOf, notRight, unknownField } from './mends.ts';

type Read<T> = { data: T; issues?: undefined } | { data?: undefined; issues: Issue[] };

/** What was sent as its schema has it, or every fault of it in both languages. */
export const readAs = <T extends z.ZodType>(schema: T, sent: unknown): Read<z.output<T>> => {
  // A message of zod's is one text, too: what was said in this reading is found again by its English.
  const mends = new Map<string, Text>();
  const read = schema.safeParse(sent, {
    error: (issue) => {
      const mend = mendOf(issue);
      mends.set(mend.en, mend);
      return mend.en;
    },
  });
  if (read.success) return { data: read.data };
  const issues = read.error.issues.flatMap((issue): Issue[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: unknownField }))
      : [
          {
            path: issue.path.join('.'),
            message: saidAs(issue.message) ?? mends.get(issue.message) ?? notRight,
          },
        ],
  );
  return { issues };
};

/** Issues of which one answer tells: with paths of this many characters they fit into it, whatever was sent. */
export const enoughIssues = 100;
const longestPath = 200;

const shortened = (path: string): string =>
  path.length > longestPath ? `${path.slice(0, longestPath).toWellFormed()}…` : path;

/** JSON can write half of a surrogate pair, as "\ud83d"; it is no Unicode text, and the table refuses it. */
const illFormed = (sent: unknown): Issue[] => {
  const message = {
    zh: '含有不完整的字符，请以 UTF-8 编码重新提交',
    en: 'holds half of a surrogate pair, which is no character: send the text as UTF-8',
  };
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
export const badInput = (all: readonly Issue[], part?: Part): Refusal => {
  const [first, ...others] = [...Map.groupBy(all, ({ path }) => path).values()].flatMap(([one]) =>
    one ? [{ ...one, path: shortened(one.path) }] : [],
  );
  return badFields([first ?? { path: '', message: notRight }, ...others], part);
};

/**
 * What a caller sent, as its schema has it. Only what callers send goes through here: a record of ours that does not fit
 * its schema is no fault of theirs, and stays an internal error.
 * @throws Refusal `bad-input` with every field to mend.
 */
export const checked = <T extends z.ZodType>(schema: T, sent: unknown, part?: Part): z.output<T> => {
  const read = readAs(schema, sent);
  const issues = [...(read.issues ?? []), ...illFormed(sent)];
  if (read.issues === undefined && issues.length === 0) return read.data;
  throw badInput(issues, part);
};

/** The same for a list whose items are checked each for itself later on: of their text nothing is looked at. */
export const checkedList = <T extends z.ZodType>(schema: T, sent: unknown): z.output<T> => {
  const read = readAs(schema, sent);
  if (read.issues === undefined) return read.data;
  throw badInput(read.issues);
};
