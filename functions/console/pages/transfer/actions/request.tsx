import { handlingNames, unitNames } from '../../../../domain/names.ts';
import { useLanguage, useText } from '../../language.ts';
import { momentIn } from '../../times.ts';
import { Who } from '../timeline.tsx';
import { byWhen, type Shown } from './acting.ts';

export type Deciding = 'extension-decision' | 'proposal-decision';

/** What kinds of proposals are called in English; in Chinese they have names of their own. */
const kindsInEnglish = {
  elsewhere: 'elsewhere',
  elevate: 'one level up',
  designate: 'by a named unit',
  joint: 'jointly',
} as const satisfies Readonly<Record<keyof typeof handlingNames, string>>;

/** What is asked for, in a few words: nothing secret. */
export const useAsked = () => {
  const t = useText();
  return ({ extension, proposal }: Pick<Shown, 'extension' | 'proposal'>, kind: Deciding): string => {
    if (kind === 'extension-decision' && extension) {
      const { workingDays, unit } = extension;
      return t({
        zh: `延长${workingDays}${unit === 'hours' ? '' : '个'}${unitNames[unit].zh}`,
        en: `${workingDays} ${unitNames[unit].en} on top`,
      });
    }
    if (!proposal) return '';
    const units = proposal.unitNames.join(t({ zh: '、', en: ', ' }));
    return t({
      zh: `${handlingNames[proposal.kind].zh}：${units}`,
      en: `Handling ${kindsInEnglish[proposal.kind]}: ${units}`,
    });
  };
};

const eventOf = ({ timeline }: Shown, action: Deciding) =>
  timeline.findLast(({ event }) => event === (action === 'extension-decision' ? 'extension-asked' : 'proposal-made'));

/** What is to be decided, who asked for it, and why. */
export const Request = ({ transfer, action }: { transfer: Shown; action: Deciding }) => {
  const t = useText();
  const language = useLanguage();
  const askedIn = useAsked();
  const event = eventOf(transfer, action);
  const reason = typeof event?.reason === 'string' ? event.reason : undefined;
  return (
    <dl class="facts request">
      <dt>{t({ zh: '线索编号', en: 'Reference' })}</dt>
      <dd>{transfer.reference}</dd>
      <dt>{t({ zh: '申请事项', en: 'Asked for' })}</dt>
      <dd>{askedIn(transfer, action)}</dd>
      <dt>{t({ zh: '提出人', en: 'By' })}</dt>
      <dd>
        {event ? (
          <>
            <Who by={event.by} /> {momentIn(language, event.at)}
          </>
        ) : null}
      </dd>
      {transfer.duty ? (
        <>
          <dt>{t({ zh: '现时限', en: 'Due now' })}</dt>
          <dd>{byWhen(language, transfer.duty)}</dd>
        </>
      ) : null}
      <dt>{t({ zh: '理由', en: 'Reason' })}</dt>
      <dd class="typed">{reason ?? t({ zh: '无权查阅', en: 'not yours to read' })}</dd>
    </dl>
  );
};
