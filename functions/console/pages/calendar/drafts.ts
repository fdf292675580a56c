import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { daysOf, type YearDays } from './days.ts';
import { noticeText, readNotice } from './notice-text.ts';

/** A change of the calendar as it is being written: one year, or the several over which a notice reaches. */

export interface Draft {
  year: number;
  /** The year as it is in force. */
  base: Schemas['CalendarYear'];
  /** Its days, as a notice writes them (notice-text.ts). */
  text: string;
  /** Of the notice; empty for the province's own change. */
  number: string;
  /** `YYYY-MM-DD`, or empty. */
  issued: string;
}

export const draftOf = (base: Schemas['CalendarYear'], language: 'zh' | 'en'): Draft => ({
  year: base.year,
  base,
  text: noticeText(language, daysOf(base)),
  number: base.notice?.number ?? '',
  issued: base.notice?.issued ?? '',
});

export interface ReadDraft extends Draft {
  /** Of the year itself, whichever of the texts names them. */
  days: YearDays;
  faults: Text[];
  /** Years that the text names days of and that are not in the change. */
  missing: number[];
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** What all of the texts say, year by year. */
export const readDrafts = (drafts: readonly Draft[]): ReadDraft[] => {
  const read = drafts.map((draft) => ({ draft, ...readNotice(draft.text, draft.year) }));
  const years = new Set(drafts.map(({ year }) => year));
  return read.map(({ draft, days, faults }) => {
    const all = [days, ...read.filter((one) => one.draft !== draft).map((one) => one.days)];
    const mine = ([date]: readonly [string, ...unknown[]]) => yearOf(date) === draft.year;
    const named = [...days.off.keys(), ...days.work].map(yearOf);
    return {
      ...draft,
      days: {
        off: new Map(all.toReversed().flatMap(({ off }) => [...off].filter(mine))),
        work: new Set(all.flatMap(({ work }) => [...work].filter((date) => mine([date])))),
      },
      faults,
      missing: [...new Set(named)].filter((year) => !years.has(year)),
    };
  });
};

/** As the API takes them. */
export const yearsOf = (drafts: readonly ReadDraft[]) =>
  Object.fromEntries(
    drafts.map(({ year, days, number, issued }) => [
      year,
      {
        holidays: [...days.off]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([date, name]) => (name === '' ? { date } : { date, name })),
        workdays: [...days.work].sort(),
        notice: number.trim() === '' ? null : { number: number.trim(), issued: issued === '' ? null : issued },
      },
    ]),
  );
