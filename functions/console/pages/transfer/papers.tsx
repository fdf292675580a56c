import { useState } from 'preact/hooks';
import type { Text } from '../../../domain/languages.ts';
import { kindSays } from '../../../domain/papers/kinds.ts';
import { fileOf, type Problem, type Schemas, save } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Refused } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { momentIn } from '../times.ts';

type Paper = Schemas['Document'];
type Transfer = Schemas['TransferWithTimeline'];

const formatNames = {
  docx: { zh: 'Word文档', en: 'Word' },
  html: { zh: '网页', en: 'Web page' },
} as const satisfies Readonly<Record<string, Text>>;

const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html',
} as const;
type Format = keyof typeof formats;

interface Wanted {
  paper: Paper;
  format: Format;
  content: boolean;
}

/** Fetches a paper and saves it under its title and reference, which are no secret. */
const download = async (transfer: Transfer, { paper, format, content }: Wanted): Promise<Problem | undefined> => {
  const path = `/v1/transfers/${transfer.transferId}/documents/${paper.kind}?event=${paper.event}${content ? '&content=true' : ''}`;
  const { data, problem } = await fileOf(path, formats[format]);
  if (problem) return problem;
  save(data, `${kindSays(paper.kind).title.zh}（${transfer.reference}）${paper.event}.${format}`);
  return undefined;
};

const Downloads = ({ paper, content, take }: { paper: Paper; content: boolean; take: (wanted: Wanted) => void }) => {
  const t = useText();
  const title = kindSays(paper.kind).title;
  const variant = content
    ? t({ zh: '含内容，将记录', en: 'with content, recorded' })
    : t({ zh: '不含内容', en: 'without content' });
  return (
    <div class="actions">
      {(['docx', 'html'] as const).map((format) => (
        <button key={format} type="button" onClick={() => take({ paper, format, content })}>
          {t(formatNames[format])}
          <span class="unseen">
            {t({
              zh: `下载${title.zh}（${variant}，办理过程第${paper.event}项）`,
              en: `download ${title.en} (${variant}, event ${paper.event})`,
            })}
          </span>
        </button>
      ))}
    </div>
  );
};

/** The papers that can be taken out, each with and without what is secret. */
export const Papers = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { documents } = transfer;
  const take = async (wanted: Wanted) => {
    if (busy) return;
    setBusy(true);
    setProblem(await download(transfer, wanted));
    setBusy(false);
  };
  const downloads = (paper: Paper, content: boolean) => (
    <Downloads paper={paper} content={content} take={(wanted) => void take(wanted)} />
  );
  return (
    <section class="card papers">
      <h2>{t({ zh: '文书', en: 'Papers' })}</h2>
      {documents.length === 0 ? (
        <p>
          {t({
            zh: '目前没有可出具的文书。移送、签收、退回、反馈、催办、督办后，相应文书列在这里。',
            en: 'There is no paper yet. With dispatch, acknowledgement, return, feedback, reminder or escalation its paper stands here.',
          })}
        </p>
      ) : (
        <>
          <p>
            {t({
              zh: '下载后打印、编号、加盖印章。含内容的文书载有线索或反馈的具体内容，每次下载都作为查阅记录在案。',
              en: 'To print, number and stamp. With content they hold what the clue or the feedback says: each download goes on the record as a reading.',
            })}
          </p>
          {problem ? <Refused problem={problem} /> : null}
          <details open={documents.length <= 8}>
            <summary>{t({ zh: `共${documents.length}份`, en: `${documents.length} in all` })}</summary>
            <Table
              caption={t({ zh: '按时间排列', en: 'In the order of time' })}
              rows={documents}
              keyOf={({ kind, event }) => `${kind} ${event}`}
              columns={[
                { title: t({ zh: '文书', en: 'Paper' }), cell: ({ kind }) => t(kindSays(kind).title) },
                { title: t({ zh: '事项时间', en: 'Of' }), cell: ({ at }) => momentIn(language, at) },
                { title: t({ zh: '不含内容', en: 'Without content' }), cell: (paper) => downloads(paper, false) },
                {
                  title: t({ zh: '含内容（将记录）', en: 'With content (recorded)' }),
                  cell: (paper) => (kindSays(paper.kind).content === 'none' ? '—' : downloads(paper, true)),
                },
              ]}
            />
          </details>
        </>
      )}
    </section>
  );
};
