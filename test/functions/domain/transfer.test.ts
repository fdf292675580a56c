import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../functions/domain/calendar.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import {
  acknowledge,
  type Circumstances,
  dispatch,
  feedback,
  planned,
  type Transfer,
  told,
} from '../../../functions/domain/transfer.ts';
import { at, clerkOf, transferAt } from './records.ts';
import { settingsWith } from './settings.ts';

const morning = '2026-09-24T10:00:00+08:00';
const police = clerkOf('371402-public-security');

describe('a transfer in time', () => {
  const registered = transferAt(morning);
  const { transfer: dispatched } = dispatch(registered, at(morning));
  const { transfer: acknowledged, event } = acknowledge(dispatched, at('2026-09-30T15:00:00+08:00', police));

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
    const { transfer: closed } = feedback(
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
    const { transfer, event: interim } = feedback(
      acknowledged,
      { final: false, outcome: '核查中' },
      at(morning, police),
    );
    expect(transfer).toMatchObject({ status: 'acknowledged', duty: acknowledged.duty, version: 4 });
    expect(interim.event).toBe('interim-feedback');
  });

  it('refuses what does not fit its status, by name', () => {
    const refused = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return error instanceof Refusal ? error.refusal : error;
      }
      return 'accepted';
    };
    expect(refused(() => acknowledge(registered, at(morning, police)))).toBe('wrong-status');
    expect(refused(() => acknowledge(acknowledged, at(morning, police)))).toBe('wrong-status');
    expect(refused(() => dispatch(dispatched, at(morning)))).toBe('wrong-status');
    expect(refused(() => feedback(dispatched, { final: true, outcome: 'x' }, at(morning, police)))).toBe(
      'wrong-status',
    );
  });
});

describe('a late transfer', () => {
  const lateStart = transferAt('2026-09-30T10:00:00+08:00', {});
  const next = (transfer: Transfer) => planned(transfer, stateCouncil, settingsWith())?.key;

  it('is marked when registered after its window, and its sender’s supervisors are told once', () => {
    const now = at('2026-10-20T10:00:00+08:00');
    const registered = { ...transferAt('2026-10-20T10:00:00+08:00') };
    expect(registered.late).toBe(false);
    const { transfer } = dispatch(lateStart, now);
    expect(transfer).toMatchObject({ late: true, duty: { tellLate: true } });
    expect(next(transfer)).toBe('late');
  });

  it('is not told of a second time when it was told at registration', () => {
    const duty = lateStart.duty && { ...lateStart.duty, tellLate: true };
    const toldBefore: Transfer = { ...lateStart, late: true, duty, handled: 'late' };
    expect(dispatch(toldBefore, at('2026-10-20T10:00:00+08:00')).transfer).toMatchObject({
      late: true,
      duty: { tellLate: false },
    });
  });
});

describe('any life of a transfer', () => {
  type Step = 'dispatch' | 'acknowledge' | 'interim' | 'final' | 'clock';
  const steps = fc.array(
    fc.tuple(
      fc.constantFrom<Step>('dispatch', 'acknowledge', 'interim', 'final', 'clock'),
      fc.integer({ min: 0, max: 20 * 24 }),
    ),
    { maxLength: 25 },
  );
  const apply = (transfer: Transfer, step: Step, c: Circumstances): Transfer => {
    if (step === 'dispatch') return dispatch(transfer, c).transfer;
    if (step === 'acknowledge') return acknowledge(transfer, c).transfer;
    if (step !== 'clock') return feedback(transfer, { final: step === 'final', outcome: 'x' }, c).transfer;
    return transfer;
  };

  it('handles every milestone once and in order, leaves none behind that has passed, and ends owing nothing', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let transfer = transferAt(morning);
        let now = new Date(morning).getTime();
        const handled: string[] = [];
        for (const [step, hours] of taken) {
          now += hours * 3_600_000;
          const c = at(new Date(now).toISOString(), police);
          for (;;) {
            const due = planned(transfer, stateCouncil, c.settings);
            if (!due || Date.parse(due.at) > now) break;
            handled.push(`${transfer.duty?.name} ${transfer.duty?.since} ${due.key}`);
            transfer = told(transfer, due, { recipients: [], passed: [] }, c.now).transfer;
          }
          const before = transfer;
          try {
            transfer = apply(transfer, step, c);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
            expect(transfer).toBe(before);
          }
          expect(transfer.duty === null).toBe(transfer.status === 'closed');
          const due = planned(transfer, stateCouncil, c.settings);
          expect(due === undefined || Date.parse(due.at) > now || due.key === 'late').toBe(true);
        }
        expect(new Set(handled).size).toBe(handled.length);
      }),
    );
  });
});
