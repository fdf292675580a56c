import { useRef } from 'preact/hooks';
import { answerOf, api, type Problem, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Refused } from '../parts/reading.tsx';
import { dayIn } from '../times.ts';
import { bodyOf, type Draft, entryName } from './draft.ts';
import { Preview } from './preview.tsx';
import { StepHeading } from './steps.tsx';

type Previewed = Schemas['Previewed'];
type Submitted = Schemas['Submitted'];

/** Why it was not registered; where what was sent before was, that is said. */
const NotSent = ({ problem, again }: { problem: Problem; again: () => void }) => {
  const t = useText();
  if (problem.type.endsWith('key-reused')) {
    return (
      <div class="refused" role="alert">
        <p>
          {t({
            zh: '前一次提交已经登记成功，之后的修改没有提交。请到移送台账查看；需要更正的，在移送件上办理。',
            en: 'What you sent before was registered; what you changed since was not sent. Look it up in the ledger, and correct it there.',
          })}
        </p>
        <a href="/console/ledgers">{t({ zh: '查看移送台账', en: 'The ledger' })}</a>
      </div>
    );
  }
  if (problem.errors.length > 0) {
    return (
      <div class="refused" role="alert">
        {problem.errors.map(({ path, message }) => (
          <p key={path}>
            {path === 'dispatch'
              ? t({
                  zh: '贵单位须回避该线索，登记后无法再行移送，只能确认移送。',
                  en: 'Your unit must not hear of this clue from here on and could not hand it over later: hand it over now.',
                })
              : message}
          </p>
        ))}
      </div>
    );
  }
  return (
    <>
      <Refused problem={problem} again={problem.lost ? again : undefined} />
      {problem.lost ? (
        <p>
          {t({
            zh: '尚不知是否已经登记。重试不会重复登记。',
            en: 'Whether it was registered is not known. Trying again registers it once only.',
          })}
        </p>
      ) : null}
    </>
  );
};

/** The last day on which a draft can be handed over in time. */
const lastDay = ({ transfers }: Previewed): string | undefined =>
  transfers.map(({ dispatchBy }) => dispatchBy).sort()[0];

/** The second step: nothing has gone out yet. */
export const Check = ({
  draft,
  previewed,
  back,
  done,
}: {
  draft: Draft;
  previewed: Previewed;
  back: () => void;
  done: (submitted: Submitted) => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const dispatch = useRef(true);
  const command = useCommand(() =>
    answerOf(
      api.POST('/v1/clues', {
        body: bodyOf(draft, dispatch.current),
        params: { header: { 'Idempotency-Key': draft.key } },
      }),
    ),
  );
  const send = async (): Promise<void> => {
    const submitted = await command.run();
    if (submitted) done(submitted);
  };
  const sendAs = (dispatched: boolean) => () => {
    dispatch.current = dispatched;
    void send();
  };
  const { problem, running } = command;
  const names = previewed.transfers.map(({ toName }) => toName).join(t({ zh: '、', en: ', ' }));
  const until = previewed.transfers.some(({ late }) => late) ? undefined : lastDay(previewed);
  return (
    <>
      <StepHeading>{t({ zh: '核对去向', en: 'Where it goes' })}</StepHeading>
      <p>
        {t({
          zh: '线索尚未登记。请核对接收单位、时限和回避，再决定是否移送。',
          en: 'Nothing is registered yet. Check receivers, dates and recusals before you hand it over.',
        })}
      </p>
      <Preview previewed={previewed} nameOf={(entry) => entryName(draft, entry)} />
      {problem ? <NotSent problem={problem} again={() => void send()} /> : null}
      {problem?.lost ? null : (
        <div class="endings">
          <div>
            <button type="button" class="main" disabled={running} onClick={sendAs(true)}>
              {names === '' ? t({ zh: '确认登记', en: 'Register it' }) : t({ zh: '确认移送', en: 'Hand it over' })}
            </button>
            {names === '' ? null : (
              <p class="hint">
                {t({ zh: `登记后立即移送给${names}。`, en: `Registered, and handed to ${names} at once.` })}
              </p>
            )}
          </div>
          {names === '' ? null : (
            <div>
              <button type="button" disabled={running} onClick={sendAs(false)}>
                {t({ zh: '仅登记，暂不移送', en: 'Register only' })}
              </button>
              <p class="hint">
                {t({
                  zh: `接收单位暂不知情，移送前可以更正内容。${until ? `须在${dayIn(language, until)}前移送。` : '移送时限已过，请尽快移送。'}`,
                  en: `Its receivers hear nothing yet, and it can be corrected. ${until ? `Hand it over by ${dayIn(language, until)}.` : 'The day to hand it over has passed: do it soon.'}`,
                })}
              </p>
            </div>
          )}
          <div>
            <button type="button" disabled={running} onClick={back}>
              {t({ zh: '返回修改', en: 'Back to the form' })}
            </button>
            <p class="hint">{t({ zh: '不登记，填写的内容都在。', en: 'Registers nothing; what you typed stays.' })}</p>
          </div>
        </div>
      )}
    </>
  );
};
