import { describe, expect, it } from 'vitest';
import { addAstray } from '../../functions/adapters/table/astray.ts';
import { putYear } from '../../functions/domain/calendar/calendar-changes.ts';
import { calendarYear } from '../../functions/domain/calendar/calendar-year.ts';
import { functions } from '../../infra/functions.ts';
import { notice2027, year2027 } from '../calendar-2027.ts';
import { asBefore } from '../faults/records-of-before.ts';
import { codeIn, takingOut } from '../papers.ts';
import { clueWith, housing, police, useProvince } from '../province.ts';
import { requests } from '../security/matrix-routes.ts';

/**
 * That each function opens by itself what says whom a record must not reach, on records of today and of before: elsewhere whoever
 * asks first opens the key for all that share the process.
 */

const province = useProvince('2026-12-28T10:00:00+08:00', undefined, 'own');
const { local, submit, send, advanceTo, schedulesAtRest } = province;
const { takeOut } = takingOut(() => local().url, province);

const office = '371402-leading-group-office';
const recuse = ['supervisor.court@371425.example'];
const reporter = { anonymous: false, name: '赵某', phone: '1' };
const operator = { as: 'operator', role: 'operator' };
/** Never an error of ours: a function without a right would make one, or be noted. */
const ask = async (method: string, path: string, body?: object, options: object = { as: police }) => {
  const answer = await send<Record<string, string>>(method as 'POST', path, body, options);
  expect([method, path, answer.status < 500]).toEqual([method, path, true]);
  return answer;
};

/** A clue of which two transfers were made, and their reply. */
const fresh = async (before: boolean, discoveredAt = '2026-12-28T09:00:00+08:00') => {
  const { body } = await submit({
    kinds: ['organised-crime'],
    discoveredAt,
    recuse,
    reporter,
  });
  await local().engine.settled();
  if (before) await asBefore(body.clueId);
  const [{ transferId = '' } = {}] = body.transfers;
  return { clueId: body.clueId, reference: body.reference, transferId };
};

const handedIn = clueWith({ discoveredAt: '2026-12-28T09:00:00+08:00', recuse });

/** Before all else: whoever hands in the first clue that names somebody makes the key. */
describe('a clue that names somebody', () => {
  it('is handed in with others', async () => {
    const answer = await ask('POST', '/v1/clues/batch', { clues: [handedIn, handedIn] }, { as: housing });
    expect(answer.status).toBeLessThan(300);
  });

  it('is handed in once, however often it is sent', async () => {
    const options = { as: housing, headers: { 'idempotency-key': 'once' } };
    const [first, second] = [
      await ask('POST', '/v1/clues', handedIn, options),
      await ask('POST', '/v1/clues', handedIn, options),
    ];
    expect([first.status, second.body]).toEqual([201, first.body]);
  });
});

describe('a preview that names somebody', () => {
  it('keeps from them that it was asked for', async () => {
    expect((await ask('POST', '/v1/clues/preview', handedIn, { as: housing })).status).toBe(200);
    const supervisor = { as: office, role: 'supervisor' };
    const { body } = await ask('GET', '/v1/audit?from=2026-12-28&to=2026-12-28', undefined, supervisor);
    expect(JSON.stringify(body)).toContain('clue-previewed');
  });
});

const commands = functions.flatMap((one) =>
  'path' in one && one.path.startsWith('/v1/transfers/{id}/') && one.method === 'POST' ? [one.path] : [],
);

describe.each([
  ['today', false, '2026-12-28T10:16:00+08:00'],
  ['before', true, '2026-12-28T10:32:00+08:00'],
] as const)('a record of %s', (_when, before, later) => {
  it('is heeded by every command on a transfer', async () => {
    for (const path of commands) {
      const made = await fresh(before);
      const route = `POST ${path}` as const;
      const request = requests[route];
      if (request?.on !== 'record') throw new Error(`${route} is asked on no record`);
      const body = request.body?.(made.transferId, { ...made, ids: {}, subject: 'crime' });
      await ask('POST', path.replace('{id}', made.transferId), body, {
        as: path.endsWith('/recall') ? housing : police,
      });
    }
  });

  it('is heeded by who decides, restarts and replies', async () => {
    const { transferId, clueId } = await fresh(before);
    const on = (command: string, body: object = {}) => ask('POST', `/v1/transfers/${transferId}/${command}`, body);
    const approve = { approve: false, note: '不同意' };
    const supervisor = { as: office, role: 'supervisor' };
    await on('acknowledge');
    const extension = await on('extension', { workingDays: 3, reason: '需补充核查' });
    expect(extension.status).toBe(201);
    await ask('POST', `/v1/extensions/${extension.body.extensionId}/decision`, approve, supervisor);
    const proposal = await on('proposals', { kind: 'elevate', reason: '需上级办理' });
    expect(proposal.status).toBe(201);
    await ask('POST', `/v1/proposals/${proposal.body.proposalId}/decision`, approve, supervisor);
    await ask('POST', '/v1/workflows/restart', { transferId }, operator);
    await ask('POST', `/v1/clues/${clueId}/reply`, { kind: 'acceptance', note: '已当面告知' }, { as: housing });
    await ask('POST', `/v1/clues/${clueId}/case`, { filedAt: '2026-12-28', caseNumber: '1' }, { as: police });
    await ask('PATCH', `/v1/clues/${clueId}`, { text: '补充了照片。' }, { as: housing });
  });

  it('is heeded by every reading', async () => {
    // Due already when it is handed in.
    const { transferId, clueId, reference } = await fresh(before, '2026-11-10T09:00:00+08:00');
    const supervisor = { as: office, role: 'supervisor' };
    for (const path of [
      `/v1/transfers/${transferId}`,
      `/v1/clues/${clueId}`,
      `/v1/clues?reference=${reference}`,
      `/v1/transfers?reference=${reference}`,
      `/v1/readings?clue=${clueId}`,
      '/v1/audit?from=2026-12-28&to=2026-12-28',
      '/v1/overdue',
      '/v1/tasks',
      '/v1/statistics?month=2026-12',
      '/v1/ledgers/sent?unit=371402-housing',
      '/v1/ledgers/received?unit=371402-public-security',
    ]) {
      for (const as of [supervisor, { as: housing }, { as: police }]) await ask('GET', path, undefined, as);
    }
    // A mail of which nobody knows whether it went out.
    const at = local().now().toISOString();
    await addAstray({ pk: `TRANSFER#${transferId}`, sk: 'MAIL#1' }, { at, transferId, unitId: police }, 'uncertain');
    expect(JSON.stringify((await ask('GET', '/v1/status', undefined, operator)).body)).toContain(transferId);
    const paper = await takeOut(transferId, 'transfer-letter?content=true');
    expect(paper.status).toBe(200);
    expect((await ask('GET', `/v1/documents/${codeIn(paper.text)}`)).status).toBe(200);
  });

  it('is heeded by a calendar that moves it, one that is withdrawn, and mails that go out late', async () => {
    const notice = { ...year2027, notice: notice2027 };
    for (const [method, path, body] of [
      ['PUT', '/v1/calendar/2027', notice],
      ['DELETE', '/v1/calendar/2027', undefined],
      ['PUT', '/v1/calendar', { years: { 2027: notice } }],
      ['DELETE', '/v1/calendar/2027', undefined],
    ] as const) {
      await fresh(before);
      // One mail of each is surely not sent: it is to be sent again.
      local().mailbox.failNext(1, { status: 400, code: 'Throttling' });
      await ask(method, path, body, operator);
      await schedulesAtRest();
    }
    // As one that was put in when the function that took it ended early: the schedule counts by it.
    await fresh(before);
    const { changeCalendar } = await import('../../functions/adapters/table/calendar.ts');
    await changeCalendar((revisions, now) => putYear(2027, calendarYear.parse(year2027), revisions, now), {
      at: local().now().toISOString(),
      by: { sub: 'operator', role: 'operator', unitId: null, name: '系统管理员' },
      event: 'calendar-changed',
      ifMatch: null,
    });
    local().mailbox.failNext(1, { status: 400, code: 'Throttling' });
    await advanceTo(later);
    await local().engine.settled();
    await ask('DELETE', '/v1/calendar/2027', undefined, operator);
  });
});
