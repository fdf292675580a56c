import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Text } from '../../domain/languages.ts';

/** The language that the console is read in: Chinese, until its reader chooses otherwise; the choice is remembered. */

const place = 'language';

export const tags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Storage may be closed to the page: then the choice lasts as long as the page. */
const stored = (): string | null => {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
};

let chosen: Language = stored() === 'en' ? 'en' : 'zh';

export const language = (): Language => chosen;

export const chooseLanguage = (one: Language): void => {
  chosen = one;
  document.documentElement.lang = tags[one];
  try {
    localStorage.setItem(place, one);
  } catch {
    // As above.
  }
};

export const LanguageContext = createContext<Language>(chosen);

export const useLanguage = (): Language => useContext(LanguageContext);

/** Gives of what is said in each language the reader's. */
export const useText = (): ((text: Text) => string) => {
  const one = useLanguage();
  return (text) => text[one];
};
