import { type Transfer, undecidedOf } from '../transfer/transfer.ts';
import { type DutyName, dutyNames } from '../windows.ts';

/** What a unit has to do: what it owes, what it newly received (`acknowledge`), and what it has to decide. */

export const taskKinds = [...dutyNames, 'extension-decision', 'proposal-decision'] as const;
export type TaskKind = DutyName | 'extension-decision' | 'proposal-decision';

export interface Task {
  kind: TaskKind;
  /** Instant (UTC) until which its duty is to be done; of a decision that of the duty that it is about. */
  dueAt: string;
  transferId: string;
}

/** What a unit has to do on one transfer. */
export const tasksOn = (unitId: string, transfer: Transfer): Task[] => {
  const { duty, transferId, extension } = transfer;
  const dueAt = duty?.dueAt ?? transfer.changedAt;
  const decisions = undecidedOf(transfer).flatMap(({ id, office }): TaskKind[] => {
    if (office !== unitId) return [];
    return [id === extension?.extensionId ? 'extension-decision' : 'proposal-decision'];
  });
  const owed: TaskKind[] = duty?.owedBy === unitId ? [duty.name] : [];
  return [...owed, ...decisions].map((kind) => ({ kind, dueAt, transferId }));
};

const place = ({ dueAt, transferId, kind }: Task): string => `${dueAt} ${transferId} ${kind}`;

/** What is due first stands first. */
export const byDueDate = (a: Task, b: Task): number => (place(a) < place(b) ? -1 : 1);

/** How many there are of each kind, those of which there are none included. */
export const countsOf = (tasks: readonly Task[]): Record<TaskKind, number> => {
  const counts = Object.fromEntries(taskKinds.map((kind) => [kind, 0])) as Record<TaskKind, number>;
  for (const { kind } of tasks) counts[kind] += 1;
  return counts;
};
