import { describe, expect, it } from 'vitest';
import type { Parties } from '../../../../functions/domain/transfer/transfer.ts';
import { isRecused } from '../../../../functions/domain/units/recusal.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import {
  ledgerUnit,
  mayAct,
  mayReadClue,
  mayReadTransfer,
  submittingUnit,
} from '../../../../functions/domain/visibility/policy.ts';
import { clerkOf } from '../records.ts';

const parties: Parties = {
  from: '371402-housing',
  to: '371402-public-security',
  dispatchedAt: '2026-09-18T02:00:00.000Z',
  regionPath: ['371402', '371400', '370000'],
};
const operator: Actor = { sub: 'op', role: 'operator', unitId: null };
const sender = clerkOf(parties.from);
const receiver = clerkOf(parties.to);
const allowed = (check: () => unknown): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

describe('reading a transfer', () => {
  const actors: [string, Actor, boolean][] = [
    ['the sender', sender, true],
    ['a supervisor of the sender', { ...sender, role: 'supervisor' }, true],
    ['the receiver', receiver, true],
    ['the office of the region', clerkOf('371402-leading-group-office'), true],
    ['the office of the city', clerkOf('371400-leading-group-office'), true],
    ['the office of the province', clerkOf('370000-leading-group-office'), true],
    ['a second office of the region', clerkOf('371402-leading-group-office-2'), true],
    ['the office of another county', clerkOf('371403-leading-group-office'), false],
    ['the office of another province', clerkOf('110000-leading-group-office'), false],
    ['the same organ one level up', clerkOf('371400-public-security'), false],
    ['a second unit of the receiving organ', clerkOf('371402-public-security-2'), false],
    ['another unit of the region', clerkOf('371402-petitions'), false],
    ['an operator', operator, false],
    ['an operator with a unit', { ...operator, unitId: parties.from }, false],
  ];
  it.each(actors)('%s', (_, actor, expected) => {
    expect(allowed(() => mayReadTransfer(actor, parties, []))).toBe(expected);
  });

  it('is nothing for the receiver before dispatch', () => {
    expect(allowed(() => mayReadTransfer(receiver, { ...parties, dispatchedAt: null }, []))).toBe(false);
  });

  it('is nothing for anyone recused, whatever their role', () => {
    for (const [, actor] of actors.slice(0, 6)) {
      expect(allowed(() => mayReadTransfer(actor, parties, [actor.unitId ?? '']))).toBe(false);
      expect(allowed(() => mayReadTransfer(actor, parties, [actor.sub.toUpperCase()]))).toBe(false);
    }
  });
});

describe('acting on a transfer', () => {
  it('is its owner’s alone', () => {
    expect(allowed(() => mayAct(sender, 'dispatch', { ...parties, dispatchedAt: null }, []))).toBe(true);
    expect(allowed(() => mayAct(receiver, 'acknowledge', parties, []))).toBe(true);
    expect(allowed(() => mayAct(receiver, 'feedback', parties, []))).toBe(true);
    expect(allowed(() => mayAct(sender, 'acknowledge', parties, []))).toBe(false);
    expect(allowed(() => mayAct(receiver, 'dispatch', parties, []))).toBe(false);
    expect(allowed(() => mayAct(clerkOf('371402-leading-group-office'), 'acknowledge', parties, []))).toBe(false);
    expect(allowed(() => mayAct(operator, 'acknowledge', parties, []))).toBe(false);
  });
});

describe('reading a clue', () => {
  const clue = { unitId: parties.from, regionPath: parties.regionPath };
  it('is for its unit, the receivers after dispatch, and the offices', () => {
    expect(allowed(() => mayReadClue(sender, clue, [], []))).toBe(true);
    expect(allowed(() => mayReadClue(receiver, clue, [parties], []))).toBe(true);
    expect(allowed(() => mayReadClue(receiver, clue, [{ ...parties, dispatchedAt: null }], []))).toBe(false);
    expect(allowed(() => mayReadClue(clerkOf('371402-water'), clue, [parties], []))).toBe(false);
    expect(allowed(() => mayReadClue(operator, clue, [parties], []))).toBe(false);
    expect(allowed(() => mayReadClue(receiver, clue, [parties], [parties.to]))).toBe(false);
  });
});

describe('submitting and ledgers', () => {
  it('go by the unit of the token', () => {
    expect(submittingUnit(sender)).toBe(parties.from);
    expect(allowed(() => submittingUnit(operator))).toBe(false);
    expect(ledgerUnit(sender, null)).toBe(parties.from);
    const other = { unitId: '371402-water', regionPath: ['371402', '371400', '370000'] };
    expect(allowed(() => ledgerUnit(sender, other))).toBe(false);
    expect(ledgerUnit(clerkOf('371400-leading-group-office'), other)).toBe('371402-water');
    expect(allowed(() => ledgerUnit(clerkOf('371403-leading-group-office'), other))).toBe(false);
  });
});

describe('recusal', () => {
  it('knows a name whatever its blanks and case, and no part of a name', () => {
    expect(isRecused([' 张 三 '], '张三')).toBe(true);
    expect(isRecused(['A@B.cn'], 'a@b.CN')).toBe(true);
    expect(isRecused(['张三丰'], '张三')).toBe(false);
    expect(isRecused([], null)).toBe(false);
  });
});
