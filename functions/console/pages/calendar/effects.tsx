import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { dayIn } from '../times.ts';
import { changedDays, type YearDays } from './days.ts';
import { kindNames } from './year-picture.tsx';

type Moves = Pick<
  Schemas['CalendarPreview'],
  'open' | 'moved' | 'earlier' | 'later' | 'definite' | 'provisional' | 'intoPast'
>;

const lines: readonly { field: keyof Moves; name: Text }[] = [
  { field: 'open', name: { zh: '未办结的移送件', en: 'Open transfers looked at' } },
  { field: 'moved', name: { zh: '时限有变化的', en: 'Deadlines that change' } },
  { field: 'earlier', name: { zh: '· 时限提前', en: '· to an earlier date' } },
  { field: 'intoPast', name: { zh: '· · 其中新时限已过', en: '· · of these, into the past' } },
  { field: 'later', name: { zh: '· 时限推后', en: '· to a later date' } },
  { field: 'definite', name: { zh: '· 日期不变，由暂定转为确定', en: '· same date, now certain' } },
  { field: 'provisional', name: { zh: '· 日期不变，转为暂定', en: '· same date, now provisional' } },
];

/** How many deadlines move, and which way. */
export const Effects = ({ moves }: { moves: Moves }) => {
  const t = useText();
  return (
    <>
      <dl class="facts cal-effects">
        {lines.map(({ field, name }) => (
          <div key={field}>
            <dt>{t(name)}</dt>
            <dd class="number">{moves[field]}</dd>
          </div>
        ))}
      </dl>
      {moves.intoPast > 0 ? (
        <p class="notice">
          {t({
            zh: `有${moves.intoPast}件的新时限已过。有关单位将收到时限变更通知，收到通知后的下一个工作日结束前办结的，不计逾期。`,
            en: `${moves.intoPast} new dates have passed already. The units are told, and are not overdue until the end of the working day after that.`,
          })}
        </p>
      ) : null}
    </>
  );
};

/** The days that become another kind of day. */
export const ChangedDays = ({ before, after }: { before: YearDays; after: YearDays }) => {
  const t = useText();
  const language = useLanguage();
  const changed = changedDays(before, after);
  if (changed.length === 0) return <p>{t({ zh: '各日均无变化。', en: 'No day changes.' })}</p>;
  return (
    <details open={changed.length <= 12}>
      <summary>
        {t({
          zh: `${changed.length}天有变化`,
          en: `${changed.length} day${changed.length === 1 ? '' : 's'} change${changed.length === 1 ? 's' : ''}`,
        })}
      </summary>
      <ul>
        {changed.map(({ date, from, to }) => (
          <li key={date}>
            {dayIn(language, date)}
            {t({ zh: '：', en: ': ' })}
            {t(kindNames[from])} → {t(kindNames[to])}
          </li>
        ))}
      </ul>
    </details>
  );
};
