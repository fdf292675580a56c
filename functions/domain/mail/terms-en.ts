import { countedFacts, type Run } from '../calendar/count.ts';
import { holidayNamed } from '../calendar/holidays.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { DutyName } from '../windows.ts';
import type { Amount, Left, Moment, Returned, Words } from './wording.ts';

/** How English mails name things and write dates: `27 November 2026`, the end of a day as `24:00`. */

/** As a thing to do: "please …", "has not been done: …". */
export const duties: Words['duties'] = {
  dispatch: 'dispatch the clue',
  acknowledge: 'acknowledge the clue',
  correct: 'correct the clue and dispatch it again',
  supplement: 'supply what the receiver lacks',
  feedback: 'report back to the sender',
  acceptance: 'tell the reporter that the report was accepted',
  outcome: 'tell the reporter the outcome',
};

/** A duty on a transfer of that kind: the notice of a case is no clue. */
export const toDo = (duty: DutyName, kind: Transfer['rule']): string =>
  kind === 'case-notice' ? duties[duty].replace('the clue', 'the notice') : duties[duty];

/** What is sent: the notice of a case is no clue. */
export const thing = ({ kind }: Pick<Returned, 'kind'>): string => (kind === 'case-notice' ? 'the notice' : 'the clue');

/** What its sender has to do with what came back: `what` is done `to` somebody, where that is not told elsewhere. */
export const correction = ({ reason, suggested }: Returned, what: string, to = ''): string => {
  if (reason !== 'not-jurisdiction') return `correct ${what} and dispatch it${to} again`;
  return suggested ? `dispatch ${what} to ${suggested}` : `dispatch ${what}${to} again and say why it belongs there`;
};

export const rules: Words['rules'] = {
  'organised-crime': 'Clue on organised crime',
  misconduct: 'Clue on misconduct',
  'case-notice': 'Notice of a filed case',
  reply: 'Reply to a real-name report',
  supplement: 'Supplement',
};

export const began: Words['began'] = {
  'organised-crime': 'Discovered on',
  misconduct: 'Discovered on',
  'case-notice': 'Case filed on',
  reply: 'Reported on',
  supplement: 'Discovered on',
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const monthDay = (written: string): string => {
  const [month = 1, day = 1] = written.split('-').map(Number);
  return `${day} ${months[month - 1]}`;
};

/** `27 November 2026` */
export const date: Words['date'] = (written) => `${monthDay(written.slice(5))} ${Number(written.slice(0, 4))}`;

export const moment: Words['moment'] = ({ date: on, time }) => (time === null ? date(on) : `${date(on)}, ${time}`);

/** Behind "by": `24:00 on 27 November 2026`. */
export const until = ({ date: on, time }: Moment): string => (time === null ? date(on) : `${time} on ${date(on)}`);

export const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

const units = { 'working-days': 'working day', 'calendar-days': 'calendar day', hours: 'hour', minutes: 'minute' };

export const amount = ({ count, unit }: Amount): string =>
  count > 0 ? many(count, units[unit]) : `less than one ${units[unit]}`;

export const left = ({ count, unit }: Left): string => `${many(count, units[unit])} left`;

const holiday = (name: string) =>
  name
    .split('、')
    .map((one) => holidayNamed(one).en)
    .join(' and ');

const stretch = ({ first, last }: Run): string => {
  if (first === last) return monthDay(first);
  const sameMonth = first.slice(0, 2) === last.slice(0, 2);
  return `${sameMonth ? Number(first.slice(3)) : monthDay(first)} to ${monthDay(last)}`;
};

const counts = {
  'working-days': (n: number) => `due on working day ${n}`,
  'calendar-days': (n: number) => `due on calendar day ${n}`,
  hours: (n: number) => `due after ${many(n, 'hour')}`,
};

const runs = {
  always: 'nights and days off count',
  'working-days': 'only working days count',
  'office-hours': 'only office hours of working days count',
};

export const count: Words['count'] = (days, { unit, run: hoursRun, extended }) => {
  const { start, counted, weekends, holidays: off, paused, makeUpDays, movedOn, provisional } = countedFacts(days);
  const notCounted = [
    ...(weekends > 0 ? [`${many(weekends, 'day')} of weekends`] : []),
    ...off.map((one) => `${holiday(one.name)} (${stretch(one)})`),
  ];
  const leaves = unit === 'working-days' || (unit === 'hours' && hoursRun !== 'always');
  return [
    `counted from ${date(start)}${unit === 'hours' ? '' : ' (that day left out)'}, ${counts[unit](counted)}`,
    ...(unit === 'hours' ? [runs[hoursRun]] : []),
    ...(leaves && notCounted.length > 0 ? [`not counted: ${notCounted.join(', ')}`] : []),
    ...(makeUpDays.length > 0 ? [`make-up working days counted: ${makeUpDays.map(monthDay).join(', ')}`] : []),
    ...(paused.length > 0 ? [`paused: ${paused.map(stretch).join(', ')}`] : []),
    ...(extended > 0 ? [`with an extension of ${amount({ count: extended, unit })}`] : []),
    ...(movedOn ? ['the last day is a day off, so it ends on the next working day'] : []),
    ...(provisional ? ['years without a holiday notice are counted Monday to Friday'] : []),
  ].join('; ');
};
