import { describe, expect, it } from 'vitest';
import { recounted } from '../../../../functions/domain/transfer/deadlines.ts';
import { told } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { eventsSeen, textsSeen } from '../../../../functions/domain/visibility/sight.ts';
import { at } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { acknowledged, dispatched, nextTold, recalled, receiver, registered } from '../steps.ts';
import { given } from '../stories.ts';

/** Who has heard of a duty, and of its date. */

const people = { recipients: [{ unitId: receiver, as: 'unit' as const }], passed: [], ended: false };
const held = [registered(), dispatched(), nextTold()];
const shorter = (acknowledge: number) => settingsWith({ windows: { ...settingsWith().windows, acknowledge } });
const recount = (transfer: Transfer, window: number, when: string, id: string) =>
  recounted(transfer, { ...at(when), settings: shorter(window) }, { id, untold: [] })?.record as Transfer;

describe('those who were told of a duty', () => {
  it('stand on its record once, and go with it', () => {
    const { record } = given(...held, nextTold({ people }), nextTold({ people }));
    expect(record.informed).toEqual([
      { unitId: receiver, as: 'unit', at: '2026-09-30T01:00:00.000Z', again: ['2026-10-08T01:00:00.000Z'], times: 2 },
    ]);
    given(...held, nextTold({ people }))
      .when(acknowledged())
      .thenRecord({ informed: [] });
  });
});

describe('an earlier date that its unit has not heard of', () => {
  const moved = recount(given(...held).record, 3, '2026-10-08T10:00:00+08:00', 'r1');

  it('is heard of by a reminder to the unit, or an escalation that goes to it too, and by nothing else', () => {
    const c = at('2026-10-13T10:00:00+08:00');
    const escalation = { key: 'escalation-1', kind: 'escalation', at: c.now.toISOString(), distance: 1 } as const;
    expect(moved.duty?.moved?.untold).toBe(true);
    const supervisors = { ...people, recipients: [{ unitId: receiver, as: 'supervisor' as const }] };
    const others = told(moved, { ...escalation, to: ['supervisors'] }, supervisors, c).record;
    expect(others.duty?.moved?.untold).toBe(true);
    const unit = told(moved, { ...escalation, to: ['owner', 'supervisors'] }, people, c).record;
    expect(unit.duty?.moved).not.toHaveProperty('untold');
  });

  it('moved once more is told from the date that its unit knows, whatever recounts came between', () => {
    const again = recount(moved, 2, '2026-10-08T11:00:00+08:00', 'r2');
    expect(again.duty).toMatchObject({ dueDate: '2026-09-29', moved: { by: 'r2', from: { dueDate: '2026-10-09' } } });
  });
});

describe('the receiver of what was recalled', () => {
  const timeline = (['registered', 'dispatched', 'recalled', 'told', 'workflow-restarted'] as const).map((event) => ({
    event,
  }));

  it('sees what happened up to there, and its sender all', () => {
    const { events } = given(...held, recalled());
    expect(events.at(-1)?.event).toBe('recalled');
    expect(eventsSeen('receiver', timeline)).toBe(3);
    expect(eventsSeen('sender', timeline)).toBe(5);
    expect(textsSeen('receiver', timeline)).toEqual([true, true, true, false, false]);
  });
});
