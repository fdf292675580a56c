import { describe, expect, it } from 'vitest';
import type { Clue } from '../../../../functions/domain/clue/clue.ts';
import { noSuch } from '../../../../functions/domain/errors.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import { mayActOnClue, requireAnswerer, requireSeenClue } from '../../../../functions/domain/visibility/clue-sight.ts';
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
  replyBegun,
  sender,
  supplementAsked,
} from '../steps.ts';
import { given, givenMade, madeIn } from '../stories.ts';

/** What of a clue's transfers each caller sees, and nothing of the others. */

const cityPolice = '371400-public-security';
const now = new Date('2026-10-08T10:00:00+08:00');
const missing = noSuch.clue('c1');

const made = (facts: Parameters<typeof madeIn>[0]): ReturnType<typeof madeIn>[number] => {
  const [one] = madeIn(facts);
  if (!one) throw new Error('nothing was made');
  return one;
};

/** Organised crime, elevated with its case filed before, beside misconduct that the other organ deals with. */
const story = () => {
  const crime = given(registered({ replyId: 'r1' }), dispatched(), acknowledged());
  const filed = crime.when(caseFiled({ noticeId: 'n1' }));
  const steps = [
    registered({ replyId: 'r1' }),
    dispatched(),
    acknowledged(),
    caseFiled({ noticeId: 'n1' }),
    proposalMade(),
  ];
  const elevated = given(...steps).when(proposalApproved());
  const misconduct = given(
    registered({ transferId: 'm1', rule: 'misconduct', to: discipline }),
    dispatched(),
    // What is asked for, and that it is, is between these two and the offices above them.
    supplementAsked({ supplementId: 'u1' }),
    acknowledged(),
    closed({ outcome: '立案审查' }),
  ).record;
  const notice = givenMade(made(filed.facts), acknowledged({ officers: ['孙某'] })).record;
  const successor = givenMade(made(elevated.facts), acknowledged(), closed({ outcome: '移送起诉' })).record;
  return { transfers: [elevated.record, misconduct, notice, successor], reply: given(replyBegun()).record };
};

const clue: Clue = {
  ...{ clueId: 'c1', reference: '371402-20260924-00000000', unitId: sender, channel: 'daily-enforcement' },
  ...{ regionCode: '371402', regionPath: ['371402', '371400', '370000'], kinds: ['organised-crime', 'misconduct'] },
  ...{ kept: [], categories: [], classification: 'none', realName: true, replyId: 'r1' },
  ...{ transferIds: ['a1', 'm1', 'n1', 's1'] },
  ...{ discoveredAt: '2026-09-24T02:00:00.000Z', registeredAt: '2026-09-24T02:00:00.000Z' },
};

const { transfers, reply } = story();
const see = (
  actor: Actor,
  recused: string[] = [],
  all: { clue: Clue; transfers: Transfer[]; reply: Transfer | null } = { clue, transfers, reply },
) => requireSeenClue(actor, all, recusing(recused, register), now, missing);

const idsFor = (unitId: string) => {
  const shown = see(clerkOf(unitId));
  const ids = shown.transfers.map(({ transfer }) => transfer.transferId);
  // Neither more nor less in the list of ids.
  expect(shown.clue.transferIds).toEqual(ids);
  expect(shown.clue.replyId).toBe(shown.reply && 'r1');
  return { ids, reply: shown.reply !== null };
};

describe('of a clue', () => {
  it('its sender sees what it sent, and no notice between the organs', () => {
    expect(idsFor(sender)).toEqual({ ids: ['a1', 'm1', 's1'], reply: true });
  });

  it('each receiver sees its own: nothing of the other organ, of the successor, nor of the answer to the reporter', () => {
    expect(idsFor(receiver)).toEqual({ ids: ['a1', 'n1'], reply: false });
    expect(idsFor(discipline)).toEqual({ ids: ['m1', 'n1'], reply: false });
    expect(idsFor(cityPolice)).toEqual({ ids: ['s1'], reply: false });
  });

  it('an office sees what is dealt with in its region and below', () => {
    expect(idsFor(office)).toEqual({ ids: ['a1', 'm1', 'n1'], reply: true });
    expect(idsFor(officeAbove)).toEqual({ ids: ['a1', 'm1', 'n1', 's1'], reply: true });
  });

  it('nothing of what is hidden stands in what is shown', () => {
    const hidden: [string, string[]][] = [
      [sender, ['孙某', 'n1']],
      [receiver, ['移送起诉', '立案审查', 'm1', 'u1', cityPolice]],
      [discipline, ['移送起诉', 's1']],
      [cityPolice, ['孙某', '立案审查', 'n1', 'm1', 'u1']],
      [office, ['移送起诉']],
    ];
    for (const [unitId, words] of hidden) {
      const shown = see(clerkOf(unitId));
      // `notice` is for rights to go by, `notices` are still to be mailed: no view shows them.
      const text = JSON.stringify([
        shown.clue,
        ...[...shown.transfers, ...(shown.reply ? [shown.reply] : [])].map(
          ({ transfer: { notice: _, notices: __, ...rest } }) => rest,
        ),
      ]);
      for (const word of words) expect(text).not.toContain(`"${word}"`);
    }
  });

  it('others see nothing, and are refused', () => {
    for (const actor of [
      clerkOf('371402-petitions'),
      clerkOf('371403-leading-group-office'),
      clerkOf('371403-public-security'),
      actorOf(null, { role: 'operator' }),
      actorOf(sender, { role: 'auditor' }),
    ]) {
      expect(refusalOf(() => see(actor))).toBe('forbidden');
    }
  });

  it('whoever must not hear of it is answered as though it were not', () => {
    for (const unitId of [sender, receiver, discipline, office, officeAbove, '371402-petitions']) {
      const name = register.units.get(unitId)?.name ?? unitId;
      for (const entry of [unitId, name, `clerk@${unitId}`]) {
        if (unitId === '371402-petitions' && entry === name) continue;
        expect(() => see(clerkOf(unitId), [entry])).toThrow(missing);
      }
    }
    expect(() => see(actorOf(null, { role: 'operator' }), ['operator@null'])).toThrow(missing);
  });

  it('a receiver sees nothing before its dispatch', () => {
    const waiting = given(registered()).record;
    const all = { clue: { ...clue, transferIds: ['a1'] }, transfers: [waiting], reply: null };
    expect(refusalOf(() => see(clerkOf(receiver), [], all))).toBe('forbidden');
    expect(see(clerkOf(sender), [], all).clue.transferIds).toEqual(['a1']);
    expect(see(clerkOf(office), [], all).clue.transferIds).toEqual(['a1']);
  });
});

describe('of a clue that its unit deals with itself', () => {
  const own: Clue = {
    ...clue,
    unitId: receiver,
    kept: ['organised-crime'],
    kinds: ['organised-crime'],
    transferIds: [],
    replyId: null,
  };
  const all = { clue: own, transfers: [], reply: null };

  it('its unit and the offices above it see it', () => {
    for (const unitId of [receiver, office, officeAbove]) expect(see(clerkOf(unitId), [], all).transfers).toEqual([]);
    for (const unitId of [discipline, '371403-leading-group-office', sender]) {
      expect(refusalOf(() => see(clerkOf(unitId), [], all))).toBe('forbidden');
    }
  });

  it('that it handed over in full, the offices where it was found see no more than where it is dealt with', () => {
    const lifted = given(
      registered({ from: receiver, to: cityPolice, regionCode: '371400', regionPath: ['371400', '370000'] }),
      dispatched(),
    );
    const handed = { clue: { ...own, kept: [], transferIds: ['a1'] }, transfers: [lifted.record], reply: null };
    expect(refusalOf(() => see(clerkOf(office), [], handed))).toBe('forbidden');
    expect(see(clerkOf(officeAbove), [], handed).clue.transferIds).toEqual(['a1']);
  });

  it('the case that was filed is seen with its notice, or by its unit', () => {
    const filed = { caseNumber: '1', filedAt: now.toISOString(), transferId: 'n1' };
    const noticed = { ...all, clue: { ...own, case: filed, transferIds: ['n1'] } };
    expect(see(clerkOf(receiver), [], noticed).clue.case).toEqual(filed);
    expect(see(clerkOf(office), [], noticed).clue).not.toHaveProperty('case');
  });
});

describe('on a clue', () => {
  it('only the unit that registered it files a case, and whoever must not hear finds none', () => {
    const file =
      (actor: Actor, recused: string[] = []) =>
      () =>
        mayActOnClue(actor, clue, recusing(recused, register), missing);
    expect(refusalOf(file(clerkOf(sender)))).toBe('accepted');
    expect(refusalOf(file(clerkOf(office)))).toBe('forbidden');
    expect(refusalOf(file(actorOf(sender, { role: 'operator' })))).toBe('forbidden');
    expect(file(clerkOf(sender), [sender])).toThrow(missing);
  });

  it('whether its reporter is owed an answer is told to the unit that registered it alone', () => {
    const answer =
      (actor: Actor, of: Clue, recused: string[] = []) =>
      () =>
        requireAnswerer(actor, of, recusing(recused, register), missing);
    const nameless = { ...clue, replyId: null };
    expect(refusalOf(answer(clerkOf(sender), nameless))).toBe('accepted');
    expect(refusalOf(answer(clerkOf(receiver), nameless))).toBe('forbidden');
    expect(answer(clerkOf(sender), nameless, [sender])).toThrow(missing);
    expect(answer(clerkOf(sender), clue, [sender])).toThrow(missing);
  });
});
