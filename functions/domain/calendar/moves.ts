/** What a recount does to deadlines, counted by kind: shown before a calendar is changed, and told after. */

/** A deadline as it was told. */
interface Deadline {
  /** Instant (UTC); done by then is in time. */
  dueAt: string;
  provisional: boolean;
}

export interface Moves {
  /** Due earlier, or later, than before. */
  earlier: number;
  later: number;
  /** Due as before, and certain now that their year’s notice is in. */
  definite: number;
  /** Due as before, and no longer certain: their year’s notice was withdrawn. */
  provisional: number;
  /** Of those that are earlier: due before now, and were not before. */
  intoPast: number;
}

export const noMoves: Moves = { earlier: 0, later: 0, definite: 0, provisional: 0, intoPast: 0 };

/** One deadline that a recount changes. `now`: instant of the recount. */
export const moveOf = (before: Deadline, after: Deadline, now: Date): Moves => {
  if (before.dueAt === after.dueAt) {
    return after.provisional ? { ...noMoves, provisional: 1 } : { ...noMoves, definite: 1 };
  }
  if (before.dueAt < after.dueAt) return { ...noMoves, later: 1 };
  const at = now.toISOString();
  return { ...noMoves, earlier: 1, intoPast: after.dueAt < at && before.dueAt >= at ? 1 : 0 };
};

export const sumOf = (all: readonly Moves[]): Moves =>
  all.reduce(
    (sum, one) => ({
      earlier: sum.earlier + one.earlier,
      later: sum.later + one.later,
      definite: sum.definite + one.definite,
      provisional: sum.provisional + one.provisional,
      intoPast: sum.intoPast + one.intoPast,
    }),
    noMoves,
  );

/** Deadlines that changed: each is of one kind, and those into the past are earlier ones. */
export const countOf = ({ earlier, later, definite, provisional }: Moves): number =>
  earlier + later + definite + provisional;
