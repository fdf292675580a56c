import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { routes } from '../../../infra/functions.ts';
import { clientTypes, currentDocument } from '../../../infra/openapi.ts';
import { year2027 } from '../../calendar-2027.ts';
import {
  clueWith,
  discipline,
  housing,
  only,
  police,
  type Submitted,
  type TransferBody,
  useProvince,
} from '../../province.ts';

interface Described {
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<
    string,
    Record<
      string,
      {
        tags: string[];
        parameters?: { name: string; schema: object }[];
        requestBody?: { required: boolean };
        responses: object;
      }
    >
  >;
}

const described = routes.filter(({ undescribed }) => !undescribed);
const file = new URL('../../../functions/http/openapi.json', import.meta.url);

describe('the description of the API', () => {
  const { local, send } = useProvince('2026-09-17T10:00:00+08:00');

  /** Sends a request; its answer is held against the description, as all are. */
  const call = <T = Record<string, unknown>>(
    method: string,
    path: string,
    body: unknown,
    as = housing,
    role = 'clerk',
  ) => send<T>(method, path, body, { as, role });

  it('is what the schemas say now, valid OpenAPI 3.1, and has every route', async () => {
    const document = JSON.parse(await readFile(file, 'utf8'));
    // Where this fails: npm run openapi.
    expect(document).toEqual(JSON.parse(JSON.stringify(currentDocument())));
    const { valid, errors } = await new Validator().validate(document);
    expect([valid, errors]).toEqual([true, undefined]);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual(described.map(({ method, path }) => `${method} ${path}`).sort());
    const types = new URL('api-types.d.ts', file);
    expect(await readFile(types, 'utf8')).toBe(await clientTypes(document));
    const served = await fetch(`${local().url}/v1/openapi.json`);
    expect(await served.json()).toEqual(document);
  });

  it('refers to no schema that is not there, and to none by itself', async () => {
    const { components }: { components: { schemas: Record<string, object> } } = JSON.parse(
      await readFile(file, 'utf8'),
    );
    const names = Object.keys(components.schemas);
    for (const [, name = ''] of JSON.stringify(currentDocument()).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(names).toContain(name);
    }
    for (const name of names) expect(components.schemas[name]).not.toEqual({ $ref: `#/components/schemas/${name}` });
  });

  it('says what a foreign program needs: servers, tags, required bodies, patterns and bounds', () => {
    const { paths, servers, tags } = currentDocument() as unknown as Described;
    expect(servers).toEqual([expect.objectContaining({ url: '/' })]);
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect([...new Set(operations.flatMap((one) => one.tags))].sort()).toEqual(tags.map(({ name }) => name).sort());
    expect(paths['/v1/clues']?.post?.requestBody?.required).toBe(true);
    expect(paths['/v1/transfers/{id}/acknowledge']?.post?.requestBody?.required).toBe(false);
    const schemas = operations.flatMap(({ parameters = [] }) =>
      parameters.map(({ name, schema }) => ({ name, schema })),
    );
    for (const { name, schema } of schemas) {
      const isBound = ['pattern', 'allOf', 'format', 'enum', 'maxLength', 'maximum'].some((bound) => bound in schema);
      expect([name, isBound]).toEqual([name, true]);
    }
    expect(Object.keys(operations[0]?.responses ?? {})).toContain('431');
  });

  it('shows bodies that are taken', () => {
    for (const { name, request, example } of described.flatMap((route) => ('example' in route ? [route] : []))) {
      if (example === undefined) continue;
      expect([name, request.body?.safeParse(example).error?.issues]).toEqual([name, undefined]);
    }
  });

  it('is what real answers are like, through the life of a clue', async () => {
    const discoveredAt = '2026-09-17T09:00:00+08:00';
    const reporter = { anonymous: false, name: '赵某', phone: '1' };
    const submit = async (more: object = {}) =>
      (await call<Submitted>('POST', '/v1/clues', clueWith({ discoveredAt, ...more }))).body;
    const on = (id: string, command: string, body: object, as = police) =>
      call<TransferBody & Record<string, string>>('POST', `/v1/transfers/${id}/${command}`, body, as);
    const named = { reporter, subjects: [{ name: '钱某', kind: '人员' }] };
    const late = clueWith({ ...named, discoveredAt: '2026-08-17', kinds: ['organised-crime', 'misconduct'] });
    for (const as of [housing, police]) {
      expect((await call('POST', '/v1/clues/preview', late, as)).status).toBe(200);
    }
    const both = await submit({
      kinds: ['organised-crime', 'misconduct'],
      reporter,
      subjects: [{ name: '钱某', kind: '人员' }],
    });
    const [crime = '', misconduct = ''] = both.transfers.map(({ transferId }) => transferId);
    await on(crime, 'acknowledge', {});
    await on(crime, 'case', { filedAt: '2026-09-17', caseNumber: '100' });
    const own = await call<Submitted>('POST', '/v1/clues', clueWith({ discoveredAt }), police);
    await call('POST', `/v1/clues/${own.body.clueId}/case`, { filedAt: '2026-09-17', caseNumber: '101' }, police);
    const extension = await on(crime, 'extension', { workingDays: 3, reason: '需核查' });
    const office = '371402-leading-group-office';
    await call('POST', `/v1/extensions/${extension.body.extensionId}/decision`, { approve: true }, office);
    await on(misconduct, 'return', { reason: 'incomplete', note: '材料不全' }, discipline);
    const annexes = [{ name: '账册', copies: 1 }];
    await call('PATCH', `/v1/clues/${both.clueId}`, { text: '已补正', annexes, subjects: [] });
    await call('GET', `/v1/clues/${both.clueId}?version=1`, undefined, discipline);
    await on(misconduct, 'dispatch', {}, housing);
    const proposal = await on(misconduct, 'proposals', { kind: 'elevate', reason: '回避' }, discipline);
    await call(
      'POST',
      `/v1/proposals/${proposal.body.proposalId}/decision`,
      { approve: true },
      '371400-leading-group-office',
    );
    await on(crime, 'feedback', { final: true, outcome: '已立案' });
    await call('POST', `/v1/clues/${both.clueId}/reply`, { kind: 'acceptance', note: '已告知' });
    await call('GET', `/v1/clues/${both.clueId}`, undefined);
    await local().engine.settled();
    await call('GET', `/v1/transfers/${crime}`, undefined);
    const waiting = only((await submit({ dispatch: false })).transfers).transferId;
    await on(waiting, 'withdraw', { reason: '重复' }, housing);
    await call('POST', '/v1/clues/batch', { clues: [clueWith({ discoveredAt }), {}] });
    for (const path of ['/v1/ledgers/sent?limit=2', '/v1/ledgers/received', '/v1/overdue', '/v1/statistics']) {
      await call('GET', path, undefined);
    }
    const operate = (method: string, path: string, body?: object) => call(method, path, body, 'operator', 'operator');
    await operate('PUT', '/v1/calendar/2027', year2027);
    await operate('GET', '/v1/calendar/2027');
    const years = { 2027: { ...year2027, holidays: [...year2027.holidays, '2027-01-04'] } };
    expect((await operate('POST', '/v1/calendar/preview', { years })).status).toBe(200);
    expect((await operate('PUT', '/v1/calendar', { years })).status).toBe(200);
    expect((await operate('DELETE', '/v1/calendar/2027')).status).toBe(200);
    for (const n of [0, 2, 3]) await operate('GET', `/v1/calendar/2027/versions/${n}`);
    await operate('GET', '/v1/units?limit=3');
    const unit = (await operate('GET', `/v1/units/${housing}`)).body;
    await operate('PUT', `/v1/units/${housing}`, { ...unit, name: '德城区住建局' });
    const { example } = described.find(({ name }) => name === 'put-delegations') as { example: object };
    const delegations = `/v1/units/${housing}/delegations`;
    expect((await operate('PUT', delegations, example)).status).toBe(200);
    expect((await call('PUT', delegations, example, housing, 'supervisor')).status).toBe(200);
    await operate('POST', '/v1/workflows/restart', { transferId: only((await submit()).transfers).transferId });
    await call('GET', '/healthz', undefined);

    for (const [method, path, body] of [
      ['POST', '/v1/clues', {}],
      ['POST', '/v1/clues', clueWith({ classification: 'secret' })],
      ['GET', '/v1/transfers/none', undefined],
      ['GET', '/v1/units', undefined],
      ['POST', `/v1/transfers/${crime}/acknowledge`, {}],
    ] as const) {
      expect((await call(method, path, body)).status).toBeGreaterThanOrEqual(400);
    }
  });
});
