import { countedFacts, type Run } from '../calendar/count.ts';
import { dutyNames, inChinese, ruleNames } from '../names.ts';
import type { Amount, Left, Moment, Returned, Words } from './wording.ts';

/** How Chinese mails name things and write dates: by the style of official documents, Arabic numerals without spaces. */

export const duties: Words['duties'] = inChinese(dutyNames);

export const rules: Words['rules'] = inChinese(ruleNames);

export const began: Words['began'] = {
  'organised-crime': '发现日期',
  misconduct: '发现日期',
  'case-notice': '立案日期',
  reply: '举报日期',
  supplement: '发现日期',
};

/** What its sender has to do with what came back, and towards whom where that is not told elsewhere. */
export const correction = ({ reason, suggested, kind }: Returned, to = ''): string => {
  if (reason === 'not-jurisdiction' && suggested) return `改送${suggested}`;
  const what = reason === 'not-jurisdiction' ? '说明管辖依据后再次' : '补正并重新';
  return `${what}${kind === 'case-notice' ? '送达' : '移送'}${to}`;
};

const partsOf = (date: string): [year: number, month: number, day: number] => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return [year, month, day];
};

/** `2026年11月27日` */
export const date: Words['date'] = (written) => {
  const [year, month, day] = partsOf(written);
  return `${year}年${month}月${day}日`;
};

const timeOf = (time: string | null): string => {
  if (time === null) return '';
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour}时${minute === 0 ? '' : `${minute}分`}`;
};

export const moment: Words['moment'] = ({ date: on, time }) => `${date(on)}${timeOf(time)}`;

/** Without the year where it is this one. */
export const day = (written: string, today: string): string => {
  const [year, month, of] = partsOf(written);
  return `${year === partsOf(today)[0] ? '' : `${year}年`}${month}月${of}日`;
};

/** `11月27日24时` */
export const until = ({ date: on, time }: Moment, today: string): string => `${day(on, today)}${timeOf(time)}`;

const units = { 'working-days': '个工作日', 'calendar-days': '个自然日', hours: '小时', minutes: '分钟' };

export const amount = ({ count, unit }: Amount): string =>
  count > 0 ? `${count}${units[unit]}` : `不足1${units[unit]}`;

export const left = ({ count, unit }: Left): string => `${count}${units[unit]}`;

export const list = (names: readonly string[]): string => names.join('、');

const monthDay = (written: string) => day(`2000-${written}`, '2000');

const stretch = ({ first, last }: Run): string => {
  if (first === last) return monthDay(first);
  const sameMonth = first.slice(0, 2) === last.slice(0, 2);
  return `${monthDay(first)}至${sameMonth ? `${Number(last.slice(3))}日` : monthDay(last)}`;
};

const counts = {
  'working-days': (n: number) => `第${n}个工作日到期`,
  'calendar-days': (n: number) => `第${n}个自然日到期`,
  hours: (n: number) => `满${n}小时到期`,
};

const runs = {
  always: '夜间、休息日连续计算',
  'working-days': '仅计工作日',
  'office-hours': '仅计工作日的办公时间',
};

export const count: Words['count'] = (days, { unit, run: hoursRun, extended }) => {
  const { start, counted, weekends, holidays, paused, makeUpDays, movedOn, provisional } = countedFacts(days);
  const off = [
    ...(weekends > 0 ? [`周末${weekends}天`] : []),
    ...holidays.map((one) => `${one.name}（${stretch(one)}）`),
  ];
  const leaves = unit === 'working-days' || (unit === 'hours' && hoursRun !== 'always');
  return [
    `自${date(start)}起算${unit === 'hours' ? '' : '（当日不计）'}，${counts[unit](counted)}`,
    ...(unit === 'hours' ? [runs[hoursRun]] : []),
    ...(leaves && off.length > 0 ? [`不计${list(off)}`] : []),
    ...(makeUpDays.length > 0 ? [`${list(makeUpDays.map(monthDay))}调休上班，计入`] : []),
    ...(paused.length > 0 ? [`${list(paused.map(stretch))}暂停计算`] : []),
    ...(extended > 0 ? [`含批准延期${amount({ count: extended, unit })}`] : []),
    ...(movedOn ? ['期限最后一日为休息日，顺延至其后第一个工作日'] : []),
    ...(provisional ? ['放假通知未发布的年度按周一至周五计'] : []),
  ].join('；');
};
