import { knownChannels } from '../../../domain/channels.ts';
import { useText } from '../language.ts';
import { CheckField, ChoiceField, LongTextField, TextField } from '../parts/field.tsx';
import { CategoryRows } from './content-rows.tsx';
import type { Draft } from './draft.ts';
import { kinds } from './kinds.ts';
import { Group } from './rows.tsx';

/** A part of the form. */
export interface Part {
  draft: Draft;
  change: (some: Partial<Draft>) => void;
  /** What the API says of the field at this path. */
  fault: (path: string) => string | undefined;
}

export const Content = ({ draft, change, fault }: Part) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '线索内容', en: 'What the clue says' })}</h3>
      <TextField
        label={t({ zh: '标题', en: 'Title' })}
        value={draft.title}
        change={(title) => change({ title })}
        fault={fault('title')}
        required
      />
      <LongTextField
        label={t({ zh: '正文', en: 'Text' })}
        hint={t({
          zh: '时间、地点、涉及的人和事，以及线索如何取得。',
          en: 'When, where, who and what, and how it came to your unit.',
        })}
        rows={8}
        value={draft.text}
        change={(text) => change({ text })}
        fault={fault('text')}
        required
      />
      <ChoiceField
        label={t({ zh: '密级', en: 'Classification' })}
        hint={t({
          zh: '国家秘密不得在本系统登记，请通过本单位保密部门以纸质件或涉密网络移送。',
          en: 'State secrets have no place here: hand them over on paper or over the classified network.',
        })}
        value={draft.classification}
        change={(classification) => change({ classification })}
        fault={fault('classification')}
        options={[
          { value: 'none', label: t({ zh: '不涉密', en: 'None' }) },
          { value: 'work-secret', label: t({ zh: '工作秘密', en: 'Work secret' }) },
        ]}
      />
    </section>
  );
};

export const Origin = ({ draft, change, fault }: Part) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '类别和来源', en: 'Kind and origin' })}</h3>
      <Group
        name={t({ zh: '线索类别', en: 'Kind' })}
        hint={t({
          zh: '两类都涉及的，同时选择，分别移送。',
          en: 'Choose both where it is both: each is handed over for itself.',
        })}
        fault={fault('kinds') ?? fault('kinds.0')}
        required
      >
        {kinds.map(({ kind, name, goes }) => (
          <CheckField
            key={kind}
            label={t({ zh: `${name.zh}（${goes.zh}）`, en: `${name.en} (${goes.en})` })}
            checked={draft.kinds.includes(kind)}
            change={(checked) =>
              change({
                kinds: kinds
                  .map((one) => one.kind)
                  .filter((one) => (one === kind ? checked : draft.kinds.includes(one))),
              })
            }
          />
        ))}
      </Group>
      <TextField
        label={t({ zh: '线索来源', en: 'Channel' })}
        hint={t({ zh: '从列表中选择，或者填写本单位的说法。', en: 'Choose from the list, or write your own.' })}
        value={draft.channel}
        change={(channel) => change({ channel })}
        fault={fault('channel')}
        input={{ list: 'channels' }}
        required
      />
      <datalist id="channels">
        {[...knownChannels].map(([code, name]) => (
          <option key={code} value={t(name)} />
        ))}
      </datalist>
      <div class="beside">
        <TextField
          label={t({ zh: '发现日期', en: 'Found on' })}
          hint={t({ zh: '移送时限自发现之日起计算。', en: 'The window to hand it over runs from that day.' })}
          value={draft.foundOn}
          change={(foundOn) => change({ foundOn })}
          fault={
            fault('discoveredAt') &&
            (draft.foundOn === '' ? t({ zh: '请填写发现日期', en: 'say when it was found' }) : fault('discoveredAt'))
          }
          input={{ type: 'date', min: '2000-01-01' }}
          required
        />
        <TextField
          label={t({ zh: '发现时间', en: 'At' })}
          hint={t({ zh: '不清楚的可以不填。', en: 'May be left out.' })}
          value={draft.foundAt}
          change={(foundAt) => change({ foundAt })}
          input={{ type: 'time' }}
        />
      </div>
      <CategoryRows rows={draft.categories} change={(categories) => change({ categories })} fault={fault} />
    </section>
  );
};
