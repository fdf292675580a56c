import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { milestones } from '../../../../functions/domain/transfer/milestones.ts';
import { requireReply } from '../../../../functions/domain/transfer/reply.ts';
import { isOpen, type Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { clerkAt, refusalOf } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acceptanceTold,
  acknowledged,
  closed,
  dispatched,
  outcomeTold,
  registered,
  replyBegun,
  sender,
  transfersLookedAt,
  withdrawn,
} from '../steps.ts';
import { given } from '../stories.ts';

/** R6: acceptance → waiting → outcome → done. */

const open = given(registered({ replyId: 'r1' }), dispatched(), acknowledged()).record;
const ended = (at: string) => given(registered({ replyId: 'r1' }), dispatched(), acknowledged(), closed({ at })).record;
const withdrawnOne = given(registered({ replyId: 'r1' }), withdrawn({ at: '2026-10-12T10:00:00+08:00' })).record;
const last = ended('2026-10-20T10:00:00+08:00');
const waiting = [replyBegun(), acceptanceTold()];
const owing = [...waiting, transfersLookedAt([last])];

describe('the reply to a reporter', () => {
  it('owes the acceptance first, counted from the day of the report', () => {
    given()
      .when(replyBegun())
      .thenEvents({ event: 'registered', detail: { duty: 'acceptance', owedBy: sender, dueDate: '2026-10-22' } })
      .thenRecord({ rule: 'reply', status: 'owed-acceptance', duty: { name: 'acceptance', window: 15 }, late: false })
      .thenFacts();
  });

  it('waits once the acceptance was told: open, and nothing owed', () => {
    const { record } = given(replyBegun())
      .when(acceptanceTold())
      .thenEvents({ event: 'acceptance-told', by: clerkAt(sender), texts: { note: '已告知' } })
      .thenRecord({ status: 'waiting', duty: null, done: { acceptance: { overdue: false } } })
      .thenFacts();
    expect(isOpen(record)).toBe(true);
  });

  it('waits on while a transfer of the clue is open, or there is none', () => {
    given(...waiting)
      .when(transfersLookedAt([last, open]))
      .thenEvents();
    given(...waiting)
      .when(transfersLookedAt([]))
      .thenEvents();
  });

  it('owes the outcome when all have ended, counted from the day on which the last did', () => {
    given(...waiting)
      .when(transfersLookedAt([last, withdrawnOne]))
      .thenEvents({ event: 'outcome-owed', by: 'clock', detail: { duty: 'outcome', owedBy: sender } })
      .thenRecord({ status: 'owed-outcome', duty: { name: 'outcome', startDate: '2026-10-20' } });
  });

  it('has its unit told with the first escalation where the outcome was overdue as it came to be owed: by nothing else did it hear', () => {
    const overdue = given(...waiting, transfersLookedAt([last], { at: '2026-12-01T10:00:00+08:00' })).record;
    const targets = ({ duty }: Transfer) =>
      (duty ? milestones(duty, stateCouncil, settingsWith()).take(9).toArray() : [])
        .filter(({ kind }) => kind === 'escalation')
        .slice(0, 2)
        .map(({ to }) => to.join());
    expect(targets(overdue)).toEqual(['owner,supervisors', 'office']);
    expect(targets(given(...owing).record)).toEqual(['supervisors', 'office']);
  });

  it('does not owe the outcome before the acceptance was told', () => {
    given(replyBegun())
      .when(transfersLookedAt([last]))
      .thenEvents();
  });

  it('is done when the outcome was told; the ledgers show it on each transfer', () => {
    const at = '2026-10-22T02:00:00.000Z';
    given(...owing)
      .when(outcomeTold({ at, transfers: [last, { ...last, transferId: 'a2' }] }))
      .thenEvents({ event: 'outcome-told', at, texts: { note: '已告知' } })
      .thenRecord({ status: 'done', duty: null, closedAt: at, repliedAt: at, done: { outcome: { overdue: false } } })
      .thenFacts({ fact: 'told', transferIds: ['a1', 'a2'], at });
  });

  it('may be told as soon as the last transfer has ended, before its workflow has looked', () => {
    const at = '2026-10-21T02:00:00.000Z';
    given(...waiting)
      .when(outcomeTold({ at, transfers: [withdrawnOne, last] }))
      .thenEvents({ event: 'outcome-told' })
      // From the day on which the last one ended.
      .thenRecord({ status: 'done', done: { outcome: { dueDate: '2026-11-10', overdue: false, workingDays: 1 } } });
  });

  it('need not wait for a clue that made no transfer', () => {
    given(...waiting)
      .when(outcomeTold({ transfers: [] }))
      .thenRecord({ status: 'done' });
  });
});

describe('a reply is refused', () => {
  it('the acceptance a second time', () => {
    given(...waiting)
      .when(acceptanceTold())
      .thenRefused('wrong-status');
  });

  it.each([
    ['before the acceptance', [replyBegun()], [last]],
    ['before the acceptance, though there is no transfer', [replyBegun()], []],
    ['while transfers are open', waiting, [last, open]],
    ['a second time', [...owing, outcomeTold()], [last]],
  ])('the outcome %s', (_, before, transfers) => {
    given(...before)
      .when(outcomeTold({ transfers }))
      .thenRefused('wrong-status');
  });

  it('on a clue that nobody reported under their own name', () => {
    expect(refusalOf(() => requireReply({ replyId: null }))).toBe('wrong-status');
    expect(requireReply({ replyId: 'r1' })).toBe('r1');
  });
});
