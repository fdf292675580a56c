import type { Language } from '../languages.ts';
import { type Letter, page, type Row } from './page.ts';
import type { ReturnedMail, Tagged, Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** Mails to operators. `today`: the day of the province on which they are sent. */

/** Operators are written to in Chinese. */
const ofOperators: Language = 'zh';

const toOperators = (words: Words, [tag, line]: Tagged, rows: readonly Row[], today: string): Letter =>
  page({
    words,
    subject: words.subject(tag, [], line),
    addressee: words.operators,
    paragraphs: [line],
    rows,
    signedBy: null,
    on: today,
  });

/** Mails to an address of a unit come back, or were complained of. `unit`: its name; its id where it is not registered. */
export const addressReturned = (
  { unitId, unit, email, reason }: { unitId: string; unit: string; email: string; reason: ReturnedMail },
  today: string,
  language: Language = ofOperators,
): Letter => {
  const words = wordsOf(language);
  const { labels, addressReturned: said } = words;
  return toOperators(
    words,
    said.line(unit, reason),
    [
      [labels.address, email],
      [labels.mend, said.mend(unitId)],
    ],
    today,
  );
};

/** The notices of these years are not in, and deadlines that reach into them are provisional. */
export const calendarMissing = (years: readonly number[], today: string, language: Language = ofOperators): Letter => {
  const words = wordsOf(language);
  const { labels, calendarMissing: said } = words;
  return toOperators(
    words,
    said.line(years),
    [
      [labels.mend, said.mend(years)],
      [labels.effect, said.effect],
    ],
    today,
  );
};
