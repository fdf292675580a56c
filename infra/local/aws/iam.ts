import type { Statement } from '../../rights.ts';

/**
 * IAM's decision on a request, by the statements of a role: of its language those parts that our roles are written in, and no others.
 * Small, since the evaluators that npm has are under the AGPL; that what it decides on is what is deployed, test/infra/ holds.
 */

/** What IAM knows of a request: the action, the one resource that it is on, and condition keys with their values. */
export interface Asked {
  action: string;
  resource: string;
  keys: Readonly<Record<string, string>>;
}

/** Whether the text is of a pattern in which `*` stands for any text and `?` for any one character. */
export const isLike = (pattern: string, text: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su').test(text);
};

const list = (one: string | readonly string[]): readonly string[] => (typeof one === 'string' ? [one] : one);

/** What a value that is there must be; one that is missing meets neither. */
const operators: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: isLike,
};

/** All operators and all keys of each hold; of a key's values one is enough. @throws Error for an operator that it does not know. */
const holds = (condition: NonNullable<Statement['Condition']>, keys: Asked['keys']): boolean =>
  Object.entries(condition).every(([name, operands]) => {
    const meets = Object.hasOwn(operators, name) && operators[name];
    if (!meets) throw new Error(`no policy here may say ${name}: teach it to infra/local/aws/iam.ts first`);
    return Object.entries(operands).every(([key, wanted]) => {
      const value = Object.hasOwn(keys, key) ? keys[key] : undefined;
      return value !== undefined && list(wanted).some((one) => meets(one, value));
    });
  });

export const allows = ({ Action, Resource, Condition = {} }: Statement, { action, resource, keys }: Asked): boolean =>
  // Of actions alone the case does not count.
  Action.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
  Resource.some((pattern) => isLike(pattern, resource)) &&
  holds(Condition, keys);
