import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { discipline, only, police, useProvince } from '../province.ts';

describe('verification', () => {
  const { local, send, submit, command, advanceTo } = useProvince('2026-09-17T10:00:00+08:00');
  const discoveredAt = '2026-09-17T09:00:00+08:00';
  const note = '材料不全';
  const verify = async () => {
    const { handler } = await import('../../functions/schedules/verify-records.ts');
    return local().as('verify-records', () => handler({ time: '2026-09-30T00:00:00Z' }));
  };
  const parts = async () => {
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    const set = (key: object, name: string, value: unknown) =>
      table.send(
        new UpdateCommand({
          TableName: tableName(),
          Key: key as Record<string, unknown>,
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    const remove = (key: object) =>
      table.send(new DeleteCommand({ TableName: tableName(), Key: key as Record<string, unknown> }));
    return { keys, set, remove };
  };

  it('finds nothing in what was done by the rules', async () => {
    const both = await submit({
      discoveredAt,
      kinds: ['organised-crime', 'misconduct'],
      reporter: { anonymous: false, name: '赵某', phone: '1' },
    });
    const [crime = '', misconduct = ''] = both.body.transfers.map(({ transferId }) => transferId);
    await command('acknowledge', crime);
    await command('case', crime, { filedAt: '2026-09-17', caseNumber: '100' });
    await command('extension', crime, { workingDays: 3, reason: '需核查' });
    await command('return', misconduct, { reason: 'incomplete', note }, { as: discipline });
    await command('dispatch', misconduct, { note }, { as: '371402-housing' });
    const proposal = await send<{ proposalId: string }>(
      'POST',
      `/v1/transfers/${misconduct}/proposals`,
      { kind: 'elevate', reason: note },
      { as: discipline },
    );
    const office = { as: '371400-leading-group-office', role: 'supervisor' };
    await send('POST', `/v1/proposals/${proposal.body.proposalId}/decision`, { approve: true }, office);
    await command('feedback', crime, { final: true, outcome: '已立案' });
    await send('GET', `/v1/clues/${both.body.clueId}`, undefined, { as: police });
    await submit({ discoveredAt, dispatch: false });
    await advanceTo('2026-09-30T12:00:00+08:00');
    expect(await verify()).toMatchObject({ checked: 5, faults: [] });
  });

  it('names what was changed, taken away or put in by another way', async () => {
    const { keys, set, remove } = await parts();
    const fresh = async () => only((await submit({ discoveredAt: '2026-09-30T09:00:00+08:00' })).body.transfers);
    const [status, event, missing, due, clue] = await Promise.all(Array.from({ length: 5 }, fresh));
    await local().engine.settled();
    await set(keys.transfer(status?.transferId ?? ''), 'status', 'acknowledged');
    await set(keys.event(keys.transfer(event?.transferId ?? '').pk, 2), 'at', '2026-09-01T00:00:00.000Z');
    await remove(keys.event(keys.transfer(missing?.transferId ?? '').pk, 1));
    const { getTransfer } = await import('../../functions/adapters/table/transfers.ts');
    const { duty } = (await getTransfer(due?.transferId ?? '')).transfer;
    await set(keys.transfer(due?.transferId ?? ''), 'duty', { ...duty, dueDate: '2026-12-31' });
    await set(keys.clue(clue?.clueId ?? ''), 'transferIds', []);
    const reply = await submit({
      discoveredAt: '2026-09-30T09:00:00+08:00',
      reporter: { anonymous: false, name: '赵某', phone: '1' },
    });
    const { replyId } = reply.body.reply as { replyId: string };
    const own = await submit({ discoveredAt: '2026-09-30T09:00:00+08:00' }, { as: police });
    expect(own.body.transfers).toEqual([]);
    await set(keys.event(keys.clue(own.body.clueId).pk, 1), 'at', '2026-09-01T00:00:00.000Z');
    await local().engine.settled();
    await set(keys.transfer(replyId), 'status', 'done');
    await set(keys.event(keys.transfer(replyId).pk, 1), 'at', '2026-09-01T00:00:00.000Z');
    const { faults } = await verify();
    const of = (key: { pk: string }) =>
      faults
        .filter(({ record }) => record === key.pk)
        .map(({ fault }) => fault)
        .join('; ');
    expect(of(keys.transfer(status?.transferId ?? ''))).toContain('acknowledged, its timeline ends as dispatched');
    expect(of(keys.transfer(event?.transferId ?? ''))).toContain('event 2 was changed');
    expect(of(keys.transfer(missing?.transferId ?? ''))).toContain('event 1 is missing');
    expect(of(keys.transfer(due?.transferId ?? ''))).toContain('due on 2026-12-31');
    expect(of(keys.clue(own.body.clueId))).toContain('event 1 was changed');
    expect(of(keys.transfer(replyId))).toContain('event 1 was changed');
    expect(of(keys.transfer(replyId))).toContain('done, its timeline ends as owed-acceptance');
    expect(of(keys.clue(clue?.clueId ?? ''))).toContain('does not name a transfer that its timeline tells of');
    expect(of(keys.transfer(clue?.transferId ?? ''))).toContain('its clue does not know it');
    expect(new Set(faults.map(({ record }) => record)).size).toBe(8);
  });
});
