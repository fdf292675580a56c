import { useEffect, useRef } from 'preact/hooks';
import { channelName } from '../../../domain/channels.ts';
import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Table } from '../parts/table.tsx';
import { momentIn } from '../times.ts';
import { Fact } from './fact.tsx';
import { Who } from './timeline.tsx';
import { ruleTitles } from './titles.ts';
import { whenIn } from './when.ts';

type Clue = Schemas['Clue'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const classifications: Readonly<Record<string, Text>> = {
  none: { zh: '不涉密', en: 'none' },
  'work-secret': { zh: '工作秘密', en: 'work secret' },
};

/** Kinds of subjects are free text; some are written as words of the API. */
const kinds: Readonly<Record<string, Text>> = {
  person: { zh: '个人', en: 'person' },
  unit: { zh: '单位', en: 'unit' },
  business: { zh: '企业', en: 'business' },
};

const fields: Readonly<Record<string, Text>> = {
  title: { zh: '标题', en: 'title' },
  text: { zh: '正文', en: 'text' },
  subjects: { zh: '涉及对象', en: 'subjects' },
  categories: { zh: '重点对象类别', en: 'categories' },
  annexes: { zh: '附件', en: 'annexes' },
};

const Subjects = ({ subjects }: Pick<Clue, 'subjects'>) => {
  const t = useText();
  if (subjects.length === 0) return <p>{t({ zh: '未列明涉及对象。', en: 'No subjects are named.' })}</p>;
  return (
    <Table
      caption={t({ zh: '涉及对象', en: 'Subjects' })}
      rows={subjects.map((subject, n) => ({ subject, n }))}
      keyOf={({ n }) => String(n)}
      columns={[
        { title: t({ zh: '姓名或者名称', en: 'Name' }), cell: ({ subject }) => subject.name },
        {
          title: t({ zh: '类型', en: 'Kind' }),
          cell: ({ subject: { kind } }) => (kinds[kind] ? t(kinds[kind]) : kind),
        },
        { title: t({ zh: '证件号码', en: 'ID number' }), cell: ({ subject }) => textOf(subject.idNumber) || '—' },
        { title: t({ zh: '备注', en: 'Note' }), cell: ({ subject }) => textOf(subject.note) || '—' },
      ]}
    />
  );
};

const Annexes = ({ annexes }: Pick<Clue, 'annexes'>) => {
  const t = useText();
  if (annexes.length === 0) return <p>{t({ zh: '没有附件。', en: 'There are no annexes.' })}</p>;
  return (
    <Table
      caption={t({ zh: '附件清单', en: 'Annexes' })}
      rows={annexes.map((one, n) => ({ ...one, n }))}
      keyOf={({ n }) => String(n)}
      columns={[
        { title: t({ zh: '名称', en: 'Name' }), cell: ({ name }) => name },
        { title: t({ zh: '份数', en: 'Copies' }), cell: ({ copies }) => copies, number: true },
        { title: t({ zh: '摘要值', en: 'Digest' }), cell: ({ digest }) => digest ?? '—' },
      ]}
    />
  );
};

const Versions = ({ content, readVersion }: { content: Clue['content']; readVersion: (version: number) => void }) => {
  const t = useText();
  const language = useLanguage();
  if (content.versions.length < 2) return null;
  return (
    <Table
      caption={t({ zh: '内容版本', en: 'Versions' })}
      rows={content.versions}
      keyOf={({ version }) => String(version)}
      columns={[
        {
          title: t({ zh: '版本', en: 'Version' }),
          cell: ({ version }) =>
            version === content.version ? (
              <strong>{t({ zh: `第${version}版（现显示）`, en: `${version} (shown)` })}</strong>
            ) : (
              <button type="button" onClick={() => readVersion(version)}>
                {t({ zh: `查看第${version}版（将记录）`, en: `Read version ${version} (recorded)` })}
              </button>
            ),
        },
        { title: t({ zh: '时间', en: 'When' }), cell: ({ at }) => momentIn(language, at) },
        { title: t({ zh: '更改人', en: 'By' }), cell: ({ by }) => <Who by={by} /> },
        {
          title: t({ zh: '更改内容', en: 'Changed' }),
          cell: ({ fields: changed }) =>
            changed.map((one) => (fields[one] ? t(fields[one]) : one)).join(t({ zh: '、', en: ', ' })) ||
            t({ zh: '初次登记', en: 'as registered' }),
        },
      ]}
    />
  );
};

const reporterIn = ({ reporter }: Clue): Text => {
  if (reporter.anonymous) return { zh: '匿名', en: 'anonymous' };
  const [name, phone] = [textOf(reporter.name), textOf(reporter.phone)];
  return { zh: `实名：${name}，电话${phone}`, en: `${name}, telephone ${phone}` };
};

/** What the clue says, as far as the API answers it. */
export const ClueFacts = ({ clue, readVersion }: { clue: Clue; readVersion: (version: number) => void }) => {
  const t = useText();
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const list = (names: readonly string[]) => names.join(t({ zh: '、', en: ', ' }));
  // The button that asked for it is gone: whoever hears the page goes on here.
  useEffect(() => heading.current?.focus(), []);
  const classification = classifications[clue.classification];
  return (
    <div class="clue">
      <h3 tabIndex={-1} ref={heading}>
        {clue.title}
      </h3>
      <p class="text">{clue.text}</p>
      <Subjects subjects={clue.subjects} />
      <Annexes annexes={clue.annexes} />
      <Versions content={clue.content} readVersion={readVersion} />
      <dl class="facts">
        <Fact name={t({ zh: '举报人', en: 'Reporter' })}>{t(reporterIn(clue))}</Fact>
        <Fact name={t({ zh: '回避名单', en: 'Others who must not hear of it' })}>
          {clue.recuse.length > 0 ? list(clue.recuse) : t({ zh: '无', en: 'none' })}
        </Fact>
        <Fact name={t({ zh: '线索类别', en: 'Kind' })}>{list(clue.kinds.map((kind) => t(ruleTitles[kind])))}</Fact>
        {clue.categories.length > 0 ? (
          <Fact name={t({ zh: '重点对象类别', en: 'Categories' })}>{list(clue.categories)}</Fact>
        ) : null}
        <Fact name={t({ zh: '线索来源', en: 'Channel' })}>{t(channelName(clue.channel, {}))}</Fact>
        <Fact name={t({ zh: '密级', en: 'Classification' })}>
          {classification ? t(classification) : clue.classification}
        </Fact>
        <Fact name={t({ zh: '登记单位', en: 'Registered by' })}>{clue.unitName}</Fact>
        <Fact name={t({ zh: '发现时间', en: 'Discovered' })}>{whenIn(language, clue.discoveredAt)}</Fact>
        <Fact name={t({ zh: '登记时间', en: 'Registered' })}>{momentIn(language, clue.registeredAt)}</Fact>
        {clue.case ? (
          <Fact name={t({ zh: '立案', en: 'Case' })}>
            {clue.case.caseNumber} · {whenIn(language, clue.case.filedAt)}
          </Fact>
        ) : null}
      </dl>
    </div>
  );
};
