import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { actNames } from '../../functions/domain/reports/acts.ts';
import {
  type Act,
  type AuditPage,
  auditing,
  city,
  ofClue,
  office,
  officeElsewhere,
  province,
  whole,
} from '../audit.ts';
import { year2027 } from '../calendar-2027.ts';
import { type Answer, housing, only, police, useProvince } from '../province.ts';

const { local, send, submit, command, read, publish, advanceTo } = useProvince('2026-09-24T10:00:00+08:00');
const { audit, auditAs, auditor, bearer, readings, readingsAs, readClue, fresh } = auditing({ send, submit });

describe('the log of audit', () => {
  it('has each command and each reading of a person once, and nothing that the clock does', async () => {
    const { clueId, transferId, reference } = await fresh();
    await command('acknowledge', transferId);
    expect((await command('acknowledge', transferId)).status).toBe(409);
    await readClue(clueId, office);
    await command('feedback', transferId, { final: false, outcome: '核查中', text: '秘密的反馈' });
    await read(transferId);
    await send('POST', '/v1/workflows/restart', { transferId }, { as: 'operator', role: 'operator' });
    const log = await audit(whole);
    expect(ofClue(log, clueId)).toEqual([
      ['workflow-restarted', 'operator'],
      ['read', housing],
      ['interim-feedback', police],
      ['read', office],
      ['acknowledged', police],
      ['registered', housing],
    ]);
    const [restarted, texts, , clue] = log.body.items.filter(({ about }) => about.clueId === clueId);
    expect(restarted?.about).toEqual({ clueId, reference, transferId });
    expect(texts?.about).toEqual({ clueId, reference, transferId });
    expect(clue?.about).toEqual({ clueId, reference });
    expect(clue?.by).toEqual({
      sub: `clerk@${office}`,
      name: '德城区扫黑办经办人',
      role: 'clerk',
      unitId: office,
      unitName: expect.any(String),
    });
    expect(clue?.at).toMatch(/^2026-09-24T10:\d\d:\d\d(\.\d{3})?\+08:00$/);
  });

  it('says what an office did on behalf of a unit', async () => {
    const { clueId, transferId } = await fresh();
    await command('acknowledge', transferId, {}, { as: office, role: 'supervisor' });
    const [acknowledged] = (await audit(whole)).body.items.filter(({ about }) => about.clueId === clueId);
    expect(acknowledged?.by).toEqual({
      sub: `supervisor@${office}`,
      name: '德城区扫黑办分管负责人',
      role: 'supervisor',
      unitId: office,
      unitName: expect.any(String),
      onBehalfOf: police,
      onBehalfOfName: expect.any(String),
    });
  });

  it('has changes of units and of the calendar, and none where nothing changed', async () => {
    const operator = { as: 'operator', role: 'operator' };
    const unitId = '371402-transport-2';
    const unit = {
      name: '德城区交通运输局二分局',
      organ: 'transport',
      regionCode: '371402',
      emails: ['transport.2@371402.example'],
      supervisors: [],
    };
    for (const name of [unit.name, '改名', '改名'])
      await send('PUT', `/v1/units/${unitId}`, { ...unit, name }, operator);
    await publish(2027, year2027);
    await publish(2027, year2027);
    const { body } = await audit(whole);
    expect(body.items.filter(({ about }) => about.unitId === unitId).map(({ event }) => event)).toEqual([
      'unit-changed',
      'unit-registered',
    ]);
    expect(only(body.items.filter(({ about }) => about.year !== undefined))).toMatchObject({
      event: 'calendar-changed',
      about: { year: 2027 },
      by: { sub: 'operator@operations', role: 'operator', unitId: null },
    });
    const ofUnit = ({ body: { items } }: Answer<AuditPage>) => items.filter(({ about }) => about.unitId === unitId);
    for (const as of [office, city, province]) {
      const seen = await auditAs(as, whole);
      expect(ofUnit(seen)).toHaveLength(2);
      expect(seen.body.items.filter(({ about }) => about.year !== undefined)).toEqual([]);
    }
    expect(ofUnit(await auditAs(officeElsewhere, whole))).toEqual([]);
  });

  it('tells nothing of what a record says, nor of a person but the name and the subject of a token', async () => {
    const { clueId, transferId } = await fresh({ title: '机密标题', subjects: [{ name: '钱某', kind: 'person' }] });
    await command('return', transferId, { reason: 'incomplete', note: '机密理由' });
    await readClue(clueId, housing);
    const texts = JSON.stringify([await audit(whole), await readings(clueId), await auditAs(office, whole)]);
    for (const secret of ['机密', '钱某', '@371402.example', 'forms', 'recused', 'regionPath']) {
      expect(texts).not.toContain(secret);
    }
    const { items } = (await audit(whole)).body;
    for (const { event } of items) expect(Object.keys(actNames)).toContain(event);
    for (const { by } of items) expect(Object.keys(by)).toEqual(expect.arrayContaining(['sub', 'role', 'unitId']));
  });

  it('shows an office what units of its region and below did with what it oversees', async () => {
    const here = await fresh();
    const elsewhere = await fresh({}, { as: '371403-land' });
    await readClue(here.clueId, city);
    const seenBy = async (as: string, { clueId }: { clueId: string }) => ofClue(await auditAs(as, whole), clueId);
    const registered = ['registered', housing];
    expect(await seenBy(office, here)).toEqual([registered]);
    expect(await seenBy(city, here)).toEqual([['read', city], registered]);
    expect(await seenBy(province, here)).toEqual([['read', city], registered]);
    expect(await seenBy(officeElsewhere, here)).toEqual([]);
    expect(await seenBy(officeElsewhere, elsewhere)).toEqual([['registered', '371403-land']]);
    expect(await seenBy(office, elsewhere)).toEqual([]);
  });

  it('shows an office nothing of a transfer that is dealt with above it', async () => {
    const { clueId, transferId } = await fresh();
    const { body } = await command('proposals', transferId, { kind: 'elevate', reason: '县里已有人打过招呼' });
    const decision = `/v1/proposals/${body.proposalId}/decision`;
    const decided = await send<{ successors: string[] }>(
      'POST',
      decision,
      { approve: true },
      { as: city, role: 'supervisor' },
    );
    const successor = only(decided.body.successors);
    await command('acknowledge', successor, {}, { as: '371400-public-security' });
    await command(
      'feedback',
      successor,
      { final: true, outcome: '属实', text: '结果' },
      { as: '371400-public-security' },
    );
    await read(successor, housing);
    await readClue(clueId, police);
    expect(ofClue(await auditAs(office, whole), clueId)).toEqual([
      ['read', police],
      ['proposal-made', police],
      ['registered', housing],
    ]);
    expect(JSON.stringify((await auditAs(office, whole)).body)).not.toContain(successor);
    expect(JSON.stringify((await auditAs(city, whole)).body)).toContain(successor);
    const { body: seen } = await readingsAs(office, clueId);
    expect(seen.items.map(({ by, transferId }) => [by.unitId, transferId])).toEqual([[police, null]]);
    const { body: all } = await readingsAs(city, clueId);
    expect(all.items.map(({ by, transferId }) => [by.unitId, transferId])).toEqual([
      [police, null],
      [housing, successor],
    ]);
  });
});

describe('the log as a file', () => {
  const heads = ['时间', '人员', '登录标识', '角色', '单位编号', '单位', '操作', '操作代码', '线索编号', '移送标识'];
  const fileOf = async (query: string, headers: Record<string, string>, accept = 'text/csv') => {
    const response = await fetch(`${local().url}/v1/audit${query}`, { headers: { ...headers, accept } });
    return {
      status: response.status,
      headers: response.headers,
      text: Buffer.from(await response.arrayBuffer()).toString(),
    };
  };
  const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

  it('has all acts that its reader may see, whatever page they would stand on, and no formula', async () => {
    const { clueId, transferId, reference } = await fresh();
    const named = { unitId: police, role: 'clerk', sub: '@sum(A1)', name: '=1+1' };
    await send('POST', `/v1/transfers/${transferId}/acknowledge`, {}, { headers: await bearer(named) });
    const { status, headers, text } = await fileOf(whole, await auditor());
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toContain('audit-2026-09-01-2026-09-24.csv');
    expect(text.startsWith('\ufeff')).toBe(true);
    const rows = rowsOf(text);
    const { items } = (await audit(whole)).body;
    expect(rows.map((row) => row.操作代码)).toEqual(items.map(({ event }) => event));
    const [acknowledged] = rows.filter((row) => row.线索标识 === clueId);
    expect(heads.map((head) => acknowledged?.[head])).toEqual([
      ...[expect.stringMatching(/^2026-09-24T10:\d\d:\d\d.*\+08:00$/), "'=1+1", "'@sum(A1)", '经办人', police],
      ...[expect.stringContaining('公安'), '签收', 'acknowledged', reference, transferId],
    ]);
    const ofOffice = await fileOf(whole, await bearer({ unitId: officeElsewhere, role: 'clerk' }));
    expect(rowsOf(ofOffice.text).filter((row) => row.线索标识 === clueId)).toEqual([]);
    expect((await fileOf(whole, await bearer({ unitId: housing, role: 'clerk' }))).status).toBe(403);
  });

  it('has no page, and comes as CSV alone', async () => {
    const { cursor } = (await audit('?from=2026-09-24&limit=1')).body;
    expect((await fileOf(`?from=2026-09-24&cursor=${cursor}`, await auditor())).status).toBe(422);
    expect((await fileOf(whole, await auditor(), 'image/png')).status).toBe(406);
  });

  it('is narrowed as its pages are: by kind, by unit, by clue', async () => {
    const { clueId, transferId } = await fresh();
    await command('acknowledge', transferId);
    await readClue(clueId, office);
    const asked = async (query: string) => {
      const [page, file] = [await audit(`${whole}&${query}`), await fileOf(`${whole}&${query}`, await auditor())];
      expect(rowsOf(file.text).map((row) => row.操作代码)).toEqual(page.body.items.map(({ event }) => event));
      return page.body.items;
    };
    expect((await asked(`clue=${clueId}`)).map(({ event }) => event)).toEqual(['read', 'acknowledged', 'registered']);
    expect((await asked(`clue=${clueId}&unit=${police}`)).map(({ event }) => event)).toEqual(['acknowledged']);
    const readings = await asked('event=read');
    expect(readings.length).toBeGreaterThan(1);
    expect(new Set(readings.map(({ event }) => event))).toEqual(new Set(['read']));
    const { cursor } = (await audit('?from=2026-09-01&limit=1&event=read')).body;
    expect((await audit(`?from=2026-09-01&limit=1&event=registered&cursor=${cursor}`)).status).toBe(422);
  });
});

describe('the days of the log', () => {
  const days = (items: Act[]) => [...new Set(items.map(({ at }) => at.slice(0, 10)))];

  it('are those of the province, today where none is named, and go on from page to page', async () => {
    // 2026-09-24 in UTC, the 25th in the province.
    await advanceTo('2026-09-25T07:30:00+08:00');
    const early = await fresh();
    await advanceTo('2026-09-28T09:00:00+08:00');
    const { body: none } = await audit();
    expect(none).toEqual({ from: '2026-09-28', to: '2026-09-28', items: [] });
    const late = await fresh();
    const acts = async (query: string) => (await audit(`${query}&limit=200`)).body.items;
    expect(only(await acts('?from=2026-09-25&to=2026-09-25')).about.clueId).toBe(early.clueId);
    expect(days(await acts('?from=2026-09-24&to=2026-09-24'))).toEqual(['2026-09-24']);
    expect(only((await audit()).body.items).about.clueId).toBe(late.clueId);

    const all = await acts('?from=2025-09-28');
    expect(days(all)).toEqual(['2026-09-28', '2026-09-25', '2026-09-24']);
    const paged: Act[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body }: { body: AuditPage } = await audit(`?from=2025-09-28&limit=7${cursor && `&cursor=${cursor}`}`);
      expect(body.items.length).toBe(body.cursor === undefined ? all.length % 7 || 7 : 7);
      paged.push(...body.items);
      cursor = body.cursor;
    }
    expect(paged).toEqual(all);
    const { cursor } = (await audit('?from=2026-09-24&limit=1')).body;
    expect((await audit(`?from=2026-09-25&limit=1&cursor=${cursor}`)).status).toBe(422);
    expect((await auditAs(province, `?from=2026-09-24&limit=1&cursor=${cursor}`)).status).toBe(422);
  });

  it.each([
    ['from=2026-09-29', 'from'],
    ['to=2026-09-27', 'from'],
    ['from=2025-09-01&to=2026-09-28', 'to'],
    ['from=2026-02-30', 'from'],
    ['to=tomorrow', 'to'],
    ['from=1999-12-31&to=2000-01-01', 'from'],
    ['limit=201', 'limit'],
    ['unit=land', 'unit'],
    ['clue=1', 'clue'],
    ['organ=land', 'organ'],
  ])('are refused by name: %s', async (query, field) => {
    const { status, body } = await audit(`?${query}`);
    expect([status, (body.errors as { path: string }[]).map(({ path }) => path)]).toEqual([422, [field]]);
  });
});
