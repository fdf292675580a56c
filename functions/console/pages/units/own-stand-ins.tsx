import { useEffect, useState } from 'preact/hooks';
import { answerOf, api, type Problem, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Reading, Refused, useRead } from '../parts/reading.tsx';
import { standIn, standInRow } from './form.ts';
import { StandInRows } from './rows.tsx';

type Own = Schemas['OwnDelegations'];

const Edit = ({ first, reload }: { first: Own; reload: () => Promise<void> }) => {
  const t = useText();
  const [own, setOwn] = useState(first);
  const [rows, setRows] = useState(first.delegations.map(standInRow));
  const [saved, setSaved] = useState(false);
  const put = useCommand((headers) =>
    answerOf(
      api.PUT('/v1/units/{id}/delegations', {
        params: { path: { id: own.unitId }, header: { ...headers, 'If-Match': `"${own.version}"` } },
        body: { delegations: rows.map(standIn) },
      }),
    ),
  );
  const save = async () => {
    const now = await put.run();
    if (!now) return;
    setOwn(now as Own);
    setRows(now.delegations.map(standInRow));
    setSaved(true);
  };
  const [newest, setNewest] = useState<Own>();
  const [unread, setUnread] = useState<Problem>();
  /** The unit is another by now; of the list here nothing is lost. */
  const take = (now: Own) => {
    setOwn(now);
    setNewest(undefined);
    put.clear();
  };
  const compare = async () => {
    const { data, problem } = await answerOf(api.GET('/v1/units/{id}', { params: { path: { id: own.unitId } } }));
    setUnread(problem);
    if (!data) return;
    // It was saved, and the connection broke before the answer came.
    if (JSON.stringify(data.delegations.map(standInRow)) === JSON.stringify(rows)) {
      take(data as Own);
      setSaved(true);
    } else setNewest(data as Own);
  };
  const overtaken = put.problem?.status === 412 || put.problem?.status === 409;
  useEffect(() => {
    if (overtaken) void compare();
  }, [overtaken]);
  const problem = overtaken ? unread : put.problem;
  if (own.addresses.length === 0) {
    return (
      <p class="notice">
        {t({
          zh: '您未登记为本单位负责人，不能指定代行人。请系统管理员先行登记您的姓名和邮箱。',
          en: 'You are not registered as a supervisor of your unit and cannot name a stand-in. Ask an operator to register you.',
        })}
      </p>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <StandInRows
        rows={rows}
        change={(next) => {
          setRows(next);
          setSaved(false);
        }}
        fault={put.fault}
        absent={own.addresses}
        own
      />
      {newest ? (
        <div class="refused" role="alert">
          <p>
            {t({
              zh: '本单位的登记信息刚刚被他人更改，本次没有保存，您填写的内容仍在页面上。',
              en: 'Somebody changed your unit’s entry a moment ago: nothing was saved. What you typed is still on this page.',
            })}
          </p>
          <div class="actions">
            <button type="button" onClick={() => take(newest)}>
              {t({ zh: '保留我的填写', en: 'Keep mine' })}
            </button>
            <button type="button" onClick={() => void reload()}>
              {t({ zh: '放弃填写，读取最新安排', en: 'Drop mine, read the newest' })}
            </button>
          </div>
        </div>
      ) : problem ? (
        <Refused problem={problem} />
      ) : null}
      {saved ? (
        <p class="notice" role="status">
          {rows.length > 0
            ? t({ zh: '已保存，系统会发邮件告知您本人。', en: 'Saved. You are told by mail.' })
            : t({ zh: '已保存，目前没有人为您代行。', en: 'Saved. Nobody stands in for you.' })}
        </p>
      ) : null}
      <button type="submit" class="main" disabled={put.running || newest !== undefined}>
        {t({ zh: '保存', en: 'Save' })}
      </button>
    </form>
  );
};

/** Whom a supervisor names to stand in for themselves. */
export const OwnStandIns = ({ unitId }: { unitId: string }) => {
  const t = useText();
  const read = useRead(() => answerOf(api.GET('/v1/units/{id}', { params: { path: { id: unitId } } })), unitId);
  const [round, setRound] = useState(0);
  return (
    <>
      <h2>{t({ zh: '本人代行安排', en: 'Who stands in for you' })}</h2>
      <Reading read={read}>
        {(own) => (
          <Edit
            key={round}
            first={own as Own}
            reload={async () => {
              await read.reload();
              setRound(round + 1);
            }}
          />
        )}
      </Reading>
    </>
  );
};
