import { useId, useState } from 'preact/hooks';
import { useText } from '../language.ts';
import { TextField } from '../parts/field.tsx';
import { digestOf } from './digest.ts';
import type { AnnexRow } from './draft.ts';

type State = 'idle' | 'computing' | 'unreadable';

/** Takes the digest of a file that lies on this computer. */
const DigestFromFile = ({ take }: { take: (digest: string, name: string) => void }) => {
  const t = useText();
  const id = useId();
  const [state, setState] = useState<State>('idle');
  const compute = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (!file) return;
    setState('computing');
    try {
      take(await digestOf(file), file.name);
      setState('idle');
    } catch {
      setState('unreadable');
    }
    input.value = '';
  };
  return (
    <div class="field">
      <label for={id}>{t({ zh: '从文件计算摘要', en: 'Digest of a file' })}</label>
      <input
        id={id}
        type="file"
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => void compute(currentTarget)}
      />
      <p class="hint" id={`${id}-hint`}>
        {t({ zh: '只在本机计算 SHA-256，文件不会上传。', en: 'SHA-256, computed here: the file is not uploaded.' })}
      </p>
      <p role="status" class={state === 'unreadable' ? 'fault' : 'hint'}>
        {state === 'computing' ? t({ zh: '正在计算…', en: 'Computing…' }) : null}
        {state === 'unreadable'
          ? t({
              zh: '文件无法读取或者过大，请自行填写摘要值。',
              en: 'The file cannot be read or is too large: type its digest.',
            })
          : null}
      </p>
    </div>
  );
};

/** What is handed over on paper or disk beside the clue. */
export const AnnexFields = ({
  annex,
  set,
  fault,
}: {
  annex: AnnexRow;
  set: (some: Partial<AnnexRow>) => void;
  fault: (field: string) => string | undefined;
}) => {
  const t = useText();
  return (
    <>
      <TextField
        label={t({ zh: '附件名称', en: 'Annex' })}
        value={annex.name}
        change={(name) => set({ name })}
        fault={fault('name')}
        required
      />
      <TextField
        label={t({ zh: '份数', en: 'Copies' })}
        value={annex.copies}
        change={(copies) => set({ copies })}
        fault={fault('copies')}
        input={{ type: 'number', min: 1, max: 1000 }}
        required
      />
      <TextField
        label={t({ zh: '摘要值', en: 'Digest' })}
        hint={t({ zh: 'SHA-256 或 SM3，64 位十六进制数', en: 'SHA-256 or SM3, 64 hexadecimal digits' })}
        value={annex.digest}
        change={(digest) => set({ digest })}
        fault={fault('digest')}
        input={{ class: 'code' }}
      />
      <DigestFromFile take={(digest, name) => set({ digest, ...(annex.name.trim() === '' ? { name } : {}) })} />
    </>
  );
};
