import type { Text } from './languages.ts';

/** What a schema says of a fault is one string: its English, by which both languages are found again. */

const pairs = new Map<string, Text>();

/** The message of a schema, from what it says in each language. @throws Error where the same English was said with other Chinese. */
export const said = (text: Text): string => {
  const before = pairs.get(text.en);
  if (before && before.zh !== text.zh) throw new Error(`"${text.en}" is said in Chinese in two ways`);
  pairs.set(text.en, text);
  return text.en;
};

/** Both languages of a schema's message; undefined for one that is not ours. */
export const saidAs = (message: string): Text | undefined => pairs.get(message);
