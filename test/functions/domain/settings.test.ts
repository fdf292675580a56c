import { describe, expect, it } from 'vitest';
import { countedBy, type Kind, type Settings, settingsSchema, termsFor } from '../../../functions/domain/settings.ts';
import { settingsWith } from './settings.ts';

/** What a province file may say of windows, and which entry holds (domain.md, "Windows come from somewhere"). */

const kind: Kind = {
  ...{ rule: 'organised-crime', regionCode: '371402', sender: 'housing', receiver: 'public-security' },
};
const basis = '德城办〔2026〕3号（2026年1月5日）';

type Different = Readonly<Record<string, unknown>>;
const province = (different: Different): Settings => settingsWith(different as Partial<Settings>);
const windowOf = (different: Different, name: keyof Settings['windows'] = 'acknowledge', of: Partial<Kind> = {}) =>
  termsFor(province(different), { ...kind, ...of }).windows[name];

/** Each fault as its path and its message. */
const faultsOf = (different: Different): [string, string][] => {
  const { error } = settingsSchema.safeParse({ ...settingsWith(), ...different });
  return (error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]);
};
const windows = (different: Different) => ({ windows: { ...settingsWith().windows, ...different } });

describe('the window of a duty', () => {
  it('is the default of the mechanism, with its basis, where a province says nothing', () => {
    expect(windowOf({}, 'dispatch')).toMatchObject({
      ...{ amount: 5, unit: 'working-days', pausable: false, extension: [] },
      basis: { zh: expect.stringContaining('反有组织犯罪法'), en: expect.stringContaining('article 24') },
    });
    expect(windowOf({}, 'dispatch', { rule: 'misconduct' }).basis.zh).toContain('监察法');
    expect(windowOf({}, 'dispatch', { rule: 'case-notice' }).basis.zh).not.toContain('法》');
    expect(windowOf({}, 'acceptance', { rule: 'reply' }).basis.zh).toContain('检举控告工作规则');
    // Nothing unsure is a default of the law: where the mechanism says "in time", the number is named as this system's.
    for (const name of ['feedback', 'correct', 'supplement'] as const) {
      expect(windowOf({}, name).basis.zh).toContain('未规定的按本系统预设执行');
    }
  });

  it('is so many working days where a province says a number, as files of before do', () => {
    expect(windowOf(windows({ acknowledge: 3 }))).toMatchObject({
      ...{ amount: 3, unit: 'working-days', run: 'always', pausable: false },
      ...{ extension: [{ upTo: 5, by: 'office' }], basis: { zh: '本省设定（未注明依据）' } },
    });
    // The number that holds anyhow changes no basis.
    expect(windowOf(windows({ acknowledge: 5 }))).toEqual(windowOf({}));
  });

  it('takes all that its full form says, and keeps what it leaves out', () => {
    expect(windowOf(windows({ acknowledge: { amount: 4, basis } }))).toEqual({
      ...{ amount: 4, unit: 'working-days', run: 'always', pausable: false },
      ...{ extension: [{ upTo: 5, by: 'office' }], basis: { zh: basis, en: basis } },
    });
    const both = { zh: basis, en: 'Decheng notice 3 of 2026' };
    const all = { amount: 24, unit: 'hours', run: 'working-days', pausable: true, extension: [], basis: both };
    expect(windowOf(windows({ acknowledge: all }))).toEqual(all);
    // Steps of a ladder in working days would be others in hours.
    expect(windowOf(windows({ acknowledge: { amount: 24, unit: 'hours', basis } })).extension).toEqual([]);
  });

  it('in working days again, over one in hours, has no steps in hours', () => {
    const hours = { amount: 24, unit: 'hours', basis, extension: [{ upTo: 48, by: 'office' }] };
    const overrides = [{ rule: 'organised-crime', windows: { acknowledge: 3 } }];
    expect(windowOf({ ...windows({ acknowledge: hours }), overrides })).toMatchObject({
      ...{ amount: 3, unit: 'working-days', run: 'always', extension: [] },
    });
  });

  it.each([
    ['nothing but a basis', { basis }, 'amount'],
    ['no basis', { amount: 24, unit: 'hours' }, 'basis'],
    ['an empty basis', { amount: 24, unit: 'hours', basis: ' ' }, 'basis'],
    ['a basis in one language of two', { amount: 5, basis: { zh: basis } }, 'basis'],
    ['an unknown unit', { amount: 5, unit: 'weeks', basis }, 'unit'],
    ['no amount at all', { amount: 0, basis }, 'amount'],
    ['days beyond a year', { amount: 251, unit: 'calendar-days', basis }, 'amount'],
    ['hours that run, for a window in days', { amount: 5, run: 'always', basis }, 'run'],
    [
      'a ladder that begins above',
      {
        amount: 5,
        basis,
        extension: [
          { upTo: 3, by: 'office-above' },
          { upTo: 5, by: 'office' },
        ],
      },
      'extension',
    ],
    [
      'a ladder that goes down',
      {
        amount: 5,
        basis,
        extension: [
          { upTo: 5, by: 'office' },
          { upTo: 5, by: 'office-above' },
        ],
      },
      'extension',
    ],
    [
      'a ladder of the same office twice',
      {
        amount: 5,
        basis,
        extension: [
          { upTo: 3, by: 'office' },
          { upTo: 5, by: 'office' },
        ],
      },
      'extension',
    ],
    [
      'a ladder of three steps',
      { amount: 5, basis, extension: Array.from({ length: 3 }, (_, n) => ({ upTo: n + 1, by: 'office' })) },
      'extension',
    ],
  ])('is refused with %s, and the field is named', (_, form, field) => {
    const faults = faultsOf(windows({ feedback: form }));
    expect(faults).toHaveLength(1);
    const [path, message] = faults[0] ?? ['', ''];
    expect(path.startsWith('windows.feedback')).toBe(true);
    expect(`${path} ${message}`).toContain(field);
  });

  it('that is no window at all is refused with both forms named', () => {
    for (const form of ['5 days', null]) {
      expect(faultsOf(windows({ feedback: form }))).toEqual([
        ['windows.feedback', expect.stringContaining('{amount, unit, basis, …}')],
      ]);
    }
  });

  it.each([0, 251, 1.5])('of %s working days is none', (form) => {
    expect(faultsOf(windows({ feedback: form })).map(([path]) => path)).toEqual(['windows.feedback']);
  });

  it('in office hours needs to know when the office is open, wherever it is said', () => {
    const inOffice = { amount: 8, unit: 'hours', run: 'office-hours', basis };
    const override = { overrides: [{ regionCode: '371402', windows: { acknowledge: inOffice } }] };
    expect(faultsOf(windows({ acknowledge: inOffice })).map(([path]) => path)).toEqual(['windows.acknowledge.run']);
    expect(faultsOf(override).map(([path]) => path)).toEqual(['overrides.0.windows.acknowledge.run']);
    const officeHours = { from: '08:30', to: '17:30' };
    expect(faultsOf({ ...windows({ acknowledge: inOffice }), ...override, officeHours })).toEqual([]);
  });
});

describe('of several entries', () => {
  const [everywhere, here, crime, crimeHere, fromPetitions] = [
    { windows: { acknowledge: 10 } },
    { regionCode: '371402', windows: { acknowledge: 4 } },
    { rule: 'organised-crime', windows: { feedback: 30 } },
    { rule: 'organised-crime', regionCode: '371402', windows: { acknowledge: 2 } },
    { sender: 'petitions', receiver: 'public-security', regionCode: '371402', windows: { acknowledge: 1 } },
  ];

  it('the most special wins, in whatever order they stand', () => {
    const all = [everywhere, here, crimeHere, crime];
    for (const overrides of [all, all.toReversed()]) {
      expect(windowOf({ overrides }).amount).toBe(2);
      expect(windowOf({ overrides }, 'acknowledge', { rule: 'misconduct' }).amount).toBe(4);
      expect(windowOf({ overrides }, 'acknowledge', { regionCode: '371403' }).amount).toBe(10);
      // Field by field: what the more special says nothing of stays.
      expect(windowOf({ overrides }, 'feedback').amount).toBe(30);
    }
  });

  it('one may be for the organ that sends, and for the one that receives', () => {
    const overrides = [here, fromPetitions];
    expect(windowOf({ overrides }).amount).toBe(4);
    expect(windowOf({ overrides }, 'acknowledge', { sender: 'petitions' }).amount).toBe(1);
    expect(windowOf({ overrides }, 'acknowledge', { sender: 'petitions', receiver: 'court' }).amount).toBe(4);
  });

  it('a county may ask three days from discipline inspection to public security, and leave five otherwise', () => {
    const overrides = [
      {
        sender: 'discipline-inspection',
        receiver: 'public-security',
        regionCode: '371402',
        windows: { dispatch: { amount: 3, basis } },
      },
    ];
    expect(windowOf({ overrides }, 'dispatch', { sender: 'discipline-inspection' })).toMatchObject({
      amount: 3,
      basis: { zh: basis },
    });
    expect(windowOf({ overrides }, 'dispatch').amount).toBe(5);
    expect(windowOf({ overrides }, 'dispatch', { sender: 'discipline-inspection', regionCode: '371403' }).amount).toBe(
      5,
    );
  });

  it('two that are equally special, and may meet, are a fault that names them both', () => {
    const tie = [here, { rule: 'organised-crime', windows: { acknowledge: 3 } }];
    expect(faultsOf({ overrides: tie })).toEqual([
      ['overrides.1.windows.acknowledge', expect.stringContaining('overrides.0')],
    ]);
    expect(faultsOf({ overrides: [here, here] })).toHaveLength(1);
    expect(faultsOf({ overrides: [everywhere, everywhere] })).toHaveLength(1);
    // Not of windows alone.
    const steps = [{ after: 2, to: ['office'] }];
    const others = [
      { regionCode: '371402', reminders: [3], escalation: steps },
      { sender: 'housing', reminders: [1], escalation: steps },
    ];
    expect(faultsOf({ overrides: others }).map(([path]) => path)).toEqual([
      'overrides.1.reminders',
      'overrides.1.escalation',
    ]);
  });

  it('two that say different things, or never meet, are none', () => {
    expect(faultsOf({ overrides: [here, crime] })).toEqual([]);
    expect(faultsOf({ overrides: [here, { regionCode: '371403', windows: { acknowledge: 3 } }] })).toEqual([]);
    expect(
      faultsOf({
        overrides: [
          { sender: 'court', windows: { acknowledge: 3 } },
          { sender: 'housing', windows: { acknowledge: 4 } },
        ],
      }),
    ).toEqual([]);
  });

  it('an entry for both decides between two, where it says what they differ on', () => {
    const two = [here, { rule: 'organised-crime', windows: { acknowledge: 3 } }];
    expect(faultsOf({ overrides: [...two, crimeHere] })).toEqual([]);
    expect(windowOf({ overrides: [...two, crimeHere] }).amount).toBe(2);
    const ofSomethingElse = { rule: 'organised-crime', regionCode: '371402', windows: { feedback: 2 } };
    expect(faultsOf({ overrides: [...two, ofSomethingElse] })).toHaveLength(1);
    // For a part of what both meet it decides nothing.
    expect(faultsOf({ overrides: [...two, { ...crimeHere, sender: 'housing' }] })).toHaveLength(1);
  });
});

describe('what deadlines were counted by', () => {
  const before = countedBy(settingsWith());

  it.each<[string, Different, boolean]>([
    ['a window', windows({ acknowledge: 4 }), true],
    ['the basis of a window', windows({ acknowledge: { amount: 5, basis } }), true],
    ['a window of one region', { overrides: [{ regionCode: '371402', windows: { acknowledge: 4 } }] }, true],
    ['the close of business', { closeOfBusiness: '17:30' }, true],
    ['the hours of the offices', { officeHours: { from: '08:00', to: '17:00' } }, true],
    ['reminders', { reminders: [1] }, false],
    ['reminders of one region', { overrides: [{ regionCode: '371402', reminders: [1] }] }, false],
    ['the address that mails come from', { mailFrom: 'other@province.example' }, false],
  ])('is another after a change of %s: %s', (_, different, changed) => {
    expect(countedBy(province(different)) !== before).toBe(changed);
  });
});
