import type { Language, Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { dayIn, zoned } from '../times.ts';

type Duty = NonNullable<Schemas['Transfer']['duty']>;

type Due = Pick<Duty, 'dueDate' | 'provisional' | 'window'> & Partial<Pick<Duty, 'dueAt' | 'unit' | 'pausedSince'>>;

/** The day and, where it does not end with it, the time of day. */
const dueIn = (language: Language, { dueDate, dueAt }: Pick<Due, 'dueDate' | 'dueAt'>): string => {
  const day = dayIn(language, dueDate);
  const end = dueAt === undefined ? null : zoned(dueAt);
  return end?.date === dueDate ? `${day} ${end.time}` : day;
};

/** What a whole bar stands for, in working days. */
const wholeOf = ({ window, unit }: Due): number => Math.max(1, unit === 'hours' ? window / 24 : window);

/** What is left, in words. */
const leftIn = (daysLeft: number, { unit }: Due): Text => {
  const days = Math.abs(daysLeft);
  const inEnglish = `${days} working day${days === 1 ? '' : 's'}`;
  if (daysLeft < 0) return { zh: `逾期${days}个工作日`, en: `${inEnglish} overdue` };
  if (daysLeft > 0) return { zh: `剩余${days}个工作日`, en: `${inEnglish} left` };
  // Hours may end on a day off.
  if (unit === 'hours') return { zh: '剩余不足1个工作日', en: 'less than one working day left' };
  return { zh: '今日到期', en: 'due today' };
};

/** Until when something is due, and how many working days are left or overdue: as a bar and as a number. */
export const Deadline = ({ duty, daysLeft }: { duty: Due; daysLeft: number | null }) => {
  const t = useText();
  const language = useLanguage();
  const overdue = daysLeft !== null && daysLeft < 0;
  const part = daysLeft === null ? 0 : Math.min(1, Math.max(0, daysLeft / wholeOf(duty)));
  const state = overdue ? 'overdue' : daysLeft !== null && daysLeft <= 2 ? 'soon' : 'fine';
  return (
    <div class={`deadline ${state}`}>
      <span>
        {dueIn(language, duty)}
        {duty.provisional ? <em>{t({ zh: '（暂定）', en: ' (provisional)' })}</em> : null}
      </span>
      {duty.pausedSince ? (
        <strong>{t({ zh: '等待补充材料，暂停计算', en: 'Paused until the supplement is supplied' })}</strong>
      ) : null}
      {daysLeft === null ? null : (
        <>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="whole" width="100" height="6" />
            <rect class="left" width={overdue ? 100 : part * 100} height="6" />
          </svg>
          <strong>{t(leftIn(daysLeft, duty))}</strong>
        </>
      )}
    </div>
  );
};
