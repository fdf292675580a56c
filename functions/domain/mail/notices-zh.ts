import { date, list, moment } from './terms-zh.ts';
import type { NoticeWords } from './wording.ts';

/** What Chinese mails say that are about no transfer, or about many by one cause. */

const returned = { bounced: '无法投递', complained: '投诉了系统邮件' };

const years = (all: readonly number[]) => list(all.map((year) => `${year}年`));

export const notices: NoticeWords = {
  recount: {
    line: (n) => ['时限变更', `因放假安排或办理时限规定调整，${n}件线索移送事项的办理时限已重新计算`],
    moves: (from, to) => `由${from}调整为${to}`,
    stays: (due) => `仍为${due}，以本邮件为准`,
    definite: (due) => `${due}，由暂定转为确定`,
    inTimeUntil: (end) => `新时限已过，${moment(end)}前办理的，不计逾期`,
    more: (n) => `另有${n}件，请登录系统查看台账`,
  },
  operators: '系统管理员：',
  addressReturned: {
    line: (unit, reason) => ['邮箱', `${unit}的邮箱${returned[reason]}，该单位可能收不到催办`],
    mend: (unitId) => `与该单位核实后，在单位库中更正（单位编号 ${unitId}）；地址无误的，原样再保存一次即可恢复`,
  },
  calendarMissing: {
    line: (missing) => ['日历', `${years(missing)}放假通知尚未录入，跨年时限均为暂定`],
    mend: (missing) => `国务院办公厅发布通知后，在日历中录入${years(missing)}的放假日和调休上班日`,
    effect: '录入前按周一至周五计算；录入后系统重新计算全部在办时限，并通知有关单位',
  },
  standInNamed: {
    line: (from, until) => ['代行', `您${date(from)}至${date(until)}不在岗，督办邮件由他人代收`],
    labels: { unit: '所在单位', standIn: '代行人', days: '代行期间', saidBy: '指定人', wrong: '如有不符' },
    days: (from, until) => `${date(from)}至${date(until)}（首尾两日在内）`,
    saidBy: { supervisor: (unit) => `${unit}负责人`, operator: () => '系统管理员' },
    wrong: (operators) => `请即与系统管理员联系（${list(operators)}）`,
  },
};
