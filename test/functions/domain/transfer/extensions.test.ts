import { describe, expect, it } from 'vitest';
import type { Circumstances } from '../../../../functions/domain/transfer/decision.ts';
import {
  askExtension as askExtensionOf,
  decideExtension as decideExtensionOf,
} from '../../../../functions/domain/transfer/extensions.ts';
import { acknowledge, feedback } from '../../../../functions/domain/transfer/life.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { at, clerkOf, offices, recusing, refusalOf, registerOf } from '../records.ts';
import { dispatched as dispatchStep, nextTold, registered } from '../steps.ts';
import { given } from '../stories.ts';

const by = (now: string): Circumstances => at(now, clerkOf('371402-public-security'));
const askExtension = (transfer: Transfer, ask: { extensionId: string; workingDays: number }, c: Circumstances) =>
  askExtensionOf(transfer, { reason: '案情复杂', applicant: [], ...ask }, offices, nobody, c);
const decideExtension = (transfer: Transfer, decision: { extensionId: string; approve: boolean }, c: Circumstances) =>
  decideExtensionOf(transfer, { note: '', ...decision }, c);
/** Dispatched, and its receiver was told. */
const dispatchedAt = (at: string): Transfer => given(registered({ at }), dispatchStep({ at }), nextTold()).record;

describe('an extension', () => {
  const dispatched = dispatchedAt('2026-09-17T10:00:00+08:00');
  const ask = { extensionId: 'e1', workingDays: 4 };
  const asked = askExtension(dispatched, ask, by('2026-09-22T10:00:00+08:00')).record;

  it('moves nothing when it is asked for, and the deadline when it is granted', () => {
    expect(asked.duty).toEqual(dispatched.duty);
    expect(asked.notices).toMatchObject([{ kind: 'extension-asked', to: ['decider'] }]);
    const { record: transfer, event } = decideExtension(
      asked,
      { extensionId: 'e1', approve: true },
      by('2026-09-23T10:00:00+08:00'),
    );
    expect(transfer).toMatchObject({ extension: null, duty: { window: 5, extended: 4, dueDate: '2026-09-30' } });
    expect(event.detail).toMatchObject({ workingDays: 4, oldDueDate: '2026-09-23', newDueDate: '2026-09-30' });
  });

  it('leaves the deadline where it is refused', () => {
    const { record: transfer } = decideExtension(
      asked,
      { extensionId: 'e1', approve: false },
      by('2026-09-25T10:00:00+08:00'),
    );
    expect(transfer).toMatchObject({ extension: null, duty: { dueDate: '2026-09-23' } });
  });

  it('cannot be asked for after the fact; asked for in time, it can be granted after it', () => {
    const after = by('2026-09-24T00:00:00.001+08:00');
    expect(refusalOf(() => askExtension(dispatched, ask, after))).toBe('too-late');
    expect(decideExtension(asked, { extensionId: 'e1', approve: true }, after).record).toMatchObject({
      duty: { extended: 4, dueDate: '2026-09-30' },
    });
    expect(refusalOf(() => askExtension(dispatched, ask, by('2026-09-24T00:00:00+08:00')))).toBe('accepted');
  });

  it('is refused where no office could decide', () => {
    const c = by('2026-09-22T10:00:00+08:00');
    const ask = { extensionId: 'e1', workingDays: 4, reason: '案情复杂', applicant: [] };
    expect(refusalOf(() => askExtensionOf(dispatched, ask, registerOf(), nobody, c))).toBe('no-receiver');
    const recused = recusing(['371402-leading-group-office', '371400-leading-group-office'], offices);
    expect(refusalOf(() => askExtensionOf(dispatched, ask, offices, recused, c))).toBe('no-receiver');
  });

  it('asked for is decided once, under its own id', () => {
    const c = by('2026-09-22T12:00:00+08:00');
    expect(askExtension(dispatched, ask, c).facts).toEqual([{ fact: 'application', id: 'e1', transferId: 'a1' }]);
    for (const approve of [true, false]) {
      expect(refusalOf(() => decideExtension(asked, { extensionId: 'e2', approve }, c))).toBe('wrong-status');
    }
    const refused = decideExtension(asked, { extensionId: 'e1', approve: false }, c).record;
    expect(refusalOf(() => decideExtension(refused, { extensionId: 'e1', approve: true }, c))).toBe('wrong-status');
  });

  it('is asked for once at a time, within its ladder, and lapses with its duty', () => {
    const c = by('2026-09-22T10:00:00+08:00');
    expect(refusalOf(() => askExtension(asked, ask, c))).toBe('wrong-status');
    expect(refusalOf(() => askExtension(dispatched, { extensionId: 'e1', workingDays: 6 }, c))).toBe('bad-input');
    const done = acknowledge(asked, c).record;
    expect(done).toMatchObject({ extension: null, notices: [] });
    expect(refusalOf(() => decideExtension(done, { extensionId: 'e1', approve: true }, c))).toBe('wrong-status');
    expect(refusalOf(() => askExtension(feedback(done, { final: true, outcome: 'x' }, c).record, ask, c))).toBe(
      'wrong-status',
    );
  });
});
