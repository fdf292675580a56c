import type { Text } from '../../../domain/languages.ts';
import { dutyNames, unitNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { momentIn } from '../times.ts';
import { countInWords } from './day-words.ts';
import { Days } from './days.tsx';
import { Fact } from './fact.tsx';

type Transfer = Schemas['TransferWithTimeline'];
type Duty = NonNullable<Transfer['duty']>;

const windowOf = ({ window, unit, extended }: Duty): Text => {
  const { zh, en } = unitNames[unit];
  return {
    zh: `${window}${unit === 'hours' ? '' : '个'}${zh}${extended > 0 ? `（含延期${extended}${unit === 'hours' ? '' : '个'}${zh}）` : ''}`,
    en: `${window} ${en}${extended > 0 ? `, ${extended} of them by an extension` : ''}`,
  };
};

/** Days of grace, where a recount moved the date into the past. */
const graceOf = ({ dueAt, overdueFrom }: Duty): string | null =>
  overdueFrom !== null && overdueFrom !== dueAt ? overdueFrom : null;

const Asked = ({ extension }: Pick<Transfer, 'extension'>) => {
  const t = useText();
  const language = useLanguage();
  if (!extension) return null;
  const { zh, en } = unitNames[extension.unit];
  const at = momentIn(language, extension.askedAt);
  return (
    <Fact name={t({ zh: '延期申请', en: 'Extension' })}>
      {t({
        zh: `${at}申请延期${extension.workingDays}${extension.unit === 'hours' ? '' : '个'}${zh}，尚未审批`,
        en: `${extension.workingDays} more ${en} asked for on ${at}, not decided yet`,
      })}
    </Fact>
  );
};

/** What is owed, by whom, until when and why until then. */
export const DutyCard = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const language = useLanguage();
  const { duty, daysLeft, extension } = transfer;
  if (!duty) {
    return (
      <section class="card">
        <h2>{t({ zh: '应办事项', en: 'What is owed' })}</h2>
        <p>{t({ zh: '目前没有应办事项。', en: 'Nothing is owed now.' })}</p>
      </section>
    );
  }
  const grace = graceOf(duty);
  // Who gave the clue back sees the duty as it stood then, and nothing is counted by it any more.
  const stoodThen = duty.count === undefined;
  return (
    <section class="card">
      <h2>{t({ zh: `应办事项：${dutyNames[duty.name].zh}`, en: `What is owed: ${dutyNames[duty.name].en}` })}</h2>
      {stoodThen ? (
        <p>
          {t({
            zh: '线索已离开本单位，以下为离开时的情况，此后的变化不再显示。',
            en: 'The clue has left your unit: this is how it stood then, and what came of it since is not shown.',
          })}
        </p>
      ) : null}
      <dl class="facts">
        <Fact name={t({ zh: '应办单位', en: 'Owed by' })}>{duty.owedByName}</Fact>
        <Fact name={t({ zh: '办理时限', en: 'Due' })}>
          <Deadline duty={duty} daysLeft={daysLeft} />
        </Fact>
        <Fact name={t({ zh: '期限长度', en: 'Window' })}>{t(windowOf(duty))}</Fact>
        <Fact name={t({ zh: '依据', en: 'Basis' })}>{duty.basis}</Fact>
        {grace ? (
          <Fact name={t({ zh: '逾期起算', en: 'Overdue from' })}>
            {t({
              zh: `时限因日历或规定调整提前，自${momentIn(language, grace)}起算逾期`,
              en: `A recount moved the date: it is overdue from ${momentIn(language, grace)}`,
            })}
          </Fact>
        ) : null}
        <Asked extension={extension} />
      </dl>
      {duty.count ? (
        <>
          <h3>{t({ zh: '时限如何算出', en: 'How the date comes about' })}</h3>
          <p>{t(countInWords(duty.count, duty))}</p>
          <Days days={duty.count} basis={duty.basis} />
        </>
      ) : null}
    </section>
  );
};
