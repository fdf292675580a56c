import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { year2027 } from '../calendar-2027.ts';
import { housing, only, police, useProvince } from '../province.ts';

/** That each function reads by itself who asks and how units are called: elsewhere whoever does so first does it for all that share the process. */

const { local, submit, command, read, send, advanceTo } = useProvince('2026-12-28T10:00:00+08:00', undefined, 'own');

const fresh = async () => {
  const { transferId } = only((await submit({ discoveredAt: '2026-12-28T09:00:00+08:00' })).body.transfers);
  await local().engine.settled();
  return transferId;
};

describe('units have their names', () => {
  it('in the answer of each command of a life', async () => {
    const transferId = await fresh();
    const steps: [Parameters<typeof command>[0], object, string][] = [
      ['acknowledge', {}, police],
      ['supplement', { items: ['涉案人员名单'] }, police],
      ['supplied', { note: '已补充' }, housing],
      ['feedback', { final: false, outcome: '正在办理', text: '正在核查。' }, police],
      ['feedback', { final: true, outcome: '已立案', text: '已立案侦查。' }, police],
    ];
    for (const [name, body, as] of steps) {
      const answer = await command(name, transferId, body, { as });
      expect([name, answer.status]).toEqual([name, answer.status < 300 ? answer.status : answer.body]);
      await local().engine.settled();
    }
  });

  it('in that of one that is restarted, and of one that is withdrawn after it came back', async () => {
    const transferId = await fresh();
    const operator = { as: 'operator', role: 'operator' };
    const restarted = await send('POST', '/v1/workflows/restart', { transferId }, operator);
    expect(restarted.status).toBeLessThan(300);
    const note = { reason: 'incomplete', note: '材料不全' };
    expect((await command('return', transferId, note, { as: police })).status).toBe(200);
    await local().engine.settled();
    const { clueId } = (await read(transferId, housing)).body;
    expect((await send('PATCH', `/v1/clues/${clueId}`, { text: '补充了照片。' }, { as: housing })).status).toBe(200);
    const answer = await command('withdraw', transferId, { reason: '重复登记' }, { as: housing });
    expect([answer.status, JSON.stringify(answer.body).includes('德城区')]).toEqual([200, true]);
    // What is known of the content of a clue that was lost, the timeline of the transfer says.
    const ledger = { as: housing, headers: { accept: 'text/csv' } };
    expect((await send('GET', '/v1/ledgers/sent?titles=true', undefined, ledger)).status).toBe(200);
  });

  it('where a unit is read and says who stands in', async () => {
    const as = { as: housing, role: 'supervisor' };
    expect((await send('GET', `/v1/units/${housing}`, undefined, as)).status).toBe(200);
    const { status } = await send('PUT', `/v1/units/${housing}/delegations`, { delegations: [] }, as);
    expect(status).toBeLessThan(500);
  });
});

describe('a clerk', () => {
  it('is asked for in the register by whatever is asked of the calendar', async () => {
    const as = { as: housing };
    expect((await send('GET', '/v1/calendar/2026', undefined, as)).status).toBe(200);
    expect((await send('GET', '/v1/calendar/2026/versions/0', undefined, as)).status).toBe(200);
    expect((await send('POST', '/v1/calendar/preview', { years: { 2027: year2027 } }, as)).status).toBe(403);
  });
});

describe('a unit whose entry in the list is of before', () => {
  it('is read for itself by who names a stand-in, and by what tells the absent', async () => {
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.unitEntry(housing),
        UpdateExpression: 'REMOVE #name',
        ExpressionAttributeNames: { '#name': 'name' },
      }),
    );
    const as = { as: police, role: 'supervisor' };
    const put = await send('PUT', `/v1/units/${police}/delegations`, { delegations: [] }, as);
    expect(put.status).toBe(200);
    await advanceTo('2026-12-28T10:16:00+08:00');
  });
});

describe('a calendar that is missing', () => {
  it('is asked for again where the mail was surely not sent', async () => {
    local().mailbox.failNext(1, { status: 400, code: 'Throttling' }, 'operations@clues.example.cn');
    await advanceTo('2026-12-29T12:00:00+08:00');
    const asked = local().mailbox.list('operations@clues.example.cn');
    expect(asked.length).toBeGreaterThan(0);
  });
});
