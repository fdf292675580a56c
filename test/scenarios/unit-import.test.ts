import { describe, expect, it } from 'vitest';
import { housing, police, useProvince } from '../province.ts';

const { api, answered, send } = useProvince();

const operator = { as: 'operator', role: 'operator' };
const header = 'unitId,name,organ,regionCode,emails,supervisors';
const water =
  '371402-water,德城区水利局,water,371402,water@371402.example,德城区水利局分管负责人 <supervisor.water@371402.example>';
const second = '371402-water-2,德城区水利局二科,water,371402,second@371402.example;duty@371402.example,';

const ask = (body: { csv: string; apply?: boolean; seen?: Record<string, number | null> }, headers = {}) =>
  answered(api('operator', 'operator', headers).POST('/v1/units/import', { body }));
const csvOf = (...rows: string[]) => [header, ...rows, ''].join('\n');
const unitOf = (id: string) =>
  send<Record<string, unknown> & { version: number; history: { version: number; by: { sub: string } }[] }>(
    'GET',
    `/v1/units/${id}`,
    undefined,
    operator,
  );
const put = async (id: string, different: object) => {
  const { body } = await unitOf(id);
  expect((await send('PUT', `/v1/units/${id}`, { ...body, ...different }, operator)).status).toBe(200);
};

describe('a file of units', () => {
  const changed = water.replace('water@', 'new@');

  it('is shown line by line against the register, and nothing is written', async () => {
    const { status, body } = await ask({
      csv: `\ufeff${csvOf(second, water, '', changed.replaceAll('-water', '-court'))}`,
    });
    expect(status).toBe(200);
    expect(body.lines.map(({ line, unitId, change, version }) => [line, unitId, change, version])).toEqual([
      [2, '371402-water-2', 'new', null],
      [3, '371402-water', 'same', 1],
      [5, '371402-court', 'fault', null],
    ]);
    expect(body.lines[0]?.fields).toEqual([
      { field: 'name', from: null, to: '德城区水利局二科' },
      { field: 'organ', from: null, to: 'water' },
      { field: 'regionCode', from: null, to: '371402' },
      { field: 'emails', from: null, to: 'second@371402.example; duty@371402.example' },
    ]);
    expect(body.lines[2]?.errors).toEqual([
      { path: 'organ', message: '"water": the unit id 371402-court says court: write it here too, or correct the id' },
    ]);
    expect(body).toMatchObject({ counts: { new: 1, changed: 0, same: 1, fault: 1 }, written: 0, left: 1 });
    expect((await unitOf('371402-water-2')).status).toBe(404);
  });

  it('shows what a field says before and after, as a cell has it', async () => {
    const { body } = await ask({ csv: csvOf(changed.replace(' <super', '三 <super')) });
    expect(body.lines).toMatchObject([
      {
        change: 'changed',
        version: 1,
        fields: [
          { field: 'emails', from: 'water@371402.example', to: 'new@371402.example' },
          {
            field: 'supervisors',
            from: '德城区水利局分管负责人 <supervisor.water@371402.example>',
            to: '德城区水利局分管负责人三 <supervisor.water@371402.example>',
          },
        ],
      },
    ]);
  });

  it('says what is wrong with a line in the language of whoever asks', async () => {
    const { body } = await ask({ csv: csvOf('371402-courts,,court,371402,x,庭长') }, { 'accept-language': 'zh' });
    expect(body.lines).toMatchObject([
      {
        line: 2,
        unitId: '371402-courts',
        errors: [
          { path: 'unitId', message: expect.stringMatching(/^“371402-courts”：单位编号由/) },
          { path: 'supervisors', message: '“庭长”：请逐人写成“姓名 <邮箱>”，各人之间以分号隔开' },
          { path: 'name', message: '为空：请填写名称' },
          { path: 'emails', message: expect.stringMatching(/^“x”：请填写邮箱地址/) },
        ],
      },
    ]);
  });

  it.each([
    ['that is broken', `${header}\n"371402-court,x\n`, [[2, '']]],
    ['without a header', 'a,b\n1,2\n', [[1, '']]],
    ['of regions', 'code,name,level,parent\n371500,聊城市,prefecture,370000\n', [[1, '']]],
    ['that lacks a column', 'unitId,name,organ,regionCode,emails\n', [[1, 'supervisors']]],
  ])('%s says so at its line', async (_, csv, expected) => {
    const { status, body } = await ask({ csv });
    expect(status).toBe(200);
    expect(body.lines.flatMap(({ line, errors }) => errors.map(({ path }) => [line, path]))).toEqual(expected);
    expect((await ask({ csv, apply: true })).status).toBe(422);
  });

  it('is refused as a whole where a line has a fault', async () => {
    const { status, body } = await ask({ csv: csvOf(second, water.replace('water@', '')), apply: true });
    expect(status).toBe(422);
    expect(body.detail).toMatch(/^The register was not changed\. csv: line 3, emails: "371402.example": /);
    expect((await unitOf('371402-water-2')).status).toBe(404);
  });

  it('is put, on the record of each unit and in the log of audit, and the second time changes nothing', async () => {
    const csv = csvOf(second, changed);
    const first = await ask({ csv, apply: true });
    expect(first).toMatchObject({ status: 200, body: { written: 2, left: 0 } });
    expect((await unitOf('371402-water')).body).toMatchObject({
      version: 2,
      emails: ['new@371402.example'],
      history: [{ by: { sub: 'seed' } }, { by: { sub: 'operator@operations', role: 'operator' } }],
    });
    expect((await unitOf('371402-water-2')).body).toMatchObject({ version: 1, name: '德城区水利局二科' });
    const log = await send<{ items: { event: string; unitId?: string; about?: object }[] }>(
      'GET',
      '/v1/audit?from=2026-09-24&to=2026-09-24',
      undefined,
      { as: police, role: 'auditor' },
    );
    const entries = log.body.items.filter(({ event }) => event.startsWith('unit-')).map((one) => JSON.stringify(one));
    expect(entries.filter((one) => one.includes('unit-registered') && one.includes('371402-water-2'))).toHaveLength(1);
    expect(entries.filter((one) => one.includes('unit-changed') && one.includes('"371402-water"'))).toHaveLength(1);

    expect((await ask({ csv, apply: true })).body).toMatchObject({
      counts: { same: 2 },
      written: 0,
      left: 0,
      lines: [{ version: 1 }, { version: 2 }],
    });
    expect((await unitOf('371402-water')).body.version).toBe(2);
  });

  it('overwrites no unit that changed since it was compared, and writes nothing then', async () => {
    const housingRow =
      '371402-housing,德城区住房和城乡建设局,housing,371402,moved@371402.example,德城区住房和城乡建设局分管负责人 <supervisor.housing@371402.example>';
    const csv = csvOf(housingRow, '371402-water-3,三科,water,371402,third@371402.example,');
    const { lines } = (await ask({ csv })).body;
    const seen = Object.fromEntries(lines.map(({ unitId, version }) => [unitId ?? '', version]));
    await put(housing, { phone: '0534-2109999' });
    const refused = await ask({ csv, seen, apply: true });
    expect([refused.status, refused.body.detail]).toEqual([412, expect.stringContaining(housing)]);
    expect((await unitOf('371402-water-3')).status).toBe(404);
    const again = (await ask({ csv })).body.lines;
    const now = Object.fromEntries(again.map(({ unitId, version }) => [unitId ?? '', version]));
    expect((await ask({ csv, seen: now, apply: true })).body).toMatchObject({ written: 2, left: 0 });
    expect((await unitOf(housing)).body).toMatchObject({ phone: '0534-2109999', emails: ['moved@371402.example'] });
  });

  it('overwrites no unit that somebody else registered since it was compared as a new one', async () => {
    const id = '371402-water-4';
    const csv = csvOf(`${id},四科,water,371402,fourth@371402.example,`);
    const { lines } = (await ask({ csv })).body;
    expect(lines).toMatchObject([{ change: 'new', version: null }]);
    const theirs = {
      name: '德城区水利局四科',
      organ: 'water',
      regionCode: '371402',
      emails: ['theirs@371402.example'],
    };
    expect((await send('PUT', `/v1/units/${id}`, { ...theirs, supervisors: [] }, operator)).status).toBe(201);
    expect((await ask({ csv, seen: { [id]: null }, apply: true })).status).toBe(412);
    expect((await unitOf(id)).body).toMatchObject({ version: 1, emails: ['theirs@371402.example'] });
  });

  it('may have 1,000 lines below its header, and says so', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, n) => `371402-other-${n},名,other,371402,o${n}@371402.example,`);
    const refused = await ask({ csv: csvOf(...rows(1001)) });
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('1000 lines')]);
    expect((await ask({ csv: csvOf(...rows(1000)) })).status).toBe(200);
  });

  it.each([
    ['clerk', police],
    ['supervisor', police],
    ['auditor', police],
  ])('is no matter of a %s', async (role, as) => {
    const answer = await send('POST', '/v1/units/import', { csv: csvOf(water), apply: true }, { as, role });
    expect(answer.status).toBe(403);
  });
});
