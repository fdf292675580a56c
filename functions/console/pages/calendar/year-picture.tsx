import { useRef } from 'preact/hooks';
import type { Text } from '../../../domain/languages.ts';
import { useLanguage, useText } from '../language.ts';
import { dayIn, weekdayIn } from '../times.ts';
import { addDays, type DayKind, daysIn, kindOf, spansOf, weeksIn, type YearDays } from './days.ts';
import { holidayName } from './notice-text.ts';

/** The marks that calendars print on days: what a day is stands there in a letter too, not in its colour alone. */
const marks: Readonly<Record<DayKind, Text>> = {
  working: { zh: '', en: '' },
  weekend: { zh: '', en: '' },
  off: { zh: '休', en: 'off' },
  work: { zh: '班', en: 'work' },
};

export const kindNames: Readonly<Record<DayKind, Text>> = {
  working: { zh: '工作日', en: 'working day' },
  weekend: { zh: '周末', en: 'weekend' },
  off: { zh: '放假', en: 'day off' },
  work: { zh: '调休上班', en: 'make-up working day' },
};

const monthNames: readonly Text[] = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
].map((en, n) => ({ zh: `${n + 1}月`, en }));

const mondayFirst = [1, 2, 3, 4, 5, 6, 0];

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface Shown {
  days: YearDays;
  /** Days that differ from what is in force. */
  changed?: ReadonlySet<string> | undefined;
  /** Where the picture is edited: what a click on a day does. */
  choose?: ((date: string) => void) | undefined;
}

const Day = ({ date, isFirst, days, changed, choose }: Shown & { date: string; isFirst: boolean }) => {
  const t = useText();
  const language = useLanguage();
  const kind = kindOf(date, days);
  const holiday = holidayName(language, days.off.get(date) ?? '');
  const said = [t(kindNames[kind]), holiday].filter(Boolean).join(language === 'zh' ? '，' : ', ');
  const isChanged = changed?.has(date) ?? false;
  const number = <span class="cal-date">{Number(date.slice(8))}</span>;
  return (
    <td
      class={isChanged ? `${kind} changed` : kind}
      title={kind === 'working' || kind === 'weekend' ? undefined : said}
    >
      {choose ? (
        <button
          type="button"
          data-date={date}
          tabIndex={isFirst ? 0 : -1}
          aria-label={`${dayIn(language, date)} ${said}${isChanged ? t({ zh: '（已改）', en: ' (changed)' }) : ''}`}
          onClick={() => choose(date)}
        >
          {number}
          {/* The button's name says it in words, and would not agree with a letter in its text. */}
          <span class="cal-mark" data-mark={t(marks[kind])} />
        </button>
      ) : (
        <>
          {number}
          <span class="cal-mark">{t(marks[kind])}</span>
        </>
      )}
    </td>
  );
};

/** The holidays of a month by name. */
const Holidays = ({ year, month, days }: { year: number; month: number; days: YearDays }) => {
  const t = useText();
  const language = useLanguage();
  const own = new Set(daysIn(year, month));
  const spans = spansOf({ ...days, off: new Map([...days.off].filter(([date]) => own.has(date))) });
  if (spans.length === 0) return null;
  const day = (date: string) => Number(date.slice(8));
  const said = ({ name, first, last }: (typeof spans)[number]) =>
    [holidayName(language, name), first === last ? day(first) : `${day(first)}–${day(last)}`]
      .filter(Boolean)
      .join(' ') + t({ zh: '日', en: '' });
  return (
    <tfoot>
      <tr>
        <td colSpan={7}>{spans.map(said).join(language === 'zh' ? '、' : ', ')}</td>
      </tr>
    </tfoot>
  );
};

const Month = ({ year, month, ...shown }: Shown & { year: number; month: number }) => {
  const t = useText();
  const language = useLanguage();
  const [first] = daysIn(year, month);
  return (
    <table class="cal-month">
      <caption>{t(monthNames[month - 1] ?? { zh: '', en: '' })}</caption>
      <thead>
        <tr>
          {mondayFirst.map((weekday) => (
            <th key={weekday} scope="col">
              {weekdayIn(language, weekday)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksIn(year, month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, n) =>
              date === null ? (
                <td key={n} class="none" />
              ) : (
                <Day key={date} date={date} isFirst={date === first} {...shown} />
              ),
            )}
          </tr>
        ))}
      </tbody>
      <Holidays year={year} month={month} days={shown.days} />
    </table>
  );
};

/** The twelve months of a year. Where it is edited, each month is one stop of the keyboard, and arrows go from day to day. */
export const YearPicture = ({ year, ...shown }: Shown & { year: number }) => {
  const all = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const from = event.target instanceof HTMLElement ? event.target.dataset.date : undefined;
    if (step === undefined || from === undefined) return;
    event.preventDefault();
    const to = all.current?.querySelector(`[data-date="${addDays(from, step)}"]`);
    if (to instanceof HTMLElement) to.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the days within are buttons; this only moves the focus between them
    <div class="cal-months" ref={all} onKeyDown={shown.choose ? move : undefined}>
      {Array.from({ length: 12 }, (_, n) => (
        <Month key={n} year={year} month={n + 1} {...shown} />
      ))}
    </div>
  );
};

export const Legend = () => {
  const t = useText();
  return (
    <ul class="cal-legend">
      {(['working', 'weekend', 'off', 'work'] as const).map((kind) => (
        <li key={kind}>
          <span class={`cal-sample ${kind}`} aria-hidden="true">
            <span class="cal-date">8</span>
            <span class="cal-mark">{t(marks[kind])}</span>
          </span>
          {t(kindNames[kind])}
        </li>
      ))}
    </ul>
  );
};
