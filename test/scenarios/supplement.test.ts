import { describe, expect, it } from 'vitest';
import { discipline, housing, only, police, type TransferBody, useProvince } from '../province.ts';

/** A receiver that lacks something keeps the clue and asks for it (domain.md, "Life of a transfer"). */

const office = '371402-leading-group-office';

describe('a supplement', () => {
  const { local, send, submit, command, read, advanceTo, everyMail: mails } = useProvince('2026-09-17T10:00:00+08:00');
  const items = ['涉案人员名单', '现场照片'];
  const ask = (transferId: string, as = police, headers = {}) =>
    send<{ supplementId: string; transfer: TransferBody }>(
      'POST',
      `/v1/transfers/${transferId}/supplement`,
      { items },
      { as, headers },
    );
  const told = async (reference: string) =>
    (await mails(reference))
      .map(({ to, at, subject }) => `${at.slice(5, 16)} ${/【[^】]+】/.exec(subject)} ${to}`)
      .sort();

  it('is owed by the sender beside the receiver’s duty, with reminders and escalations, until it is supplied', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
    const { transferId } = only(body.transfers);
    expect((await ask(transferId, housing)).status).toBe(403);
    const key = { 'idempotency-key': 'supplement' };
    const asked = await ask(transferId, police, key);
    expect(asked).toMatchObject({
      status: 201,
      body: {
        transfer: {
          status: 'dispatched',
          supplement: { items: 2 },
          duty: { dueDate: '2026-09-23', pausedSince: null },
        },
      },
    });
    expect((await ask(transferId, police, key)).body).toEqual(asked.body);
    expect((await ask(transferId)).status).toBe(409);
    const { supplementId } = asked.body;

    // Its own record: due in three working days, read by both sides and the offices above, by nobody else.
    expect((await read(supplementId)).body).toMatchObject({
      rule: 'supplement',
      about: transferId,
      status: 'owed-supplement',
      duty: { name: 'supplement', owedBy: housing, dueDate: '2026-09-21' },
      allowedActions: ['extension'],
    });
    expect((await read(supplementId, office)).status).toBe(200);
    expect((await read(supplementId, discipline)).status).toBe(403);
    expect((await read(transferId)).body.timeline).toContainEqual(
      expect.objectContaining({ event: 'supplement-asked', items }),
    );
    // No list of transfers has it, nor the clue.
    const clue = await send<{ transfers: unknown[] }>('GET', `/v1/clues/${body.clueId}`, undefined, { as: housing });
    expect(clue.body.transfers).toHaveLength(1);
    const ledger = await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing });
    expect(ledger.body.items).toHaveLength(1);

    await advanceTo('2026-09-22T10:00:00+08:00');
    const overdue = await send<{ items: { transferId: string }[] }>('GET', '/v1/overdue', undefined, { as: housing });
    expect(overdue.body.items.map((one) => one.transferId)).toEqual([supplementId]);
    await command('supplied', transferId, { note: '名单与照片已补充' }, { as: housing });
    expect((await read(supplementId)).body).toMatchObject({ status: 'supplied', duty: null });
    expect((await command('supplied', transferId, { note: '再补' }, { as: housing })).status).toBe(409);
    await local().engine.settled();
    await advanceTo('2026-09-22T23:00:00+08:00');
    const receiver = 'public-security@371402.example';
    const sender = 'housing@371402.example';
    expect(await told(body.reference)).toEqual(
      [
        `09-17T10:00 【移送】 ${receiver}`,
        `09-17T10:00 【补充材料】 ${sender}`,
        `09-18T09:00 【催办】 ${sender}`,
        `09-20T09:00 【催办】 ${sender}`,
        `09-21T09:00 【催办】 ${sender}`,
        `09-21T09:00 【催办】 ${receiver}`,
        `09-22T09:00 【催办】 ${receiver}`,
        `09-22T09:00 【督办】 supervisor.housing@371402.example`,
        `09-22T10:00 【补充材料】 ${receiver}`,
      ].sort(),
    );
    for (const { text, subject } of await mails(body.reference)) {
      for (const secret of [...items, '名单与照片已补充']) expect(text + subject).not.toContain(secret);
    }
  });

  it('lapses when the transfer goes on without it, and a recall takes back what was not acknowledged', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-22T09:00:00+08:00' });
    const { transferId } = only(body.transfers);
    const { supplementId } = (await ask(transferId)).body;
    expect((await command('recall', transferId, { reason: '误移送' }, { as: police })).status).toBe(403);
    const recalled = await command('recall', transferId, { reason: '误移送' }, { as: housing });
    expect(recalled).toMatchObject({ status: 200, body: { status: 'withdrawn', duty: null, supplement: null } });
    expect((await read(supplementId)).body).toMatchObject({ status: 'lapsed', duty: null });
    expect((await command('acknowledge', transferId)).status).toBe(409);
    await local().engine.settled();
    expect((await mails(body.reference)).at(-1)).toMatchObject({ to: 'public-security@371402.example' });

    const again = await submit({ discoveredAt: '2026-09-22T09:00:00+08:00' });
    const taken = only(again.body.transfers).transferId;
    await command('acknowledge', taken);
    expect((await command('recall', taken, { reason: '误移送' }, { as: housing })).status).toBe(409);
    const second = (await ask(taken)).body;
    expect((await command('feedback', taken, { final: true, outcome: '不予立案', text: '材料不足' })).status).toBe(200);
    expect((await read(second.supplementId)).body).toMatchObject({ status: 'lapsed' });
  });
});
