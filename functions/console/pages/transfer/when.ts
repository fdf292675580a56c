import type { Language } from '../../../domain/languages.ts';
import { dayIn, momentIn, zoned } from '../times.ts';

/** A moment; the day alone where that is all that was said, which is kept as its beginning. @param instant RFC 3339. */
export const whenIn = (language: Language, instant: string): string => {
  const { date, time } = zoned(instant);
  return time === '00:00' ? dayIn(language, date) : momentIn(language, instant);
};
