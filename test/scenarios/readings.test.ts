import { describe, expect, it } from 'vitest';
import { auditing, office, officeElsewhere, province } from '../audit.ts';
import { housing, police, useProvince } from '../province.ts';

const { send, submit, command, read } = useProvince('2026-09-24T10:00:00+08:00');
const { readings, readingsAs, readClue, fresh } = auditing({ send, submit });

describe('readings', () => {
  it('are of a clue and of the texts of its transfers, the newest first, page by page', async () => {
    const { clueId, transferId, reference } = await fresh();
    await readClue(clueId, housing);
    await command('acknowledge', transferId);
    await command('feedback', transferId, { final: false, outcome: '核查中', text: '反馈' });
    await read(transferId, housing);
    await readClue(clueId, office);
    await readClue(clueId, province);
    const { body } = await readings(clueId);
    expect(body.items.map((one) => [one.by.unitId, one.transferId])).toEqual([
      [province, null],
      [office, null],
      [housing, transferId],
      [housing, null],
    ]);
    expect(body.items[0]).toMatchObject({ clueId, reference, at: expect.stringMatching(/^2026-09-24T.*\+08:00$/) });
    const own = await readingsAs(office, clueId);
    expect(own.body.items.map(({ by }) => by.unitId)).toEqual([office, housing, housing]);

    const first = await readings(clueId, '&limit=3');
    // What is read meanwhile shifts nothing.
    await readClue(clueId, police);
    const second = await readings(clueId, `&limit=3&cursor=${first.body.cursor}`);
    expect([...first.body.items, ...second.body.items]).toEqual(body.items);
    expect(second.body.cursor).toBeUndefined();

    const other = await fresh();
    for (const query of [`&cursor=${first.body.cursor}x`, '&cursor=x', '&limit=0']) {
      expect((await readings(clueId, query)).status).toBe(422);
    }
    expect((await readings(other.clueId, `&cursor=${first.body.cursor}`)).status).toBe(422);
  });

  it('are asked for by the id of a clue, which must be one that the office may see', async () => {
    const { clueId } = await fresh();
    expect((await readingsAs(officeElsewhere, clueId)).status).toBe(403);
    for (const query of ['', '?clue=', '?clue=371402-20260917-7K3F9QZ2']) {
      const { status, body } = await send('GET', `/v1/readings${query}`, undefined, { as: office });
      expect([status, (body.errors as { path: string }[]).map(({ path }) => path)]).toEqual([422, ['clue']]);
    }
  });
});
