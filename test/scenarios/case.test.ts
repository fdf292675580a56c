import { describe, expect, it } from 'vitest';
import { discipline, housing, only, police, type TransferBody, useProvince } from '../province.ts';

describe('a case that is filed on a clue', () => {
  const { local, send, submit, command, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

  it('is notified to the discipline inspection organ, whose acknowledgement names the officers', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
    const { transferId, clueId } = only(body.transfers);
    const filing = { filedAt: '2026-09-18', caseNumber: '德公（刑）立字〔2026〕100号' };
    expect((await command('case', transferId, filing)).status).toBe(409);
    await command('acknowledge', transferId);
    await advanceTo('2026-09-18T15:00:00+08:00');
    expect((await command('case', transferId, { ...filing, filedAt: '2026-09-19' })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'filedAt' }],
    });
    expect((await command('case', transferId, filing, { as: housing })).status).toBe(403);
    const headers = { 'idempotency-key': 'case' };
    const filed = await command('case', transferId, filing, { headers });
    expect(filed).toMatchObject({ status: 201, body: { case: { caseNumber: filing.caseNumber } } });
    expect((await command('case', transferId, filing, { headers })).body).toEqual(filed.body);
    expect((await command('case', transferId, filing)).status).toBe(409);

    const noticeId = String(filed.body.noticeId);
    const notice = (await read(noticeId, discipline)).body;
    expect(notice).toMatchObject({
      rule: 'case-notice',
      from: police,
      to: discipline,
      status: 'dispatched',
      late: false,
      case: { caseNumber: filing.caseNumber, transferId },
      duty: { name: 'acknowledge', owedBy: discipline, dueDate: '2026-09-24' },
    });
    expect((await read(noticeId, housing)).status).toBe(403);
    expect((await send('GET', `/v1/clues/${clueId}`, undefined, { as: discipline })).status).toBe(200);

    const none = await command('acknowledge', noticeId, {}, { as: discipline });
    expect(none.body).toMatchObject({ status: 422, errors: [{ path: 'officers' }] });
    const taken = await command('acknowledge', noticeId, { officers: ['王某', '李某'] }, { as: discipline });
    expect(taken.body).toMatchObject({ status: 'acknowledged', officers: ['王某', '李某'] });
    const wrong = await submit({ discoveredAt: '2026-09-18T09:00:00+08:00' });
    expect((await command('acknowledge', only(wrong.body.transfers).transferId, { officers: ['王某'] })).status).toBe(
      422,
    );
    await local().engine.settled();
    for (const { text } of await mails(body.reference)) expect(text).not.toContain(filing.caseNumber);
    const ledger = await send<{ items: TransferBody[] }>('GET', '/v1/ledgers/sent?rule=case-notice', undefined, {
      as: police,
    });
    expect(ledger.body.items.map((item) => item.transferId)).toEqual([noticeId]);
  });

  it('that public security found itself goes on the clue, once', async () => {
    const reporter = { anonymous: false, name: '赵某', phone: '1' };
    const { body } = await submit(
      { discoveredAt: '2026-09-18T09:00:00+08:00', reporter, recuse: [housing] },
      { as: police },
    );
    expect(body.transfers).toEqual([]);
    const file = (as: string, different: object = {}, headers: Record<string, string> = {}) =>
      send(
        'POST',
        `/v1/clues/${body.clueId}/case`,
        { filedAt: '2026-09-18', caseNumber: '102', ...different },
        { as, headers },
      );
    expect((await file(housing)).status).toBe(404);
    expect((await file('371402-leading-group-office')).status).toBe(403);
    expect((await file(police, { filedAt: '2026-09-17' })).body).toMatchObject({ errors: [{ path: 'filedAt' }] });
    const headers = { 'idempotency-key': 'own-case' };
    const filed = await file(police, {}, headers);
    const noticeId = String(filed.body.noticeId);
    expect(filed).toMatchObject({
      status: 201,
      body: { notice: { from: police, to: discipline, status: 'dispatched', case: { transferId: null } } },
    });
    expect((await file(police, {}, headers)).body).toEqual(filed.body);
    const second = await file(police);
    expect(second.status).toBe(409);
    expect(second.body.detail).toContain(noticeId);
    expect((await read(noticeId, discipline)).body).toMatchObject({ rule: 'case-notice', status: 'dispatched' });
    expect((await read(noticeId, housing)).status).toBe(404);
    const clue = await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: police });
    expect(clue.body).toMatchObject({ case: { caseNumber: '102', transferId: noticeId } });

    const other = await submit({ discoveredAt: '2026-09-18T09:00:00+08:00' });
    const refused = await send(
      'POST',
      `/v1/clues/${other.body.clueId}/case`,
      { filedAt: '2026-09-18', caseNumber: '103' },
      { as: housing },
    );
    expect(refused.status).toBe(409);
  });

  it('that was filed more than five working days ago makes a late notice, of which its sender’s supervisors hear', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-18T09:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await command('acknowledge', transferId);
    await advanceTo('2026-10-12T10:00:00+08:00');
    const filed = await command('case', transferId, { filedAt: '2026-09-21', caseNumber: '101' });
    expect((await read(String(filed.body.noticeId), discipline)).body.late).toBe(true);
    await local().engine.settled();
    expect((await mails(body.reference)).map(({ to }) => to)).toContain('supervisor.public-security@371402.example');
  });
});
