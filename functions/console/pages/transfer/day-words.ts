import { holidayNamed } from '../../../domain/calendar/holidays.ts';
import type { Text } from '../../../domain/languages.ts';
import { count as countEn } from '../../../domain/mail/terms-en.ts';
import { count as countZh } from '../../../domain/mail/terms-zh.ts';
import type { Schemas } from '../api.ts';

/** Why each day of a deadline counts or does not: a word for the calendar, a sentence for the list. */

export type Day = Schemas['CountedDay'];

type Duty = NonNullable<Schemas['Transfer']['duty']>;

const holiday = ({ name = '' }: Day): Text =>
  name === ''
    ? { zh: '节假日', en: 'holiday' }
    : {
        zh: name,
        en: name
          .split('、')
          .map((one) => holidayNamed(one).en)
          .join(' and '),
      };

/** Hours and minutes of a fraction of hours: `13小时58分`. */
const hoursOf = (hours: number): Text => {
  const all = Math.round(hours * 60);
  const [whole, minutes] = [Math.floor(all / 60), all % 60];
  const zh = [...(whole > 0 ? [`${whole}小时`] : []), ...(minutes > 0 ? [`${minutes}分${whole > 0 ? '' : '钟'}`] : [])];
  const en = [
    ...(whole > 0 ? [`${whole} hour${whole === 1 ? '' : 's'}`] : []),
    ...(minutes > 0 ? [`${minutes} minute${minutes === 1 ? '' : 's'}`] : []),
  ];
  return all === 0 ? { zh: '0小时', en: '0 hours' } : { zh: zh.join(''), en: en.join(' ') };
};

/** As short as a day of a calendar has room for. */
const aboutHours = (hours: number): Text =>
  hours < 1 ? { zh: '<1小时', en: '<1 h' } : { zh: `${Math.round(hours)}小时`, en: `${Math.round(hours)} h` };

/** `nth`: which counted day it is, where whole days count. */
export const dayMark = (day: Day, nth: number): Text => {
  if (day.counted && day.hours !== undefined) return aboutHours(day.hours);
  if (day.counted)
    return day.reason === 'make-up day' ? { zh: `${nth} 班`, en: `${nth}*` } : { zh: `${nth}`, en: `${nth}` };
  switch (day.reason) {
    case 'day of start':
      return { zh: '起算', en: 'start' };
    case 'paused':
      return { zh: '暂停', en: 'pause' };
    case 'holiday':
      return { zh: holiday(day).zh.split('、')[0] ?? '', en: 'holiday' };
    case 'moved on':
      return { zh: '顺延', en: 'end' };
    default:
      return { zh: '休', en: 'off' };
  }
};

const whyCounted = (day: Day, nth: number): Text => {
  if (day.hours !== undefined) {
    const hours = hoursOf(day.hours);
    return { zh: `计入${hours.zh}`, en: `${hours.en} counted` };
  }
  const which: Text = { zh: `计入，第${nth}日`, en: `counted, day ${nth}` };
  switch (day.reason) {
    case 'make-up day':
      return { zh: `调休上班，${which.zh}`, en: `make-up working day, ${which.en}` };
    case 'calendar day':
      return { zh: `自然日，${which.zh}`, en: `calendar day, ${which.en}` };
    default:
      return { zh: `工作日，${which.zh}`, en: `working day, ${which.en}` };
  }
};

const notCounted: Readonly<Record<Exclude<Day['reason'], 'holiday'>, Text>> = {
  'day of start': { zh: '起算日，不计入', en: 'day of the start, not counted' },
  weekend: { zh: '周末，不计入', en: 'weekend, not counted' },
  paused: { zh: '等待补充材料，暂停计算', en: 'paused until the supplement, not counted' },
  'moved on': { zh: '期限最后一日为休息日，顺延至本日', en: 'the last day was a day off: it ends on this one' },
  'working day': { zh: '不计入', en: 'not counted' },
  'make-up day': { zh: '不计入', en: 'not counted' },
  'calendar day': { zh: '不计入', en: 'not counted' },
  hours: { zh: '不计入', en: 'not counted' },
};

const whyNot = (day: Day): Text => {
  if (day.reason !== 'holiday') return notCounted[day.reason];
  const name = holiday(day);
  return { zh: `${name.zh}放假，不计入`, en: `${name.en}, not counted` };
};

/** All that the API says of a day. */
export const dayReason = (day: Day, nth: number): Text => {
  const why = day.counted ? whyCounted(day, nth) : whyNot(day);
  const paused = day.paused ? hoursOf(day.paused) : null;
  const more: Text[] = [
    ...(day.extension ? [{ zh: '属批准的延期', en: 'by the extension granted' }] : []),
    ...(paused ? [{ zh: `暂停${paused.zh}`, en: `${paused.en} paused` }] : []),
    ...(day.provisional
      ? [{ zh: '暂定：该年度放假通知尚未发布', en: 'provisional: no notice covers its year yet' }]
      : []),
  ];
  return {
    zh: [why, ...more].map(({ zh }) => zh).join('；'),
    en: [why, ...more].map(({ en }) => en).join('; '),
  };
};

/** Days with the number of those that were counted, this one included. */
export const numbered = (days: readonly Day[]): readonly { day: Day; nth: number }[] => {
  let nth = 0;
  return days.map((day) => {
    if (day.counted) nth += 1;
    return { day, nth };
  });
};

/** How the date comes about, in one sentence. Which hours run, the API does not say: of hours it says the number alone. */
export const countInWords = (days: readonly Day[], { unit, extended, window }: Duty): Text => {
  if (unit !== 'hours') {
    const terms = { unit, run: 'always', extended } as const;
    const en = countEn(days, terms);
    return { zh: `${countZh(days, terms)}。`, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.` };
  }
  return {
    zh: `按小时计算，共${window}小时${extended > 0 ? `（含批准延期${extended}小时）` : ''}。`,
    en: `Counted in hours: ${window} in all${extended > 0 ? `, with an extension of ${extended}` : ''}.`,
  };
};
