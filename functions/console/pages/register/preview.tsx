import type { ComponentChildren } from 'preact';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { Table } from '../parts/table.tsx';
import { dayIn } from '../times.ts';
import { kindName } from './kinds.ts';

type Previewed = Schemas['Previewed'];
type Transfer = Previewed['transfers'][number];

/** What the sender is late by, and what comes of it. */
const Late = ({ transfer: { dispatchBy, lateBy } }: { transfer: Transfer }) => {
  const t = useText();
  const language = useLanguage();
  const by =
    lateBy &&
    (lateBy.unit === 'hours'
      ? { zh: `${lateBy.count}小时`, en: `${lateBy.count} hour${lateBy.count === 1 ? '' : 's'}` }
      : { zh: `${lateBy.count}个工作日`, en: `${lateBy.count} working day${lateBy.count === 1 ? '' : 's'}` });
  return (
    <p class="is-late">
      <strong>{t({ zh: '已逾期。', en: 'Late. ' })}</strong>
      {t({
        zh: `应于${dayIn(language, dispatchBy)}前移送${by ? `，已逾期${by.zh}` : ''}。移送后标注“逾期”，系统立即通知本单位负责人。`,
        en: `It was to be handed over by ${dayIn(language, dispatchBy)}${by ? `, ${by.en} ago` : ''}. It will be marked late, and your supervisors are told at once.`,
      })}
    </p>
  );
};

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** To whom it goes for one of its kinds. */
const Receiver = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const language = useLanguage();
  return (
    <section class="card">
      <h3>{t({ zh: `移送给：${transfer.toName}`, en: `To ${transfer.toName}` })}</h3>
      {transfer.late ? <Late transfer={transfer} /> : null}
      <dl class="facts">
        <Fact name={t({ zh: '类别', en: 'Kind' })}>{t(kindName(transfer.rule))}</Fact>
        {transfer.late ? null : (
          <Fact name={t({ zh: '移送时限', en: 'To be handed over by' })}>{dayIn(language, transfer.dispatchBy)}</Fact>
        )}
        {transfer.duty ? (
          <Fact name={t({ zh: '现在移送，签收时限', en: 'Handed over now, to be acknowledged by' })}>
            <Deadline duty={transfer.duty} daysLeft={transfer.daysLeft} />
          </Fact>
        ) : null}
        {transfer.basis ? <Fact name={t({ zh: '依据', en: 'Basis' })}>{transfer.basis}</Fact> : null}
      </dl>
    </section>
  );
};

/** Whom each entry means: a slip of the pen is seen here. */
export const Recusals = ({
  recusals,
  nameOf,
}: {
  recusals: Previewed['recusals'];
  nameOf: (entry: string) => string;
}) => {
  const t = useText();
  return (
    <Table
      caption={t({
        zh: '回避：下列单位和人员不会收到邮件，也不能查看',
        en: 'Recusals: none of these is mailed or shown anything of it',
      })}
      rows={recusals}
      keyOf={({ entry }) => entry}
      columns={[
        { title: t({ zh: '填写内容', en: 'Entry' }), cell: ({ entry }) => nameOf(entry) },
        {
          title: t({ zh: '对应到', en: 'Means' }),
          cell: ({ met }) =>
            met.length > 0 ? (
              met.join(t({ zh: '、', en: ', ' }))
            ) : (
              <em class="nobody">
                {t({
                  zh: '名册中没有对应的单位或者人员，请核对有无笔误；仍按所填内容回避。',
                  en: 'Nobody in the register. Check the spelling; it is kept from whoever bears it all the same.',
                })}
              </em>
            ),
        },
      ]}
    />
  );
};

/** Kinds that the unit deals with itself. */
const Kept = ({ kept }: { kept: Previewed['kept'] }) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '本单位自行办理', en: 'Your unit deals with it itself' })}</h3>
      <p>
        {t({
          zh: `${kept.map((kind) => kindName(kind).zh).join('、')}：登记后即视为签收，不另行移送。`,
          en: `${kept.map((kind) => kindName(kind).en).join(', ')}: registered and acknowledged at once, handed to nobody.`,
        })}
      </p>
    </section>
  );
};

const Reply = ({ reply }: { reply: NonNullable<Previewed['reply']> }) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '答复举报人', en: 'Answers to the reporter' })}</h3>
      <dl class="facts">
        {reply.duty ? (
          <Fact name={t({ zh: '告知受理情况', en: 'That it was accepted' })}>
            <Deadline duty={reply.duty} daysLeft={reply.daysLeft} />
          </Fact>
        ) : null}
        <Fact name={t({ zh: '告知办理结果', en: 'What came of it' })}>
          {t({ zh: '全部移送办结后另行计算时限。', en: 'Counted once all its transfers are closed.' })}
        </Fact>
      </dl>
    </section>
  );
};

/** What the clue would come to if it were sent now. */
export const Preview = ({ previewed, nameOf }: { previewed: Previewed; nameOf: (entry: string) => string }) => (
  <>
    {previewed.transfers.map((transfer) => (
      <Receiver key={transfer.rule} transfer={transfer} />
    ))}
    {previewed.kept.length > 0 ? <Kept kept={previewed.kept} /> : null}
    {previewed.reply ? <Reply reply={previewed.reply} /> : null}
    {previewed.recusals.length > 0 ? <Recusals recusals={previewed.recusals} nameOf={nameOf} /> : null}
  </>
);
