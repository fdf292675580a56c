import { describe, expect, it } from 'vitest';
import { changedFields, checkedSettings, keptSettings } from '../../../functions/domain/settings-changes.ts';
import { settingsWith } from './settings.ts';

const basis = '德城办〔2026〕3号（2026年1月5日）';
const inHours = { amount: 24, unit: 'hours' as const, basis };

describe('settings that are put', () => {
  it('are checked as a province file is, and refused with every field to mend', () => {
    const wrong = { ...settingsWith(), timeZone: 'Asia/Jinan', mailAt: '9:00', unknown: 1 };
    const refused = () => checkedSettings(wrong);
    expect(refused).toThrow(/^timeZone: not a time zone of the IANA database/m);
    expect(refused).toThrow(/^mailAt: write a time of day as HH:MM/m);
    expect(refused).toThrow(/^the settings: .*\(unknown\)$/m);
    const tied = { ...settingsWith(), overrides: [{ windows: { acknowledge: 3 } }, { windows: { acknowledge: 4 } }] };
    expect(() => checkedSettings(tied)).toThrow(/^overrides\.1\.windows\.acknowledge: is said by overrides\.0 too/);
    expect(() => checkedSettings('{}')).toThrow(/^the settings: /);
  });

  it('always fit into an item of the table', () => {
    const text = '据'.repeat(300);
    const windows = Object.fromEntries(
      ['dispatch', 'acknowledge', 'feedback'].map((name) => [name, { amount: 3, basis: { zh: text, en: text } }]),
    );
    const overrides = Array.from({ length: 200 }, (_, n) => ({ regionCode: String(370_000 + n), windows }));
    expect(() => checkedSettings({ ...settingsWith(), overrides })).toThrow(
      /^the settings: come to \d+ bytes, and 350000 are the most: say the same in fewer overrides/,
    );
    expect(checkedSettings({ ...settingsWith(), overrides: overrides.slice(0, 60) }).overrides).toHaveLength(60);
  });
});

describe('settings that are kept', () => {
  const kept = settingsWith({ windows: { ...settingsWith().windows, acknowledge: inHours } });

  it('are read as they were put', () => {
    expect(keptSettings(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('by newer code lose what this code does not know, wherever it stands', () => {
    const newer = {
      ...kept,
      quietHours: { from: '12:00' },
      windows: { ...kept.windows, acknowledge: { ...inHours, suspended: true }, appeal: 5 },
      overrides: [{ regionCode: '371402', windows: { feedback: { ...inHours, suspended: true, why: {} } }, colour: 1 }],
    };
    expect(keptSettings(newer)).toEqual({
      ...kept,
      overrides: [{ regionCode: '371402', windows: { feedback: inHours } }],
    });
  });

  it('by older code get the defaults of what that did not know', () => {
    const { digestFrom: _digestFrom, papers: _papers, ...older } = kept;
    expect(keptSettings(older)).toEqual(kept);
  });

  it('are refused by the field that nobody can read, beside whatever is left out', () => {
    expect(() => keptSettings({ ...kept, timeZone: 8, quietHours: {} })).toThrow(/^timeZone: /);
  });

  it('stand though newer code would not take them any more together', () => {
    const tied = { ...kept, overrides: [{ windows: { acknowledge: 3 } }, { windows: { acknowledge: 4 } }] };
    expect(keptSettings(tied)).toEqual(tied);
  });
});

describe('changed settings', () => {
  it('are told field by field, a window as one, overrides by what they are for and not by their place', () => {
    const before = settingsWith({
      overrides: [
        { regionCode: '371402', windows: { acknowledge: 3, feedback: 15 } },
        { sender: 'housing', reminders: [1] },
      ],
    });
    const after = settingsWith({
      mailAt: '08:30',
      windows: { ...before.windows, acknowledge: inHours },
      overrides: [
        { sender: 'housing', reminders: [1] },
        { regionCode: '371402', rule: 'misconduct', windows: { acknowledge: 3 } },
        { regionCode: '371402', windows: { feedback: 10 } },
      ],
    });
    expect(changedFields(before, after)).toEqual([
      { field: 'mailAt', before: '09:00', after: '08:30' },
      { field: 'windows.acknowledge', before: 5, after: inHours },
      { field: 'overrides (regionCode 371402).windows.acknowledge', before: 3, after: undefined },
      { field: 'overrides (regionCode 371402).windows.feedback', before: 15, after: 10 },
      { field: 'overrides (rule misconduct, regionCode 371402).windows.acknowledge', before: undefined, after: 3 },
    ]);
    expect(changedFields(after, after)).toEqual([]);
  });
});
