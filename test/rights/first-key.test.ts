import { describe, expect, it } from 'vitest';
import { adapters, asBefore, forms } from '../faults/records-of-before.ts';
import { clueWith, police, useProvince } from '../province.ts';

/** That whoever comes first makes the key of recusals, each by itself: handing in is tried in recusals.test.ts. */

const { local, submit, send, advanceTo } = useProvince('2026-12-28T10:00:00+08:00', undefined, 'own');

/** A clue of before that stayed with its unit, in a province that has no key yet. */
const alone = async () => {
  const { body } = await submit(
    { discoveredAt: '2026-12-28T09:00:00+08:00', recuse: ['supervisor.court@371425.example'] },
    { as: police },
  );
  expect(body.transfers).toEqual([]);
  await local().engine.settled();
  await asBefore(body.clueId);
  const { keys, remove } = await adapters();
  await remove(keys.recusalKey);
  return body.clueId;
};

const keyIsThere = async () => {
  const { keys, item } = await adapters();
  return (await item(keys.recusalKey)).sealed !== undefined;
};

describe('the key of recusals is made', () => {
  it('by who files a case on a clue of before', async () => {
    const clueId = await alone();
    const filed = { filedAt: '2026-12-28', caseNumber: '1' };
    expect((await send('POST', `/v1/clues/${clueId}/case`, filed, { as: police })).status).toBe(201);
    await local().engine.settled();
    expect(await keyIsThere()).toBe(true);
  });

  it('by who asks what a clue would come to', async () => {
    await alone();
    const clue = clueWith({ discoveredAt: '2026-12-28T09:00:00+08:00', recuse: ['supervisor.court@371425.example'] });
    expect((await send('POST', '/v1/clues/preview', clue, { as: police })).status).toBe(200);
    expect(await keyIsThere()).toBe(true);
  });

  it('by what carries over records of before', async () => {
    const clueId = await alone();
    await advanceTo('2026-12-28T11:01:00+08:00');
    await local().engine.settled();
    expect(await keyIsThere()).toBe(true);
    expect(await forms(clueId, [])).toEqual(['hashes']);
  });
});
