import { useText } from '../language.ts';
import { TextField } from '../parts/field.tsx';
import { AnnexFields } from './annexes.tsx';
import { type AnnexRow, newAnnex, newSubject, newText, type SubjectRow, type TextRow } from './draft.ts';
import { Rows } from './rows.tsx';

/** The lists of what a clue says, as it is registered and as it is corrected. */

interface Listed<R> {
  rows: readonly R[];
  change: (rows: readonly R[]) => void;
  /** What the API says of the field at this path. */
  fault: (path: string) => string | undefined;
}

export const SubjectRows = ({ rows, change, fault }: Listed<SubjectRow>) => {
  const t = useText();
  return (
    <Rows
      name={t({ zh: '涉及对象', en: 'Subjects' })}
      one={t({ zh: '对象', en: 'a subject' })}
      hint={t({
        zh: '线索反映的人员、单位、企业。系统对其一律回避：不发邮件，不能查看。',
        en: 'People, units and businesses that it is about. None of them is mailed or shown anything of it.',
      })}
      fault={fault('subjects')}
      rows={rows}
      change={change}
      fresh={newSubject}
      fields={(subject, n, set) => {
        const at = (field: string) => fault(`subjects.${n}.${field}`);
        return (
          <>
            <TextField
              label={t({ zh: '姓名或者名称', en: 'Name' })}
              value={subject.name}
              change={(name) => set({ name })}
              fault={at('name')}
              required
            />
            <TextField
              label={t({ zh: '类型', en: 'Kind' })}
              hint={t({ zh: '如：个人、单位、企业', en: 'A person, a unit, a business' })}
              value={subject.kind}
              change={(kind) => set({ kind })}
              fault={at('kind')}
              required
            />
            <TextField
              label={t({ zh: '证件号码', en: 'ID number' })}
              value={subject.idNumber}
              change={(idNumber) => set({ idNumber })}
              fault={at('idNumber')}
            />
            <TextField
              label={t({ zh: '备注', en: 'Note' })}
              value={subject.note}
              change={(note) => set({ note })}
              fault={at('note')}
            />
          </>
        );
      }}
    />
  );
};

export const CategoryRows = ({ rows, change, fault }: Listed<TextRow>) => {
  const t = useText();
  return (
    <Rows
      name={t({ zh: '重点对象类别', en: 'Key target categories' })}
      one={t({ zh: '类别', en: 'category' })}
      hint={t({
        zh: '十类重点对象中涉及的，没有的不填。',
        en: 'Of the ten of the campaign, where one is concerned.',
      })}
      fault={fault('categories')}
      rows={rows}
      change={change}
      fresh={newText}
      fields={({ text }, n, set) => (
        <TextField
          label={t({ zh: '类别', en: 'Category' })}
          value={text}
          change={(typed) => set({ text: typed })}
          fault={fault(`categories.${n}`)}
        />
      )}
    />
  );
};

export const AnnexRows = ({ rows, change, fault }: Listed<AnnexRow>) => {
  const t = useText();
  return (
    <Rows
      name={t({ zh: '附件清单', en: 'Annexes' })}
      one={t({ zh: '附件', en: 'an annex' })}
      hint={t({
        zh: '随线索以纸质件或光盘移交的材料，本系统不接收文件。',
        en: 'What goes beside the clue on paper or disk: no file is taken here.',
      })}
      fault={fault('annexes')}
      rows={rows}
      change={change}
      fresh={newAnnex}
      fields={(annex, n, set) => (
        <AnnexFields annex={annex} set={set} fault={(field) => fault(`annexes.${n}.${field}`)} />
      )}
    />
  );
};
