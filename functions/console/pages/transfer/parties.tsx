import { channelName } from '../../../domain/channels.ts';
import { handlingNames, reasonNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { dayIn, momentIn, zoned } from '../times.ts';
import { Fact } from './fact.tsx';
import { whenIn } from './when.ts';

type Transfer = Schemas['TransferWithTimeline'];

const Case = ({ filed }: { filed: NonNullable<Transfer['case']> }) => {
  const t = useText();
  const language = useLanguage();
  const on = dayIn(language, zoned(filed.filedAt).date);
  return (
    <Fact name={t({ zh: '立案', en: 'Case' })}>
      {t({ zh: `${filed.caseNumber}，${on}立案`, en: `${filed.caseNumber}, filed on ${on}` })}
    </Fact>
  );
};

/** How it was handled so far, beside its status. */
const Handling = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const { returned, outcome, officers, proposal, contentVersion, feedbackAt, repliedAt } = transfer;
  const language = useLanguage();
  return (
    <>
      {returned ? (
        <Fact name={t({ zh: '退回原因', en: 'Returned because' })}>
          {t(reasonNames[returned.reason])}
          {returned.suggestedName
            ? t({ zh: `，建议移送${returned.suggestedName}`, en: `; suggested: ${returned.suggestedName}` })
            : null}
        </Fact>
      ) : null}
      {contentVersion === null ? null : (
        <Fact name={t({ zh: '签收的线索内容', en: 'Content acknowledged' })}>
          {t({ zh: `第${contentVersion}版`, en: `version ${contentVersion}` })}
        </Fact>
      )}
      {transfer.case ? <Case filed={transfer.case} /> : null}
      {officers.length > 0 ? (
        <Fact name={t({ zh: '提前介入人员', en: 'Officers assigned' })}>
          {officers.join(t({ zh: '、', en: ', ' }))}
        </Fact>
      ) : null}
      {proposal ? (
        <Fact name={t({ zh: '处理意见', en: 'Proposal' })}>
          {t(handlingNames[proposal.kind])}
          {proposal.unitNames.length > 0
            ? t({ zh: `（${proposal.unitNames.join('、')}）`, en: ` (${proposal.unitNames.join(', ')})` })
            : null}
          {t({ zh: '，尚未审批', en: ', not decided yet' })}
        </Fact>
      ) : null}
      {outcome ? <Fact name={t({ zh: '办理结果', en: 'Outcome' })}>{outcome}</Fact> : null}
      {feedbackAt ? (
        <Fact name={t({ zh: '最近反馈', en: 'Last feedback' })}>{momentIn(language, feedbackAt)}</Fact>
      ) : null}
      {repliedAt ? (
        <Fact name={t({ zh: '答复举报人', en: 'Reporter told' })}>{momentIn(language, repliedAt)}</Fact>
      ) : null}
    </>
  );
};

/** Who has to do with it, and how it came. */
export const Parties = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const language = useLanguage();
  const isReply = transfer.rule === 'reply';
  return (
    <section class="card">
      <h2>{t({ zh: '基本情况', en: 'Particulars' })}</h2>
      <dl class="facts">
        {isReply ? (
          <Fact name={t({ zh: '答复单位', en: 'Answered by' })}>{transfer.fromName}</Fact>
        ) : (
          <>
            <Fact name={t({ zh: '移送单位', en: 'From' })}>{transfer.fromName}</Fact>
            <Fact name={t({ zh: '接收单位', en: 'To' })}>{transfer.toName}</Fact>
          </>
        )}
        <Fact name={t({ zh: '所在地区', en: 'Region' })}>{transfer.regionName}</Fact>
        <Fact name={t({ zh: '线索来源', en: 'Channel' })}>{t(channelName(transfer.channel, {}))}</Fact>
        <Fact
          name={
            transfer.rule === 'case-notice'
              ? t({ zh: '立案时间', en: 'Case filed' })
              : t({ zh: '发现时间', en: 'Discovered' })
          }
        >
          {whenIn(language, transfer.discoveredAt)}
        </Fact>
        <Handling transfer={transfer} />
      </dl>
    </section>
  );
};
