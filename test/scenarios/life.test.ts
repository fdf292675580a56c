import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, discipline, housing, only, police, type Submitted, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();
const unit = 'public-security@371402.example';

/** Four stories of one month, across the National Day holiday: the clock is one, so it goes by for all of them at once. */
describe('a transfer from submission to closing', () => {
  const { submit, command, read, advanceTo, mails } = useProvince('2026-09-24T10:00:00+08:00');
  let stories: Record<'ignored' | 'taken' | 'soon' | 'waiting', Answer<Submitted>>;
  let told: Awaited<ReturnType<typeof mails>> = [];
  /** Mails of the month about a clue. */
  const toldOf = ({ body }: Answer<Submitted>) => brief(told.filter(({ subject }) => subject.includes(body.reference)));

  beforeAll(async () => {
    const ignored = await submit();
    const taken = await submit();
    const soon = await submit({ kinds: ['misconduct', 'organised-crime'] });
    const waiting = await submit({ dispatch: false });
    stories = { ignored, taken, soon, waiting };
    await command('acknowledge', soon.body.transfers[0]?.transferId ?? '', undefined, { as: discipline });
    await command('acknowledge', soon.body.transfers[1]?.transferId ?? '');
    await advanceTo('2026-09-30T12:00:00+08:00');
    await command('acknowledge', only(taken.body.transfers).transferId);
    await command('dispatch', only(waiting.body.transfers).transferId, undefined, { as: housing });
    await advanceTo('2026-10-15T11:00:00+08:00');
    told = await mails();
  });

  it('that is acknowledged before the first reminder makes no mail at all', () => {
    const { soon } = stories;
    expect(soon.status).toBe(201);
    expect(soon.body.transfers.map(({ rule, to }) => [rule, to])).toEqual([
      ['misconduct', discipline],
      ['organised-crime', police],
    ]);
    expect(toldOf(soon)).toEqual([]);
  });

  it('that is acknowledged after the first reminder makes no further mail', () => {
    const { taken } = stories;
    expect(taken.status).toBe(201);
    expect(toldOf(taken)).toEqual([`2026-09-30T09:00 ${unit}`]);
  });

  it('that is dispatched in time reminds its sender no more, and then its receiver', () => {
    const { waiting } = stories;
    expect(waiting.status).toBe(201);
    expect(only(waiting.body.transfers)).toMatchObject({
      status: 'registered',
      duty: { name: 'dispatch', owedBy: housing, dueDate: '2026-10-09' },
    });
    expect(toldOf(waiting)).toEqual([
      '2026-09-30T09:00 housing@371402.example',
      `2026-10-10T09:00 ${unit}`,
      `2026-10-12T09:00 ${unit}`,
      `2026-10-13T09:00 ${unit}`,
      '2026-10-14T09:00 supervisor.public-security@371402.example',
    ]);
  });

  it('that is ignored reminds, escalates and ends with feedback', async () => {
    const { ignored } = stories;
    expect(ignored.status).toBe(201);
    const transfer = only(ignored.body.transfers);
    expect(transfer).toMatchObject({
      rule: 'organised-crime',
      from: housing,
      to: police,
      status: 'dispatched',
      late: false,
      version: 2,
      duty: {
        name: 'acknowledge',
        owedBy: police,
        dueDate: '2026-10-09',
        dueAt: '2026-10-10T00:00:00+08:00',
        provisional: false,
      },
    });
    expect(toldOf(ignored)).toEqual([
      `2026-09-30T09:00 ${unit}`,
      `2026-10-08T09:00 ${unit}`,
      `2026-10-09T09:00 ${unit}`,
      '2026-10-10T09:00 supervisor.public-security@371402.example',
      '2026-10-13T09:00 leading-group-office@371402.example',
      '2026-10-15T09:00 leading-group-office@371400.example',
      '2026-10-15T09:00 leading-group-office@371402.example',
    ]);

    const acknowledged = await command('acknowledge', transfer.transferId);
    expect(acknowledged.body).toMatchObject({
      status: 'acknowledged',
      duty: { name: 'feedback', dueDate: '2026-11-12' },
    });
    const interim = await command('feedback', transfer.transferId, {
      final: false,
      outcome: '核查中',
      text: '已走访工地。',
    });
    expect(interim.body).toMatchObject({ status: 'acknowledged', outcome: '核查中' });
    const final = await command('feedback', transfer.transferId, {
      final: true,
      outcome: '已立案',
      text: '已立案侦查。',
    });
    expect(final.body).toMatchObject({ status: 'closed', duty: null, outcome: '已立案', version: 5 });

    // The sender hears of both, and after that there is nothing more to say.
    await advanceTo('2026-12-31T12:00:00+08:00');
    expect(brief((await mails(ignored.body.reference)).slice(7))).toEqual([
      '2026-10-15T11:00 housing@371402.example',
      '2026-10-15T11:00 housing@371402.example',
    ]);

    const { body } = await read(transfer.transferId);
    const events = body.timeline.map(({ event }) => event);
    // The receiver of the dispatch, and the sender of both.
    expect(events.filter((event) => event === 'told')).toHaveLength(3);
    expect(events.filter((event) => event !== 'told')).toEqual([
      'registered',
      'dispatched',
      'reminded',
      'reminded',
      'reminded',
      'escalated',
      'escalated',
      'escalated',
      'acknowledged',
      'interim-feedback',
      'closed',
    ]);
    expect(body.timeline.map(({ seq }) => seq)).toEqual(body.timeline.map((_, n) => n + 1));
    expect(body.timeline.find(({ event }) => event === 'closed')).toMatchObject({
      text: '已立案侦查。',
      outcome: '已立案',
    });
    expect(body.mails.map(({ state }) => state)).toEqual(body.mails.map(() => 'sent'));
    expect(body.mails.map(({ duty }) => duty).sort()).toEqual([
      ...Array(7).fill('acknowledge'),
      ...Array(3).fill('notice'),
    ]);
  });
});
