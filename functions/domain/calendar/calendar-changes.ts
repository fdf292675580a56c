import { Refusal, requireNoFaults } from '../errors.ts';
import { type Calendar, calendarWith, type ProvinceYear, stateCouncil, yearIn } from './calendar.ts';
import { notices } from './calendar-data.ts';
import { faultsOfYears } from './calendar-faults.ts';
import { type CalendarYear, type NoticeNumber, noticeOf, type PutYears, provinceYear } from './calendar-year.ts';

/** How the calendar changes: years are put in, and changes are withdrawn; all of them are kept, under their revisions. */

export interface ChangedYear extends ProvinceYear {
  notice: NoticeNumber | null;
}

/** One change: all its years together. */
export interface Change {
  /** The calendar's revision from this change on: 1 for the first. */
  revision: number;
  /** As they were put in; of a withdrawal, as they are from then on. */
  years: readonly ChangedYear[];
  /** Revision of the change that this one withdraws; null where it puts years in. */
  withdraws: number | null;
}

/** A change that is to be made, and all years of the province from then on. */
export interface Decided {
  change: Omit<Change, 'revision'>;
  years: readonly ProvinceYear[];
}

const concerns = ({ years }: Change, year: number): boolean => years.some((one) => one.year === year);

/** The revision by which a change was withdrawn; null where it stands, or is a withdrawal itself. */
export const withdrawnBy = (changes: readonly Change[], { revision }: Pick<Change, 'revision'>): number | null =>
  changes.find(({ withdraws }) => withdraws === revision)?.revision ?? null;

/** The changes that put years in and were not withdrawn, the oldest first. */
const standing = <C extends Change>(changes: readonly C[]): C[] =>
  changes.filter((change) => change.withdraws === null && withdrawnBy(changes, change) === null);

const plain = ({ year, holidays, workdays }: ProvinceYear): ProvinceYear => ({ year, holidays, workdays });

/** The years of a province by its changes, by number: of each as the newest change that stands has it. */
const yearsAfter = (changes: readonly Change[]): ProvinceYear[] => {
  const years = standing(changes).flatMap((change) => change.years.map((one) => [one.year, plain(one)] as const));
  return [...new Map(years).values()].sort((a, b) => a.year - b.year);
};

/** The calendar at a revision, by the province's changes. */
export const calendarAt = (changes: readonly Change[], revision: number): Calendar =>
  calendarWith(yearsAfter(changes.filter((one) => one.revision <= revision)), revision);

const sameDays = (a: ProvinceYear, b: ProvinceYear) =>
  JSON.stringify([a.holidays.map(({ date, name }) => [date, name]), a.workdays]) ===
  JSON.stringify([b.holidays.map(({ date, name }) => [date, name]), b.workdays]);

const putting = (put: PutYears, changes: readonly Change[], before: Calendar): Decided | null => {
  const years = [...put].map(([year, one]) => ({ ...provinceYear(year, one, before), notice: noticeOf(one) }));
  if (years.every((one) => before.published.has(one.year) && sameDays(yearIn(before, one.year), one))) return null;
  const change = { years, withdraws: null };
  return { change, years: yearsAfter([...changes, { ...change, revision: 0 }]) };
};

/**
 * Years that are put in as one change; null where they say what is known already.
 * @throws Refusal `bad-input` with the faults of all years.
 */
export const putYears = (put: PutYears, changes: readonly Change[], before: Calendar): Decided | null => {
  requireNoFaults({ zh: '工作日历', en: 'The calendar' }, faultsOfYears(put, before));
  return putting(put, changes, before);
};

/** The same of one year, with the faults by its own fields. */
export const putYear = (
  year: number,
  put: CalendarYear,
  changes: readonly Change[],
  before: Calendar,
): Decided | null => {
  const years = new Map([[year, put]]);
  requireNoFaults(
    { zh: `${year} 年工作日历`, en: `The calendar of ${year}` },
    faultsOfYears(years, before, () => ''),
  );
  return putting(years, changes, before);
};

/**
 * The newest change that concerns a year is withdrawn, with all years that it put in: what stood before it stands again. A newer
 * change of one of its other years goes on standing.
 * @throws Refusal `wrong-status` where the year is as the known notices have it, `not-found` where no notice is known.
 */
export const withdrawNewest = (year: number, changes: readonly Change[]): Decided => {
  const newest = standing(changes).findLast((change) => concerns(change, year));
  if (!newest) {
    if (stateCouncil.published.has(year)) {
      throw new Refusal('wrong-status', {
        zh: `${year} 年现按国务院办公厅的通知执行，没有可以撤销的本省更改；需要更改的，请重新填写该年度的全部日期。`,
        en: `${year} stands as the State Council’s notice has it: there is no change of the province to withdraw. To change it, put ${year} in with the days that it should have.`,
      });
    }
    throw new Refusal('not-found', {
      zh: `${year} 年从未填写，或已撤销，无须再撤销。`,
      en: `${year} was never put in, or was withdrawn: there is nothing to withdraw.`,
    });
  }
  const others = changes.filter((one) => one !== newest);
  const years = yearsAfter(others);
  const after = calendarWith(years, newest.revision);
  const left = newest.years.map((one) => ({ ...yearIn(after, one.year), notice: noticeInForce(others, one.year) }));
  return { change: { years: left, withdraws: newest.revision }, years };
};

/** The changes that concern a year, the oldest first. */
export const historyOf = <C extends Change>(changes: readonly C[], year: number): C[] =>
  changes.filter((change) => concerns(change, year));

/** The notice that a year goes by, where a change of the province said so. */
export const noticeInForce = (changes: readonly Change[], year: number): NoticeNumber | null =>
  standing(changes)
    .findLast((change) => concerns(change, year))
    ?.years.find((one) => one.year === year)?.notice ?? null;

/** A year as it was at one of its versions. `change`: the one that made it; null of version 0, which the known notices give. */
export interface YearVersion<C extends Change> {
  calendar: Calendar;
  change: C | null;
  notice: NoticeNumber | null;
}

/** @throws Refusal `not-found` where the year has no such version; it names those that there are. */
export const versionOf = <C extends Change>(changes: readonly C[], year: number, n: number): YearVersion<C> => {
  if (n === 0) {
    const known = notices.findLast((notice) => notice.year === year);
    const notice = known ? { number: known.number, issued: known.issued } : null;
    return { calendar: stateCouncil, change: null, notice };
  }
  const history = historyOf(changes, year);
  const change = history.find(({ revision }) => revision === n);
  if (!change) {
    const there = [0, ...history.map(({ revision }) => revision)];
    throw new Refusal('not-found', {
      zh: `${year} 年没有第 ${n} 版，现有版本：${there.join('、')}，请从中选择。`,
      en: `${year} has no version ${n}. Ask for one of these: ${there.join(', ')}.`,
    });
  }
  const until = changes.filter(({ revision }) => revision <= n);
  return { calendar: calendarAt(changes, n), change, notice: noticeInForce(until, year) };
};
