import type { EscalationTarget } from '../settings.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { unitIdSays } from '../units/forms.ts';
import { type DutyName, duties, dutyNames } from '../windows.ts';
import { isOverdueNow, wasSentLate } from './lateness.ts';

/** What supervisors watch: how many, how often in time, how long, by whom. */

/** What of a transfer statistics go by: what the index that they are read from carries. */
export const statisticsFields = [
  ...(['rule', 'from', 'to', 'status', 'late', 'done', 'duty', 'escalations', 'escalatedTo', 'month'] as const),
] as const satisfies readonly (keyof Transfer)[];

export type Row = Pick<Transfer, (typeof statisticsFields)[number]>;

interface Rate {
  /** Duties that were done, and those that are overdue now. */
  due: number;
  onTime: number;
  /** Null where nothing was due. */
  rate: number | null;
}

/** A duty that was done, or is overdue now: what rates are made of. */
interface Due<R extends Row> {
  row: R;
  unit: string;
  name: DutyName;
  onTime: boolean;
}

/** Duties by who owes them: done in time, done late, or overdue and still owed. */
const dutiesOf = (row: Row, now: string): Omit<Due<Row>, 'row'>[] => {
  const done = dutyNames.flatMap((name) => {
    const end = row.done[name];
    return end ? [{ unit: row[duties[name].owedBy], name, onTime: !end.overdue }] : [];
  });
  const owed =
    row.duty && isOverdueNow(row, now) ? [{ unit: row.duty.owedBy, name: row.duty.name, onTime: false }] : [];
  return [...done, ...owed];
};

const rateOf = (due: readonly { onTime: boolean }[]): Rate => {
  const onTime = due.filter((duty) => duty.onTime).length;
  const rate = due.length === 0 ? null : Math.round((onTime / due.length) * 1000) / 1000;
  return { due: due.length, onTime, rate };
};

/** The value at that share of the sorted values (nearest rank); null of none. */
export const percentile = (values: readonly number[], share: number): number | null =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? null;

const daysOf = (rows: readonly Row[], name: 'acknowledge' | 'feedback') => {
  const days = rows.flatMap(({ done }) => done[name]?.workingDays ?? []);
  return { count: days.length, median: percentile(days, 0.5), p90: percentile(days, 0.9) };
};

const countBy = <T>(all: readonly T[], key: (one: T) => string): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(all, key)].map(([name, some]) => [name, some.length] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The rates of duties grouped by a key, in its order. */
const ratesBy = <T extends { onTime: boolean }>(due: readonly T[], key: (duty: T) => string): Record<string, Rate> =>
  Object.fromEntries(
    [...Map.groupBy(due, key)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, some]) => [name, rateOf(some)]),
  );

/** The duties that the rates of these rows are made of. `isCounted`: the units whose duties are counted. */
export const duesOf = <R extends Row>(
  rows: readonly R[],
  isCounted: (unitId: string) => boolean,
  now: string,
): Due<R>[] =>
  rows.flatMap((row) =>
    dutiesOf(row, now)
      .filter(({ unit }) => isCounted(unit))
      .map((duty) => ({ ...duty, row })),
  );

/** Which of them are asked for; what is left out is any. */
export interface Chosen {
  /** Done late, or overdue now; done in time; or both. */
  rows: 'late' | 'on-time' | 'all';
  unit?: string | undefined;
  organ?: string | undefined;
  rule?: string | undefined;
  duty?: string | undefined;
}

/** Those of the duties that a figure tells of. */
export const chosenOf = <R extends Row>(dues: readonly Due<R>[], { rows, unit, organ, rule, duty }: Chosen): Due<R>[] =>
  dues.filter(
    (due) =>
      (rows === 'all' || due.onTime === (rows === 'on-time')) &&
      (unit === undefined || due.unit === unit) &&
      (organ === undefined || unitIdSays(due.unit).organ === organ) &&
      (rule === undefined || due.row.rule === rule) &&
      (duty === undefined || due.name === duty),
  );

/**
 * `isCounted`: the units whose duties are counted. `now`: instant (UTC) as text. Working days are those of the calendar at the time of
 * each duty's end.
 */
export const statisticsOf = (rows: readonly Row[], isCounted: (unitId: string) => boolean, now: string) => {
  const due = duesOf(rows, isCounted, now);
  const levels: Record<EscalationTarget, number> = { supervisors: 0, office: 0, 'office-above': 0 };
  for (const { escalatedTo } of rows) {
    for (const [level, count] of Object.entries(escalatedTo)) levels[level as EscalationTarget] += count;
  }
  return {
    transfers: {
      total: rows.length,
      late: rows.filter(wasSentLate).length,
      overdue: rows.filter((row) => isOverdueNow(row, now)).length,
      byStatus: countBy(rows, ({ status }) => status),
      byRule: countBy(rows, ({ rule }) => rule),
      byMonth: countBy(rows, ({ month }) => month),
    },
    onTime: {
      all: rateOf(due),
      byDuty: ratesBy(due, ({ name }) => name),
      byUnit: ratesBy(due, ({ unit }) => unit),
      byOrgan: ratesBy(due, ({ unit }) => unitIdSays(unit).organ),
      byRule: ratesBy(due, ({ row }) => row.rule),
      byMonth: ratesBy(due, ({ row }) => row.month),
    },
    workingDays: { acknowledge: daysOf(rows, 'acknowledge'), feedback: daysOf(rows, 'feedback') },
    escalations: { total: rows.reduce((sum, { escalations }) => sum + escalations, 0), byLevel: levels },
  };
};
