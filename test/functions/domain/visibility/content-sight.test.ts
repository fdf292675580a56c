import { describe, expect, it } from 'vitest';
import type { Clue } from '../../../../functions/domain/clue/clue.ts';
import { noSuch } from '../../../../functions/domain/errors.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { recusedAs } from '../../../../functions/domain/units/recusal.ts';
import { requireSeenClue } from '../../../../functions/domain/visibility/clue-sight.ts';
import {
  isLost,
  lostAt,
  requireVersionKnown,
  versionKnown,
  versionsUpTo,
} from '../../../../functions/domain/visibility/content-sight.ts';
import { clerkAt, clerkOf, refusalOf } from '../records.ts';
import {
  acknowledged,
  caseFiled,
  discipline,
  dispatched,
  dispatchedAgain,
  nextTold,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  receiver,
  registered,
  returned,
  sender,
  withdrawn,
} from '../steps.ts';
import { given, madeIn, type Step, type Story } from '../stories.ts';

/** Which versions of a clue's content each caller may know. */

const cityPolice = '371400-public-security';
const elsewhere = '371403-public-security';
const now = new Date('2026-10-30T10:00:00+08:00');

/** A clue with a version at each of these instants. */
const clueWith = (transfers: readonly Transfer[], times: readonly string[], different: Partial<Clue> = {}): Clue => ({
  ...{ clueId: 'c1', reference: '371402-20260924-00000000', unitId: sender, channel: 'daily-enforcement' },
  ...{ regionCode: '371402', regionPath: ['371402', '371400', '370000'], kinds: ['organised-crime'] },
  ...{ kept: [], categories: [], classification: 'none', realName: false, replyId: null },
  ...{ discoveredAt: '2026-09-24T02:00:00.000Z', registeredAt: '2026-09-24T02:00:00.000Z' },
  transferIds: transfers.map(({ transferId }) => transferId),
  corrections: times.map((at, n) => ({ version: n + 2, at, by: clerkAt(sender), fields: ['text'] })),
  ...different,
});

const knownTo = (unitId: string, clue: Clue, stories: readonly Pick<Story, 'record' | 'events'>[]): number => {
  const actor = clerkOf(unitId);
  const transfers = stories.map(({ record }) => record);
  const shown = requireSeenClue(actor, { clue, transfers, reply: null }, recusedAs([]), now, noSuch.clue('c1'));
  const lost = shown.transfers
    .filter(isLost)
    .map(
      ({ transfer }) =>
        [
          transfer.transferId,
          lostAt(stories.find(({ record }) => record.transferId === transfer.transferId)?.events ?? []),
        ] as const,
    );
  return versionKnown(actor, clue, shown, new Map(lost));
};
const everybody = [sender, receiver, office, officeAbove];
const known = (clue: Clue, stories: readonly Pick<Story, 'record' | 'events'>[], units = everybody) =>
  units.map((unitId) => knownTo(unitId, clue, stories));
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const endOf = ({ events }: Pick<Story, 'events'>) => events.at(-1)?.at ?? '';

describe('of the versions of a clue', () => {
  it('sender, receiver and offices know all while it is with the receiver', () => {
    const story = given(registered(), dispatched(), acknowledged());
    expect(known(clueWith([story.record], [later(endOf(story), 1)]), [story])).toEqual([2, 2, 2, 2]);
  });

  it('a receiver that returned it knows those before the return, whatever became of it', () => {
    const steps: Step[] = [registered(), dispatched(), returned()];
    const back = given(...steps);
    const times = [later(endOf(back), -10), endOf(back), later(endOf(back), 90)];
    for (const story of [back, given(...steps, nextTold()), given(...steps, nextTold(), withdrawn())]) {
      expect(known(clueWith([story.record], times), [story]).slice(0, 2)).toEqual([4, 2]);
    }
    const again = given(...steps, dispatchedAgain());
    expect(known(clueWith([again.record], times), [again])).toEqual([4, 4, 4, 4]);
    // Returned twice: the second time counts.
    const twice = given(...steps, dispatchedAgain(), returned());
    expect(known(clueWith([twice.record], times), [twice])).toEqual([4, 4, 4, 4]);
    const third = clueWith([twice.record], [...times, later(endOf(twice), 1)]);
    expect(known(third, [twice])).toEqual([5, 4, 5, 5]);
  });

  it('a receiver whose timeline is not known knows none but the first', () => {
    const story = given(registered(), dispatched(), returned());
    const clue = clueWith([story.record], [later(endOf(story), -10)]);
    expect(knownTo(receiver, clue, [{ record: story.record, events: [] }])).toBe(1);
  });

  it('a receiver and an office that it left by a proposal know those before it left', () => {
    const approved = given(registered(), dispatched(), acknowledged(), proposalMade()).when(proposalApproved());
    const [successor] = madeIn(approved.facts);
    if (!successor) throw new Error('there is no successor');
    const stories = [approved, { record: successor.transfer, events: successor.events }];
    const left = approved.record.closedAt ?? '';
    const clue = clueWith(
      stories.map(({ record }) => record),
      [later(left, -1), later(left, 1)],
    );
    expect(known(clue, stories, [...everybody, cityPolice])).toEqual([3, 2, 2, 3, 3]);
  });

  it('a receiver that returned it to where its return said knows those before the return', () => {
    const back = given(registered(), dispatched(), returned({ suggested: elsewhere }));
    const redirected = given(registered(), dispatched(), returned({ suggested: elsewhere })).when(
      dispatched({ to: elsewhere }),
    );
    const [successor] = madeIn(redirected.facts);
    if (!successor) throw new Error('there is no successor');
    const first = { record: redirected.record, events: [...back.events, ...redirected.events] };
    const stories = [first, { record: successor.transfer, events: successor.events }];
    const clue = clueWith(
      stories.map(({ record }) => record),
      [later(endOf(back), 1), later(endOf(first), 1)],
    );
    expect(known(clue, stories, [...everybody, elsewhere])).toEqual([3, 1, 2, 3, 3]);
  });

  it('an office knows those before a withdrawal', () => {
    const story = given(registered(), withdrawn());
    const clue = clueWith([story.record], [later(endOf(story), -1), later(endOf(story), 1)]);
    expect(known(clue, [story], [sender, office, officeAbove])).toEqual([3, 2, 2]);
  });

  it('who made the notice of a case knows none by it that came after', () => {
    const taken: Step[] = [registered(), dispatched(), acknowledged()];
    const [made] = madeIn(given(...taken).when(caseFiled()).facts);
    if (!made) throw new Error('no notice was made');
    const gone = given(...taken, caseFiled(), proposalMade()).when(proposalApproved());
    const stories = [gone, { record: made.transfer, events: made.events }];
    const left = gone.record.closedAt ?? '';
    const clue = clueWith(
      stories.map(({ record }) => record),
      [later(left, -1), later(left, 1)],
    );
    expect(known(clue, stories, [sender, receiver, discipline])).toEqual([3, 2, 3]);
  });

  it('those that a unit keeps for itself are known to it and to the offices above it', () => {
    const clue = clueWith([], [now.toISOString()], { unitId: receiver, kept: ['organised-crime'] });
    expect(known(clue, [], [receiver, office, officeAbove])).toEqual([2, 2, 2]);
  });
});

describe('a version', () => {
  const clue = clueWith([], [later(now.toISOString(), -9), now.toISOString()]);
  const submitted = { at: clue.registeredAt, by: clerkAt(sender) };

  it('is listed up to the newest known, the first as it was submitted', () => {
    expect(versionsUpTo(2, clue, submitted)).toEqual([
      { version: 1, ...submitted, fields: [] },
      { ...clue.corrections?.[0] },
    ]);
  });

  it('that is not known is answered as one that is not there', () => {
    expect(requireVersionKnown(undefined, 2)).toBe(2);
    expect(requireVersionKnown(1, 2)).toBe(1);
    expect(refusalOf(() => requireVersionKnown(3, 2))).toBe('not-found');
  });
});
