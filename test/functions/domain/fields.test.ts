import { describe, expect, it } from 'vitest';
import { fieldAt } from '../../../functions/domain/fields.ts';

describe('a field in a sentence', () => {
  it.each([
    ['title', '标题（title）', 'title'],
    ['subjects.0.name', '涉及对象第1项名称（subjects.0.name）', 'subjects.0.name'],
    ['delegations.1.to.name', '代行安排第2项代行人姓名（delegations.1.to.name）', 'delegations.1.to.name'],
    ['years.2026.workdays.0', '2026年调休上班日第1项（years.2026.workdays.0）', 'years.2026.workdays.0'],
    ['years', '年度（years）', 'years'],
    ['reference', '线索编号（reference）', 'reference'],
    ['to', '接收单位（to）', 'to'],
    ['', '全部内容', 'body'],
    ['disptach', 'disptach', 'disptach'],
    ['constructor', 'constructor', 'constructor'],
    ['标题', '“标题”', '“标题”'],
    ['title. x', '“title. x”', '“title. x”'],
  ])('%s is named in both languages', (path, zh, en) => {
    expect(fieldAt(path)).toEqual({ zh, en });
  });

  it('is named by what it means in a query', () => {
    expect(fieldAt('to', 'query').zh).toBe('截止日期（to）');
    expect(fieldAt('from', 'query').zh).toBe('起始日期（from）');
  });
});
