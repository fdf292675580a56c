import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { acknowledge, dispatch, feedback } from '../../../../functions/domain/transfer/life.ts';
import { planned, told } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { at, clerkOf, refusalOf, transferAt } from '../records.ts';
import { settingsWith } from '../settings.ts';

const morning = '2026-09-24T10:00:00+08:00';
const police = clerkOf('371402-public-security');

describe('a transfer in time', () => {
  const registered = transferAt(morning);
  const { record: dispatched } = dispatch(registered, at(morning));
  const { record: acknowledged, event } = acknowledge(dispatched, at('2026-09-30T15:00:00+08:00', police));

  it('owes dispatch, then acknowledgement, then feedback, then nothing', () => {
    expect(registered).toMatchObject({
      status: 'registered',
      late: false,
      duty: { name: 'dispatch', owedBy: registered.from },
    });
    expect(dispatched).toMatchObject({
      status: 'dispatched',
      duty: { name: 'acknowledge', owedBy: registered.to, dueDate: '2026-10-09' },
    });
    expect(acknowledged).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: police.sub,
      duty: { name: 'feedback', dueDate: '2026-11-03' },
    });
    const { record: closed } = feedback(
      acknowledged,
      { final: true, outcome: '已立案' },
      at('2026-10-12T10:00:00+08:00', police),
    );
    expect(closed).toMatchObject({ status: 'closed', duty: null, outcome: '已立案', version: 4 });
  });

  it('notes whether it was overdue', () => {
    expect(event.detail).toMatchObject({ overdue: false });
    expect(acknowledge(dispatched, at('2026-10-09T24:00:00+08:00', police)).event.detail).toMatchObject({
      overdue: false,
    });
    expect(acknowledge(dispatched, at('2026-10-10T00:00:00.001+08:00', police)).event.detail).toMatchObject({
      overdue: true,
    });
  });

  it('keeps its duty through interim feedback', () => {
    const { record: transfer, event: interim } = feedback(
      acknowledged,
      { final: false, outcome: '核查中' },
      at(morning, police),
    );
    expect(transfer).toMatchObject({ status: 'acknowledged', duty: acknowledged.duty, version: 4 });
    expect(interim.event).toBe('interim-feedback');
  });

  it('refuses what does not fit its status, by name', () => {
    expect(refusalOf(() => acknowledge(registered, at(morning, police)))).toBe('wrong-status');
    expect(refusalOf(() => acknowledge(acknowledged, at(morning, police)))).toBe('wrong-status');
    expect(refusalOf(() => dispatch(dispatched, at(morning)))).toBe('wrong-status');
    expect(refusalOf(() => feedback(dispatched, { final: true, outcome: 'x' }, at(morning, police)))).toBe(
      'wrong-status',
    );
  });
});

describe('a late transfer', () => {
  const next = (transfer: Transfer) => planned(transfer, stateCouncil, settingsWith())?.key;
  const nobody = { recipients: [], passed: [] };

  it('is marked when dispatched after its window, and its sender’s supervisors are told once', () => {
    const { record: transfer } = dispatch(transferAt('2026-09-30T10:00:00+08:00'), at('2026-10-20T10:00:00+08:00'));
    expect(transfer).toMatchObject({ late: true, notices: [{ key: 'late', to: ['sender-supervisors'] }] });
    const telling = planned(transfer, stateCouncil, settingsWith());
    if (!telling) throw new Error('nothing is planned');
    const after = told(transfer, telling, nobody, new Date('2026-10-20T10:00:01+08:00')).record;
    expect(next(after)).toBe('reminder-2');
  });

  it('that was registered late is told of once, whether that was before or after its dispatch', () => {
    const registered = transferAt('2026-10-20T10:00:00+08:00', {}, '2026-09-30T10:00:00+08:00');
    expect(registered).toMatchObject({ late: true, notices: [{ key: 'late' }] });
    const c = at('2026-10-20T10:00:00+08:00');
    const telling = planned(registered, stateCouncil, settingsWith());
    if (!telling) throw new Error('nothing is planned');
    expect(dispatch(registered, c).record.notices).toEqual(registered.notices);
    expect(dispatch(told(registered, telling, nobody, c.now).record, c).record.notices).toEqual([]);
  });
});

describe('a clock that runs backwards', () => {
  it('does not take the record with it: what comes later stands later, and no window begins before it', () => {
    const { record: dispatched } = dispatch(transferAt(morning), at(morning));
    const { record: transfer, event } = acknowledge(dispatched, at('2026-09-20T10:00:00+08:00', police));
    expect(event.at).toBe(dispatched.dispatchedAt);
    expect(transfer).toMatchObject({
      acknowledgedAt: dispatched.dispatchedAt,
      duty: { startDate: '2026-09-24', dueDate: '2026-10-29' },
    });
  });
});
