import { describe, expect, it } from 'vitest';
import { requireNoCase } from '../../../../functions/domain/transfer/case.ts';
import { clerkAt, refusalOf, registerOf, unitWith } from '../records.ts';
import { acknowledged, caseFiled, closed, discipline, dispatched, receiver, register, registered } from '../steps.ts';
import { given, givenMade, madeIn } from '../stories.ts';

/** R3 and R7, from the filing of a case to the officers that follow it. */

const taken = [registered({ replyId: 'r1' }), dispatched(), acknowledged()];
const filedAt = '2026-09-24T08:00:00.000Z';
const filed = caseFiled({ at: '2026-09-25T10:00:00+08:00', filedAt, caseNumber: '1', noticeId: 'n1' });

describe('a case filed', () => {
  it('stands on the transfer, and its duty goes on', () => {
    const story = given(...taken);
    story
      .when(filed)
      .thenEvents({ event: 'case-filed', by: clerkAt(receiver), detail: { caseNumber: '1', filedAt, notice: 'n1' } })
      .thenRecord({
        status: 'acknowledged',
        duty: story.record.duty,
        case: { caseNumber: '1', filedAt, transferId: 'n1' },
        version: story.record.version + 1,
      });
  });

  it('makes a notice to the discipline inspection organ, registered and dispatched at once', () => {
    const { facts } = given(...taken)
      .when(filed)
      .thenFacts({ fact: 'made' });
    expect(madeIn(facts)).toMatchObject([
      {
        transfer: {
          transferId: 'n1',
          rule: 'case-notice',
          from: receiver,
          to: discipline,
          status: 'dispatched',
          late: false,
          duty: { name: 'acknowledge', owedBy: discipline },
          case: { caseNumber: '1', filedAt, transferId: 'a1' },
          discoveredAt: filedAt,
          replyId: 'r1',
        },
        events: [
          // Counted from the day of the filing.
          { event: 'registered', detail: { duty: 'dispatch', owedBy: receiver, dueDate: '2026-10-09' } },
          { event: 'dispatched', detail: { duty: 'acknowledge', owedBy: discipline } },
        ],
      },
    ]);
  });

  it('is followed by officers that the notice’s acknowledgement names', () => {
    const { facts } = given(...taken).when(filed);
    expect(madeIn(facts)).toHaveLength(1);
    for (const notice of madeIn(facts)) {
      givenMade(notice).when(acknowledged()).thenRefused('bad-input', 'officers');
      givenMade(notice)
        .when(acknowledged({ officers: ['孙某'] }))
        .thenRecord({ status: 'acknowledged', officers: ['孙某'] });
    }
  });

  it('long ago makes a late notice', () => {
    const { facts } = given(...taken).when(
      caseFiled({ filedAt: '2026-09-24T10:00:00+08:00', at: '2026-10-20T10:00:00+08:00' }),
    );
    expect(madeIn(facts)).toMatchObject([
      { transfer: { late: true, notices: [{ key: 'late' }, { kind: 'dispatched' }] } },
    ]);
  });

  it('a minute ahead of the clock counts as now', () => {
    given(...taken)
      .when(caseFiled({ at: '2026-09-25T10:00:00+08:00', filedAt: '2026-09-25T10:01:00+08:00' }))
      .thenEvents('case-filed');
  });
});

describe('a filing is refused', () => {
  it('in the future, and before the clue was found', () => {
    const at = '2026-09-25T10:00:00+08:00';
    for (const filedAt of ['2026-09-25T10:01:00.001+08:00', '2026-09-23T23:59:59+08:00']) {
      given(...taken)
        .when(caseFiled({ at, filedAt }))
        .thenRefused('bad-input', 'filedAt');
    }
  });

  it.each([
    ['before the clue was taken', [registered(), dispatched()]],
    ['once the transfer is closed', [...taken, closed()]],
    ['on misconduct', [registered({ rule: 'misconduct', to: discipline }), dispatched(), acknowledged()]],
    ['a second time', [...taken, filed]],
  ])('%s', (_, before) => {
    given(...before)
      .when(caseFiled())
      .thenRefused('wrong-status');
  });

  it('where the organ to be told is not registered, or its region', () => {
    given(...taken)
      .when(caseFiled({ register: registerOf(unitWith(receiver)) }))
      .thenRefused('no-receiver', 'kinds');
    given(...taken)
      .when(caseFiled({ register: { ...register, regions: new Map() } }))
      .thenRefused('no-receiver');
  });

  it('on a clue that has one', () => {
    expect(refusalOf(() => requireNoCase({ caseNumber: '1', transferId: 'n1' }, true))).toBe('wrong-status');
    expect(refusalOf(() => requireNoCase(null, true))).toBe('accepted');
  });
});
