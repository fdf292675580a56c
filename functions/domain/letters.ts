import type { CountedDay } from './calendar.ts';
import type { Duty } from './duties.ts';
import type { Rule } from './routing.ts';
import type { Settings } from './settings.ts';
import type { Telling } from './telling.ts';
import { dateIn } from './time.ts';
import type { Proposal, ReturnReason, Transfer } from './transfer.ts';

/** The words of a mail. It carries the reference, the duty, the units, the due date and a link; nothing of the clue itself. */

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

export const dutyNames: Record<Duty['name'], string> = {
  dispatch: '移送',
  acknowledge: '签收',
  correct: '补正',
  feedback: '反馈',
  acceptance: '告知举报人受理情况',
  outcome: '告知举报人办理结果',
};

export const ruleNames: Record<Rule | 'reply', string> = {
  'organised-crime': '涉黑涉恶线索',
  misconduct: '渎职、腐败、“保护伞”线索',
  'case-notice': '立案通报',
  reply: '实名举报答复',
};

const reasons: Record<ReturnReason, string> = {
  'not-jurisdiction': '不属本单位管辖',
  incomplete: '材料不完整',
  inaccurate: '情况不准确',
};

const proposals: Record<Proposal['kind'], string> = {
  elsewhere: '异地办理',
  elevate: '提级办理',
  designate: '指定办理',
  joint: '联合办理',
};

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

const foot = '本邮件由线索移送系统自动发出，不含线索内容。';

interface Page {
  subject: string;
  line: string;
  /** The first cell of a row is its head; a row of more than two stands as a block of its own, since a phone is narrow. */
  rows: readonly (readonly string[])[];
  link: { label: string; url: string };
}

/** A mail of one line, a table and a link, plain and HTML. */
export const page = ({ subject, line, rows, link }: Page): Letter => {
  const cell = (text: string, n: number) =>
    n === 0
      ? `<th style="text-align:left;vertical-align:top;padding:.3em 1em .3em 0;white-space:nowrap">${escaped(text)}</th>`
      : `<td style="padding:.3em 1em .3em 0">${escaped(text)}</td>`;
  const block = ([head = '', ...cells]: readonly string[]) =>
    `<td colspan="2" style="padding:.4em 0"><b>${escaped(head)}</b><br>${cells.map(escaped).join('<br>')}</td>`;
  const plain = rows.map(([head, ...cells]) => `${head}：${cells.join('，')}`).join('\n');
  return {
    subject,
    text: `${line}。\n\n${plain}\n\n${link.label}：${link.url}\n\n${foot}\n`,
    html: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="font-family:sans-serif;max-width:36em;margin:1em auto;padding:0 1em"><h1 style="font-size:1.1em">${escaped(line)}</h1><table style="border-collapse:collapse">${rows
      .map((cells) => `<tr>${cells.length > 2 ? block(cells) : cells.map(cell).join('')}</tr>`)
      .join(
        '',
      )}</table><p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p><p style="color:#666;font-size:.9em">${foot}</p></body></html>`,
  };
};

export const dueText = (dueDate: string, provisional: boolean, closeOfBusiness = '24:00'): string =>
  `${dueDate} ${closeOfBusiness}${provisional ? '（暂定：有年度放假通知尚未发布）' : ''}`;

export interface LetterFacts {
  transfer: Pick<Transfer, 'transferId' | 'reference' | 'rule' | 'from' | 'to' | 'late' | 'extension'>;
  duty: Duty | null;
  telling: Telling;
  /** Names by unit id; a unit without one stands under its id. */
  names: ReadonlyMap<string, string>;
  settings: Pick<Settings, 'timeZone' | 'consoleUrl' | 'closeOfBusiness'>;
  now: Date;
  /** Why the due date is what it is, and by which version of the calendar. */
  count: readonly CountedDay[];
  calendar: string;
}

const ofMilestone = (
  { telling, now, settings }: LetterFacts,
  duty: Duty,
  owner: string,
): [tag: string, line: string] => {
  const verb = dutyNames[duty.name];
  if (now.getTime() <= Date.parse(duty.dueAt)) {
    const today = dateIn(settings.timeZone, now) === duty.dueDate;
    return ['催办', `${today ? '今日到期' : `${duty.dueDate} 到期`}，请及时${verb}`];
  }
  return telling.kind === 'reminder'
    ? ['催办', `${duty.dueDate} 已到期，尚未${verb}`]
    : ['督办', `${owner}逾期 ${telling.distance} 个工作日未${verb}`];
};

const headline = (facts: LetterFacts, owner: string): [tag: string, line: string] => {
  const { duty, telling, transfer, names } = facts;
  const about = 'facts' in telling ? (telling.facts ?? {}) : {};
  const handling = proposals[about.kind as Proposal['kind']] ?? '';
  const name = (id: unknown) => names.get(String(id)) ?? String(id);
  const due = duty ? `${duty.dueDate}${duty.provisional ? '（暂定）' : ''}` : '';
  switch (telling.kind) {
    case 'late':
      return ['督办', `${transfer.late ? '逾期' : ''}登记或移送，请督促移送单位`];
    case 'recounted':
      return ['时限变更', `办理时限由 ${duty?.moved?.from.dueDate ?? '原定日期'} 调整为 ${due}`];
    case 'extension-asked':
      return ['延期申请', `${owner}申请延期 ${transfer.extension?.workingDays ?? ''} 个工作日，请审批`];
    case 'extension-approved':
      return ['延期批准', `延期申请已获批准，办理时限为 ${due}`];
    case 'extension-refused':
      return ['延期不予批准', `延期申请未获批准，办理时限仍为 ${due}`];
    case 'returned': {
      const due_ = about.suggested ? `，建议移送${name(about.suggested)}` : '';
      return [
        '退回',
        `${name(transfer.to)}退回线索（${reasons[about.reason as ReturnReason]}${due_}），请于 ${due} 前补正`,
      ];
    }
    case 'feedback':
      return ['反馈', `${name(transfer.to)}已作${about.final ? '办结' : '阶段性'}反馈，请登录系统查看`];
    case 'proposal-made':
      return ['处理意见', `${name(transfer.to)}提出${handling}意见，请审批`];
    case 'proposal-approved':
      return ['处理意见', `${handling}意见已获批准`];
    case 'proposal-refused':
      return ['处理意见', `${handling}意见未获批准，请继续办理`];
    default:
      return duty ? ofMilestone(facts, duty, owner) : ['提示', '请登录系统查看'];
  }
};

/** Runs of a holiday's days off, as `中秋节 09-25 至 09-27`. */
const holidayRuns = (days: readonly CountedDay[]): string[] => {
  const runs: { name: string; first: string; last: string; end: number }[] = [];
  for (const [n, { reason, name = '', date }] of days.entries()) {
    if (reason !== 'holiday') continue;
    const last = runs.at(-1);
    if (last?.name === name && last.end === n - 1) Object.assign(last, { last: date, end: n });
    else runs.push({ name, first: date, last: date, end: n });
  }
  return runs.map(({ name, first, last }) =>
    first === last ? `${name} ${first.slice(5)}` : `${name} ${first.slice(5)} 至 ${last.slice(5)}`,
  );
};

/** One line that says why a due date is what it is (domain.md, "Explaining a date"). */
export const countLine = (days: readonly CountedDay[], calendar: string): string => {
  const weekends = days.filter(({ reason }) => reason === 'weekend').length;
  const left = [...(weekends > 0 ? [`周末 ${weekends} 天`] : []), ...holidayRuns(days)];
  const worked = days.filter(({ reason }) => reason === 'make-up day').map(({ date }) => date.slice(5));
  const unknown = days.some(({ provisional }) => provisional);
  return [
    `自 ${days[0]?.date} 起算（当日不计），第 ${days.filter(({ counted }) => counted).length} 个工作日到期`,
    ...(left.length > 0 ? [`不计 ${left.join('、')}`] : []),
    ...(worked.length > 0 ? [`调休上班 ${worked.join('、')} 计入`] : []),
    ...(unknown ? ['放假通知未发布的年度按周一至周五计'] : []),
    `日历版本 ${calendar}`,
  ].join('；');
};

/** Tellings that are about the date itself carry its explanation. */
const explained: ReadonlySet<Telling['kind']> = new Set(['escalation', 'late', 'recounted', 'extension-approved']);

/** The mail of one milestone or notice, in Chinese, plain and HTML. */
export const letter = (facts: LetterFacts): Letter => {
  const { transfer, duty, names, settings, telling, count, calendar } = facts;
  const name = (id: string) => names.get(id) ?? id;
  const owner = duty ? name(duty.owedBy) : '';
  const [tag, line] = headline(facts, owner);
  const rows: [string, string][] = [
    ['线索编号', transfer.reference],
    ['线索类别', ruleNames[transfer.rule]],
    ...(transfer.rule === 'reply'
      ? [['承办单位', name(transfer.from)] as [string, string]]
      : [['移送单位', name(transfer.from)] as [string, string], ['接收单位', name(transfer.to)] as [string, string]]),
  ];
  if (duty) {
    rows.push(
      ['应办事项', `${dutyNames[duty.name]}（${owner}）`],
      ['办理时限', dueText(duty.dueDate, duty.provisional, settings.closeOfBusiness)],
    );
    if (explained.has(telling.kind)) rows.push(['期限计算', countLine(count, calendar)]);
  }
  return page({
    subject: `【${tag}】线索移送 ${transfer.reference}：${line}`,
    line,
    rows,
    link: { label: '登录系统办理', url: `${settings.consoleUrl}${transfer.transferId}` },
  });
};
