import { describe, expect, it } from 'vitest';
import { housing, only, police, type TransferBody, useProvince } from '../province.ts';

describe('a handling proposal', () => {
  const { local, send, submit, command, read, mails } = useProvince('2026-09-17T10:00:00+08:00');
  const above = '371400-leading-group-office';
  const reason = '嫌疑人与本地干部关系密切';
  const fresh = async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
    return only(body.transfers);
  };
  const propose = async (transferId: string, kind: string, units: string[] = [], as = police) =>
    send<{ proposalId: string; transfer: TransferBody }>(
      'POST',
      `/v1/transfers/${transferId}/proposals`,
      { kind, units, reason },
      { as },
    );
  const decide = (proposalId: string, approve: boolean, as: string) =>
    send<TransferBody & { successors: string[] }>(
      'POST',
      `/v1/proposals/${proposalId}/decision`,
      { approve, note: '同意' },
      { as, role: 'supervisor' },
    );

  it('is off the list of who decides once the transfer is returned', async () => {
    const { transferId } = await fresh();
    expect((await propose(transferId, 'elevate')).status).toBe(201);
    const asked = async () => {
      const { body } = await send<{ items: { transfer: TransferBody }[] }>('GET', '/v1/tasks?limit=200', undefined, {
        as: above,
        role: 'supervisor',
      });
      return body.items.map(({ transfer }) => transfer.transferId);
    };
    expect(await asked()).toContain(transferId);
    expect((await command('return', transferId, { reason: 'incomplete', note: '材料不全' })).status).toBe(200);
    expect(await asked()).not.toContain(transferId);
  });

  it.each([
    ['elsewhere', ['371403-public-security'], '371403-public-security', '陵城区扫黑办'],
    ['elevate', [], '371400-public-security', '德州市扫黑办'],
    ['designate', ['371425-public-security'], '371425-public-security', '齐河县扫黑办'],
  ])(
    '%s ends the transfer as rerouted, and its successor has a window of its own',
    async (kind, units, successor, office) => {
      const { transferId, reference, clueId } = await fresh();
      const made = await propose(transferId, kind, units);
      expect(made).toMatchObject({
        status: 201,
        body: { transfer: { status: 'dispatched', proposal: { kind, units: [successor] } } },
      });
      expect((await propose(transferId, kind, units)).status).toBe(409);
      const { proposalId } = made.body;
      expect((await decide(proposalId, true, '371402-leading-group-office')).status).toBe(403);
      // The office has been told of it: what is decided before that is not asked for any more.
      await local().engine.settled();
      const { status, body } = await decide(proposalId, true, above);
      expect([status, body.status, body.duty, body.successors.length]).toEqual([200, 'rerouted', null, 1]);
      expect((await decide(proposalId, true, above)).status).toBe(409);
      expect((await command('acknowledge', transferId)).status).toBe(409);

      const [next = ''] = body.successors;
      expect((await read(next, successor)).body).toMatchObject({
        from: housing,
        to: successor,
        status: 'dispatched',
        predecessor: transferId,
        duty: { name: 'acknowledge', owedBy: successor, dueDate: '2026-09-23' },
      });
      expect((await send('GET', `/v1/clues/${clueId}`, undefined, { as: successor })).status).toBe(200);
      expect((await command('acknowledge', next, {}, { as: successor })).status).toBe(200);
      await local().engine.settled();
      const all = await mails(reference);
      // Whom to call from now on is who has the clue, and the office over them.
      const { name, phone } = (
        await send<Record<string, string>>('GET', `/v1/units/${successor}`, undefined, {
          as: 'operator',
          role: 'operator',
        })
      ).body;
      const decided = all.filter(({ subject }) => subject.includes('已获批准'));
      expect(decided).toHaveLength(2);
      for (const { text } of decided) {
        expect(text).toContain(`原接收单位：德城区公安分局\n接收单位：${name}\n`);
        expect(text).toContain(`联系单位：${name}，电话：${phone}`);
        expect(text).toMatch(new RegExp(`督办单位：${office}，电话`));
      }
      const tellings = all.map(({ to, text }) => [to, text.includes(reason)]);
      expect(tellings.sort()).toEqual([
        ['housing@371402.example', false],
        ['leading-group-office@371400.example', false],
        ['public-security@371402.example', false],
      ]);
    },
  );

  it('joint keeps the first and adds the others, decided by the office of the same level', async () => {
    const { transferId } = await fresh();
    const units = ['371403-public-security', '371425-public-security'];
    const { proposalId } = (await propose(transferId, 'joint', units)).body;
    expect((await decide(proposalId, true, above)).status).toBe(403);
    const { body } = await decide(proposalId, true, '371402-leading-group-office');
    expect(body).toMatchObject({ status: 'dispatched', duty: { owedBy: police } });
    for (const [n, unit] of units.entries()) {
      const id = body.successors[n] ?? '';
      expect((await command('acknowledge', id, {}, { as: unit })).status).toBe(200);
      expect((await command('feedback', id, { final: true, outcome: '已办结' }, { as: unit })).status).toBe(200);
    }
    expect((await command('acknowledge', transferId)).status).toBe(200);
    // Nobody gets the same clue twice.
    const again = (await propose(transferId, 'designate', ['371403-public-security'])).body;
    const second = await propose((await fresh()).transferId, 'joint', ['371403-public-security']);
    expect(second.status).toBe(201);
    expect((await decide(again.proposalId, true, above)).status).toBe(200);
  });

  it('that would make a second open transfer of the same clue, rule and receiver is refused', async () => {
    const { transferId } = await fresh();
    const joint = (await propose(transferId, 'joint', ['371403-public-security'])).body.proposalId;
    await decide(joint, true, '371402-leading-group-office');
    const second = (await propose(transferId, 'designate', ['371403-public-security'])).body.proposalId;
    expect(await decide(second, true, above)).toMatchObject({
      status: 409,
      body: { type: 'urn:clue-transfer:problem:duplicate' },
    });
    expect((await read(transferId)).body.status).toBe('dispatched');
    expect((await decide(second, false, above)).body).toMatchObject({ status: 'dispatched', proposal: null });
  });

  it('names units that fit, by the unit that has the clue', async () => {
    const { transferId } = await fresh();
    for (const [kind, units] of [
      ['elsewhere', []],
      ['elsewhere', ['371402-public-security']],
      ['elsewhere', ['371403-housing']],
      ['designate', ['371403-housing', '371425-housing']],
      ['designate', ['371499-housing']],
      ['elevate', ['370000-public-security']],
      ['joint', [police]],
    ] as const) {
      expect((await propose(transferId, kind, [...units])).body, `${kind} ${units}`).toMatchObject({
        status: 422,
        errors: [{ path: 'units' }],
      });
    }
    expect((await propose(transferId, 'elevate', [], housing)).status).toBe(403);
  });
});
