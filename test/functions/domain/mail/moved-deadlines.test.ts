import { describe, expect, it } from 'vitest';
import { hasMoved, movedDeadline } from '../../../../functions/domain/mail/moved-deadlines.ts';
import { recountDigest } from '../../../../functions/domain/mail/recount-digest.ts';
import type { Duty } from '../../../../functions/domain/transfer/duties.ts';
import { transferAt } from '../records.ts';
import { readerOf } from './desks.ts';

const registered = transferAt('2026-12-29T10:00:00+08:00');
const movedBy = (by: string, before: Partial<{ dueDate: string; provisional: boolean }>) => {
  if (!registered.duty) throw new Error('there is no duty');
  const { dueDate, provisional } = registered.duty;
  const duty: Duty = { ...registered.duty, moved: { by, from: { dueDate, provisional, ...before } } };
  return { ...registered, duty };
};

describe('a digest of a recount', () => {
  it('says of a duty from which date it moved to which', () => {
    const transfer = movedBy('r1', { dueDate: '2026-12-30' });
    const { dueDate, dueAt, provisional, owedBy } = transfer.duty;
    expect(movedDeadline(transfer, ['r0', 'r1'])).toEqual({
      transferId: 'a1',
      reference: registered.reference,
      kind: 'organised-crime',
      duty: 'dispatch',
      owedBy,
      from: { dueDate: '2026-12-30', provisional },
      to: { dueDate, dueAt, provisional },
    });
  });

  it('says of a date that became definite that it did', () => {
    const { provisional } = movedBy('r1', {}).duty;
    expect(movedDeadline(movedBy('r1', { provisional: !provisional }), ['r1'])).toMatchObject({
      from: { provisional: !provisional },
      to: { provisional },
    });
  });

  it('says of a date that was moved there and back that it stays, if anything', () => {
    const back = movedDeadline(movedBy('r1', {}), ['r1']);
    expect(back && hasMoved(back)).toBe(false);
    const [zh, en] = (['zh', 'en'] as const).map(
      (language) =>
        back &&
        recountDigest(
          [back],
          new Map(),
          { consoleUrl: 'https://x/', timeZone: 'Asia/Shanghai' },
          readerOf({ language }),
          new Date('2026-12-29T12:00:00+08:00'),
        ).text,
    );
    expect(zh).toContain('仍为2027年1月5日（暂定），以本邮件为准');
    expect(en).toContain('5 January 2027 (provisional) again, whatever an earlier mail said');
  });

  it.each([
    ['another recount moved', movedBy('r2', { dueDate: '2026-12-30' })],
    ['never moved', registered],
    ['was done meanwhile', { ...registered, duty: null }],
  ])('leaves out a duty that %s', (_, transfer) => {
    expect(movedDeadline(transfer, ['r1'])).toBeUndefined();
  });
});
