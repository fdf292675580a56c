import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Table } from '../parts/table.tsx';
import { momentIn } from '../times.ts';
import { milestoneName, targetNames } from './milestone-words.ts';

type Milestone = Schemas['Milestone'];

/** Who hears of the duty, and when: those that were told and those to come. */
export const Milestones = ({ milestones }: { milestones: readonly Milestone[] }) => {
  const t = useText();
  const language = useLanguage();
  if (milestones.length === 0) return null;
  return (
    <section>
      <h2>{t({ zh: '催办和督办安排', en: 'Reminders and escalations' })}</h2>
      <Table
        caption={t({
          zh: '按时办理的，其后各项不再发出。',
          en: 'Once it is done, those that are left do not go out.',
        })}
        rows={milestones}
        keyOf={({ milestone }) => milestone}
        columns={[
          { title: t({ zh: '时间', en: 'When' }), cell: ({ at }) => momentIn(language, at) },
          { title: t({ zh: '事项', en: 'What' }), cell: ({ milestone }) => t(milestoneName(milestone)) },
          {
            title: t({ zh: '告知', en: 'Whom' }),
            cell: ({ to }) => to.map((one) => t(targetNames[one])).join(t({ zh: '、', en: ', ' })),
          },
          {
            title: t({ zh: '状态', en: 'State' }),
            cell: ({ told }) =>
              told ? (
                <span class="told">{t({ zh: '✓ 已告知', en: '✓ told' })}</span>
              ) : (
                t({ zh: '尚未告知', en: 'not told yet' })
              ),
          },
        ]}
      />
    </section>
  );
};
