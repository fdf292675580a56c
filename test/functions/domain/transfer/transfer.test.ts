import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { actorOf, clerkAt, planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  discipline,
  dispatched,
  dispatchedAgain,
  interimFeedback,
  morning,
  nextTold,
  office,
  receiver,
  registered,
  sender,
} from '../steps.ts';
import { given } from '../stories.ts';

const police = clerkAt(receiver);
const sameMorning = dispatched({ at: morning });
const inTime = acknowledged({ at: '2026-09-30T15:00:00+08:00' });

describe('a transfer in time', () => {
  it('owes its dispatch once it is registered', () => {
    given()
      .when(registered())
      .thenEvents({
        event: 'registered',
        by: clerkAt(sender),
        detail: { duty: 'dispatch', owedBy: sender, dueDate: '2026-10-09', provisional: false, late: false },
      })
      .thenRecord({ status: 'registered', late: false, version: 1, duty: { name: 'dispatch', owedBy: sender } })
      .thenFacts();
  });

  it('owes its acknowledgement once it is dispatched', () => {
    given(registered())
      .when(sameMorning)
      .thenEvents({ event: 'dispatched', by: clerkAt(sender), detail: { duty: 'acknowledge', late: false } })
      .thenRecord({
        status: 'dispatched',
        dispatchedAt: new Date(morning).toISOString(),
        duty: { name: 'acknowledge', owedBy: receiver, dueDate: '2026-10-09' },
        done: { dispatch: { dueDate: '2026-10-09', overdue: false, workingDays: 0 } },
      });
  });

  it('owes feedback once it is acknowledged', () => {
    given(registered(), sameMorning)
      .when(inTime)
      .thenEvents({ event: 'acknowledged', by: police, detail: { duty: 'feedback', overdue: false } })
      .thenRecord({
        status: 'acknowledged',
        acknowledgedBy: police.sub,
        duty: { name: 'feedback', dueDate: '2026-11-03' },
      });
  });

  it('keeps the name of who acknowledged it, and the office that did so in the receiver’s place', () => {
    given(registered(), sameMorning)
      .when(acknowledged({ by: actorOf(receiver, { name: '王某' }) }))
      .thenRecord({ acknowledgedByName: '王某', acknowledgedByOffice: null });
    given(registered(), sameMorning)
      .when(acknowledged({ by: actorOf(office, { name: '李某' }), onBehalfOf: receiver }))
      .thenEvents({ event: 'acknowledged', detail: { office } })
      .thenRecord({ acknowledgedByName: '李某', acknowledgedByOffice: office });
    given(registered(), sameMorning).when(inTime).thenRecord({ acknowledgedByName: null, acknowledgedByOffice: null });
  });

  it('owes nothing once it is closed', () => {
    given(registered(), sameMorning, inTime)
      .when(closed({ at: '2026-10-12T10:00:00+08:00' }))
      .thenEvents({ event: 'closed', detail: { outcome: '已立案', overdue: false }, texts: { text: '已走访工地。' } })
      .thenRecord({ status: 'closed', duty: null, outcome: '已立案', version: 4 })
      .thenRecord({ notices: [{ kind: 'feedback', to: ['sender'], facts: { final: true } }] });
  });

  it.each([
    ['is in time up to the end of its last day', '2026-10-09T24:00:00+08:00', false],
    ['is overdue from the next millisecond on', '2026-10-10T00:00:00.001+08:00', true],
  ])('%s', (_, at, overdue) => {
    given(registered(), sameMorning)
      .when(acknowledged({ at }))
      .thenEvents({ event: 'acknowledged', detail: { overdue } })
      .thenRecord({ done: { acknowledge: { dueDate: '2026-10-09', overdue } } });
  });

  it('keeps its duty through interim feedback', () => {
    const story = given(registered(), sameMorning, inTime);
    story
      .when(interimFeedback({ at: morning }))
      .thenEvents({ event: 'interim-feedback', detail: { outcome: '核查中', overdue: false } })
      .thenRecord({ status: 'acknowledged', duty: story.record.duty, outcome: '核查中', version: 4 })
      .thenRecord({ notices: [{ kind: 'feedback', facts: { final: false } }] });
  });

  it('tells of a correction that it was one, and keeps what was corrected secret', () => {
    const plain = given(registered()).when(dispatched({ note: '' })).events[0];
    expect(plain).not.toHaveProperty('texts');
    given(registered())
      .when(dispatchedAgain({ note: '补充了照片' }))
      .thenEvents({ event: 'dispatched', texts: { note: '补充了照片' } });
  });
});

describe('what does not fit its status', () => {
  it.each([
    ['an acknowledgement before the dispatch', [registered()], acknowledged()],
    ['a second acknowledgement', [registered(), sameMorning, inTime], acknowledged()],
    ['a second dispatch', [registered(), sameMorning], dispatched()],
    ['feedback before the acknowledgement', [registered(), sameMorning], closed()],
    ['interim feedback before it', [registered(), sameMorning], interimFeedback()],
    ['feedback after the last', [registered(), sameMorning, inTime, closed()], interimFeedback()],
  ])('is refused: %s', (_, before, step) => {
    given(...before)
      .when(step)
      .thenRefused('wrong-status');
  });
});

describe('early involvement (R7)', () => {
  const notice = [registered({ rule: 'case-notice', from: receiver, to: discipline }), dispatched()];

  it('is assigned with the acknowledgement of a case notice', () => {
    given(...notice)
      .when(acknowledged({ officers: ['孙某', '周某'] }))
      .thenEvents({ event: 'acknowledged', by: clerkAt(discipline), detail: { officers: ['孙某', '周某'] } })
      .thenRecord({ status: 'acknowledged', officers: ['孙某', '周某'] });
  });

  it('must be: a case notice is not acknowledged without officers', () => {
    given(...notice)
      .when(acknowledged())
      .thenRefused('bad-input', 'officers');
  });

  it('belongs to case notices only', () => {
    given(registered(), sameMorning)
      .when(acknowledged({ officers: ['孙某'] }))
      .thenRefused('bad-input', 'officers');
  });
});

describe('a late transfer', () => {
  const late = '2026-10-20T10:00:00+08:00';
  const discoveredAt = '2026-09-30T10:00:00+08:00';
  const next = (transfer: Transfer) => planned(transfer, stateCouncil, settingsWith())?.key;
  const told = nextTold({ at: '2026-10-20T10:00:01+08:00' });

  it('is marked when dispatched after its window, and its sender’s supervisors are to be told', () => {
    given(registered({ at: discoveredAt }))
      .when(dispatched({ at: late }))
      .thenEvents({ event: 'dispatched', detail: { late: true } })
      .thenRecord({
        late: true,
        notices: [
          {
            key: 'late',
            to: ['sender-supervisors'],
            facts: { discovered: '2026-09-30', missed: '2026-10-13', days: 5 },
          },
          { key: 'dispatched-2' },
        ],
      });
  });

  it('is told of once', () => {
    const { record } = given(registered({ at: discoveredAt }), dispatched({ at: late }))
      .when(told)
      .thenEvents({ event: 'told-late', by: 'clock', detail: { milestone: 'late' } })
      .thenRecord({ notices: [{ key: 'dispatched-2', kind: 'dispatched', to: ['receiver'] }] });
    expect(next(record)).toBe('dispatched-2');
  });

  it('is marked when registered after its window, and told of at once', () => {
    given()
      .when(registered({ at: late, discoveredAt }))
      .thenEvents({ event: 'registered', detail: { late: true } })
      .thenRecord({ late: true, notices: [{ key: 'late' }] });
  });

  it('that was registered late is told of once where that comes after its dispatch', () => {
    const story = given(registered({ at: late, discoveredAt }));
    expect(story.when(dispatched({ at: late })).record.notices).toMatchObject([
      ...story.record.notices,
      { key: 'dispatched-2' },
    ]);
  });

  it('that was registered late is told of once where that comes before its dispatch', () => {
    const story = given(registered({ at: late, discoveredAt }), nextTold({ at: late }));
    expect(story.when(dispatched({ at: late })).record.notices).toMatchObject([{ key: 'dispatched-2' }]);
  });
});

describe('a clock that runs backwards', () => {
  it('does not take the record with it: what comes later stands later, and no window begins before it', () => {
    const story = given(registered(), sameMorning);
    const { dispatchedAt } = story.record;
    story
      .when(acknowledged({ at: '2026-09-20T10:00:00+08:00' }))
      .thenEvents({ event: 'acknowledged', at: dispatchedAt })
      .thenRecord({ acknowledgedAt: dispatchedAt, duty: { startDate: '2026-09-24', dueDate: '2026-10-29' } });
  });
});
