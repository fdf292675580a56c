import { describe, expect, it } from 'vitest';
import { clueWith, housing, type Submitted, useProvince } from '../province.ts';

describe('a batch of clues', () => {
  const { send } = useProvince('2026-09-17T10:00:00+08:00');
  const batch = (clues: unknown, headers = {}) =>
    send<{ results: { status: number; body: Submitted & { errors?: { path: string }[] } }[] }>(
      'POST',
      '/v1/clues/batch',
      clues,
      {
        as: housing,
        headers,
      },
    );
  const clue = (title: string) => clueWith({ title, discoveredAt: '2026-09-17T09:00:00+08:00' });

  it('is answered clue by clue: a bad one stops no other, and the same batch makes none twice', async () => {
    const clues = { clues: [clue('一'), { ...clue('二'), kinds: [] }, 'no clue', clue('三')] };
    const headers = { 'idempotency-key': 'batch' };
    const { status, body } = await batch(clues, headers);
    expect([status, body.results.map((result) => result.status)]).toEqual([200, [201, 422, 422, 201]]);
    expect(body.results[1]?.body.errors).toEqual([expect.objectContaining({ path: 'kinds' })]);
    expect((await batch(clues, headers)).body.results[3]?.body.clueId).toBe(body.results[3]?.body.clueId);
    const ledger = await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing });
    expect(ledger.body.items).toHaveLength(2);
    expect((await batch({ clues: [] })).status).toBe(422);
    expect((await batch({ clues: Array(101).fill(clue('四')) })).status).toBe(422);
  });

  it('never meets a submission, whatever the keys are', async () => {
    const one = await send<Submitted>('POST', '/v1/clues', clue('七'), {
      as: housing,
      headers: { 'idempotency-key': 'same#0' },
    });
    const many = await batch({ clues: [clue('八'), clue('九')] }, { 'idempotency-key': 'same' });
    expect(many.body.results.map(({ status }) => status)).toEqual([201, 201]);
    const again = { as: housing, headers: { 'idempotency-key': 'same#1' } };
    expect((await send('POST', '/v1/clues', clue('九'), again)).status).toBe(201);
    expect(many.body.results[0]?.body.clueId).not.toBe(one.body.clueId);
  });

  it('finds what an item was answered before its keys had a place of their own', async () => {
    const { body: before } = await send<Submitted>('POST', '/v1/clues', clue('十'), { as: housing });
    // The adapters read their settings when they are loaded: after the province runs.
    const { keep } = await import('../../functions/adapters/table/idempotency.ts');
    const { writeAll } = await import('../../functions/adapters/table/table.ts');
    const request = JSON.stringify(clue('十'));
    const kept = { caller: `${housing} clerk@${housing}`, key: 'former#0', request };
    await writeAll([await keep(kept, { status: 201, body: before, secret: true }, new Date('2026-09-17T02:00:00Z'))]);
    const again = await batch({ clues: [clue('十'), clue('十一')] }, { 'idempotency-key': 'former' });
    expect(again.body.results.map(({ body }) => body.clueId === before.clueId)).toEqual([true, false]);
  });

  it('is answered clue by clue where one holds half a character, sent as an object or as a list', async () => {
    const clues = [clue('五'), clue('\ud83d'), clue('六')];
    for (const body of [{ clues }, clues]) {
      const answer = await batch(body, { 'idempotency-key': `halves-${Array.isArray(body)}` });
      expect([answer.status, answer.body.results.map((result) => result.status)]).toEqual([200, [201, 422, 201]]);
      expect(answer.body.results[1]?.body.errors).toEqual([expect.objectContaining({ path: 'title' })]);
    }
  });
});
