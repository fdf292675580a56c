import { describe, expect, it } from 'vitest';
import { byDueDate, countsOf, taskKinds, tasksOn } from '../../../../functions/domain/reports/tasks.ts';
import { acknowledged, dispatched, extensionAsked, office, receiver, registered, sender } from '../steps.ts';
import { given } from '../stories.ts';

const after = (...steps: Parameters<typeof given>) => given(...steps).record;

describe('the tasks of a unit', () => {
  it('are what it owes, and what it has to decide', () => {
    const waiting = after(registered(), dispatched(), acknowledged(), extensionAsked());
    expect(tasksOn(receiver, waiting)).toMatchObject([{ kind: 'feedback', dueAt: waiting.duty?.dueAt }]);
    expect(tasksOn(office, waiting)).toMatchObject([{ kind: 'extension-decision', dueAt: waiting.duty?.dueAt }]);
    expect(tasksOn(sender, waiting)).toEqual([]);
  });

  it('are counted by kind, those of which there are none too', () => {
    const task = { dueAt: '2026-10-09T16:00:00.000Z', transferId: 'a1' };
    const counts = countsOf([
      { ...task, kind: 'feedback' },
      { ...task, kind: 'feedback' },
    ]);
    expect(Object.keys(counts)).toEqual([...taskKinds]);
    expect([counts.feedback, counts.dispatch]).toEqual([2, 0]);
  });

  it('stand with what is due first in front', () => {
    const [a, b, c] = ['2026-10-09', '2026-09-30', '2026-10-09'].map((day, n) => ({
      kind: 'feedback' as const,
      dueAt: `${day}T16:00:00.000Z`,
      transferId: `a${n}`,
    }));
    if (!a || !b || !c) throw new Error('three tasks');
    expect([c, a, b].sort(byDueDate)).toEqual([b, a, c]);
  });
});
