import { describe, expect, it } from 'vitest';
import { discipline, only, police, useProvince } from '../province.ts';

const [office, city, province] = ['371402', '371400', '370000'].map((code) => `${code}-leading-group-office`);

describe('whoever is recused', () => {
  const { local, send, submit, command, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');
  const fresh = async (recuse: readonly (string | undefined)[]) => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00', recuse });
    return { ...only(body.transfers), reference: body.reference };
  };
  const decide = async (path: string, as = '') =>
    (await send('POST', path, { approve: true }, { as, role: 'supervisor' })).status;
  const reason = '需核查';

  it('decides no extension: the office above does', async () => {
    const { transferId } = await fresh([office]);
    const { body } = await command('extension', transferId, { workingDays: 2, reason });
    const path = `/v1/extensions/${body.extensionId}/decision`;
    expect([await decide(path, office), await decide(path, province), await decide(path, city)]).toEqual([
      404, 403, 200,
    ]);
  });

  it('decides no proposal: the office above does', async () => {
    const { transferId } = await fresh([city]);
    const { body } = await command('proposals', transferId, { kind: 'elevate', reason });
    const path = `/v1/proposals/${body.proposalId}/decision`;
    expect([await decide(path, city), await decide(path, office), await decide(path, province)]).toEqual([
      404, 403, 200,
    ]);
  });

  it('is not mailed of a case notice or of a return, and reads nothing of them', async () => {
    const { transferId, reference } = await fresh([discipline, 'housing@371402.example']);
    await command('return', transferId, { reason: 'incomplete', note: reason });
    await command('dispatch', transferId, {}, { as: '371402-housing' });
    await command('acknowledge', transferId);
    const filed = await command('case', transferId, { filedAt: '2026-09-17', caseNumber: '1' });
    expect((await read(String(filed.body.noticeId), discipline)).status).toBe(404);
    expect((await read(String(filed.body.noticeId), police)).status).toBe(200);
    await advanceTo('2026-10-30T12:00:00+08:00');
    const told = (await mails(reference)).map(({ to }) => to);
    expect(told.length).toBeGreaterThan(0);
    expect(
      told.filter((to) => to === 'discipline-inspection@371402.example' || to === 'housing@371402.example'),
    ).toEqual([]);
  });

  const supervisor = 'supervisor.discipline-inspection@371402.example';
  const escalations = async (reference: string) =>
    (await mails(reference))
      .filter(({ subject }) => subject.includes('督办'))
      .map(({ at, to }) => `${at.slice(0, 10)} ${to}`);

  it('is passed over by each escalation, up to the top of the chain, which the record says', async () => {
    const discoveredAt = local().now().toISOString();
    const of = async (recuse: readonly (string | undefined)[]) => {
      const { body } = await submit({ kinds: ['misconduct'], discoveredAt, recuse });
      return { ...only(body.transfers), reference: body.reference };
    };
    const [one, two, all] = [
      await of([supervisor]),
      await of([supervisor, office, city]),
      await of([supervisor, office, city, province]),
    ];
    // Long enough for days 1, 3, 5 and 10 after the due date, whatever the holidays.
    await advanceTo(new Date(local().now().getTime() + 35 * 86_400_000).toISOString());
    const told = await escalations(one.reference);
    expect(new Set(told.map((line) => line.slice(11)))).toEqual(
      // Each step goes one up, since the supervisors' went to the office of the region.
      new Set(['371402', '371400', '370000'].map((code) => `leading-group-office@${code}.example`)),
    );
    const above = await escalations(two.reference);
    expect(above.length).toBe(new Set(above.map((line) => line.slice(0, 10))).size);
    expect(new Set(above.map((line) => line.slice(11)))).toEqual(new Set(['leading-group-office@370000.example']));
    expect(await escalations(all.reference)).toEqual([]);
    // That the chain ended stands in clear; whom it passed over is for those who oversee.
    const ended = { to: [], passed: ['the chain ends here'] };
    const firstEscalation = async (transferId: string, as?: string) =>
      (await read(transferId, as)).body.timeline.find(({ event }) => event === 'escalated');
    const seen = await firstEscalation(all.transferId);
    expect(seen).toMatchObject(ended);
    expect(seen).not.toHaveProperty('passedOver');
    expect(await firstEscalation(two.transferId)).not.toHaveProperty('passed');
    expect(await firstEscalation(two.transferId, province)).toMatchObject({
      to: [{ unitId: province }],
      passedOver: ['371402-discipline-inspection: supervisors', office, city].join('\n'),
    });
  });

  it('does not hear of feedback, and sees no number of it', async () => {
    const desk = 'housing@371402.example';
    const { body } = await submit({
      kinds: ['misconduct'],
      discoveredAt: local().now().toISOString(),
      recuse: [desk, office],
    });
    const { transferId } = only(body.transfers);
    const statistics = async (as = '') =>
      (await send<{ transfers: { total: number } }>('GET', '/v1/statistics?region=371402', undefined, { as })).body
        .transfers.total;
    expect((await statistics(city)) - (await statistics(office))).toBeGreaterThanOrEqual(1);
    await command('acknowledge', transferId, {}, { as: discipline });
    await command('feedback', transferId, { final: true, outcome: '已办结' }, { as: discipline });
    await local().engine.settled();
    expect(await mails(body.reference)).toEqual([]);
    expect((await read(transferId)).body.timeline.at(-1)).toMatchObject({ event: 'told', to: [] });
    expect((await read(transferId, city)).body.timeline.at(-1)).toMatchObject({
      passedOver: '371402-housing: recused',
    });
  });

  it('is not reminded of a reply, which the office hears of in its place when it is overdue', async () => {
    const desk = 'petitions@371402.example';
    const reporter = { anonymous: false, name: '赵某', phone: '1' };
    const { body } = await submit(
      {
        kinds: ['misconduct'],
        discoveredAt: local().now().toISOString(),
        reporter,
        recuse: [desk, 'supervisor.petitions@371402.example'],
      },
      { as: '371402-petitions' },
    );
    await command('acknowledge', only(body.transfers).transferId, {}, { as: discipline });
    // Past the fifteen working days of the acceptance, and five more.
    await advanceTo(new Date(local().now().getTime() + 45 * 86_400_000).toISOString());
    const about = (await mails(body.reference)).filter(({ text }) => text.includes('实名举报答复'));
    expect(new Set(about.map(({ to }) => to))).toEqual(
      new Set(['leading-group-office@371402.example', 'leading-group-office@371400.example']),
    );
  });
});
