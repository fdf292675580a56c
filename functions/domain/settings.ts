import * as z from 'zod';

/** What a province decides for itself. The province file carries it; the functions get it in their environment. */

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

interface DutyTerms {
  /** The side of a transfer that owes it. */
  owedBy: 'from' | 'to';
  /** Working days by default. */
  window: number;
  /** Whether a province that names windows must name this one too. */
  named: boolean;
}

/** Every duty there is (domain.md, "Life of a transfer"). Whatever goes by duty is made from this table, or does not compile until it has all. */
export const duties = {
  dispatch: { owedBy: 'from', window: 5, named: true },
  acknowledge: { owedBy: 'to', window: 5, named: true },
  correct: { owedBy: 'from', window: 3, named: true },
  feedback: { owedBy: 'to', window: 20, named: true },
  // R6: the person who reported is told that it was accepted, and later the outcome.
  acceptance: { owedBy: 'from', window: 15, named: false },
  outcome: { owedBy: 'from', window: 15, named: false },
} as const satisfies Readonly<Record<string, DutyTerms>>;
export type DutyName = keyof typeof duties;
export const dutyNames = Object.keys(duties) as DutyName[];

const byDuty = <T>(of: (name: DutyName) => T) =>
  Object.fromEntries(dutyNames.map((name) => [name, of(name)])) as Record<DutyName, T>;

/** Window of each duty, in working days. */
const windows = z
  .strictObject(byDuty((name) => (duties[name].named ? workingDays : workingDays.default(duties[name].window))))
  .default(byDuty((name) => duties[name].window));

/** What has terms of its own: the rules by which clues are transferred (R1 to R3), and the reply to a reporter (R6). */
const ruled = ['organised-crime', 'misconduct', 'case-notice', 'reply'] as const;
export type Ruled = (typeof ruled)[number];

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

const override = z.strictObject({
  rule: z.enum(ruled).optional(),
  regionCode: z
    .string()
    .regex(/^\d{6}$/, 'a region code has six digits')
    .optional(),
  windows: z.partialRecord(z.enum(dutyNames), workingDays).optional(),
  reminders: reminders.optional(),
  escalation: escalation.optional(),
});

/** Milestones would never find the office open otherwise. */
export const mailsInOfficeHours = ({
  mailAt,
  officeHours,
}: {
  mailAt: string;
  officeHours?: { from: string; to: string } | undefined;
}): boolean => !officeHours || (officeHours.from <= mailAt && mailAt < officeHours.to);
export const mailsOutsideOfficeHours = 'lies outside officeHours: mails would wait for the next working day';

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

const allSettings = z.strictObject({
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
  /** From so many reminders, or escalations, of one unit at one time on, one mail does for all. */
  digestFrom: z.int().min(2).max(1000).default(5),
  escalation: escalation.default([
    { after: 1, to: ['supervisors'] },
    { after: 3, to: ['office'] },
    { after: 5, every: 5, to: ['office', 'office-above'] },
  ]),
  /** Other numbers for a rule, a region, or both; the later entry wins. */
  overrides: z.array(override).default([]),
  /** Where the link in a mail leads; the transfer's id is appended. */
  consoleUrl: z.url(),
  claims,
  /** The address that mails come from. */
  mailFrom: z.email(),
  /** Who is told what only operators can mend. */
  operators: z.array(z.email()).min(1),
});

export const settingsSchema = allSettings.refine(mailsInOfficeHours, {
  path: ['mailAt'],
  message: mailsOutsideOfficeHours,
});

export type Settings = z.infer<typeof settingsSchema>;
export type ClaimNames = Settings['claims'];
type Windows = Settings['windows'];
export type EscalationStep = z.infer<typeof escalationStep>;

/** The numbers in force for one rule in one region. */
export interface Terms {
  windows: Windows;
  reminders: readonly number[];
  escalation: readonly EscalationStep[];
}

/** The province's numbers with the overrides that fit; a later entry wins over an earlier one, field by field. */
export const termsFor = (settings: Settings, rule: Ruled, regionCode: string): Terms =>
  settings.overrides
    .filter((o) => (o.rule ?? rule) === rule && (o.regionCode ?? regionCode) === regionCode)
    .reduce<Terms>(
      (terms, o) => ({
        windows: { ...terms.windows, ...(o.windows as Partial<Windows>) },
        reminders: o.reminders ?? terms.reminders,
        escalation: o.escalation ?? terms.escalation,
      }),
      { windows: settings.windows, reminders: settings.reminders, escalation: settings.escalation },
    );

/** All that a due date is counted by beside the calendar: where it differs from what the open duties were counted by, they are counted anew. */
export const countedBy = ({ timeZone, closeOfBusiness, windows, overrides }: Settings): string =>
  JSON.stringify([
    timeZone,
    closeOfBusiness ?? '24:00',
    windows,
    overrides.flatMap((o) => (o.windows ? [[o.rule ?? '', o.regionCode ?? '', o.windows]] : [])),
  ]);
