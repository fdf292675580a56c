import { type Answer, answerOf, api, type Schemas } from '../../api.ts';
import { useText } from '../../language.ts';
import { LongTextField } from '../../parts/field.tsx';
import { type Acting, useDraft } from './acting.ts';
import { ActionDialog } from './action-dialog.tsx';
import { replyKind } from './names.ts';

/** What a real-name reporter was told (R6). */
export const Reply = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const kind = replyKind(transfer);
  const [{ note }, change] = useDraft(acting, 'reply', { note: '' });
  return (
    <ActionDialog
      action="reply"
      acting={acting}
      body={{ kind, note }}
      send={(body, header): Promise<Answer<Schemas['Reply']>> =>
        answerOf(api.POST('/v1/clues/{id}/reply', { params: { path: { id: transfer.clueId }, header }, body }))
      }
      after={(data) => ({ transfer: data })}
    >
      {(fault) => (
        <LongTextField
          label={t({ zh: '已告知举报人的内容', en: 'What the reporter was told' })}
          hint={t({ zh: '加密保存', en: 'Kept sealed' })}
          value={note}
          change={(value) => change({ note: value })}
          fault={fault('note')}
          required
        />
      )}
    </ActionDialog>
  );
};
