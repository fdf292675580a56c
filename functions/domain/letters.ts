import type { Duty, Milestone } from './duties.ts';
import type { Rule } from './routing.ts';
import type { Settings } from './settings.ts';
import { dateIn } from './time.ts';
import type { Transfer } from './transfer.ts';

/** The words of a mail. It carries the reference, the duty, the units, the due date and a link; nothing of the clue itself. */

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const duties: Record<Duty['name'], string> = {
  dispatch: '移送',
  acknowledge: '签收',
  correct: '补正',
  feedback: '反馈',
};

const rules: Record<Rule, string> = {
  'organised-crime': '涉黑涉恶线索',
  misconduct: '渎职、腐败、“保护伞”线索',
  'case-notice': '立案通报',
};

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

export interface LetterFacts {
  transfer: Pick<Transfer, 'transferId' | 'reference' | 'rule' | 'from' | 'to' | 'late'>;
  duty: Duty;
  milestone: Milestone;
  /** Names by unit id; a unit without one stands under its id. */
  names: ReadonlyMap<string, string>;
  settings: Pick<Settings, 'timeZone' | 'consoleUrl' | 'closeOfBusiness'>;
  now: Date;
}

const headline = (
  { duty, milestone, now, settings, transfer }: LetterFacts,
  owner: string,
): [tag: string, line: string] => {
  const verb = duties[duty.name];
  if (milestone.kind === 'late') return ['督办', `${transfer.late ? '逾期' : ''}登记或移送，请督促移送单位`];
  if (now.getTime() <= Date.parse(duty.dueAt)) {
    const today = dateIn(settings.timeZone, now) === duty.dueDate;
    return ['催办', `${today ? '今日到期' : `${duty.dueDate} 到期`}，请及时${verb}`];
  }
  return milestone.kind === 'reminder'
    ? ['催办', `${duty.dueDate} 已到期，尚未${verb}`]
    : ['督办', `${owner}逾期 ${milestone.distance} 个工作日未${verb}`];
};

/** The mail of one milestone, in Chinese, plain and HTML. */
export const letter = (facts: LetterFacts): Letter => {
  const { transfer, duty, names, settings } = facts;
  const name = (id: string) => names.get(id) ?? id;
  const [tag, line] = headline(facts, name(duty.owedBy));
  const link = `${settings.consoleUrl}${transfer.transferId}`;
  const rows: [string, string][] = [
    ['线索编号', transfer.reference],
    ['线索类别', rules[transfer.rule]],
    ['移送单位', name(transfer.from)],
    ['接收单位', name(transfer.to)],
    ['应办事项', `${duties[duty.name]}（${name(duty.owedBy)}）`],
    [
      '办理时限',
      `${duty.dueDate} ${settings.closeOfBusiness ?? '24:00'}${duty.provisional ? '（暂定：当年放假通知尚未发布）' : ''}`,
    ],
  ];
  const foot = '本邮件由线索移送系统自动发出，不含线索内容。请登录系统办理。';
  return {
    subject: `【${tag}】线索移送 ${transfer.reference}：${line}`,
    text: `${line}。\n\n${rows.map(([k, v]) => `${k}：${v}`).join('\n')}\n\n办理：${link}\n\n${foot}\n`,
    html: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="font-family:sans-serif;max-width:36em;margin:1em auto;padding:0 1em"><h1 style="font-size:1.1em">${escaped(line)}</h1><table style="border-collapse:collapse">${rows
      .map(
        ([k, v]) =>
          `<tr><th style="text-align:left;padding:.3em 1em .3em 0;white-space:nowrap">${k}</th><td style="padding:.3em 0">${escaped(v)}</td></tr>`,
      )
      .join(
        '',
      )}</table><p><a href="${escaped(link)}">登录系统办理</a></p><p style="color:#666;font-size:.9em">${foot}</p></body></html>`,
  };
};
