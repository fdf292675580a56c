import { describe, expect, it } from 'vitest';
import { auditing, ofClue, office, province, whole } from '../audit.ts';
import { correcting } from '../contents.ts';
import { discipline, housing, police, useProvince } from '../province.ts';
import { titling, xlsx } from '../titles.ts';

/** A ledger with the titles of its clues is a reading of each: by what the caller may know, and on the record. */

const { local, send, submit, command, token } = useProvince('2026-09-24T10:00:00+08:00');
const { audit, bearer, readings, fresh } = auditing({ send, submit });
const { correct } = correcting({ send });
const { ask, titles, sheetRows } = titling(() => local().url, { token });

const plain = async (as = housing) =>
  fetch(`${local().url}/v1/ledgers/sent`, {
    headers: { authorization: `Bearer ${await token(as)}`, accept: 'text/csv' },
  });
const readBy = async (clueId: string) => (await readings(clueId)).body.items.map(({ by }) => by.unitId);
const verified = async () => {
  const { handler } = await import('../../functions/schedules/verify-records.ts');
  return (await local().as('verify-records', () => handler({ time: '2026-09-30T00:00:00Z' }))).faults;
};

describe('a ledger with titles', () => {
  it('names each clue, in CSV and on paper; without being asked for, it names none', async () => {
    const { reference } = await fresh({ title: '=某工地强揽土方工程' });
    expect(await titles()).toContainEqual([reference, "'=某工地强揽土方工程"]);
    const rows = await sheetRows();
    expect(rows[0]?.[0]).toContain('含线索标题');
    const at = rows[2]?.indexOf('线索标题') ?? -1;
    expect(rows.find((row) => row[1] === reference)?.[at]).toBe('=某工地强揽土方工程');
    expect(await (await plain()).text()).not.toContain('某工地强揽');
  });

  it('puts one reading of each clue on its record, for each file', async () => {
    const kinds = ['organised-crime', 'misconduct'];
    const { body } = await submit({ kinds });
    expect(body.transfers).toHaveLength(2);
    const rows = (await titles()).filter(([reference]) => reference === body.reference);
    expect(rows.map(([, title]) => title)).toEqual(['某工地强揽土方工程', '某工地强揽土方工程']);
    expect(await readBy(body.clueId)).toEqual([housing]);
    await titles({ as: office, query: `&unit=${housing}` });
    await ask({ as: discipline, side: 'received', accept: xlsx });
    expect(await readBy(body.clueId)).toEqual([discipline, office, housing]);
    expect(ofClue(await audit(whole), body.clueId).slice(0, 3)).toEqual([
      ['read', discipline],
      ['read', office],
      ['read', housing],
    ]);
    await plain();
    expect(await readBy(body.clueId)).toHaveLength(3);
    expect(await verified()).toEqual([]);
  });

  it('names a clue as the caller may know it: who returned it, as they had it', async () => {
    const { clueId, reference, transferId } = await fresh();
    await command('return', transferId, { reason: 'incomplete', note: '材料不全' });
    expect((await correct(clueId, { title: '改正后的标题' })).status).toBe(200);
    expect(await titles()).toContainEqual([reference, '改正后的标题']);
    expect(await titles({ as: police, side: 'received' })).toContainEqual([reference, '某工地强揽土方工程']);
    await command('dispatch', transferId, {}, { as: housing });
    expect(await titles({ as: police, side: 'received' })).toContainEqual([reference, '改正后的标题']);
  });

  it('has no row, and makes no reading, of what must be kept from the caller', async () => {
    const { clueId, reference } = await fresh({ subjects: [{ name: '钱某某', kind: 'person' }] });
    const { authorization } = await bearer({ unitId: housing, role: 'clerk', name: '钱某某' });
    const named = await titles({ token: authorization.replace('Bearer ', '') });
    expect(named.map(([one]) => one)).not.toContain(reference);
    expect(await readBy(clueId)).toEqual([]);
    expect(await titles({ as: province, query: `&unit=${housing}` })).toContainEqual([reference, '某工地强揽土方工程']);
    expect((await ask({ as: police, query: `&unit=${housing}` })).status).toBe(403);
  });

  it('is a file, and no page of JSON', async () => {
    const refused = await ask({ accept: 'application/json' });
    expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ path: 'titles' }] }]);
    const page = await fetch(`${local().url}/v1/ledgers/sent?titles=false`, {
      headers: { authorization: `Bearer ${await token(housing)}` },
    });
    expect(page.status).toBe(200);
  });

  it('of more than five hundred rows is refused, and nothing was read', async () => {
    const { plantRows } = await import('../planted-ledger.ts');
    const { clueId } = await fresh();
    await plantRows(501, () => []);
    for (const accept of ['text/csv', xlsx]) {
      const refused = await ask({ accept });
      expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining('month=2026-09')]);
    }
    expect(await readBy(clueId)).toEqual([]);
    expect((await titles({ query: '&month=2026-09' })).length).toBeGreaterThan(0);
    expect(await readBy(clueId)).toEqual([housing]);
  });
});
