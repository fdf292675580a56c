import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../functions/domain/settings.ts';
import type { Circumstances } from '../../../../functions/domain/transfer/decision.ts';
import {
  askExtension as askExtensionOf,
  decideExtension as decideExtensionOf,
} from '../../../../functions/domain/transfer/extensions.ts';
import { acknowledge, feedback } from '../../../../functions/domain/transfer/life.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import type { WindowForm } from '../../../../functions/domain/windows.ts';
import { at, clerkOf, offices, recusing, refusalOf, registerOf, unitWith } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  dispatched as dispatchStep,
  extensionAsked,
  extensionGranted,
  nextTold,
  office,
  officeAbove,
  receiver,
  registered,
  replyBegun,
  returned,
  sender,
  supplementBegun,
} from '../steps.ts';
import { given, type Step, type Story } from '../stories.ts';

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

const withWindows = (different: Partial<Settings['windows']>) =>
  settingsWith({ windows: { ...settingsWith().windows, ...different } });

describe('how far a window may be extended', () => {
  const upTo = (before: Story, workingDays: number, different: object = {}) =>
    before.when(extensionAsked({ workingDays, ...different }));
  const granted = (story: Step[], days: number, id: string): Step[] => [
    ...story,
    extensionAsked({ extensionId: id, workingDays: days }),
    extensionGranted({ extensionId: id }),
  ];
  const held = [registered(), dispatchStep(), nextTold()];
  const taken = [...held, acknowledged()];
  const officeOf = (story: Story, days: number) => upTo(story, days).record.applications?.e1?.office;

  it.each([
    ['acknowledgement: 5', held, 5],
    ['correction: 3', [...held, returned()], 3],
    ['feedback: 40', taken, 40],
    ['a supplement: 3', [supplementBegun()], 3],
  ])('is said for %s', (_, before, most) => {
    upTo(given(...before), most).thenEvents('extension-asked');
    upTo(given(...before), most + 1).thenRefused('bad-input', 'workingDays');
  });

  it('is not at all for a dispatch, which the mechanism fixes, nor for a reply', () => {
    upTo(given(registered()), 1).thenRefused('wrong-status');
    upTo(given(replyBegun()), 1).thenRefused('wrong-status');
    const basis = '德城办〔2026〕3号';
    const dispatch: WindowForm = { amount: 5, unit: 'working-days', basis, extension: [{ upTo: 2, by: 'office' }] };
    const settings = withWindows({ dispatch });
    upTo(given(registered({ settings })), 2).thenEvents('extension-asked');
  });

  it('is for feedback first the office’s to grant, and beyond its part that of the one above', () => {
    expect(officeOf(given(...taken), 20)).toBe(office);
    expect(officeOf(given(...taken), 21)).toBe(officeAbove);
    // What was granted before counts.
    const twenty = granted(taken, 20, 'e0');
    expect(officeOf(given(...twenty), 1)).toBe(officeAbove);
    upTo(given(...twenty), 21).thenRefused('bad-input', 'workingDays');
    upTo(given(...granted(twenty, 20, 'e2')), 1).thenRefused('wrong-status');
  });

  it('is for what an office may grant where no office stands above it', () => {
    const alone = registerOf(...[sender, receiver, office].map((id) => unitWith(id)));
    upTo(given(...taken), 20, { register: alone }).thenEvents('extension-asked');
    upTo(given(...taken), 21, { register: alone }).thenRefused('no-receiver');
    // Nor where the one above must not hear of the clue.
    upTo(given(...taken), 21, { recused: [officeAbove] }).thenRefused('no-receiver');
  });

  it('passes over an office that must not hear of the clue', () => {
    expect(upTo(given(...taken), 20, { recused: [office] }).record.applications?.e1?.office).toBe(officeAbove);
  });

  it('is in the unit of the window: whoever asks in another is told which', () => {
    const basis = '德城办〔2026〕3号';
    const acknowledge: WindowForm = { amount: 24, unit: 'hours', basis, extension: [{ upTo: 24, by: 'office' }] };
    const settings = withWindows({ acknowledge });
    const hourly = given(registered(), dispatchStep({ settings })).record;
    const asked = (more: object) => () =>
      askExtensionOf(
        hourly,
        { extensionId: 'e1', reason: '', applicant: [], ...more },
        offices,
        nobody,
        at(hourly.changedAt),
      );
    expect(refusalOf(asked({ workingDays: 1 }))).toBe('bad-input');
    expect(refusalOf(asked({ hours: 25 }))).toBe('bad-input');
    expect(asked({ hours: 24 })().event).toMatchObject({ detail: { workingDays: 24, unit: 'hours' } });
    const longer = decideExtension(
      asked({ hours: 12 })().record,
      { extensionId: 'e1', approve: true },
      at(hourly.changedAt),
    );
    expect(Date.parse(longer.record.duty?.dueAt ?? '') - Date.parse(hourly.duty?.dueAt ?? '')).toBe(12 * 3_600_000);
  });
});
