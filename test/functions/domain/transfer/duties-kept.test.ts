import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Duty, dutyAsKept, dutyToKeep } from '../../../../functions/domain/transfer/duties.ts';
import { defaultWindow, duties, dutyNames, ruled } from '../../../../functions/domain/windows.ts';

/** What a record leaves out of a duty, and what that means for as long as records stand. */

const instant = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-01-01T00:00:00Z') })
  .map((at) => new Date(at).toISOString());
const date = instant.map((at) => at.slice(0, 10));
const basis = fc.constantFrom(...ruled.flatMap((rule) => dutyNames.map((name) => defaultWindow(name, rule).basis)), {
  zh: '本省规定',
  en: 'A rule of the province',
});

const duty: fc.Arbitrary<Duty> = fc.record({
  name: fc.constantFrom(...dutyNames),
  owedBy: fc.constant('371402-court'),
  since: fc.constant('2026-09-24T02:00:00.000Z'),
  countedAt: instant,
  window: fc.nat(),
  unit: fc.constantFrom('working-days', 'calendar-days', 'hours'),
  run: fc.constantFrom('always', 'working-days', 'office-hours'),
  pausable: fc.boolean(),
  ladder: fc.constantFrom(...dutyNames.map((name) => duties[name].extension)),
  basis,
  startDate: date,
  startAt: fc.oneof(fc.constant('2026-09-24T02:00:00.000Z'), instant),
  extended: fc.nat(),
  pauses: fc.array(fc.record({ from: instant, until: fc.option(instant) }), { maxLength: 2 }),
  dueDate: fc.constant('2026-10-09'),
  dueAt: fc.constant('2026-10-09T16:00:00.000Z'),
  ends: fc.oneof(
    fc.constant({ on: '2026-10-09', at: '2026-10-09T16:00:00.000Z' }),
    fc.record({ on: date, at: instant }),
  ),
  provisional: fc.boolean(),
  calendar: fc.constant('2026.11.0'),
  reminders: fc.constant([2, 1, 0]),
  escalation: fc.constant([]),
  moved: fc.constant(null),
});

describe('a duty on a record', () => {
  it('is read as it was, whatever was left out of it, and by a release that wrote all of it', () => {
    fc.assert(
      fc.property(duty, basis, (whole, usual) => {
        expect(dutyAsKept(dutyToKeep(whole, usual), usual)).toEqual(whole);
        expect(dutyAsKept(whole, usual)).toEqual(whole);
      }),
    );
  });

  it('has nothing twice: what is usual is left out, and all else is there', () => {
    const { basis: usual, extension: ladder } = defaultWindow('feedback', 'misconduct');
    const common = { name: 'feedback' as const, owedBy: '371402-court', since: '2026-09-24T02:00:00.000Z' };
    const due = { dueDate: '2026-10-22', dueAt: '2026-10-22T16:00:00.000Z' };
    const told = { window: 20, extended: 0, provisional: false, calendar: '2026.11.0', moved: null };
    const needed = { ...common, ...due, ...told, countedAt: common.since, startDate: '2026-09-24' };
    const kept = { ...needed, reminders: [2, 1, 0], escalation: [] };
    const whole: Duty = {
      ...{ ...kept, startAt: common.since, unit: 'working-days', run: 'always', pauses: [], pausable: false },
      ...{ ladder, basis: usual, ends: { on: due.dueDate, at: due.dueAt } },
    };
    expect(dutyToKeep(whole, usual)).toEqual(kept);
    const own: Partial<Duty> = { unit: 'hours', run: 'office-hours', pausable: true, ladder: [] };
    expect(dutyToKeep({ ...whole, ...own }, usual)).toEqual({ ...kept, ...own });
  });

  // Records that leave them out stand for years: whoever words one anew has records of before keep the old words (`dutyAsKept`).
  it('means by what is left out the same for good', () => {
    const mechanism = '涉黑涉恶线索排查移送机制（德州市，2018年10月26日）';
    const inTime = `${mechanism}；具体天数由本省另行规定，未规定的按本系统预设执行`;
    const reply = '参照《纪检监察机关处理检举控告工作规则》（2020年）';
    const later = { acknowledge: mechanism, correct: inTime, supplement: inTime, feedback: inTime };
    const all = { ...later, acceptance: reply, outcome: reply };
    const bases = ruled.map((rule) => [
      rule,
      Object.fromEntries(dutyNames.map((name) => [name, defaultWindow(name, rule).basis.zh])),
    ]);
    expect(Object.fromEntries(bases)).toEqual({
      'organised-crime': { ...all, dispatch: `${mechanism}；《反有组织犯罪法》（2022年5月1日起施行）第二十四条` },
      misconduct: { ...all, dispatch: `${mechanism}；《监察法》（2024年修正）第三十七条` },
      'case-notice': { ...all, dispatch: mechanism },
      reply: { ...all, dispatch: mechanism },
    });
    const english = new Set(ruled.flatMap((rule) => dutyNames.map((name) => defaultWindow(name, rule).basis.en)));
    const inEnglish = 'Mechanism for screening and transferring clues (Dezhou, 26 October 2018)';
    expect([...english].sort()).toEqual([
      'By analogy with the Rules for discipline inspection and supervision organs on handling reports (2020)',
      inEnglish,
      `${inEnglish}; Anti-Organised Crime Law (in force 2022-05-01), article 24`,
      `${inEnglish}; Supervision Law (2024), article 37`,
      `${inEnglish}; the province sets the number of days; where it sets none, the system’s preset applies`,
    ]);
    expect(Object.fromEntries(dutyNames.map((name) => [name, defaultWindow(name, 'misconduct').extension]))).toEqual({
      dispatch: [],
      acknowledge: [{ upTo: 5, by: 'office' }],
      correct: [{ upTo: 3, by: 'office' }],
      supplement: [{ upTo: 3, by: 'office' }],
      feedback: [
        { upTo: 20, by: 'office' },
        { upTo: 40, by: 'office-above' },
      ],
      acceptance: [],
      outcome: [],
    });
  });
});
