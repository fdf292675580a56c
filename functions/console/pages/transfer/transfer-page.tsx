import './transfer.css';
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso/router';
import type { Text } from '../../../domain/languages.ts';
import { statusIn } from '../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Reading, Refused, useRead } from '../parts/reading.tsx';
import { momentIn } from '../times.ts';
import { Actions } from './actions/actions.tsx';
import { ClueContent } from './clue-content.tsx';
import { DutyCard } from './duty-card.tsx';
import { Mails } from './mails.tsx';
import { Milestones } from './milestones.tsx';
import { Papers } from './papers.tsx';
import { Parties } from './parties.tsx';
import { Related } from './related.tsx';
import { Steps } from './steps.tsx';
import { Timeline } from './timeline.tsx';
import { ruleTitles } from './titles.ts';

type Transfer = Schemas['TransferWithTimeline'];

const pageTitles: Partial<Record<Transfer['rule'], Text>> = {
  reply: { zh: '答复举报人', en: 'Reply to a reporter' },
  supplement: { zh: '补充材料', en: 'Supplement' },
};

/** What its sender owes beside the duty of the transfer. */
const SupplementOwed = ({ supplement }: { supplement: NonNullable<Transfer['supplement']> }) => {
  const t = useText();
  const language = useLanguage();
  const { askedAt, items, supplementId } = supplement;
  return (
    <p class="notice">
      {t({
        zh: `接收单位于${momentIn(language, askedAt)}要求补充材料${items}项，移送单位尚未补充。`,
        en: `Its receiver asked for ${items} item${items === 1 ? '' : 's'} on ${momentIn(language, askedAt)}: its sender has yet to supply them. `,
      })}
      <a href={`/console/transfers/${supplementId}`}>{t({ zh: '查看补充时限', en: 'Until when' })}</a>
    </p>
  );
};

const Head = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const { rule, late, escalations, about, supplement } = transfer;
  return (
    <section class="card">
      <p class="headline">
        <span>{t(ruleTitles[rule])}</span>
        <strong class="status">{t(statusIn(transfer))}</strong>
        {late ? (
          <strong class="warning">{t({ zh: '逾期登记或移送', en: 'registered or dispatched late' })}</strong>
        ) : null}
        {escalations > 0 ? (
          <strong class="warning">
            {t({ zh: `已督办${escalations}次`, en: `escalated ${escalations} time${escalations === 1 ? '' : 's'}` })}
          </strong>
        ) : null}
      </p>
      <Steps transfer={transfer} />
      {supplement ? <SupplementOwed supplement={supplement} /> : null}
      {about ? (
        <p class="notice">
          {t({
            zh: '这是所要求补充材料的时限记录。补充后请在移送件上回复：',
            en: 'This keeps the time of what is to be supplied. Say on the transfer what was supplied: ',
          })}
          <a href={`/console/transfers/${about}`}>{t({ zh: '前往移送件', en: 'go to the transfer' })}</a>
        </p>
      ) : null}
    </section>
  );
};

const NotFound = () => {
  const t = useText();
  return (
    <Empty>
      {t({
        zh: '没有找到。请核对链接是否完整；仍然没有的，请在',
        en: 'Nothing was found. Check that the link is whole; if it is, look for its reference among ',
      })}
      <a href="/console/tasks">{t({ zh: '我的待办', en: 'my tasks' })}</a>
      {t({ zh: '中按线索编号查找。', en: '.' })}
    </Empty>
  );
};

const Transfer = ({ id }: { id: string }) => {
  const t = useText();
  const read = useRead(() => answerOf(api.GET('/v1/transfers/{id}', { params: { path: { id } } })), id);
  const { data } = read;
  // How often something was done on it, or had been done by others.
  const [changes, setChanges] = useState(0);
  const reload = async () => {
    await read.reload();
    setChanges((before) => before + 1);
  };
  const title = t((data && pageTitles[data.rule]) ?? { zh: '移送详情', en: 'Transfer' });
  const status = read.problem?.status;
  // Seen a while ago, it may have left the reader since.
  const closed = status === 403 || status === 404;
  return (
    <Page title={data && !closed ? `${title} ${data.reference}` : title}>
      {status === 404 ? (
        <NotFound />
      ) : status === 403 && read.problem ? (
        <Refused problem={read.problem} />
      ) : (
        <Reading read={read}>
          {(transfer) => (
            <>
              <Head transfer={transfer} />
              <Actions transfer={transfer} reload={reload} />
              <DutyCard transfer={transfer} />
              <Parties transfer={transfer} />
              <Related key={`${transfer.version}`} transfer={transfer} />
              <ClueContent clueId={transfer.clueId} changes={changes} />
              <Timeline transfer={transfer} />
              <Milestones milestones={transfer.milestones} />
              <Papers transfer={transfer} />
              <Mails mails={transfer.mails} />
            </>
          )}
        </Reading>
      )}
    </Page>
  );
};

/** A transfer, a reply to a reporter or a supplement, whichever has the id. */
export const TransferPage = () => {
  const { params } = useRoute();
  const { id = '' } = params;
  return <Transfer key={id} id={id} />;
};
