import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Table } from '../parts/table.tsx';
import { momentIn } from '../times.ts';
import { capacityNames, milestoneName } from './milestone-words.ts';

type Mail = Schemas['TransferWithTimeline']['mails'][number];

const states = {
  sending: { zh: '正在发送', en: 'being sent' },
  sent: { zh: '已发送', en: 'sent' },
  refused: { zh: '被拒收：请核对单位邮箱', en: 'refused: check the unit’s address' },
  uncertain: { zh: '不能确认是否发出', en: 'not sure whether it went out' },
} as const satisfies Readonly<Record<Mail['state'], Text>>;

/** Which mails went out on it, to whom and with what success; the newest first. */
export const Mails = ({ mails }: { mails: readonly Mail[] }) => {
  const t = useText();
  const language = useLanguage();
  const rows = mails.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section class="card">
      <h2>{t({ zh: '邮件通知', en: 'Mails' })}</h2>
      {rows.length === 0 ? (
        <p>{t({ zh: '尚未发出邮件。', en: 'No mail has gone out yet.' })}</p>
      ) : (
        <details open={rows.length <= 10}>
          <summary>{t({ zh: `共${rows.length}封`, en: `${rows.length} in all` })}</summary>
          <Table
            caption={t({ zh: '最近的在前', en: 'The newest first' })}
            rows={rows}
            keyOf={({ duty, milestone, unitId, as, at }) => [duty, milestone, unitId, as, at].join(' ')}
            columns={[
              { title: t({ zh: '时间', en: 'When' }), cell: ({ at }) => momentIn(language, at) },
              { title: t({ zh: '事项', en: 'What' }), cell: ({ milestone }) => t(milestoneName(milestone)) },
              {
                title: t({ zh: '收件人', en: 'To' }),
                cell: ({ unitName, as }) =>
                  as === 'unit'
                    ? unitName
                    : t({
                        zh: `${unitName}${capacityNames[as].zh}`,
                        en: `${unitName} (${capacityNames[as].en})`,
                      }),
              },
              { title: t({ zh: '状态', en: 'State' }), cell: ({ state }) => t(states[state]) },
            ]}
          />
        </details>
      )}
    </section>
  );
};
