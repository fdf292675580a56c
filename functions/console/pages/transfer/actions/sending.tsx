import { answerOf, api } from '../../api.ts';
import { useText } from '../../language.ts';
import { LongTextField, RadioField } from '../../parts/field.tsx';
import { type Acting, useDraft } from './acting.ts';
import { ActionDialog } from './action-dialog.tsx';
import { on } from './send.ts';

/** What the sender of a clue does with it. */

/** Hands the clue over: for the first time, or what came back, corrected, maybe to the unit that its return named. */
export const Dispatch = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const { returned } = transfer;
  const suggested = returned?.suggested ?? undefined;
  const [{ note, to }, change] = useDraft(acting, 'dispatch', { note: '', to: transfer.to });
  return (
    <ActionDialog
      action="dispatch"
      acting={acting}
      body={returned ? { note, ...(to === transfer.to ? {} : { to }) } : {}}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/dispatch', { ...on(transfer, held), body }))}
      after={(data) => ({
        transfer: data,
        more:
          data.status === 'rerouted'
            ? t({
                zh: `已改送${returned?.suggestedName ?? ''}，由新的移送件继续。`,
                en: `It went to ${returned?.suggestedName ?? ''}, and goes on as another transfer.`,
              })
            : undefined,
      })}
    >
      {(fault) =>
        returned ? (
          <>
            {suggested ? (
              <RadioField
                label={t({ zh: '接收单位', en: 'To' })}
                value={to}
                change={(value) => change({ to: value })}
                options={[
                  { value: transfer.to, label: transfer.toName },
                  {
                    value: suggested,
                    label: t({
                      zh: `${returned.suggestedName}（退回时建议）`,
                      en: `${returned.suggestedName} (as its return suggests)`,
                    }),
                  },
                ]}
                fault={fault('to')}
                required
              />
            ) : null}
            <LongTextField
              label={t({ zh: '补正说明', en: 'What was corrected' })}
              hint={t({ zh: '加密保存，接收单位可以查阅', en: 'Kept sealed; its receiver can read it' })}
              value={note}
              change={(value) => change({ note: value })}
              fault={fault('note')}
            />
          </>
        ) : null
      }
    </ActionDialog>
  );
};

const TakeBack = ({ acting, action }: { acting: Acting; action: 'withdraw' | 'recall' }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ reason }, change] = useDraft(acting, action, { reason: '' });
  return (
    <ActionDialog
      action={action}
      acting={acting}
      danger
      body={{ reason }}
      send={(body, held) =>
        answerOf(
          action === 'recall'
            ? api.POST('/v1/transfers/{id}/recall', { ...on(transfer, held), body })
            : api.POST('/v1/transfers/{id}/withdraw', { ...on(transfer, held), body }),
        )
      }
      after={(data) => ({ transfer: data })}
    >
      {(fault) => (
        <LongTextField
          label={t({ zh: '原因', en: 'Reason' })}
          hint={t({ zh: '加密保存', en: 'Kept sealed' })}
          value={reason}
          change={(value) => change({ reason: value })}
          fault={fault('reason')}
          required
        />
      )}
    </ActionDialog>
  );
};

/** Takes back what nobody has in hand. */
export const Withdraw = ({ acting }: { acting: Acting }) => <TakeBack acting={acting} action="withdraw" />;

/** Takes back what was dispatched and not yet acknowledged. */
export const Recall = ({ acting }: { acting: Acting }) => <TakeBack acting={acting} action="recall" />;

/** Says what of the missing material was supplied. */
export const Supplied = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ note }, change] = useDraft(acting, 'supplied', { note: '' });
  return (
    <ActionDialog
      action="supplied"
      acting={acting}
      body={{ note }}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/supplied', { ...on(transfer, held), body }))}
      after={(data) => ({ transfer: data })}
    >
      {(fault) => (
        <LongTextField
          label={t({ zh: '补充情况', en: 'What was supplied' })}
          hint={t({ zh: '加密保存，接收单位可以查阅', en: 'Kept sealed; its receiver can read it' })}
          value={note}
          change={(value) => change({ note: value })}
          fault={fault('note')}
          required
        />
      )}
    </ActionDialog>
  );
};
