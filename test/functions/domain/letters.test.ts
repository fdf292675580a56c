import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../../functions/domain/duties.ts';
import { letter } from '../../../functions/domain/letters.ts';
import { dispatch } from '../../../functions/domain/transfer.ts';
import { at, transferAt } from './records.ts';
import { settingsWith } from './settings.ts';

const morning = '2026-09-24T10:00:00+08:00';
const { transfer } = dispatch(transferAt(morning), at(morning));
const written = (kind: Milestone['kind'], distance: number, now: string, names: [string, string][] = []) => {
  if (!transfer.duty) throw new Error('no duty');
  return letter({
    transfer,
    duty: transfer.duty,
    milestone: { key: '', kind, at: '', distance, to: [] },
    names: new Map(names),
    settings: settingsWith(),
    now: new Date(now),
  });
};

describe('a mail', () => {
  it('names reference, duty, units, due date and a link', () => {
    const { subject, text, html } = written('reminder', 2, '2026-09-30T09:00:00+08:00', [
      [transfer.to, '德城区公安分局'],
    ]);
    expect(subject).toBe(`【催办】线索移送 ${transfer.reference}：2026-10-09 到期，请及时签收`);
    for (const body of [text, html]) {
      for (const part of [
        transfer.reference,
        '签收（德城区公安分局）',
        '371402-housing',
        '2026-10-09 24:00',
        'https://clues.example/transfers/a1',
      ]) {
        expect(body).toContain(part);
      }
    }
  });

  it('says what is so when it is written', () => {
    expect(written('reminder', 0, '2026-10-09T09:00:00+08:00').subject).toContain('今日到期');
    expect(written('reminder', 0, '2026-10-12T09:00:00+08:00').subject).toContain('2026-10-09 已到期，尚未签收');
    expect(written('escalation', 3, '2026-10-13T09:00:00+08:00').subject).toContain('【督办】');
    expect(written('escalation', 3, '2026-10-13T09:00:00+08:00').subject).toContain('逾期 3 个工作日未签收');
  });

  it('escapes names in HTML', () => {
    const { html } = written('reminder', 2, morning, [[transfer.to, '<b>&"区']]);
    expect(html).toContain('&lt;b&gt;&amp;&quot;区');
    expect(html).not.toContain('<b>');
  });
});
