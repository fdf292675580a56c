import { describe, expect, it } from 'vitest';
import { type Absence, absencesOf, standInNamed } from '../../../../functions/domain/mail/absences.ts';
import type { Delegation } from '../../../../functions/domain/units/forms.ts';
import { unitWith } from '../records.ts';
import { settingsWith } from '../settings.ts';

const settings = settingsWith();
const to = { name: '代管', email: 'deputy@land.example' };
const delegation: Delegation = { absent: 'Head@housing.example', to, from: '2026-10-08', until: '2026-10-16' };
const absence: Absence = { delegation, email: 'head@housing.example', version: 3, saidAs: 'supervisor' };
const supervisor = { sub: 'u-17', role: 'supervisor', unitId: '371402-housing' } as const;
const operator = { sub: 'ops', role: 'operator', unitId: null } as const;
const unit = unitWith('371402-housing', {
  supervisors: [{ name: '局长', email: 'head@housing.example' }],
  delegations: [delegation],
});

describe('an absence', () => {
  const of = (history: Parameters<typeof absencesOf>[1], today = '2026-10-01', one = unit) =>
    absencesOf(one, history, today);

  it('is told to the supervisor’s own address as it is registered, with the change that it came with', () => {
    const changes = [
      { version: 1, by: operator },
      { version: 2, by: supervisor, delegations: [delegation] },
      { version: 3, by: operator, delegations: [delegation] },
    ];
    expect(of(changes)).toEqual([{ delegation, email: 'head@housing.example', version: 2, saidAs: 'supervisor' }]);
  });

  it('is told until its last day is over', () => {
    expect(of([], '2026-10-16')).toHaveLength(1);
    expect(of([], '2026-10-17')).toEqual([]);
  });

  it('of a stand-in is told to the stand-in', () => {
    const onwards = { ...delegation, absent: 'DEPUTY@land.example', to: { name: '再代管', email: 'x@land.example' } };
    const chain = { ...unit, delegations: [delegation, onwards] };
    expect(of([], '2026-10-01', chain).map(({ email }) => email)).toEqual(['head@housing.example', to.email]);
  });

  it('that came with no known change is an operator’s', () => {
    expect(of([])).toMatchObject([{ version: 0, saidAs: 'operator' }]);
    expect(of([{ version: 1, by: 'clock', delegations: [delegation] }])).toMatchObject([{ saidAs: 'operator' }]);
  });
});

describe('a mail to an absent supervisor', () => {
  it('says who stands in, when, who said so, and whom to ask', () => {
    const { subject, text } = standInNamed(absence, '德城区住建局', settings, 'zh', '2026-10-01');
    expect(subject).toBe('【代行】您2026年10月8日至2026年10月16日不在岗，督办邮件由他人代收');
    expect(text).toBe(
      [
        '德城区住建局负责人：',
        '',
        '　　您2026年10月8日至2026年10月16日不在岗，督办邮件由他人代收。',
        '',
        '所在单位：德城区住建局',
        '代行人：代管 <deputy@land.example>',
        '代行期间：2026年10月8日至2026年10月16日（首尾两日在内）',
        '指定人：德城区住建局负责人',
        '如有不符：请即与系统管理员联系（operations@province.example）',
        '',
        '线索移送系统',
        '2026年10月1日',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    expect(
      standInNamed({ ...absence, saidAs: 'operator' }, '德城区住建局', settings, 'zh', '2026-10-01').text,
    ).toContain('指定人：系统管理员');
  });

  it('can be in English', () => {
    const english = { ...absence, delegation: { ...delegation, to: { ...to, name: 'Li Si' } } };
    const { subject, text, html } = standInNamed(english, 'Housing Bureau', settings, 'en', '2026-10-01');
    expect(subject).toBe(
      '[Stand-in] You are absent from 8 October 2026 to 16 October 2026, and somebody else gets your escalations',
    );
    expect(text).toContain('Said by: a supervisor of Housing Bureau');
    expect(text).toContain(
      'Where this is wrong: ask the operators of the system at once (operations@province.example)',
    );
    expect(`${subject}${text}${html}`).not.toMatch(/\p{Script=Han}|undefined/u);
  });

  it('holds names as text, whatever they are', () => {
    const named = { ...absence, delegation: { ...delegation, to: { ...to, name: '<b>代管</b>' } } };
    const { html } = standInNamed(named, '<i>局</i>', settings, 'zh', '2026-10-01');
    expect(html).toContain('&lt;b&gt;代管&lt;/b&gt; &lt;deputy@land.example&gt;');
    expect(html).toContain('&lt;i&gt;局&lt;/i&gt;');
  });
});
