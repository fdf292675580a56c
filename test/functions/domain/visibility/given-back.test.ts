import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { counted, seen, versionSeen } from '../../../../functions/domain/visibility/sight.ts';
import { clerkOf } from '../records.ts';
import {
  dispatched,
  extensionAsked,
  extensionGranted,
  office,
  receiver,
  registered,
  returned,
  sender,
  withdrawn,
} from '../steps.ts';
import { given } from '../stories.ts';

const now = new Date('2026-09-25T10:00:00+08:00');
const see = (unitId: string, transfer: Transfer) => seen(clerkOf(unitId), transfer, nobody, now);
const held = [registered({ replyId: 'r1' }), dispatched()];

describe('a transfer that its receiver gave back', () => {
  it('is to the receiver as it stood then, whatever its sender is granted or misses', () => {
    const back = given(...held, returned());
    const asked = given(
      ...held,
      returned(),
      extensionAsked({ by: clerkOf(sender), workingDays: 2 }),
      extensionGranted(),
    );
    const first = see(receiver, back.record)?.transfer;
    expect(first).toMatchObject({ status: 'returned', duty: null, escalations: 0, done: {} });
    const missed = { ...asked.record, escalations: 3, escalatedTo: { office: 3 }, handled: 'escalation-3' };
    const later = see(receiver, missed)?.transfer;
    const { duty, extension, handled, version, escalations, escalatedTo } = first ?? {};
    expect(later).toMatchObject({ duty, extension, handled, version, escalations, escalatedTo });
    expect(see(sender, asked.record)?.transfer.duty).toMatchObject({ name: 'correct', extended: 2 });
    expect(versionSeen(clerkOf(receiver), missed)).toBe(version);
    expect(versionSeen(clerkOf(sender), missed)).toBe(missed.version);
    expect(counted(clerkOf(receiver), missed, nobody)).toMatchObject({ duty: null, escalations: 0 });
    expect(counted(clerkOf(office), missed, nobody)).toMatchObject({ duty: { name: 'correct' }, escalations: 3 });
  });

  it('shows it that it went, and no lateness of its sender’s', () => {
    const late = given(...held, returned(), withdrawn({ at: '2026-12-01T10:00:00+08:00' })).record;
    expect(see(sender, late)?.transfer.done.correct?.overdue).toBe(true);
    expect(see(receiver, late)?.transfer).toMatchObject({ status: 'withdrawn', duty: null, done: {} });
  });
});
