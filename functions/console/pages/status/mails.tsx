import { useState } from 'preact/hooks';
import { answerOf, api, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Empty, Refused } from '../parts/reading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { momentIn } from '../times.ts';
import { aboutIn, readerIn, stateNames } from './words.ts';

type Mail = Schemas['AstrayMail'];

/** Says what a new workflow does before there is one. */
const Restart = ({ transferId, close, done }: { transferId: string; close: () => void; done: () => Promise<void> }) => {
  const t = useText();
  const command = useCommand((headers) =>
    answerOf(api.POST('/v1/workflows/restart', { body: { transferId }, params: { header: headers } })),
  );
  const run = async () => {
    if (!(await command.run())) return;
    close();
    await done();
  };
  return (
    <Dialog title={t({ zh: '重启流程', en: 'Give it a new workflow' })} close={command.running ? undefined : close}>
      <p>
        {t({
          zh: '将为这一件建立新的流程，原流程作废，以后的催办和督办照常进行。已经处理过的邮件不会重发；这一件的邮件不再列在本页。',
          en: 'A new workflow takes the place of the old one, and later reminders and escalations come as planned. No mail is sent again; those of this transfer leave this page.',
        })}
      </p>
      {command.problem ? <Refused problem={command.problem} /> : null}
      <div class="actions">
        <button type="button" class="main" onClick={() => void run()} disabled={command.running}>
          {t({ zh: '重启流程', en: 'Give it a new workflow' })}
        </button>
        <button type="button" onClick={close} disabled={command.running}>
          {t({ zh: '取消', en: 'Cancel' })}
        </button>
      </div>
    </Dialog>
  );
};

const useColumns = (restart: (transferId: string) => void): readonly Column<Mail>[] => {
  const t = useText();
  const language = useLanguage();
  return [
    { title: t({ zh: '时间', en: 'At' }), cell: ({ at }) => momentIn(language, at) },
    {
      title: t({ zh: '收件单位', en: 'To' }),
      cell: ({ unitName }) => unitName ?? t({ zh: '系统管理员', en: 'operators' }),
    },
    { title: t({ zh: '收件人', en: 'As' }), cell: ({ as }) => (as ? t(readerIn(as)) : null) },
    { title: t({ zh: '事由', en: 'About' }), cell: ({ duty, milestone }) => t(aboutIn(duty, milestone)) },
    { title: t({ zh: '状态', en: 'State' }), cell: ({ state }) => <strong>{t(stateNames[state])}</strong> },
    {
      title: t({ zh: '移送标识', en: 'Transfer' }),
      cell: ({ transferId }) => (transferId ? <code>{transferId}</code> : null),
    },
    {
      title: t({ zh: '处理', en: 'What to do' }),
      cell: ({ transferId }) =>
        transferId ? (
          <button type="button" onClick={() => restart(transferId)}>
            {t({ zh: '重启流程', en: 'New workflow' })}
          </button>
        ) : null,
    },
  ];
};

/** Mails that were refused, or of which nobody knows whether they went out: by ids and states. */
export const Mails = ({ mails, reload }: { mails: Schemas['Status']['mails']; reload: () => Promise<void> }) => {
  const t = useText();
  const [restarted, setRestarted] = useState<string>();
  const columns = useColumns(setRestarted);
  const { refused, uncertain, complete, items } = mails;
  if (items.length === 0) {
    return (
      <Empty>
        {t({
          zh: '近一个月的邮件都已送出，无需处理。',
          en: 'All mails of the last month went out: nothing is to be done.',
        })}
      </Empty>
    );
  }
  return (
    <>
      <p>
        {t({
          zh: `被拒收${refused}封，不能确定是否送达${uncertain}封${complete ? '' : '（只列出一部分）'}。被拒收的，请核实收件单位的邮箱；不能确定的，请电话告知收件单位。`,
          en: `${refused} refused, ${uncertain} maybe lost${complete ? '' : ' (some of them)'}. Where one was refused, correct the address of its unit; where one may be lost, call the unit.`,
        })}
      </p>
      <Table
        caption={t({ zh: '最近的在前', en: 'The newest first' })}
        columns={columns}
        rows={items}
        keyOf={(one) => `${one.transferId} ${one.unitId} ${one.duty} ${one.milestone} ${one.as} ${one.at}`}
      />
      {restarted ? <Restart transferId={restarted} close={() => setRestarted(undefined)} done={reload} /> : null}
    </>
  );
};
