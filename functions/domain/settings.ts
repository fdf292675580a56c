import * as z from 'zod';
import { organs } from './organs.ts';
import {
  type DutyName,
  defaultWindow,
  duties,
  dutyNames,
  type Ruled,
  ruled,
  type Window,
  type WindowForm,
  windowForm,
  windowOver,
} from './windows.ts';

/** What a province decides for itself. The province file carries it; the functions read it from the table (adapters/table/settings.ts). */

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as HH:MM, 00:00 to 23:59');
const workingDays = z.int().min(1).max(250);

const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** Who an escalation goes to, seen from the unit that owes the duty (domain.md, "Life of a transfer"). */
export const escalationTargets = ['supervisors', 'office', 'office-above'] as const;
export type EscalationTarget = (typeof escalationTargets)[number];

const byDuty = <T>(of: (name: DutyName) => T) =>
  Object.fromEntries(dutyNames.map((name) => [name, of(name)])) as Record<DutyName, T>;

/** Window of each duty. */
const windows = z
  .strictObject(byDuty((name) => (duties[name].named ? windowForm : windowForm.default(duties[name].window))))
  .default(byDuty((name) => duties[name].window));

const escalationStep = z.strictObject({
  /** Working days after the due date. */
  after: workingDays,
  /** Repeats every so many working days from then on. */
  every: workingDays.optional(),
  to: z.array(z.enum(escalationTargets)).min(1),
});

/** Working days before the due date on which the unit is reminded; 0 is the due date itself. */
const reminders = z.array(z.int().min(0).max(250));
const escalation = z.array(escalationStep).min(1);

/** What of a transfer an override may be for; each may be left out. */
const criteria = {
  rule: z.enum(ruled).optional(),
  regionCode: z
    .string()
    .regex(/^\d{6}$/, 'a region code has six digits')
    .optional(),
  /** Organ types of the unit that sends, and of the one that receives. */
  sender: z.enum(organs).optional(),
  receiver: z.enum(organs).optional(),
};
export const criterionNames = Object.keys(criteria) as (keyof typeof criteria)[];

const override = z.strictObject({
  ...criteria,
  windows: z.partialRecord(z.enum(dutyNames), windowForm).optional(),
  reminders: reminders.optional(),
  escalation: escalation.optional(),
});

/** Why a receiver sends a transfer back (退回). */
export const returnReasons = ['not-jurisdiction', 'incomplete', 'inaccurate'] as const;
export type ReturnReason = (typeof returnReasons)[number];

const channelName = z.string().trim().min(1).max(50);

const claimName = z.string().min(1).max(200);

/** What the identity provider's tokens call what they say of the caller; `sub` is the standard's own, and whoever asks has one. */
const claims = z
  .strictObject({
    unitId: claimName.default('unit_id'),
    role: claimName.default('role'),
    /** Of the person; null where the provider sends none. */
    name: claimName.nullable().default('name'),
    email: claimName.nullable().default('email'),
    /** The claim that is the `subject` of a person registered with the caller's unit, whose name and address then count. */
    person: claimName.optional(),
  })
  .refine(({ name, email, person }) => name !== null || email !== null || person !== undefined, {
    path: ['person'],
    message:
      'is missing: with neither a name nor an address nobody could tell a caller from the people whom a clue is about. Name the claim that leads to a registered person (compared with the subject of the people of the caller’s unit), or the claims for name and email',
  })
  .prefault({});

/** What papers say of the unit that issues them (domain.md, "Papers and mails in official style"). */
const papers = z
  .strictObject({
    /** What stands at the head (发文机关标志): `{unit}` is the unit's name. */
    heading: z
      .string()
      .trim()
      .max(60)
      .refine((text) => text.includes('{unit}'), 'write {unit} where the name of the unit stands')
      .default('{unit}'),
    /** By organ type, what its numbers begin with (发文机关代字): `{region}` is the region's name without what it is (德城, 德州). */
    words: z.partialRecord(z.enum(organs), z.string().trim().min(1, 'must not be empty').max(20)).default({}),
    /** The line with which letters (函) close. */
    closing: z.string().trim().min(1, 'must not be empty').max(40).default('特此函达。'),
  })
  .prefault({});

/** The form alone, without what two fields must not say together. */
export const settingsForm = z.strictObject({
  /** IANA name; days begin and end here. */
  timeZone: z.string().refine(isZone, 'not a time zone of the IANA database, as Asia/Shanghai is'),
  /** Duties fall due at this time of the due date; left out, at 24:00 (Civil Code, article 203). */
  closeOfBusiness: clockTime.optional(),
  /** Time of day of reminders and escalations. */
  mailAt: clockTime.default('09:00'),
  /** Mails go out at these times only, on working days; left out, at any time. */
  officeHours: z
    .strictObject({ from: clockTime, to: clockTime })
    .refine(({ from, to }) => from < to, { path: ['to'], message: 'the office closes after it opens' })
    .optional(),
  windows,
  reminders: reminders.default([2, 1, 0]),
  /** From so many things of one kind on that a reader is to be told at one time, one mail does for all. */
  digestFrom: z.int().min(2).max(1000).default(2),
  escalation: escalation.default([
    { after: 1, to: ['supervisors'] },
    { after: 3, to: ['office'] },
    { after: 5, every: 5, to: ['office', 'office-above'] },
  ]),
  /** Other numbers for a rule, a region, the organ that sends, the one that receives, or several of these: the most special entry wins. */
  overrides: z.array(override).max(200).default([]),
  /** Why a unit of an organ type may send a transfer back; all reasons where it is not named. */
  returnReasons: z.partialRecord(z.enum(organs), z.array(z.enum(returnReasons))).default({}),
  /** What the province calls channels of its own, by their codes; these come before the names that are known (channels.ts). */
  channels: z.record(z.string().min(1).max(100), z.strictObject({ zh: channelName, en: channelName })).default({}),
  papers,
  /** Where the link in a mail leads; the transfer's id is appended. */
  consoleUrl: z.url(),
  claims,
  /** The address that mails come from. */
  mailFrom: z.email(),
  /** Who is told what only operators can mend. */
  operators: z.array(z.email()).min(1),
});

type Override = z.output<typeof override>;

const special = (one: Override): number => criterionNames.filter((name) => one[name] !== undefined).length;

/** What an override changes, each by a name of its own. */
const changesOf = ({ windows: changed = {}, reminders: days, escalation: steps }: Override): string[] => [
  ...Object.keys(changed).map((name) => `windows.${name}`),
  ...(days ? ['reminders'] : []),
  ...(steps ? ['escalation'] : []),
];

const covers = (wide: Override, narrow: Override): boolean =>
  criterionNames.every((name) => wide[name] === undefined || wide[name] === narrow[name]);

/** The criteria of whatever meets both; undefined where nothing does. */
const meeting = (a: Override, b: Override): Override | undefined => {
  const apart = criterionNames.some((name) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name]);
  return apart
    ? undefined
    : { ...a, ...Object.fromEntries(Object.entries(b).filter(([, value]) => value !== undefined)) };
};

/** Two entries that are equally special, and both say something about the same transfers; each named by the later one. */
const ties = (overrides: readonly Override[]): { path: PropertyKey[]; message: string }[] =>
  overrides.flatMap((later, n) =>
    overrides.slice(0, n).flatMap((earlier, m) => {
      const both = special(later) === special(earlier) ? meeting(earlier, later) : undefined;
      if (!both) return [];
      const decided = (change: string) =>
        overrides.some((one) => special(one) > special(later) && covers(one, both) && changesOf(one).includes(change));
      return changesOf(later)
        .filter((change) => changesOf(earlier).includes(change) && !decided(change))
        .map((change) => ({
          path: ['overrides', n, ...change.split('.')],
          message: `is said by overrides.${m} too, which is just as special (rule, regionCode, sender, receiver): make one of them more special, or add an entry for both`,
        }));
    }),
  );

type Checked = Pick<z.output<typeof settingsForm>, 'mailAt' | 'officeHours' | 'overrides' | 'windows'>;

/** Hours that run while the office is open need to know when it is. */
const withoutHours = ({ officeHours, windows: all, overrides }: Checked): PropertyKey[][] => {
  if (officeHours) return [];
  const lacking = (some: Partial<Record<DutyName, WindowForm | undefined>>, path: PropertyKey[]) =>
    Object.entries(some).flatMap(([name, form]) =>
      typeof form === 'object' && form.run === 'office-hours' ? [[...path, name, 'run']] : [],
    );
  return [
    ...lacking(all, ['windows']),
    ...overrides.flatMap((one, n) => lacking(one.windows ?? {}, ['overrides', n, 'windows'])),
  ];
};

/** Milestones would never find the office open otherwise. */
const mailsInOfficeHours = ({ mailAt, officeHours }: Checked): boolean =>
  !officeHours || (officeHours.from <= mailAt && mailAt < officeHours.to);

/** Bytes of JSON: well below the 400 KB that an item of DynamoDB may have. */
const mostBytes = 350_000;

const bytesOf = (settings: Checked): number => new TextEncoder().encode(JSON.stringify(settings)).length;

/** What cannot be, though each field is well formed; each with its path from the settings down. */
const faultsOfSettings = (settings: Checked): { path: PropertyKey[]; message: string }[] => [
  ...(bytesOf(settings) > mostBytes
    ? [
        {
          path: [],
          message: `come to ${bytesOf(settings)} bytes, and ${mostBytes} are the most: say the same in fewer overrides, or each basis in fewer words`,
        },
      ]
    : []),
  ...(mailsInOfficeHours(settings)
    ? []
    : [{ path: ['mailAt'], message: 'lies outside officeHours: mails would wait for the next working day' }]),
  ...withoutHours(settings).map((path) => ({ path, message: 'needs officeHours: say when the office is open' })),
  ...ties(settings.overrides),
];

/** Adds those faults to what the schema finds. */
export const addFaults = (
  settings: Checked,
  { addIssue }: { addIssue: (issue: { code: 'custom'; path: PropertyKey[]; message: string }) => void },
): void => {
  for (const { path, message } of faultsOfSettings(settings)) addIssue({ code: 'custom', path, message });
};

export const settingsSchema = settingsForm.superRefine(addFaults);

export type Settings = z.infer<typeof settingsSchema>;
export type ClaimNames = Settings['claims'];
export type EscalationStep = z.infer<typeof escalationStep>;

/** The numbers in force for one kind of transfer. */
export interface Terms {
  windows: Readonly<Record<DutyName, Window>>;
  reminders: readonly number[];
  escalation: readonly EscalationStep[];
}

/** What the numbers in force go by. */
export interface Kind {
  rule: Ruled;
  regionCode: string;
  /** Organ types, as unit ids say them. */
  sender: string;
  receiver: string;
}

/** The province's numbers with the overrides that fit; the most special wins, field by field. */
export const termsFor = (settings: Settings, kind: Kind): Terms =>
  settings.overrides
    .filter((one) => criterionNames.every((name) => one[name] === undefined || one[name] === kind[name]))
    .toSorted((a, b) => special(a) - special(b))
    .reduce<Terms>(
      (terms, one) => ({
        windows: byDuty((name) => {
          const form = one.windows?.[name];
          return form === undefined ? terms.windows[name] : windowOver(terms.windows[name], form);
        }),
        reminders: one.reminders ?? terms.reminders,
        escalation: one.escalation ?? terms.escalation,
      }),
      {
        windows: byDuty((name) => windowOver(defaultWindow(name, kind.rule), settings.windows[name])),
        reminders: settings.reminders,
        escalation: settings.escalation,
      },
    );

/** All that a due date is counted by beside the calendar: where it differs from what the open duties were counted by, they are counted anew. */
export const countedBy = ({ timeZone, closeOfBusiness, officeHours, windows, overrides }: Settings): string =>
  JSON.stringify([
    timeZone,
    closeOfBusiness ?? '24:00',
    officeHours ?? null,
    windows,
    overrides.flatMap((one) => (one.windows ? [[...criterionNames.map((name) => one[name] ?? ''), one.windows]] : [])),
  ]);
