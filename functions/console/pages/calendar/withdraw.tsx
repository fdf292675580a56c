import { answerOf, api, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Dialog } from '../parts/dialog.tsx';
import { personIn } from '../parts/person.ts';
import { Reading, Refused, useRead } from '../parts/reading.tsx';
import { momentIn } from '../times.ts';
import { ifMatchOf } from './change.ts';
import { daysOf } from './days.ts';
import { ChangedDays, Effects } from './effects.tsx';
import { isStanding, useNotice } from './history.tsx';

type Year = Schemas['CalendarYear'];

/** Shows what withdrawing the newest change of a year does, before it is done. */
export const Withdraw = ({
  inForce,
  done,
  close,
}: {
  inForce: Year;
  done: (year: Year) => void;
  close: () => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const cited = useNotice();
  const { year } = inForce;
  const standing = inForce.history.filter(isStanding);
  const newest = standing.at(-1);
  const before = standing.at(-2)?.revision ?? 0;
  const preview = useRead(
    () => answerOf(api.POST('/v1/calendar/preview', { body: { withdraw: year } })),
    inForce.version,
  );
  const former = useRead(
    () => answerOf(api.GET('/v1/calendar/{year}/versions/{id}', { params: { path: { year, id: String(before) } } })),
    String(before),
  );
  const withdraw = useCommand((headers) =>
    answerOf(
      api.DELETE('/v1/calendar/{year}', {
        params: { path: { year }, header: { ...headers, 'If-Match': ifMatchOf(inForce.version) } },
      }),
    ),
  );
  if (!newest) return null;
  const others = newest.years.filter((one) => one !== year);
  return (
    <Dialog title={t({ zh: `撤销${year}年最近一次更改`, en: `Withdraw the newest change of ${year}` })} close={close}>
      <p>
        {t({
          zh: `将撤销第${newest.revision}版：${personIn(language, newest.by)}于${momentIn(language, newest.at)}录入，依据${cited(newest.notice)}。`,
          en: `This withdraws version ${newest.revision}, which ${personIn(language, newest.by)} put in on ${momentIn(language, newest.at)}: ${cited(newest.notice)}.`,
        })}
        {others.length > 0
          ? t({
              zh: `该次更改涉及的${others.join('、')}年一并撤销。`,
              en: ` It takes ${others.join(', ')} back with it, which it put in as well.`,
            })
          : null}
      </p>
      <Reading read={former}>
        {(version) => (
          <>
            {version.published ? null : (
              <p class="notice">
                {t({
                  zh: `撤销后${year}年没有放假安排，涉及该年度的时限均为暂定。`,
                  en: `Afterwards ${year} has no notice, and every deadline that touches it is provisional.`,
                })}
              </p>
            )}
            <ChangedDays before={daysOf(inForce)} after={daysOf(version)} />
          </>
        )}
      </Reading>
      <h3>{t({ zh: '对时限的影响', en: 'What it does to deadlines' })}</h3>
      <Reading read={preview}>{(moves) => <Effects moves={moves} />}</Reading>
      <p>
        {t({
          zh: '撤销后立即重新计算时限，时限有变化的单位会收到通知。该版本仍保留在更改记录中。',
          en: 'Deadlines are counted again at once, and the units whose dates change are told. The version stays in the list of changes.',
        })}
      </p>
      {withdraw.problem ? <Refused problem={withdraw.problem} /> : null}
      <div class="actions">
        <button
          type="button"
          class="danger"
          disabled={withdraw.running || preview.data === undefined}
          onClick={async () => {
            const put = await withdraw.run();
            if (put) done(put);
          }}
        >
          {t({ zh: '确认撤销', en: 'Withdraw it' })}
        </button>
        <button type="button" onClick={close}>
          {t({ zh: '取消', en: 'Cancel' })}
        </button>
      </div>
    </Dialog>
  );
};
