import { describe, expect, it } from 'vitest';
import { clueWith, only, useProvince } from '../province.ts';

const { submit, command, read, send } = useProvince();

const times = <T>(n: number, run: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => run(i)));

describe('an Idempotency-Key', () => {
  it('50 times at once makes one clue and 50 equal answers', async () => {
    const answers = await times(50, () =>
      submit({ kinds: ['organised-crime', 'misconduct'] }, { headers: { 'idempotency-key': 'k-50' } }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const { body } = await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: '371402-housing' });
    expect(body.items).toHaveLength(2);
  });

  it('with another body, path or caller is not the same request', async () => {
    const headers = { 'idempotency-key': 'k-other' };
    const first = await submit({}, { headers });
    const changed = await submit({ title: '另一条' }, { headers });
    expect(changed.status).toBe(422);
    expect(changed.body.detail).toContain('Idempotency-Key');
    const { transferId } = only(first.body.transfers);
    const command1 = await command('dispatch', transferId, undefined, { as: '371402-housing', headers });
    expect(command1.status).toBe(422);
    const other = await submit({}, { as: '371402-water', headers });
    expect(other.status).toBe(201);
    expect(other.body.clueId).not.toBe(first.body.clueId);
  });

  it('answers a command again as it was answered first, however the transfer stands now', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const headers = { 'idempotency-key': 'k-ack' };
    const first = await command('acknowledge', transferId, undefined, { headers });
    await command('feedback', transferId, { final: true, outcome: '已办结' });
    const again = await command('acknowledge', transferId, undefined, { headers });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await read(transferId)).body.status).toBe('closed');
  });

  it('is refused when it is no key', async () => {
    const { status } = await submit({}, { headers: { 'idempotency-key': 'a b' } });
    expect(status).toBe(422);
  });
});

describe('commands at once', () => {
  it('50 acknowledgements make one event', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const answers = await times(50, (n) =>
      command('acknowledge', transferId, undefined, n % 2 ? { headers: { 'idempotency-key': `ack-${n}` } } : {}),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    const { timeline } = (await read(transferId)).body;
    expect(timeline.map(({ event }) => event)).toEqual(['registered', 'dispatched', 'acknowledged']);
  });

  it('50 acknowledgements with one key are all answered alike', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const answers = await times(50, () =>
      command('acknowledge', transferId, undefined, { headers: { 'idempotency-key': 'ack-same' } }),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });

  it('20 acknowledgements that saw the same version: one passes, the others hear that it is outdated', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const answers = await times(20, () =>
      command('acknowledge', transferId, undefined, { headers: { 'if-match': '"2"' } }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });

  it('20 interim feedbacks are all kept, in one unbroken chain', async () => {
    const { transferId } = only((await submit(clueWith())).body.transfers);
    await command('acknowledge', transferId);
    const answers = await times(20, (n) => command('feedback', transferId, { final: false, outcome: `进展 ${n}` }));
    const kept = answers.filter(({ status }) => status === 200).length;
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { timeline, version } = (await read(transferId)).body;
    expect(timeline.filter(({ event }) => event === 'interim-feedback')).toHaveLength(kept);
    expect(version).toBe(3 + kept);
  });
});
