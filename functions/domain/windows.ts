import * as z from 'zod';
import type { Text } from './languages.ts';

/**
 * Windows as law (domain.md, "Windows come from somewhere"): how long a duty may take, in which unit, whether it may be paused, how far
 * it may be extended and by whom, and what all that rests on.
 */

interface DutyTerms {
  /** The side of a transfer that owes it. */
  owedBy: 'from' | 'to';
  /** Working days by default. */
  window: number;
  /** Whether a province that names windows must name this one too. */
  named: boolean;
  /** The most that may be granted on top by default, and by whom up to where. */
  extension: readonly Rung[];
}

/** What may be granted on top in all, in the window's own unit, and which office decides on it. */
export interface Rung {
  upTo: number;
  by: Decider;
}

/** The leading group office of the region, or the next one up. */
const deciders = ['office', 'office-above'] as const;
export type Decider = (typeof deciders)[number];

/** Every duty there is (domain.md, "Life of a transfer"). Whatever goes by duty is made from this table, or does not compile until it has all. */
export const duties = {
  dispatch: { owedBy: 'from', window: 5, named: true, extension: [] },
  acknowledge: { owedBy: 'to', window: 5, named: true, extension: [{ upTo: 5, by: 'office' }] },
  correct: { owedBy: 'from', window: 3, named: true, extension: [{ upTo: 3, by: 'office' }] },
  // A receiver that keeps the clue has asked for what it lacks.
  supplement: { owedBy: 'from', window: 3, named: false, extension: [{ upTo: 3, by: 'office' }] },
  feedback: {
    owedBy: 'to',
    window: 20,
    named: true,
    extension: [
      { upTo: 20, by: 'office' },
      { upTo: 40, by: 'office-above' },
    ],
  },
  // R6: the person who reported is told that it was accepted, and later the outcome.
  acceptance: { owedBy: 'from', window: 15, named: false, extension: [] },
  outcome: { owedBy: 'from', window: 15, named: false, extension: [] },
} as const satisfies Readonly<Record<string, DutyTerms>>;
export type DutyName = keyof typeof duties;
export const dutyNames = Object.keys(duties) as DutyName[];

/** Working days as the calendar says; days as they come, the last one moved on to a working day (Civil Code, article 203); hours. */
export const windowUnits = ['working-days', 'calendar-days', 'hours'] as const;
export type WindowUnit = (typeof windowUnits)[number];

/** When the hours of a window count: through nights and days off, on working days only, or while the office is open. */
const hoursRun = ['always', 'working-days', 'office-hours'] as const;
export type HoursRun = (typeof hoursRun)[number];

/** The law, article and version, or the local rule with number and date, in both languages. */
export type Basis = Text;

export interface Window {
  /** In its unit. */
  amount: number;
  unit: WindowUnit;
  /** Of a window in hours. */
  run: HoursRun;
  /** Whether days count as paused while the receiver waits for a supplement. */
  pausable: boolean;
  extension: readonly Rung[];
  basis: Basis;
}

/** What has terms of its own: the rules by which clues are transferred (R1 to R3), and the reply to a reporter (R6). */
export const ruled = ['organised-crime', 'misconduct', 'case-notice', 'reply'] as const;
export type Ruled = (typeof ruled)[number];

const mechanism: Basis = {
  zh: '涉黑涉恶线索排查移送机制（德州市，2018年10月26日）',
  en: 'Mechanism for screening and transferring clues (Dezhou, 26 October 2018)',
};

const and = (a: Basis, b: Basis): Basis => ({ zh: `${a.zh}；${b.zh}`, en: `${a.en}; ${b.en}` });

/** The mechanism asks for it in time, and says no number. */
const inTime: Basis = and(mechanism, {
  zh: '具体天数由本省另行规定，未规定的按本系统预设执行',
  en: 'the province sets the number of days; where it sets none, the system’s preset applies',
});

/** Of the five days the mechanism's own; the laws say "in time" (及时). */
const dispatchBases: Readonly<Record<Ruled, Basis>> = {
  'organised-crime': and(mechanism, {
    zh: '《反有组织犯罪法》（2022年5月1日起施行）第二十四条',
    en: 'Anti-Organised Crime Law (in force 2022-05-01), article 24',
  }),
  misconduct: and(mechanism, {
    zh: '《监察法》（2024年修正）第三十七条',
    en: 'Supervision Law (2024), article 37',
  }),
  'case-notice': mechanism,
  reply: mechanism,
};

const replyBasis: Basis = {
  zh: '参照《纪检监察机关处理检举控告工作规则》（2020年）',
  en: 'By analogy with the Rules for discipline inspection and supervision organs on handling reports (2020)',
};

const defaultBases: Readonly<Record<Exclude<DutyName, 'dispatch'>, Basis>> = {
  acknowledge: mechanism,
  correct: inTime,
  supplement: inTime,
  feedback: inTime,
  acceptance: replyBasis,
  outcome: replyBasis,
};

/** Where a province has changed the number and does not say why. */
const unstated: Basis = { zh: '本省设定（未注明依据）', en: 'Set by the province (no basis stated)' };

/** The window of a duty where a province says nothing else. */
export const defaultWindow = (name: DutyName, rule: Ruled): Window => ({
  amount: duties[name].window,
  unit: 'working-days',
  run: 'always',
  pausable: false,
  extension: duties[name].extension,
  basis: name === 'dispatch' ? dispatchBases[rule] : defaultBases[name],
});

const longestDays = 250;

const days = z.int().min(1).max(longestDays);

/** About a year in hours. */
const longestAmount = 8784;

const text = z.string().trim().min(1).max(300);

const ladder = z
  .array(z.strictObject({ upTo: z.int().min(1).max(longestAmount), by: z.enum(deciders) }))
  .max(deciders.length)
  .refine(
    ([first, second]) =>
      !first || !second || (first.by === 'office' && second.by !== 'office' && first.upTo < second.upTo),
    'the office grants first, and the office above reaches further: mend by and upTo',
  );

const full = z
  .strictObject({
    amount: z.int().min(1).max(longestAmount, `write at most ${longestDays} days, or ${longestAmount} hours`),
    unit: z.enum(windowUnits).default('working-days'),
    /** Of a window in hours: which hours count. */
    run: z.enum(hoursRun).optional(),
    pausable: z.boolean().optional(),
    extension: ladder.optional(),
    /** Law, article and version, or the local rule with its number and date: every explanation ends with it. */
    basis: z.union(
      [text, z.strictObject({ zh: text, en: text })],
      'name the law, article and version, or the local rule with number and date',
    ),
  })
  .refine(({ unit, run }) => run === undefined || unit === 'hours', {
    path: ['run'],
    message: 'belongs to a window in hours: leave it out',
  })
  .refine(({ unit, amount }) => unit === 'hours' || amount <= longestDays, {
    path: ['amount'],
    message: `write at most ${longestDays} days`,
  });

/** What is wrong with a window that is no number, in words that name the field. */
const faultsOfForm = (errors: readonly (readonly { path: readonly PropertyKey[]; message: string }[])[]): string =>
  (errors[1] ?? []).map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');

/** A window as a province file says it: so many working days, or all of it with its basis. */
export const windowForm = z.union([days, full], {
  error: (issue) =>
    issue.input instanceof Object && 'errors' in issue
      ? faultsOfForm(issue.errors as Parameters<typeof faultsOfForm>[0])
      : `write a number of working days from 1 to ${longestDays}, or {amount, unit, basis, …}`,
});
export type WindowForm = z.output<typeof windowForm>;

/** The window that a form makes of the one that would hold without it: what it does not say stays. */
export const windowOver = (before: Window, form: WindowForm): Window => {
  if (typeof form === 'number') {
    const same = before.unit === 'working-days' && before.amount === form;
    // Steps in another unit would mean something else.
    const extension = before.unit === 'working-days' ? before.extension : [];
    return same ? before : { ...before, amount: form, unit: 'working-days', run: 'always', extension, basis: unstated };
  }
  const { amount, unit, run = 'always', pausable, extension, basis } = form;
  return {
    amount,
    unit,
    run,
    pausable: pausable ?? before.pausable,
    extension: extension ?? (unit === before.unit ? before.extension : []),
    basis: typeof basis === 'string' ? { zh: basis, en: basis } : basis,
  };
};
