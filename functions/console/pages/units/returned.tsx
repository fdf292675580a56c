import { useLanguage, useText } from '../language.ts';
import { dayIn, zoned } from '../times.ts';
import type { Unit } from './form.ts';

/** What is said of an address from which mails came back; undefined of any other. */
export const useReturned = (unit: Pick<Unit, 'undeliverable'>) => {
  const t = useText();
  const language = useLanguage();
  return (email: string): string | undefined => {
    const mark = unit.undeliverable?.find((one) => one.email.toLowerCase() === email.trim().toLowerCase());
    if (!mark) return undefined;
    const day = dayIn(language, zoned(mark.at).date);
    return mark.reason === 'bounced'
      ? t({ zh: `⚠ ${day}起退信：无法投递`, en: `⚠ Mails come back since ${day}: undeliverable` })
      : t({ zh: `⚠ ${day}起退信：被收件人投诉`, en: `⚠ Complained of by its owner since ${day}` });
  };
};
