import './ledgers.css';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { ruleNames, statusNames } from '../../../domain/names.ts';
import { useLanguage, useText } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Reading, Refused } from '../parts/reading.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useWho } from '../session/who.ts';
import { momentIn } from '../times.ts';
import { type Asked, addressOf, askedIn, sideNames } from './asked.ts';
import { TitlesDialog, useFiles } from './files.tsx';
import { Filters } from './filters.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { type Ledger, mostPrinted, useLedger } from './rows.ts';

/** What the rows were chosen by, for a reader of the printed sheet. */
const useChosen = ({ status, rule, month, overdue }: Asked): string => {
  const t = useText();
  const parts = [
    month ?? '',
    rule ? t(ruleNames[rule]) : '',
    status ? t(statusNames[status]) : '',
    overdue ? t({ zh: '逾期', en: 'overdue' }) : '',
  ].filter(Boolean);
  return parts.length === 0 ? t({ zh: '全部', en: 'all' }) : parts.join(t({ zh: '、', en: ', ' }));
};

/** What stands above the rows on paper. */
const PrintedHead = ({ asked, unitName, printedAt }: { asked: Asked; unitName: string; printedAt: string }) => {
  const t = useText();
  const language = useLanguage();
  const chosen = useChosen(asked);
  const { name } = useWho();
  return (
    <div class="printed">
      <h2>
        {asked.side === 'sent'
          ? t({ zh: '线索移送工作台账（移送）', en: 'Ledger of clues sent' })
          : t({ zh: '线索移送工作台账（接收）', en: 'Ledger of clues received' })}
      </h2>
      <p>
        {t({ zh: '填报单位：', en: 'Unit: ' })}
        {unitName}
        {t({ zh: '　填报时间：', en: '; printed: ' })}
        {momentIn(language, printedAt)}
        {t({ zh: '　范围：', en: '; rows: ' })}
        {chosen}
        {t({ zh: '　打印：', en: '; by: ' })}
        {name}
      </p>
    </div>
  );
};

const PrintedFoot = () => {
  const t = useText();
  return (
    <div class="printed signatures">
      <span>{t({ zh: '填表人：', en: 'Filled in by:' })}</span>
      <span>{t({ zh: '审核人：', en: 'Checked by:' })}</span>
    </div>
  );
};

const Nothing = ({ asked }: { asked: Asked }) => {
  const t = useText();
  const { side, unit, ...filters } = asked;
  if (Object.keys(filters).length > 0) {
    return (
      <Empty>
        {t({ zh: '没有符合条件的移送件。', en: 'No transfer is like that. ' })}
        <a href={addressOf({ side, ...(unit ? { unit } : {}) })}>
          {t({ zh: '清除筛选条件', en: 'Clear the filters' })}
        </a>
      </Empty>
    );
  }
  if (side === 'received' || unit) {
    return (
      <Empty>
        {t({
          zh: '台账中还没有移送件；有移送时会显示在这里。',
          en: 'There is no transfer yet; the first will stand here.',
        })}
      </Empty>
    );
  }
  return (
    <Empty>
      {t({ zh: '本单位还没有移送线索。', en: 'Your unit has sent no clue yet. ' })}
      <a href="/console/clues/new">{t({ zh: '登记线索', en: 'Register one' })}</a>
    </Empty>
  );
};

const Rows = ({ asked, ledger, unitName }: { asked: Asked; ledger: Ledger; unitName: string }) => {
  const t = useText();
  const { rows, hasMore, reading, problem, more } = ledger;
  if (rows.length === 0) return <Nothing asked={asked} />;
  const shown = hasMore
    ? t({ zh: `已显示${rows.length}条，还有更多`, en: `${rows.length} shown, and there are more` })
    : t({ zh: `共${rows.length}条`, en: `${rows.length} in all` });
  return (
    <>
      <LedgerTable caption={`${unitName} · ${shown}`} side={asked.side} rows={rows} />
      <p role="status" class="unseen">
        {shown}
      </p>
      {problem ? <Refused problem={problem} again={() => void more()} /> : null}
      {hasMore && !problem ? (
        <button type="button" disabled={reading} onClick={() => void more()}>
          {reading ? t({ zh: '正在读取…', en: 'Reading…' }) : t({ zh: '显示更多', en: 'Show more' })}
        </button>
      ) : null}
    </>
  );
};

/** Prints once all rows stand on the page. */
const usePrinting = (ledger: Ledger) => {
  const [printedAt, setPrintedAt] = useState(() => new Date().toISOString());
  const [asked, setAsked] = useState<'no' | 'ready' | 'too-many'>('no');
  useEffect(() => {
    if (asked !== 'ready') return;
    setAsked('no');
    print();
  }, [asked]);
  const begin = async (): Promise<void> => {
    const whole = await ledger.all();
    setPrintedAt(new Date().toISOString());
    setAsked(whole ? 'ready' : 'too-many');
  };
  return { printedAt, begin, failed: asked === 'too-many' };
};

const Actions = ({
  ledger,
  files,
  print,
  ask,
}: {
  ledger: Ledger;
  files: Files;
  print: () => void;
  ask: () => void;
}) => {
  const t = useText();
  const none = ledger.rows.length === 0;
  return (
    <>
      <button type="button" disabled={none || ledger.reading} onClick={print}>
        {t({ zh: '打印', en: 'Print' })}
      </button>
      <button type="button" disabled={none || files.running} onClick={() => void files.take('xlsx', false)}>
        {t({ zh: '下载 Excel', en: 'Download Excel' })}
      </button>
      <button type="button" disabled={none || files.running} onClick={() => void files.take('csv', false)}>
        {t({ zh: '下载 CSV', en: 'Download CSV' })}
      </button>
      <button type="button" disabled={none || files.running} onClick={ask}>
        {t({ zh: '下载含标题的台账…', en: 'With titles…' })}
      </button>
    </>
  );
};
type Files = ReturnType<typeof useFiles>;

/** What was sent and what was received: to filter, to print, to take out. */
export const LedgersPage = () => {
  const t = useText();
  const { query, route } = useLocation();
  const asked = askedIn(query);
  const ledger = useLedger(asked);
  const [asking, setAsking] = useState(false);
  const unitName = ledger.first.data?.unitName;
  const files = useFiles(asked, unitName ?? '');
  const printing = usePrinting(ledger);
  const openTitles = () => {
    files.clear();
    setAsking(true);
  };
  return (
    <div class="ledger">
      <Page
        title={t({ zh: '台账', en: 'Ledgers' })}
        actions={<Actions ledger={ledger} files={files} print={() => void printing.begin()} ask={openTitles} />}
      >
        <Tabs
          label={t({ zh: '台账类别', en: 'Which ledger' })}
          tabs={(['sent', 'received'] as const).map((side) => ({
            name: t(sideNames[side]),
            to: addressOf({ ...asked, side }),
            current: asked.side === side,
          }))}
        />
        <Filters asked={asked} unitName={unitName} ask={(next) => route(addressOf(next), true)} />
        {files.running ? <p role="status">{t({ zh: '正在生成文件…', en: 'Making the file…' })}</p> : null}
        {files.problem && !asking ? <Refused problem={files.problem} /> : null}
        {printing.failed ? (
          <p role="alert" class="refused">
            {t({
              zh: `没有读到全部内容，未打印。超过${mostPrinted}条的，请缩小范围或者下载 Excel 打印。`,
              en: `Not all of it was read, and nothing was printed. Of more than ${mostPrinted} rows choose some, or print the Excel file.`,
            })}
          </p>
        ) : null}
        <Reading read={ledger.first}>
          {(page) => (
            <>
              <PrintedHead asked={asked} unitName={page.unitName} printedAt={printing.printedAt} />
              <Rows asked={asked} ledger={ledger} unitName={page.unitName} />
              <PrintedFoot />
            </>
          )}
        </Reading>
        {asking ? <TitlesDialog files={files} close={() => setAsking(false)} /> : null}
      </Page>
    </div>
  );
};
