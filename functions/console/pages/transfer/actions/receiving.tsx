import { reasonNames } from '../../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../../api.ts';
import { useText } from '../../language.ts';
import { LongTextField, RadioField, TextField } from '../../parts/field.tsx';
import { type Listed, UnitField } from '../../parts/unit-field.tsx';
import { type Acting, useDraft } from './acting.ts';
import { ActionDialog, type FaultOf } from './action-dialog.tsx';
import { CaseFields, noCase } from './case-fields.tsx';
import { linesOf, on } from './send.ts';

/** What the receiver of a clue does with it. */

/** Of a list that is typed a thing a line: the fault of the whole, or of the first line that has one. */
const faultOfLines = (fault: FaultOf, path: string, lines: readonly string[]): string | undefined => {
  const faulty = lines.flatMap((line, n) => {
    const one = fault(`${path}.${n}`);
    return one ? [`${line.slice(0, 20)}：${one}`] : [];
  });
  return fault(path) ?? faulty[0];
};

/** Takes the clue; of the notice of a case, with who follows it (R7). */
export const Acknowledge = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ officers }, change] = useDraft(acting, 'acknowledge', { officers: '' });
  const isNotice = transfer.rule === 'case-notice';
  const names = linesOf(officers);
  return (
    <ActionDialog
      action="acknowledge"
      acting={acting}
      body={isNotice ? { officers: names } : {}}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/acknowledge', { ...on(transfer, held), body }))}
      after={(data) => ({
        transfer: data,
        more:
          data.contentVersion === null
            ? undefined
            : t({
                zh: `签收的是线索内容第${data.contentVersion}版。`,
                en: `What was acknowledged is version ${data.contentVersion} of the content.`,
              }),
      })}
    >
      {(fault) =>
        isNotice ? (
          <LongTextField
            label={t({ zh: '指派提前介入的人员', en: 'Officers assigned for early involvement' })}
            hint={t({ zh: '每行一人', en: 'One a line' })}
            value={officers}
            change={(value) => change({ officers: value })}
            fault={faultOfLines(fault, 'officers', names)}
            required
          />
        ) : null
      }
    </ActionDialog>
  );
};

type Reason = keyof typeof reasonNames;

const reasonsInEnglish: Readonly<Record<Reason, string>> = {
  'not-jurisdiction': 'not the jurisdiction of this unit',
  incomplete: 'not complete',
  inaccurate: 'not accurate',
};

/** Sends the clue back to its sender, with the unit that should have it where that is known. */
export const GiveBack = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ reason, note, suggested }, change] = useDraft(acting, 'return', {
    reason: '' as Reason | '',
    note: '',
    suggested: [] as readonly Listed[],
  });
  const [unit] = suggested;
  return (
    <ActionDialog
      action="return"
      acting={acting}
      danger
      body={{
        ...((reason === '' ? {} : { reason }) as { reason: Reason }),
        note,
        ...(unit ? { suggested: unit.unitId } : {}),
      }}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/return', { ...on(transfer, held), body }))}
      after={(data) => ({ transfer: data })}
    >
      {(fault) => (
        <>
          <RadioField
            label={t({ zh: '退回原因', en: 'Reason' })}
            value={reason}
            change={(value) => change({ reason: value as Reason })}
            options={Object.entries(reasonNames).map(([value, { zh }]) => ({
              value,
              label: t({ zh, en: reasonsInEnglish[value as Reason] }),
            }))}
            fault={fault('reason')}
            required
          />
          <LongTextField
            label={t({ zh: '具体说明', en: 'What is wrong' })}
            hint={t({ zh: '加密保存，移送单位可以查阅', en: 'Kept sealed; its sender can read it' })}
            value={note}
            change={(value) => change({ note: value })}
            fault={fault('note')}
            required
          />
          <UnitField
            label={t({ zh: '建议的接收单位', en: 'Unit that should have it' })}
            hint={t({ zh: '知道应由谁接收的，请填写', en: 'Where you know it' })}
            units={suggested}
            change={(units) => change({ suggested: units })}
            organ={transfer.rule === 'case-notice' ? 'discipline-inspection' : undefined}
            fault={fault('suggested')}
          />
        </>
      )}
    </ActionDialog>
  );
};

/** Keeps the clue, and asks for what is missing. */
export const AskSupplement = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ items }, change] = useDraft(acting, 'supplement', { items: '' });
  const lines = linesOf(items);
  return (
    <ActionDialog
      action="supplement"
      acting={acting}
      body={{ items: lines }}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/supplement', { ...on(transfer, held), body }))}
      after={(data) => ({ transfer: data.transfer })}
    >
      {(fault) => (
        <LongTextField
          label={t({ zh: '需要补充的材料', en: 'What is missing' })}
          hint={t({
            zh: '每行一项；加密保存，移送单位可以查阅',
            en: 'One thing a line. Kept sealed; its sender can read it',
          })}
          value={items}
          change={(value) => change({ items: value })}
          fault={faultOfLines(fault, 'items', lines)}
          required
        />
      )}
    </ActionDialog>
  );
};

/** Tells the sender what came of it, for the time being or for good. */
export const GiveFeedback = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ kind, outcome, text }, change] = useDraft(acting, 'feedback', { kind: '', outcome: '', text: '' });
  return (
    <ActionDialog
      action="feedback"
      acting={acting}
      body={{ ...((kind === '' ? {} : { final: kind === 'final' }) as { final: boolean }), outcome, text }}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/feedback', { ...on(transfer, held), body }))}
      after={(data) => ({ transfer: data })}
    >
      {(fault) => (
        <>
          <RadioField
            label={t({ zh: '反馈类型', en: 'Kind' })}
            value={kind}
            change={(value) => change({ kind: value })}
            options={[
              { value: 'interim', label: t({ zh: '阶段性反馈', en: 'Interim' }) },
              { value: 'final', label: t({ zh: '办结反馈', en: 'Final: closes the transfer' }) },
            ]}
            fault={fault('final')}
            required
          />
          <TextField
            label={t({ zh: '办理结果', en: 'Outcome' })}
            hint={t({
              zh: '列入双方工作台账，请勿填写涉密和案情内容，例如：已立案',
              en: 'Stands in both ledgers: a few words, nothing secret, as in “case filed”',
            })}
            value={outcome}
            change={(value) => change({ outcome: value })}
            fault={fault('outcome')}
            required
          />
          <LongTextField
            label={t({ zh: '详细情况', en: 'In detail' })}
            hint={t({ zh: '加密保存，移送单位可以查阅', en: 'Kept sealed; its sender can read it' })}
            value={text}
            change={(value) => change({ text: value })}
            fault={fault('text')}
          />
        </>
      )}
    </ActionDialog>
  );
};

/** Files a case: its notice goes to discipline inspection (R3). */
export const FileCase = ({ acting }: { acting: Acting }) => {
  const { transfer } = acting;
  const [filed, change] = useDraft(acting, 'case', noCase);
  return (
    <ActionDialog
      action="case"
      acting={acting}
      body={filed}
      send={(body, held) => answerOf(api.POST('/v1/transfers/{id}/case', { ...on(transfer, held), body }))}
      after={(data: Schemas['CaseFiled']) => ({ transfer: data })}
    >
      {(fault) => <CaseFields filed={filed} change={change} fault={fault} />}
    </ActionDialog>
  );
};
