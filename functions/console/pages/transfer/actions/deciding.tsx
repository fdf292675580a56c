import { answerOf, api } from '../../api.ts';
import { useText } from '../../language.ts';
import { LongTextField, RadioField } from '../../parts/field.tsx';
import { type Acting, useDraft } from './acting.ts';
import { ActionDialog } from './action-dialog.tsx';
import { type Deciding, Request } from './request.tsx';

/** An office grants or refuses what was asked of it, having read why. */
export const Decide = ({ acting, action }: { acting: Acting; action: Deciding }) => {
  const t = useText();
  const { transfer } = acting;
  const id = (action === 'extension-decision' ? transfer.extension?.extensionId : transfer.proposal?.proposalId) ?? '';
  const [{ decision, note }, change] = useDraft(acting, action, { decision: '', note: '' });
  return (
    <ActionDialog
      action={action}
      acting={acting}
      body={{ ...((decision === '' ? {} : { approve: decision === 'approve' }) as { approve: boolean }), note }}
      send={(body, header) => {
        const asked = { params: { path: { id }, header }, body };
        return answerOf(
          action === 'extension-decision'
            ? api.POST('/v1/extensions/{id}/decision', asked)
            : api.POST('/v1/proposals/{id}/decision', asked),
        );
      }}
      after={(data) => ({
        transfer: data,
        more:
          decision === 'approve'
            ? t({ zh: '结果：同意。', en: 'It was approved.' })
            : t({ zh: '结果：不同意。', en: 'It was refused.' }),
      })}
    >
      {(fault) => (
        <>
          <Request transfer={transfer} action={action} />
          <RadioField
            label={t({ zh: '审批意见', en: 'Decision' })}
            value={decision}
            change={(value) => change({ decision: value })}
            options={[
              { value: 'approve', label: t({ zh: '同意', en: 'Approve' }) },
              { value: 'refuse', label: t({ zh: '不同意', en: 'Refuse' }) },
            ]}
            fault={fault('approve')}
            required
          />
          <LongTextField
            label={t({ zh: '说明', en: 'Note' })}
            hint={t({
              zh: '加密保存，有关单位可以查阅；不同意的请说明理由',
              en: 'Kept sealed; the units concerned can read it. Say why where you refuse',
            })}
            value={note}
            change={(value) => change({ note: value })}
            fault={fault('note')}
          />
        </>
      )}
    </ActionDialog>
  );
};
