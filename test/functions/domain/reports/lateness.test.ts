import { describe, expect, it } from 'vitest';
import { statisticsOf } from '../../../../functions/domain/reports/statistics.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { acknowledged, dispatched, nextTold, proposalApproved, proposalMade, registered, returned } from '../steps.ts';
import { given, givenMade, madeIn, type Step } from '../stories.ts';
import { rowWith } from './rows.ts';

/** Each transfer is late by what was late about itself, in the ledger and in the statistics: a successor has windows of its own. */

const registeredLate = registered({
  at: '2026-10-20T10:00:00+08:00',
  discoveredAt: '2026-09-30T10:00:00+08:00',
});
const elsewhere = '371403-public-security';

/** What stands under 是否逾期, whether remarks tell of it, and whether statistics count it as late, at once after it was changed. */
const said = (transfer: Transfer) => {
  const now = transfer.changedAt;
  const shown = rowWith(transfer, now);
  return {
    late: shown.是否逾期,
    remark: String(shown.备注).includes('逾期'),
    counted: statisticsOf([transfer], () => true, now).transfers.late,
  };
};
const isLate = { late: '是', remark: true, counted: 1 };
const isInTime = { late: '否', remark: false, counted: 0 };

const successorOf = (before: readonly Step[], step: Step) => {
  const [made] = madeIn(given(...before).when(step).facts);
  if (!made) throw new Error('no successor was made');
  return made;
};

describe('what was registered late', () => {
  const proposed = [registeredLate, dispatched(), acknowledged(), proposalMade({ kind: 'elevate' })];

  it('is late, whatever becomes of it', () => {
    expect(said(given(registeredLate).record)).toEqual(isLate);
    expect(said(given(registeredLate, dispatched()).record)).toEqual(isLate);
    expect(said(given(...proposed, proposalApproved()).record)).toEqual(isLate);
  });

  it('makes no successor late', () => {
    expect(said(successorOf(proposed, proposalApproved()).transfer)).toEqual(isInTime);
    const cameBack = [registeredLate, nextTold(), dispatched(), returned({ suggested: elsewhere })];
    expect(said(successorOf(cameBack, dispatched({ to: elsewhere })).transfer)).toEqual(isInTime);
  });

  it('makes none late of before either, which have it on their record', () => {
    const { transfer } = successorOf(proposed, proposalApproved());
    expect(said({ ...transfer, late: true })).toEqual(isInTime);
  });
});

describe('a successor', () => {
  const cameBack = [registered(), dispatched(), returned({ suggested: elsewhere })];
  const made = successorOf(cameBack, dispatched({ to: elsewhere }));

  it('is late by what its own sender and receiver did late', () => {
    expect(said(givenMade(made, acknowledged({ at: '2026-11-20T10:00:00+08:00' })).record)).toMatchObject({
      late: '是',
      counted: 0,
    });
    const corrected = dispatched({ at: '2026-11-20T10:00:00+08:00' });
    expect(said(givenMade(made, returned(), corrected).record)).toEqual(isLate);
  });
});
