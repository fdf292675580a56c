import type { Text } from './languages.ts';

/** What fields of requests are called where a fault is named. */

const names: Readonly<Record<string, string>> = {
  from: '起始日期',
  title: '标题',
  text: '正文',
  kinds: '线索类别',
  categories: '重点对象类别',
  channel: '线索来源',
  discoveredAt: '发现时间',
  regionCode: '行政区划代码',
  regionName: '行政区划名称',
  subjects: '涉及对象',
  annexes: '附件清单',
  recuse: '回避名单',
  classification: '密级',
  reporter: '举报人',
  dispatch: '是否立即移送',
  name: '名称',
  kind: '类型',
  reference: '线索编号',
  titles: '是否含线索标题',
  q: '查找内容',
  event: '办理记录序号',
  content: '是否载明线索内容',
  idNumber: '证件号码',
  note: '说明',
  copies: '份数',
  digest: '摘要值',
  phone: '电话',
  anonymous: '是否匿名',
  clues: '线索',
  officers: '提前介入人员',
  reason: '理由',
  suggested: '建议接收单位',
  to: '接收单位',
  final: '是否办结',
  outcome: '办理结果',
  items: '补充事项',
  filedAt: '立案日期',
  caseNumber: '立案文书号',
  units: '单位',
  approve: '是否同意',
  workingDays: '工作日数',
  calendarDays: '自然日数',
  hours: '小时数',
  unit: '单位',
  status: '状态',
  rule: '线索类别',
  month: '月份',
  overdue: '是否逾期',
  limit: '每页条数',
  cursor: '分页标记',
  region: '行政区划代码',
  version: '版本',
  clue: '线索编号',
  transferId: '移送编号',
  unitId: '单位编号',
  nameEn: '英文名称',
  organ: '机关类型',
  csv: '导入内容',
  apply: '是否写入',
  seen: '比对时的版本',
  emails: '单位邮箱',
  email: '邮箱',
  supervisors: '负责人',
  desks: '经办人',
  subject: '身份标识',
  language: '语言',
  delegations: '代行安排',
  absent: '不在岗负责人邮箱',
  until: '截止日期',
  code: '代码',
  level: '层级',
  parent: '上级区划',
  holidays: '放假日',
  workdays: '调休上班日',
  names: '节假日名称',
  notice: '通知',
  number: '文号',
  issued: '发布日期',
  years: '年度',
  withdraw: '撤销的年度',
  undeliverable: '是否退信',
  date: '日期',
  id: '编号',
  'If-Match': '版本条件',
  'Idempotency-Key': '防重复标识',
};

/** Where a name alone would mislead: by the field in which it stands. */
const within: Readonly<Record<string, string>> = {
  'reporter.name': '姓名',
  'supervisors.name': '姓名',
  'desks.name': '姓名',
  'delegations.to': '代行人',
  'delegations.from': '开始日期',
  'to.name': '姓名',
};

/** Where a name means something else in the query of a request. */
const inQuery: Readonly<Record<string, string>> = { to: '截止日期' };

/** `subjects.0.name` is 涉及对象第1项名称; undefined where some part has no name. */
const chinese = (path: string): string | undefined => {
  let parent = '';
  let said = '';
  for (const part of path.replace(/^years\.(\d{4})/, '$1').split('.')) {
    if (/^\d{4}$/.test(part)) said += `${part}年`;
    else if (/^\d{1,3}$/.test(part)) said += `第${Number(part) + 1}项`;
    else {
      const name = within[`${parent}.${part}`] ?? (Object.hasOwn(names, part) ? names[part] : undefined);
      if (name === undefined) return undefined;
      said += name;
      parent = part;
    }
  }
  return said;
};

/** A part of a request: a body's fields have their names unless it is said otherwise. */
export type Part = 'body' | 'query';

/** A field by its path, as a sentence names it; the whole of what was sent where that is empty. What a caller made up themselves stands in quotes. */
export const fieldAt = (path: string, part: Part = 'body'): Text => {
  if (path === '') return { zh: '全部内容', en: 'body' };
  const quoted = /^[\w.-]*$/.test(path) ? path : `“${path.replace(/[“”]/g, '"')}”`;
  const name = (part === 'query' && Object.hasOwn(inQuery, path) ? inQuery[path] : undefined) ?? chinese(path);
  return { zh: name === undefined ? quoted : `${name}（${path}）`, en: quoted };
};
