import { dateIn } from '../calendar/time.ts';
import type { Settings } from '../settings.ts';
import { type DateTold, isAsTold, timeTold } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { DutyName } from '../windows.ts';
import type { Names } from './contacts.ts';
import { byDueDate } from './digests.ts';
import { endTold, momentTold, nameIn, type Reader } from './facts.ts';
import { addresseeOf } from './letters.ts';
import { type Item, type Letter, page, type Row } from './page.ts';
import type { Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** One mail to an address about all deadlines that a recount moved. */

/** One transfer whose deadline a recount moved, or made definite. */
export interface MovedDeadline {
  transferId: string;
  reference: string;
  /** As a mail names it: a supplement is one of the transfer that it is for. */
  kind: Transfer['rule'];
  duty: DutyName;
  owedBy: string;
  from: DateTold;
  to: DateTold;
  /** Its window is in hours: the time of day belongs to it. */
  inHours?: boolean;
  /** Its clock stands still: the date will be another one. */
  standsStill?: boolean;
  /** Where the new date has passed: done by the end of this day, or by this time of it, it is in time. */
  inTimeUntil?: string;
}

/** Deadlines that a digest shows: what is more stands in the ledger. */
const shown = 200;

/** From which date to which; where both are of one day, the time tells them apart. */
const moveOf = ({ from, to, inHours, standsStill }: MovedDeadline, timeZone: string, words: Words): string => {
  const isSame = isAsTold(from, to);
  const withTime = inHours || (from.dueDate === to.dueDate && !isSame);
  const read = (one: DateTold) => words.moment(momentTold(withTime ? timeTold(one, timeZone) : one.dueDate));
  if (isSame && from.provisional === to.provisional)
    return words.recount.stays(words.dueDate(read(to), to.provisional));
  const move =
    isSame && !to.provisional
      ? words.recount.definite(read(to))
      : words.recount.moves(words.dueDate(read(from), from.provisional), words.dueDate(read(to), to.provisional));
  return `${move}${standsStill ? words.standsStill : ''}`;
};

/** One reader's digest of a recount: every deadline that moved, the ones that fall due first on top. */
export const recountDigest = (
  moved: readonly MovedDeadline[],
  names: Names,
  settings: Pick<Settings, 'consoleUrl' | 'timeZone' | 'closeOfBusiness'>,
  reader: Reader,
  now: Date,
): Letter => {
  const words = wordsOf(reader.language);
  const { labels } = words;
  const { consoleUrl, timeZone } = settings;
  const sorted = moved.toSorted(byDueDate(({ to: { dueDate }, reference }) => ({ dueDate, reference })));
  const items = sorted.slice(0, shown).map(
    (one): Item => ({
      title: `${one.reference} ${words.rules[one.kind]}`,
      rows: [
        [labels.duty, words.owed({ ...one, owner: nameIn(names, one.owedBy, words.language) })],
        [labels.due, moveOf(one, timeZone, words)],
        ...(one.inTimeUntil
          ? [[labels.grace, words.recount.inTimeUntil(endTold(one.inTimeUntil, settings))] satisfies Row]
          : []),
      ],
      link: [labels.act, `${consoleUrl}${one.transferId}`],
    }),
  );
  const [tag, line] = words.recount.line(moved.length);
  return page({
    words,
    subject: words.subject(tag, [], line),
    addressee: addresseeOf(reader, { names }, words),
    paragraphs: [line],
    rows: [],
    items,
    contacts: moved.length > shown ? [[labels.rest, words.recount.more(moved.length - shown)]] : [],
    signedBy: null,
    on: dateIn(timeZone, now),
  });
};
