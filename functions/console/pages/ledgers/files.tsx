import { useState } from 'preact/hooks';
import { fileOf, type Problem, save } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Refused } from '../parts/reading.tsx';
import { type Asked, fileAddressOf } from './asked.ts';

const formats = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;
type Format = keyof typeof formats;

/** Nothing secret: unit, side and month. */
const nameOf = ({ side, month }: Asked, unitName: string, language: 'zh' | 'en', titles: boolean): string => {
  const parts =
    language === 'zh'
      ? [side === 'sent' ? '移送台账' : '接收台账', unitName, month ?? '', titles ? '含标题' : '']
      : [side === 'sent' ? 'sent' : 'received', unitName, month ?? '', titles ? 'with titles' : ''];
  return parts.filter(Boolean).join('-');
};

/** Takes files of the ledger out. */
export const useFiles = (asked: Asked, unitName: string) => {
  const language = useLanguage();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const take = async (format: Format, titles: boolean): Promise<boolean> => {
    if (running) return false;
    setRunning(true);
    const answer = await fileOf(fileAddressOf(asked, titles), formats[format]);
    setRunning(false);
    setProblem(answer.problem);
    if (answer.data) save(answer.data, `${nameOf(asked, unitName, language, titles)}.${format}`);
    return answer.data !== undefined;
  };
  return { running, problem, take, clear: () => setProblem(undefined) };
};

type Files = ReturnType<typeof useFiles>;

/** Asked once more before clues are named in a file, since each is a reading. */
export const TitlesDialog = ({ files, close }: { files: Files; close: () => void }) => {
  const t = useText();
  const take = (format: Format) => async (): Promise<void> => {
    if (await files.take(format, true)) close();
  };
  return (
    <Dialog title={t({ zh: '下载含线索标题的台账', en: 'A ledger with the titles of the clues' })} close={close}>
      <p>
        {t({
          zh: '查阅将记录在案：对台账中的每条线索，系统都记一次查阅，审计管理员和上级领导小组办公室可以看到。',
          en: 'This will be recorded: each clue in it is a reading on its record, which auditors and the offices above can see.',
        })}
      </p>
      <p>
        {t({
          zh: '文件含有秘密内容，请按规定保管。每份不超过500行，过多的请先按月份、类别或者状态筛选。',
          en: 'The file holds secrets: keep it as the rules say. 500 rows at the most: filter by month, rule or status first.',
        })}
      </p>
      {files.problem ? <Refused problem={files.problem} /> : null}
      <div class="actions">
        <button type="button" disabled={files.running} onClick={take('xlsx')}>
          {t({ zh: '记录并下载 Excel', en: 'Record and download Excel' })}
        </button>
        <button type="button" disabled={files.running} onClick={take('csv')}>
          {t({ zh: '记录并下载 CSV', en: 'Record and download CSV' })}
        </button>
        <button type="button" onClick={close}>
          {t({ zh: '取消', en: 'Cancel' })}
        </button>
      </div>
    </Dialog>
  );
};
