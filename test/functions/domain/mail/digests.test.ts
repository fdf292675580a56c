import { describe, expect, it } from 'vitest';
import { addressReturned, calendarMissing } from '../../../../functions/domain/mail/digests.ts';

const mark = { unitId: '371402-housing', email: 'desk@housing.example' };

describe('a mail to operators', () => {
  it('says which address takes no mails, and how to mend it', () => {
    const bounced = addressReturned({ ...mark, reason: 'bounced' });
    expect(bounced.subject).toBe('【邮箱】371402-housing 的邮箱无法投递，该单位可能收不到催办');
    expect(bounced.text).toBe(
      [
        '371402-housing 的邮箱无法投递，该单位可能收不到催办。',
        '',
        '邮箱：desk@housing.example',
        '应办事项：与该单位核实后，以 PUT /v1/units/371402-housing 更正；地址无误的，原样再提交一次即可恢复',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    expect(addressReturned({ ...mark, reason: 'complained' }).subject).toBe(
      '【邮箱】371402-housing 的邮箱投诉了系统邮件，该单位可能收不到催办',
    );
  });

  it('asks for the calendar of a year', () => {
    const { subject, text } = calendarMissing(2027);
    expect(subject).toBe('【日历】2027 年放假通知尚未录入，跨年时限均为暂定');
    expect(text).toBe(
      [
        '2027 年放假通知尚未录入，跨年时限均为暂定。',
        '',
        '应办事项：国务院办公厅发布通知后，以 PUT /v1/calendar/2027 录入放假日和调休上班日',
        '影响：录入前按周一至周五计算；录入后系统重新计算全部在办时限，并通知有关单位',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
  });

  it('can be in English', () => {
    const bounced = addressReturned({ ...mark, reason: 'bounced' }, 'en');
    const asked = calendarMissing(2027, 'en');
    expect(bounced.subject).toBe(
      '[Address] an address of 371402-housing takes no mails; reminders may not reach the unit',
    );
    expect(asked.text).toContain('PUT /v1/calendar/2027');
    for (const { subject, text, html } of [bounced, asked]) {
      expect(`${subject}${text}${html}`).not.toMatch(/\p{Script=Han}|undefined/u);
    }
  });
});
