import { describe, expect, it } from 'vitest';
import { discipline, only, police, useProvince } from '../province.ts';

const [office, city, province] = ['371402', '371400', '370000'].map((code) => `${code}-leading-group-office`);

describe('whoever is recused', () => {
  const { send, submit, command, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');
  const fresh = async (recuse: readonly (string | undefined)[]) => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00', recuse });
    return { ...only(body.transfers), reference: body.reference };
  };
  const decide = async (path: string, as = '') => (await send('POST', path, { approve: true }, { as })).status;
  const reason = '需核查';

  it('decides no extension: the office above does', async () => {
    const { transferId } = await fresh([office]);
    const { body } = await command('extension', transferId, { workingDays: 2, reason });
    const path = `/v1/extensions/${body.extensionId}/decision`;
    expect([await decide(path, office), await decide(path, province), await decide(path, city)]).toEqual([
      403, 403, 200,
    ]);
  });

  it('decides no proposal: the office above does', async () => {
    const { transferId } = await fresh([city]);
    const { body } = await command('proposals', transferId, { kind: 'elevate', reason });
    const path = `/v1/proposals/${body.proposalId}/decision`;
    expect([await decide(path, city), await decide(path, office), await decide(path, province)]).toEqual([
      403, 403, 200,
    ]);
  });

  it('is not mailed of a case notice or of a return, and reads nothing of them', async () => {
    const { transferId, reference } = await fresh([discipline, 'housing@371402.example']);
    await command('return', transferId, { reason: 'incomplete', note: reason });
    await command('dispatch', transferId, {}, { as: '371402-housing' });
    await command('acknowledge', transferId);
    const filed = await command('case', transferId, { filedAt: '2026-09-17', caseNumber: '1' });
    expect((await read(String(filed.body.noticeId), discipline)).status).toBe(403);
    expect((await read(String(filed.body.noticeId), police)).status).toBe(200);
    await advanceTo('2026-10-30T12:00:00+08:00');
    const told = (await mails(reference)).map(({ to }) => to);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((to) => to.includes('discipline-inspection@') || to === 'housing@371402.example')).toEqual([]);
  });
});
