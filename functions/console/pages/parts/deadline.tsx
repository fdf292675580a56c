import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { dayIn } from '../times.ts';

type Duty = NonNullable<Schemas['Transfer']['duty']>;

/** Until when something is due, and how many working days are left or overdue: as a bar and as a number. */
export const Deadline = ({
  duty,
  daysLeft,
}: {
  duty: Pick<Duty, 'dueDate' | 'provisional' | 'window'>;
  daysLeft: number | null;
}) => {
  const t = useText();
  const language = useLanguage();
  const overdue = daysLeft !== null && daysLeft < 0;
  const part = daysLeft === null ? 0 : Math.min(1, Math.max(0, daysLeft / Math.max(1, duty.window)));
  const state = overdue ? 'overdue' : daysLeft !== null && daysLeft <= 2 ? 'soon' : 'fine';
  return (
    <div class={`deadline ${state}`}>
      <span>
        {dayIn(language, duty.dueDate)}
        {duty.provisional ? <em>{t({ zh: '（暂定）', en: ' (provisional)' })}</em> : null}
      </span>
      {daysLeft === null ? null : (
        <>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="whole" width="100" height="6" />
            <rect class="left" width={overdue ? 100 : part * 100} height="6" />
          </svg>
          <strong>
            {overdue
              ? t({
                  zh: `逾期${-daysLeft}个工作日`,
                  en: `${-daysLeft} working day${daysLeft === -1 ? '' : 's'} overdue`,
                })
              : t({ zh: `剩余${daysLeft}个工作日`, en: `${daysLeft} working day${daysLeft === 1 ? '' : 's'} left` })}
          </strong>
        </>
      )}
    </div>
  );
};
