import { describe, expect, it } from 'vitest';
import type { FoundAlarm, Recipient } from '../../../infra/alarms/find.ts';
import { reportOf } from '../../../infra/alarms/report.ts';
import type { Rung } from '../../../infra/alarms/try.ts';

const arn = 'arn:aws-cn:sns:cn-north-1:123456789012:ClueTransfer-370000-records-AlarmTopic';
const operator = 'operations@clues.example.cn';
const error = `Failed to execute action ${arn}. Received error: "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."`;

const alarmWith = (different: Partial<FoundAlarm> = {}): FoundAlarm => ({
  ...{ name: 'Overdue', state: 'OK', isOn: true, rings: [arn], since: new Date(0), isHeartbeat: false },
  ...different,
});
const confirmed: Recipient = { protocol: 'email', endpoint: operator, hasConfirmed: true };
const rang: Rung = { topic: arn, outcome: { rang: true } };

/** One alarm, listed where it was not tried. */
const report = ({
  alarm = alarmWith(),
  rung,
  recipients = [confirmed],
}: {
  alarm?: FoundAlarm;
  rung?: Rung[] | null;
  recipients?: Recipient[];
} = {}) =>
  reportOf({
    tried: [{ alarm, rung: rung ?? null }],
    topics: [{ arn, recipients }],
    emails: [operator],
    isTrial: rung !== undefined,
  });

describe('the report on alarms', () => {
  it('is good where each rings a topic whose recipients have all confirmed', () => {
    const { text, isGood } = report();
    expect(text.split('\n').slice(0, 2)).toEqual(['OK                Overdue', '']);
    expect(text).toContain(`email ${operator}: confirmed`);
    expect(isGood).toBe(true);
  });

  it('says who was sent how many of those that were tried', () => {
    const { text, isGood } = report({ rung: [rang] });
    expect(text).toContain('Overdue: rang ClueTransfer-370000-records-AlarmTopic');
    expect(text).toContain(`email ${operator}: was sent 1 of them`);
    expect(isGood).toBe(true);
  });

  it('does not try what rings already, and does not count it', () => {
    const { text, isGood } = report({ alarm: alarmWith({ state: 'ALARM' }), rung: null });
    expect(text).toContain('Overdue: it rings already and is not tried');
    expect(text).toContain('was sent 0 of them');
    expect(isGood).toBe(true);
  });

  it.each<[string, Parameters<typeof report>[0], RegExp]>([
    ['an alarm that is off', { alarm: alarmWith({ isOn: false }) }, /enable-alarm-actions --alarm-names Overdue/],
    ['one that rings nothing', { alarm: alarmWith({ rings: [] }) }, /mend: it rings nothing/],
    [
      'one that was not let ring',
      { rung: [{ topic: arn, outcome: { rang: false, error } }] },
      /was not told\. .*encryption key.*\n {2}mend: deploy the records’ stack again/,
    ],
    [
      'one of which nothing is known',
      { rung: [{ topic: arn, outcome: null }] },
      /CloudWatch says nothing of having rung it\n {2}mend: /,
    ],
    [
      'a subscription that nobody confirmed',
      { recipients: [{ ...confirmed, hasConfirmed: false }] },
      /gets nothing, since the subscription is not confirmed\n {2}mend: follow the link.*sns subscribe --topic-arn arn:/,
    ],
    [
      'somebody of the province file who is not subscribed any more',
      { recipients: [{ ...confirmed, endpoint: 'somebody@else.cn' }] },
      /operations@clues\.example\.cn: stands in the province file, and is not subscribed\n {2}mend: aws sns subscribe/,
    ],
  ])('is not good with %s, and says how to mend it', (_, found, mend) => {
    const { text, isGood } = report(found);
    expect(text).toMatch(mend);
    expect(isGood).toBe(false);
  });

  it('is not good of stacks without alarms', () => {
    expect(reportOf({ tried: [], topics: [], emails: [operator], isTrial: false })).toEqual({
      text: 'The stacks have no alarm\n  mend: deploy the province first',
      isGood: false,
    });
  });
});
