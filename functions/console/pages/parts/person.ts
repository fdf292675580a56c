import type { Language } from '../../../domain/languages.ts';
import { roleNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';

type By = Pick<Schemas['Act']['by'], 'name' | 'role'>;

/** Who did something: the name, or where none is known what they are; an account's id says nothing to readers. */
export const personIn = (language: Language, { name, role }: By): string => name ?? roleNames[role][language];
