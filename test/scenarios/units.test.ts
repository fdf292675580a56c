import { describe, expect, it } from 'vitest';
import { clueWith, housing, only, type Submitted, useProvince } from '../province.ts';

interface UnitBody extends Record<string, unknown> {
  unitId: string;
  version: number;
}

describe('the register of units', () => {
  const { send, submit } = useProvince('2026-09-17T10:00:00+08:00');
  const operator = { as: 'operator', role: 'operator' };
  const get = <T = UnitBody>(path: string, options: object = operator) => send<T>('GET', path, undefined, options);
  const put = (id: string, body: object, headers = {}) =>
    send<UnitBody>('PUT', `/v1/units/${id}`, body, { ...operator, headers });
  const unit = {
    name: '德城区第二住建所',
    organ: 'housing',
    regionCode: '371402',
    emails: ['second@371402.example'],
    supervisors: [{ name: '所长', email: 'head@371402.example' }],
  };

  it('takes a new unit, which then submits clues', async () => {
    const id = '371402-housing-2';
    const clue = { raw: JSON.stringify(clueWith({ discoveredAt: '2026-09-17T09:00:00+08:00' })) };
    expect((await get(`/v1/units/${id}`)).status).toBe(404);
    const created = await put(id, unit);
    expect([created.status, created.body]).toEqual([201, { unitId: id, ...unit, version: 1 }]);
    expect((await put(id, created.body)).status).toBe(200);
    const changed = await put(id, { ...unit, emails: ['new@371402.example'] }, { 'if-match': '"1"' });
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
    expect((await put(id, unit, { 'if-match': '"1"' })).status).toBe(412);
    expect((await get(`/v1/units/${id}`)).headers.get('etag')).toBe('"2"');
    const found = await send<Submitted>('POST', '/v1/clues', undefined, { as: id, ...clue });
    expect(only(found.body.transfers).from).toBe(id);
  });

  it('refuses what does not fit, and says what to mend', async () => {
    const paths = async (id: string, body: object) => {
      const { status, body: answer } = await put(id, body);
      return [status, (answer.errors as { path: string }[] | undefined)?.map(({ path }) => path)];
    };
    expect(await paths('371402-housing-3', { ...unit, regionCode: '371403' })).toEqual([422, ['regionCode']]);
    expect(await paths('371402-land', unit)).toEqual([422, ['organ']]);
    expect(await paths('379999-housing', { ...unit, regionCode: '379999' })).toEqual([422, ['regionCode']]);
    expect(await paths('371402-housing-3', { ...unit, emails: ['nobody'] })).toEqual([422, ['emails.0']]);
    expect(await paths('371402-housing-3', { ...unit, mails: [] })).toEqual([422, ['mails']]);
    expect((await put('371402-nobody', unit)).status).toBe(404);
  });

  it('is the operators’ alone', async () => {
    const clerk = { as: housing };
    expect((await get('/v1/units', clerk)).status).toBe(403);
    expect((await get(`/v1/units/${housing}`, clerk)).status).toBe(403);
    expect((await send('PUT', `/v1/units/${housing}`, unit, clerk)).status).toBe(403);
    expect((await submit({}, { as: 'operator', role: 'operator' })).status).toBe(403);
  });

  it('lists every unit once, page by page, or those of a region', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await get<{ items: UnitBody[]; cursor?: string }>(`/v1/units?limit=7${cursor}`);
      expect(body.items.length).toBeLessThanOrEqual(7);
      ids.push(...body.items.map(({ unitId }) => unitId));
      cursor = body.cursor ? `&cursor=${body.cursor}` : '';
    } while (cursor);
    expect(ids).toHaveLength(3 + 4 * 15 + 1);
    expect(ids).toEqual([...new Set(ids)].sort());
    const { body } = await get<{ items: UnitBody[] }>('/v1/units?region=370000');
    expect(body.items.map(({ unitId }) => unitId)).toEqual([
      '370000-discipline-inspection',
      '370000-leading-group-office',
      '370000-public-security',
    ]);
  });
});
