import { describe, expect, it } from 'vitest';
import { discipline, housing, only, police, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string }[]) => list.map(({ to, at }) => `${at.slice(0, 16)} ${to}`).sort();

describe('a transfer from submission to closing', () => {
  const { submit, command, read, advanceTo, mails } = useProvince('2026-09-24T10:00:00+08:00');

  it('reminds, escalates and ends with feedback, across the National Day holiday', async () => {
    const ignored = await submit();
    const taken = await submit();
    const soon = await submit({ kinds: ['misconduct', 'organised-crime'] });
    const waiting = await submit({ dispatch: false });
    expect([ignored, taken, soon, waiting].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
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
    expect(soon.body.transfers.map(({ rule, to }) => [rule, to])).toEqual([
      ['misconduct', discipline],
      ['organised-crime', police],
    ]);
    expect(only(waiting.body.transfers)).toMatchObject({
      status: 'registered',
      duty: { name: 'dispatch', owedBy: housing, dueDate: '2026-10-09' },
    });

    // Acknowledged before the first reminder: no mail at all. Dispatched in time: the sender is not reminded again.
    await command('acknowledge', soon.body.transfers[0]?.transferId ?? '', undefined, { as: discipline });
    await command('acknowledge', soon.body.transfers[1]?.transferId ?? '');

    await advanceTo('2026-09-30T12:00:00+08:00');
    // Acknowledged after the first reminder: no further mail.
    await command('acknowledge', only(taken.body.transfers).transferId);
    await command('dispatch', only(waiting.body.transfers).transferId, undefined, { as: housing });
    await advanceTo('2026-10-15T11:00:00+08:00');

    const unit = 'public-security@371402.example';
    expect(brief(await mails(ignored.body.reference))).toEqual([
      `2026-09-30T09:00 ${unit}`,
      `2026-10-08T09:00 ${unit}`,
      `2026-10-09T09:00 ${unit}`,
      '2026-10-10T09:00 supervisor.public-security@371402.example',
      '2026-10-13T09:00 leading-group-office@371402.example',
      '2026-10-15T09:00 leading-group-office@371400.example',
      '2026-10-15T09:00 leading-group-office@371402.example',
    ]);
    expect(brief(await mails(taken.body.reference))).toEqual([`2026-09-30T09:00 ${unit}`]);
    expect(brief(await mails(soon.body.reference))).toEqual([]);
    expect(brief(await mails(waiting.body.reference))).toEqual([
      '2026-09-30T09:00 housing@371402.example',
      `2026-10-10T09:00 ${unit}`,
      `2026-10-12T09:00 ${unit}`,
      `2026-10-13T09:00 ${unit}`,
      '2026-10-14T09:00 supervisor.public-security@371402.example',
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
    expect(events.filter((event) => event === 'told')).toHaveLength(2);
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
    expect(body.mails.map(({ duty }) => duty).sort()).toEqual([...Array(7).fill('acknowledge'), 'notice', 'notice']);
  });
});
