import { year2027 } from '../calendar-2027.ts';
import { ready } from './bare.ts';
import { startProvince } from './bench-province.ts';
import { contest, listsOf, rowOf } from './contest.ts';
import { only } from './lists.ts';
import { median } from './reckoning.ts';
import type { Row } from './report.ts';

/** Every open deadline counted anew as the calendar changes, against the same pages, reads and transactions made bare. */

const open = Number(process.env.OPEN ?? 1000);
const rounds = Number(process.env.RECOUNTS ?? 5);
/** At night, in a province that mails in office hours only: what moved is told in the morning, and not within what is measured. */
const night = '2026-12-30T03:00:00+08:00';
const officeHours = { from: '08:30', to: '17:30' };
/** So that half of what is open is due after the holidays that change. */
const days = ['2026-12-25', '2026-12-28', '2026-12-29'];
const schedule = 'recount-deadlines';

/** Two notices of the same year, of which each moves what the other counted. */
const notices = [year2027, { ...year2027, holidays: [...year2027.holidays, '2027-01-04', '2027-01-05'] }];

export const rows = async (progress: (line: string) => void): Promise<Row[]> => {
  const bench = await startProvince(night);
  const { local, ground, seen } = bench;
  try {
    const { changeCalendar } = await import('../../functions/adapters/table/calendar.ts');
    const { calendarYear } = await import('../../functions/domain/calendar/calendar-year.ts');
    const { putYear } = await import('../../functions/domain/calendar/calendar-changes.ts');
    const { recount } = await import('../../functions/schedules/recount-deadlines.ts');
    const { plantTransfers } = await import('../open-transfers.ts');
    await local.engine.close();
    await local.putSettings({ officeHours });
    progress(`planting ${open} open transfers`);
    await plantTransfers(open, days);

    let published = 0;
    let moved = 0;
    const prepared = async () => {
      const year = calendarYear.parse(notices[published % notices.length]);
      published += 1;
      const change = { at: local.now().toISOString(), by: 'clock', event: 'calendar-changed', ifMatch: null } as const;
      await changeCalendar((revisions, before) => putYear(2027, year, revisions, before), change);
      return async () => {
        ({ moved } = await local.as(schedule, () => recount(local.now(), () => true)));
      };
    };
    // The first moves what was provisional; from then on one notice is changed for the other.
    await (await prepared())();
    const lists = listsOf(await seen(await prepared(), [schedule]), (calls) =>
      only(calls, /^dynamodb:(Query|BatchGetItem|TransactWriteItems)$/),
    );
    if (moved === 0) throw new Error('no deadline moved: there is nothing to measure');
    progress(`${moved} of ${open} deadlines move`);
    const contenders = {
      ours: prepared,
      seen: () => ready(ground, lists.seen()),
      least: () => ready(ground, lists.least()),
    };
    const taken = await contest(contenders, { rounds, clients: 1 });
    const rate = Math.round((open * 1000) / median(taken.ours.flat()));
    const what = `${open.toLocaleString('en')} open deadlines, of which ${moved.toLocaleString('en')} move`;
    return [rowOf(what, taken, `${rate} looked at a second; ${lists.text}`)];
  } finally {
    await bench.close();
  }
};
