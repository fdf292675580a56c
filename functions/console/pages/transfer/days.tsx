import type { Text } from '../../../domain/languages.ts';
import { useLanguage, useText } from '../language.ts';
import { dayIn, weekdayIn, weekdayOf } from '../times.ts';
import { type Day, dayMark, dayReason, numbered } from './day-words.ts';

/** The days that lead to a due date: as a picture by months, and as a text. */

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Weeks begin on Monday. */
const columns = [1, 2, 3, 4, 5, 6, 0];

const mondayOf = (date: string): string => addDays(date, -((weekdayOf(date) + 6) % 7));

/** The weeks, each of seven dates, that have a day of a month between the first and the last. */
const weeksOf = (month: string, first: string, last: string): string[][] => {
  const from = first.startsWith(month) ? first : `${month}-01`;
  const weeks: string[][] = [];
  for (let monday = mondayOf(from); monday <= last && monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    weeks.push(columns.map((_, n) => addDays(monday, n)));
  }
  return weeks;
};

type Numbered = ReturnType<typeof numbered>[number];

const kindOf = ({ counted, reason, extension }: Day, isLast: boolean): string =>
  [
    counted ? 'counts' : reason === 'day of start' ? 'starts' : reason === 'paused' ? 'pauses' : 'rests',
    ...(extension ? ['extends'] : []),
    ...(isLast ? ['ends'] : []),
  ].join(' ');

const Cell = ({
  date,
  month,
  found,
  last,
}: {
  date: string;
  month: string;
  found: Numbered | undefined;
  last: string;
}) => {
  const t = useText();
  if (!date.startsWith(month)) return <td />;
  if (!found) return <td class="outside">{Number(date.slice(8))}</td>;
  return (
    <td class={kindOf(found.day, date === last)}>
      <b>{Number(date.slice(8))}</b>
      <span>{t(dayMark(found.day, found.nth))}</span>
    </td>
  );
};

const Month = ({
  month,
  days,
  first,
  last,
}: {
  month: string;
  days: ReadonlyMap<string, Numbered>;
  first: string;
  last: string;
}) => {
  const t = useText();
  const language = useLanguage();
  const [year, number] = month.split('-').map(Number);
  return (
    <table class="month">
      <caption>{t({ zh: `${year}年${number}月`, en: dayIn('en', `${month}-01`).slice(2) })}</caption>
      <thead>
        <tr>
          {columns.map((weekday) => (
            <th key={weekday} scope="col">
              {weekdayIn(language, weekday)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month, first, last).map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <Cell key={date} date={date} month={month} found={days.get(date)} last={last} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const marks: readonly { kind: string; text: Text; isFor?: (day: Day) => boolean }[] = [
  {
    kind: 'starts',
    text: { zh: '起算日', en: 'day of the start' },
    isFor: ({ reason }) => reason === 'day of start',
  },
  {
    kind: 'counts',
    text: { zh: '计入（数字为第几日）', en: 'counted (the number says which)' },
    isFor: ({ counted, hours }) => counted && hours === undefined,
  },
  {
    kind: 'counts hourly',
    text: { zh: '计入（小时数取整）', en: 'counted (in whole hours)' },
    isFor: ({ counted, hours }) => counted && hours !== undefined,
  },
  {
    kind: 'counts made-up',
    text: { zh: '班：调休上班，计入', en: '*: make-up working day, counted' },
    isFor: ({ counted, reason }) => counted && reason === 'make-up day',
  },
  {
    kind: 'counts extends',
    text: { zh: '属批准的延期', en: 'by the extension granted' },
    isFor: ({ extension }) => extension === true,
  },
  { kind: 'rests', text: { zh: '不计入', en: 'not counted' }, isFor: ({ counted }) => !counted },
  { kind: 'pauses', text: { zh: '暂停计算', en: 'paused' }, isFor: ({ reason }) => reason === 'paused' },
  { kind: 'ends', text: { zh: '到期日', en: 'due' } },
];

const Legend = ({ days }: { days: readonly Day[] }) => {
  const t = useText();
  return (
    <ul class="legend">
      {marks
        .filter(({ isFor }) => !isFor || days.some(isFor))
        .map(({ kind, text }) => (
          <li key={kind}>
            <span class={`swatch ${kind}`} /> {t(text)}
          </li>
        ))}
    </ul>
  );
};

/** `basis`: what the window rests on, said with the last day. */
export const Days = ({ days, basis }: { days: readonly Day[]; basis: string }) => {
  const t = useText();
  const language = useLanguage();
  const all = numbered(days);
  const byDate = new Map(all.map((one) => [one.day.date, one]));
  const first = days[0]?.date ?? '';
  const last = days.at(-1)?.date ?? '';
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  return (
    <>
      <div class="counting" aria-hidden="true">
        {months.map((month) => (
          <Month key={month} month={month} days={byDate} first={first} last={last} />
        ))}
        <Legend days={days} />
      </div>
      <details>
        <summary>{t({ zh: '逐日说明（文字）', en: 'Each day in words' })}</summary>
        <ol class="daylist">
          {all.map(({ day, nth }) => (
            <li key={day.date}>
              {dayIn(language, day.date)}
              {t({
                zh: `（星期${weekdayIn('zh', weekdayOf(day.date))}）：`,
                en: ` (${weekdayIn('en', weekdayOf(day.date))}): `,
              })}
              {t(dayReason(day, nth))}
              {day.date === last ? t({ zh: `；到期日。依据：${basis}`, en: `; due. Basis: ${basis}` }) : null}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
};
