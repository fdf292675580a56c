import { dutyNames, type Letter, page } from './letters.ts';
import type { DutyName, Settings } from './settings.ts';

/** Mails that are about many transfers at once, or about none. */

/** One transfer whose deadline a recount moved, or made definite. */
export interface MovedDeadline {
  transferId: string;
  reference: string;
  duty: DutyName;
  owedBy: string;
  from: { dueDate: string; provisional: boolean };
  to: { dueDate: string; provisional: boolean };
}

/** Rows that a mail shows: what is more stands in the ledger. */
const shown = 200;

const dateText = ({ dueDate, provisional }: MovedDeadline['to']) => `${dueDate}${provisional ? '（暂定）' : ''}`;

/** One unit's digest of a recount: every deadline that moved, the ones that fall due first on top. */
export const recountDigest = (
  moved: readonly MovedDeadline[],
  names: ReadonlyMap<string, string>,
  { consoleUrl }: Pick<Settings, 'consoleUrl'>,
): Letter => {
  const sorted = [...moved].sort((a, b) =>
    `${a.to.dueDate} ${a.reference}` < `${b.to.dueDate} ${b.reference}` ? -1 : 1,
  );
  const rows = sorted
    .slice(0, shown)
    .map((one) => [
      one.reference,
      `${dutyNames[one.duty]}（${names.get(one.owedBy) ?? one.owedBy}）`,
      one.from.dueDate === one.to.dueDate
        ? `${one.to.dueDate}，由暂定转为确定`
        : `${dateText(one.from)} → ${dateText(one.to)}`,
    ]);
  const more = moved.length > shown ? [['其余', `另有 ${moved.length - shown} 件，请登录系统查看台账`]] : [];
  const line = `日历或时限调整，${moved.length} 件线索移送的办理时限已重新计算`;
  return page({
    subject: `【时限变更】${line}`,
    line,
    rows: [...rows, ...more],
    link: { label: '登录系统查看', url: consoleUrl },
  });
};

/** To the operators: next year's notice is not in, and deadlines that reach into it are provisional. */
export const calendarMissing = (year: number, { consoleUrl }: Pick<Settings, 'consoleUrl'>): Letter => {
  const line = `${year} 年放假通知尚未录入，跨年时限均为暂定`;
  return page({
    subject: `【日历】${line}`,
    line,
    rows: [
      ['应办事项', `国务院办公厅发布通知后，以 PUT /v1/calendar/${year} 录入放假日和调休上班日`],
      ['影响', '录入前按周一至周五计算；录入后系统重新计算全部在办时限，并通知有关单位'],
    ],
    link: { label: '系统地址', url: consoleUrl },
  });
};
