import type { Unit } from './forms.ts';

/** Who is meant by an entry of those that must not hear of a clue. */

/** A subject or a `recuse` entry that means this unit or person: by id, by name or by address, white space and case apart. */
export const isRecused = (recused: readonly string[], ...names: readonly (string | null)[]): boolean => {
  const plain = (text: string) => text.replace(/\s/g, '').toLowerCase();
  const known = new Set(recused.map(plain));
  return names.some((name) => name !== null && known.has(plain(name)));
};

/** The addresses of a unit's desk that may hear of the clue. */
export const deskOf = ({ unitId, name, emails }: Unit, recused: readonly string[]): string[] =>
  isRecused(recused, unitId, name) ? [] : emails.filter((email) => !isRecused(recused, email));
