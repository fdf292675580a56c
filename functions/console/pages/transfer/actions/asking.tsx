import { handlingNames, unitNames } from '../../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../../api.ts';
import { useText } from '../../language.ts';
import { LongTextField, RadioField, TextField } from '../../parts/field.tsx';
import { type Listed, UnitField } from '../../parts/unit-field.tsx';
import { type Acting, useDraft } from './acting.ts';
import { ActionDialog } from './action-dialog.tsx';
import { on } from './send.ts';

/** What is asked of an office that decides. */

/** Names of the amount, by what the window counts in. */
const amounts = {
  'working-days': 'workingDays',
  'calendar-days': 'calendarDays',
  hours: 'hours',
} as const satisfies Readonly<Record<keyof typeof unitNames, string>>;

/** A longer window. */
export const AskExtension = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ amount, reason }, change] = useDraft(acting, 'extension', { amount: '', reason: '' });
  const unit = transfer.duty?.unit ?? 'working-days';
  const name = amounts[unit];
  return (
    <ActionDialog
      action="extension"
      acting={acting}
      body={{ ...(amount === '' ? {} : { [name]: Number(amount) }), reason }}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/extension', { ...on(transfer, held), body }))}
      after={(data) => ({ transfer: data.transfer })}
    >
      {(fault) => (
        <>
          <TextField
            label={t({ zh: `申请延长的${unitNames[unit].zh}数`, en: `How many ${unitNames[unit].en} on top` })}
            value={amount}
            change={(value) => change({ amount: value })}
            fault={fault(name) ?? fault('workingDays')}
            input={{ type: 'number', min: 1, step: 1, inputmode: 'numeric' }}
            required
          />
          <LongTextField
            label={t({ zh: '申请理由', en: 'Reason' })}
            hint={t({ zh: '加密保存，审批单位可以查阅', en: 'Kept sealed; whoever decides can read it' })}
            value={reason}
            change={(value) => change({ reason: value })}
            fault={fault('reason')}
            required
          />
        </>
      )}
    </ActionDialog>
  );
};

type Kind = NonNullable<Schemas['Transfer']['proposal']>['kind'];

const kinds: readonly { kind: Kind; zh: string; en: string }[] = [
  { kind: 'elsewhere', zh: '由其他地区的同类机关办理', en: 'Elsewhere: the same organ of another region' },
  { kind: 'elevate', zh: '由上一级同类机关办理', en: 'Elevate: the same organ one level up' },
  { kind: 'designate', zh: '由指定的单位办理', en: 'Designate: a unit that you name' },
  { kind: 'joint', zh: '本单位继续办理，其他单位共同办理', en: 'Joint: others as well, and you go on with it' },
];

/** How many units a kind names. */
const mostOf = (kind: Kind | ''): number => (kind === 'joint' ? 10 : 1);

/** That others deal with the clue (R8). */
export const Propose = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ kind, units, reason }, change] = useDraft(acting, 'proposals', {
    kind: '' as Kind | '',
    units: [] as readonly Listed[],
    reason: '',
  });
  const named = kind === 'elevate' ? [] : units.slice(0, mostOf(kind));
  return (
    <ActionDialog
      action="proposals"
      acting={acting}
      body={{
        ...((kind === '' ? {} : { kind }) as { kind: Kind }),
        units: named.map(({ unitId }) => unitId),
        reason,
      }}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/proposals', { ...on(transfer, held), body }))}
      after={(data) => ({ transfer: data.transfer })}
    >
      {(fault) => (
        <>
          <RadioField
            label={t({ zh: '处理意见', en: 'Proposal' })}
            value={kind}
            change={(value) => change({ kind: value as Kind })}
            options={kinds.map(({ kind: value, zh, en }) => ({
              value,
              label: t({ zh: `${handlingNames[value].zh}：${zh}`, en }),
            }))}
            fault={fault('kind')}
            required
          />
          {kind === 'elevate' || kind === '' ? null : (
            <UnitField
              label={t({ zh: '办理单位', en: kind === 'joint' ? 'Units' : 'Unit' })}
              hint={kind === 'joint' ? t({ zh: '可以填写多个单位', en: 'There may be several' }) : undefined}
              units={named}
              change={(chosen) => change({ units: chosen })}
              most={mostOf(kind)}
              organ={transfer.rule === 'case-notice' ? 'discipline-inspection' : undefined}
              fault={fault('units')}
              required
            />
          )}
          <LongTextField
            label={t({ zh: '理由', en: 'Reason' })}
            hint={t({ zh: '加密保存，审批单位可以查阅', en: 'Kept sealed; whoever decides can read it' })}
            value={reason}
            change={(value) => change({ reason: value })}
            fault={fault('reason')}
            required
          />
        </>
      )}
    </ActionDialog>
  );
};
