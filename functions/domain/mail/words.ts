import type { Language } from '../languages.ts';
import type { Words } from './wording.ts';
import { en } from './words-en.ts';
import { zh } from './words-zh.ts';

/** The words of a mail in a unit's language. */
export const wordsOf = (language: Language): Words => ({ zh, en })[language];
