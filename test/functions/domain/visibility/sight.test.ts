import { describe, expect, it } from 'vitest';
import { noSuch } from '../../../../functions/domain/errors.ts';
import type { EventName } from '../../../../functions/domain/transfer/events.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import {
  counted,
  mayReadText,
  requireSeen,
  seen,
  seenBySubmitter,
  textsSeen,
} from '../../../../functions/domain/visibility/sight.ts';
import { actorOf, clerkOf, recusing, refusalOf } from '../records.ts';
import {
  acknowledged,
  caseFiled,
  closed,
  discipline,
  dispatched,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  receiver,
  register,
  registered,
  returned,
  sender,
  withdrawn,
} from '../steps.ts';
import { given, givenMade, madeIn, type Step } from '../stories.ts';

/** Who sees what of a transfer, and of the others of its clue. */

const neighbour = '371403-public-security';
const neighbourOffice = '371403-leading-group-office';
const cityPolice = '371400-public-security';
const top = '370000-leading-group-office';
const now = new Date('2026-09-25T10:00:00+08:00');

const see = (unitId: string, transfer: Transfer, recused: string[] = []) =>
  seen(clerkOf(unitId), transfer, recusing(recused, register), now);
const placesOf = (transfer: Transfer) =>
  Object.fromEntries(
    [sender, receiver, office, officeAbove, top, neighbour, neighbourOffice, cityPolice, discipline].flatMap(
      (unitId) => {
        const place = see(unitId, transfer)?.place;
        return place ? [[unitId, place]] : [];
      },
    ),
  );

const held = [registered({ replyId: 'r1' }), dispatched()];
const taken = [...held, acknowledged()];
const overseers = { [office]: 'overseer', [officeAbove]: 'overseer', [top]: 'overseer' };

describe('a transfer', () => {
  it.each<[string, Step[], boolean]>([
    ['registered', [registered()], false],
    ['dispatched', held, true],
    ['returned', [...held, returned()], true],
    ['acknowledged', taken, true],
    ['closed', [...taken, closed()], true],
    ['withdrawn before its dispatch', [registered(), withdrawn()], false],
    ['withdrawn after its return', [...held, returned(), withdrawn()], true],
    ['rerouted', [...taken, proposalMade(), proposalApproved()], true],
  ])('%s is seen by its sender, its offices, and by its receiver once it had it', (_, steps, byReceiver) => {
    const { record } = given(...steps);
    expect(placesOf(record)).toEqual({
      [sender]: 'sender',
      ...overseers,
      ...(byReceiver ? { [receiver]: 'receiver' } : {}),
    });
  });

  it('is counted where it is seen, and nowhere else', () => {
    for (const { record } of [given(registered()), given(...held)]) {
      for (const unitId of [sender, receiver, office, officeAbove, top, neighbour, neighbourOffice, discipline]) {
        expect(counted(clerkOf(unitId), record, nobody) !== null).toBe(see(unitId, record) !== null);
        expect(counted(clerkOf(unitId), record, recusing([unitId], register))).toBeNull();
      }
    }
  });

  it('is nothing to whoever must not hear of it, whatever their role and place: as though it were not', () => {
    const { record } = given(...taken);
    const missing = noSuch.transfer('a1');
    for (const unitId of [sender, receiver, office, officeAbove]) {
      const name = register.units.get(unitId)?.name ?? '';
      for (const role of ['clerk', 'supervisor', 'operator', 'auditor'] as const) {
        for (const entry of [unitId, name, `\u200b${name}`, `${role}@${unitId}`]) {
          const recused = recusing([entry], register);
          const actor = actorOf(unitId, { role });
          expect(seen(actor, record, recused, now)).toBeNull();
          expect(() => requireSeen(actor, record, recused, now, missing)).toThrow(missing);
        }
      }
    }
  });

  it('is refused, not denied, to others who may not see it', () => {
    const { record } = given(registered());
    for (const actor of [
      clerkOf(receiver),
      clerkOf(neighbourOffice),
      clerkOf(discipline),
      actorOf(null, { role: 'operator' }),
      actorOf(sender, { role: 'operator' }),
      actorOf(office, { role: 'auditor' }),
    ]) {
      expect(refusalOf(() => requireSeen(actor, record, nobody, now, noSuch.transfer('a1')))).toBe('forbidden');
    }
  });

  it('is answered once to the unit that submitted it, even where that hears of nothing more', () => {
    const { record } = given(...held);
    const recused = recusing([sender], register);
    expect(seenBySubmitter(clerkOf(sender), record, recused, now)).toMatchObject({
      place: 'sender',
      transfer: { transferId: 'a1' },
      allowedActions: [],
    });
    expect(see(sender, record, [sender])).toBeNull();
  });
});

describe('a transfer that went elsewhere', () => {
  const rerouted = (kind: 'elevate' | 'elsewhere' | 'designate', units: string[] = []) => {
    const { record, facts } = given(...taken, proposalMade({ kind, units })).when(proposalApproved());
    const [made] = madeIn(facts);
    if (!made) throw new Error('no successor');
    return { old: record, made, successor: made.transfer };
  };

  it('elevated is overseen from the prefecture up: the county’s office sees that it went', () => {
    const { old, successor } = rerouted('elevate');
    expect(placesOf(successor)).toEqual({
      [sender]: 'sender',
      [cityPolice]: 'receiver',
      [officeAbove]: 'overseer',
      [top]: 'overseer',
    });
    expect(placesOf(old)).toEqual({ [sender]: 'sender', [receiver]: 'receiver', ...overseers });
  });

  it('to another county is overseen there', () => {
    const { successor } = rerouted('elsewhere', [neighbour]);
    expect(placesOf(successor)).toEqual({
      [sender]: 'sender',
      [neighbour]: 'receiver',
      [neighbourOffice]: 'overseer',
      [officeAbove]: 'overseer',
      [top]: 'overseer',
    });
  });

  it('after its return, likewise', () => {
    const { facts } = given(...held, returned({ suggested: neighbour })).when(dispatched({ to: neighbour }));
    const [made] = madeIn(facts);
    expect(made && Object.keys(placesOf(made.transfer))).toEqual([
      sender,
      officeAbove,
      top,
      neighbour,
      neighbourOffice,
    ]);
  });

  it('names where it went, and where it came from, to all who see it', () => {
    const { old, successor } = rerouted('elevate');
    for (const unitId of [sender, receiver, office, officeAbove, top]) {
      expect(see(unitId, old)?.transfer.successors).toEqual(['s1']);
    }
    for (const unitId of [sender, cityPolice, officeAbove]) {
      expect(see(unitId, successor)?.transfer.predecessor).toBe('a1');
    }
  });

  it('goes on without those who had it: nothing of its successor’s life shows on what they had', () => {
    const { old, made } = rerouted('elevate');
    const after = givenMade(made, acknowledged(), closed({ outcome: '移送起诉' })).record;
    for (const unitId of [receiver, office, neighbourOffice]) expect(see(unitId, after)).toBeNull();
    // The reporter was answered since: the record of before knows, and tells its sender alone.
    const answered = { ...old, repliedAt: '2026-10-20T02:00:00.000Z' };
    expect(see(sender, answered)?.transfer.repliedAt).toBe(answered.repliedAt);
    for (const unitId of [receiver, office]) {
      expect(see(unitId, answered)).toEqual(see(unitId, old));
    }
  });

  it('of a joint handling is not seen by the units that stand beside', () => {
    const { record, facts } = given(...taken, proposalMade({ kind: 'joint', units: [neighbour, discipline] })).when(
      proposalApproved({ by: actorOf(office, { role: 'supervisor' }) }),
    );
    const [first] = madeIn(facts);
    expect(see(neighbour, record)).toBeNull();
    expect(first && [receiver, office, discipline].map((unitId) => see(unitId, first.transfer))).toEqual([
      null,
      null,
      null,
    ]);
    expect(first && see(neighbour, first.transfer)?.place).toBe('receiver');
  });
});

describe('the notice of a case', () => {
  const { record, facts } = given(...taken).when(caseFiled({ noticeId: 'n1' }));
  const [made] = madeIn(facts);
  if (!made) throw new Error('no notice');

  it('is of public security and discipline inspection: the clue’s sender does not see it', () => {
    expect(placesOf(made.transfer)).toEqual({ [receiver]: 'sender', [discipline]: 'receiver', ...overseers });
    expect(see(sender, made.transfer)).toBeNull();
  });

  it('is named on the transfer to those who see both, and on it the transfer to all who have it', () => {
    const noticeFor = (unitId: string) => see(unitId, record)?.transfer.case?.transferId;
    expect([receiver, office, officeAbove].map(noticeFor)).toEqual(['n1', 'n1', 'n1']);
    expect(noticeFor(sender)).toBeNull();
    const originFor = (unitId: string) => see(unitId, made.transfer)?.transfer.case?.transferId;
    expect([receiver, office, discipline].map(originFor)).toEqual(['a1', 'a1', 'a1']);
  });

  it('follows the clue on: who gets it then learns of no notice that is not theirs', () => {
    const moved = given(...taken, caseFiled({ noticeId: 'n1' }), proposalMade()).when(proposalApproved());
    const [successor] = madeIn(moved.facts);
    expect(successor?.transfer.case?.transferId).toBe('n1');
    const noticeFor = (unitId: string) => successor && see(unitId, successor.transfer)?.transfer.case?.transferId;
    expect([cityPolice, sender].map(noticeFor)).toEqual([null, null]);
    expect(noticeFor(officeAbove)).toBe('n1');
  });

  it('of records that do not say whose it is, is named to nobody', () => {
    const { notice: _, ...before } = record;
    for (const unitId of [sender, receiver, office]) {
      expect(see(unitId, before as Transfer)?.transfer.case?.transferId).toBeNull();
    }
  });
});

describe('the texts of a timeline', () => {
  const read = (place: 'sender' | 'receiver' | 'overseer', ...events: EventName[]) =>
    textsSeen(
      place,
      events.map((event) => ({ event })),
    );

  it('are open to sender and offices', () => {
    for (const place of ['sender', 'overseer'] as const) {
      expect(read(place, 'registered', 'dispatched', 'returned', 'rerouted')).toEqual([true, true, true, true]);
    }
  });

  it('are closed to a receiver from when the clue left it until it comes again', () => {
    expect(read('receiver', 'dispatched', 'returned', 'dispatched', 'acknowledged', 'closed')).toEqual(
      Array.from({ length: 5 }, () => true),
    );
    expect(read('receiver', 'dispatched', 'returned', 'told', 'rerouted')).toEqual([true, true, false, false]);
    expect(read('receiver', 'dispatched', 'returned', 'extension-asked', 'withdrawn')).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(read('receiver', 'dispatched', 'acknowledged', 'rerouted', 'told')).toEqual([true, true, true, false]);
  });

  it('say to nobody but the offices whom a mail passed over', () => {
    expect((['sender', 'receiver', 'overseer'] as const).map((place) => mayReadText(place, 'passedOver'))).toEqual([
      false,
      false,
      true,
    ]);
    for (const place of ['sender', 'receiver', 'overseer'] as const) expect(mayReadText(place, 'note')).toBe(true);
  });
});
