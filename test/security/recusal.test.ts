import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clueWith, discipline, housing, only, police, type Submitted, useProvince } from '../province.ts';

/** Whoever a clue names sees nothing of it, under whatever name and by whatever account. */

const office = '371402-leading-group-office';
const now = '2026-09-17T10:00:00+08:00';

describe('whoever a clue names', () => {
  const { local, send, advanceTo, mails } = useProvince(now);
  const signed = async (
    unitId: string,
    role: string,
    claims: { sub?: string; name?: string; email?: string } = {},
  ) => ({
    authorization: `Bearer ${await local().token(unitId, role, claims)}`,
  });
  const submit = async (different: object, as = housing) => {
    const clue = clueWith({ discoveredAt: '2026-09-17T09:00:00+08:00', kinds: ['misconduct'], ...different });
    const answer = await send<Submitted & { recusals: { entry: string; met: string[] }[]; errors?: object[] }>(
      'POST',
      '/v1/clues',
      clue,
      {
        headers: await signed(as, 'clerk'),
      },
    );
    return { ...answer.body, status: answer.status, transfer: answer.body.transfers?.[0] };
  };
  /** What somebody gets of a clue by every way that leads to it. */
  const gets = async (
    { clueId, transfer, reference }: Awaited<ReturnType<typeof submit>>,
    headers: Record<string, string>,
  ) => {
    const ways = [`/v1/clues/${clueId}`, `/v1/transfers/${transfer?.transferId}`];
    const lists = ['/v1/ledgers/sent', '/v1/ledgers/received', '/v1/overdue'].map((path) => `${path}?limit=200`);
    const [direct, listed] = await Promise.all(
      [ways, lists].map((paths) => Promise.all(paths.map((path) => send('GET', path, undefined, { headers })))),
    );
    return {
      direct: direct?.map(({ status }) => status),
      listed: listed?.some(({ body }) => JSON.stringify(body).includes(reference)),
    };
  };
  const nothing = { direct: [404, 404], listed: false };

  it.each([
    ['an office, as a subject by its name', { subjects: [{ name: '德城区扫黑办', kind: 'unit' }] }, office],
    ['an office, by its name', { recuse: ['德城区扫黑办'] }, office],
    ['an office, by its name with a zero-width space', { recuse: ['德城区\u200b扫黑办'] }, office],
    ['an office, by its id in full-width characters', { recuse: ['３７１４０２－leading-group-office'] }, office],
  ])('is nobody who sees it: %s', async (_, named, unitId) => {
    const clue = await submit(named);
    expect(clue.status).toBe(201);
    expect(clue.recusals).toEqual([{ entry: expect.any(String), met: ['德城区扫黑办'] }]);
    expect(await gets(clue, await signed(unitId, 'supervisor'))).toEqual(nothing);
    expect((await gets(clue, await signed('371400-leading-group-office', 'supervisor'))).direct).toEqual([200, 200]);
  });

  const person = '德城区扫黑办分管负责人';
  const address = 'supervisor.leading-group-office@371402.example';
  it.each([
    ['by name', person],
    ['by name in full-width spaces', `德城区扫黑办　分管负责人`],
    ['by address', address],
    ['by address in capitals', address.toUpperCase()],
    ['as name and address', `"${person}" <${address}>`],
    ['as a link to the address', `mailto:${address}?subject=a`],
    ['as a link with escapes', `mailto:${address.replace('@', '%40')}`],
    ['by address with a soft hyphen', address.replace('.', '.\u00ad')],
    ['by address in full width', address.replace('@', '＠')],
  ])('is no person who sees it: %s', async (_, entry) => {
    const clue = await submit({ recuse: [entry] });
    expect(clue.recusals.map(({ met }) => met)).toEqual([[person]]);
    for (const claims of [{}, { sub: 'f3c1' }, { sub: address, name: '某某', email: 'x@x.example' }, { sub: person }]) {
      expect(await gets(clue, await signed(office, 'supervisor', claims)), JSON.stringify(claims)).toEqual(nothing);
    }
    expect((await gets(clue, await signed(office, 'clerk'))).direct).toEqual([200, 200]);
  });

  it('is told of each entry whom it met, or nobody', async () => {
    const subjects = [{ name: '张某', kind: 'person' }];
    const { recusals } = await submit({ recuse: ['德城区扫黑办', '李四五六', 'nobody@x.example'], subjects });
    expect(recusals).toEqual([
      { entry: '德城区扫黑办', met: ['德城区扫黑办'] },
      { entry: '李四五六', met: [] },
      { entry: 'nobody@x.example', met: [] },
      { entry: '张某', met: [] },
    ]);
  });

  it('keeps the answer to a submission sealed, and gives it again', async () => {
    const headers = { ...(await signed(housing, 'clerk')), 'idempotency-key': randomUUID() };
    const clue = clueWith({ discoveredAt: now, recuse: ['德城区扫黑办'] });
    const [first, second] = [
      await send('POST', '/v1/clues', clue, { headers }),
      await send('POST', '/v1/clues', clue, { headers }),
    ];
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('is handed to the same organ one level up where the receiver is named, and refused at the top', async () => {
    const clue = await submit({ subjects: [{ name: '德城区纪委监委', kind: 'unit' }] });
    expect(clue.transfer).toMatchObject({
      to: '371400-discipline-inspection',
      regionCode: '371400',
      status: 'dispatched',
    });
    expect(await gets(clue, await signed(discipline, 'supervisor'))).toEqual(nothing);
    expect((await gets(clue, await signed('371400-discipline-inspection', 'clerk'))).direct).toEqual([200, 200]);
    // Where the clue is dealt with, the county's office has no part.
    expect((await gets(clue, await signed(office, 'clerk'))).direct).toEqual([403, 403]);
    const all = ['德城区纪委监委', '德州市纪委监委', '山东省纪委监委'];
    const refused = await submit({ recuse: all });
    expect(refused).toMatchObject({ status: 422, detail: expect.stringContaining('国家监委') });
  });

  it('may be the unit that submits it, which sees nothing from then on but its answer', async () => {
    const recuse = ['德城区住房和城乡建设局'];
    const later = await submit({ recuse, dispatch: false });
    expect([later.status, later.errors]).toEqual([422, [expect.objectContaining({ path: 'dispatch' })]]);
    const clue = await submit({ recuse });
    expect([clue.status, clue.transfer?.status]).toEqual([201, 'dispatched']);
    expect(await gets(clue, await signed(housing, 'clerk'))).toEqual(nothing);
    // Nobody could correct it: so it is not returned.
    const returned = await send(
      'POST',
      `/v1/transfers/${clue.transfer?.transferId}/return`,
      { reason: 'incomplete', note: '1' },
      { headers: await signed(discipline, 'clerk') },
    );
    expect(returned.status).toBe(409);
  });

  it('is not left with a reporter’s name: the submission is refused with where the reporter turns to', async () => {
    const reporter = { anonymous: false, name: '赵某', phone: '1' };
    const refused = await submit({ recuse: ['德城区住房和城乡建设局'], reporter });
    expect([refused.status, refused.errors]).toEqual([422, [expect.objectContaining({ path: 'reporter' })]]);
  });

  it('does not hear of it after it went to another region', async () => {
    const name = '陵城区公安分局分管负责人';
    const { transfer, reference, clueId, recusals } = await submit({
      kinds: ['organised-crime'],
      subjects: [{ name, kind: 'person' }],
    });
    expect(recusals).toEqual([{ entry: name, met: [] }]);
    const path = `/v1/transfers/${transfer?.transferId}/proposals`;
    const asked = await send(
      'POST',
      path,
      { kind: 'elsewhere', units: ['371403-public-security'], reason: '异地办理' },
      { headers: await signed(police, 'clerk') },
    );
    const decided = await send<{ successors: string[] }>(
      'POST',
      `/v1/proposals/${asked.body.proposalId}/decision`,
      { approve: true },
      { headers: await signed('371400-leading-group-office', 'supervisor') },
    );
    const gone = { clueId, reference, transfer: { transferId: only(decided.body.successors) } } as Awaited<
      ReturnType<typeof submit>
    >;
    expect(await gets(gone, await signed('371403-public-security', 'supervisor'))).toEqual(nothing);
    expect((await gets(gone, await signed('371403-public-security', 'clerk'))).direct).toEqual([200, 200]);
  });

  it('stays who they are in another post', async () => {
    const operator = await signed(housing, 'operator');
    const [water, court] = ['371402-water', '371400-leading-group-office'];
    const sun = { name: '孙七某', email: 'sunqi@371402.example' };
    const put = async (unitId: string, more: object) => {
      const { body } = await send('GET', `/v1/units/${unitId}`, undefined, { headers: operator });
      const unit = { ...body, supervisors: [...(body.supervisors as object[]), more] };
      expect((await send('PUT', `/v1/units/${unitId}`, unit, { headers: operator })).status).toBe(200);
    };
    await put(water, sun);
    const clue = await submit({ recuse: [sun.email] });
    const moved = { ...sun, email: 'sun.new@371400.example' };
    await put(court, moved);
    expect(await gets(clue, await signed(court, 'supervisor', { sub: 'n', ...moved }))).toEqual(nothing);
  });

  it('is not mailed at a desk whose address is their own', async () => {
    const desk = 'discipline-inspection@371402.example';
    const subject = { name: '丁某某', email: desk };
    const unit = {
      name: '德城区委宣传部',
      organ: 'publicity',
      regionCode: '371402',
      emails: ['publicity@371402.example'],
      supervisors: [subject],
    };
    const put = await send('PUT', '/v1/units/371402-publicity', unit, { headers: await signed(housing, 'operator') });
    expect(put.status).toBe(200);
    const { reference, recusals } = await submit({ subjects: [{ name: '丁某某', kind: 'person' }] });
    expect(recusals).toEqual([{ entry: '丁某某', met: ['丁某某'] }]);
    await advanceTo('2026-10-20T12:00:00+08:00');
    const told = (await mails()).filter(({ text }) => text.includes(reference)).map(({ to }) => to);
    expect(told.length).toBeGreaterThan(0);
    expect(told).not.toContain(desk);
  });

  it('is, by a bare name, whoever bears it in the clue’s region or above', async () => {
    const recuse = ['陵城区扫黑办分管负责人', '德州市扫黑办分管负责人'];
    const clue = clueWith({ discoveredAt: now, recuse });
    const { body } = await send<Submitted & { recusals: object[] }>('POST', '/v1/clues', clue, { as: housing });
    expect(body.recusals).toEqual([
      { entry: '陵城区扫黑办分管负责人', met: [] },
      { entry: '德州市扫黑办分管负责人', met: ['德州市扫黑办分管负责人'] },
    ]);
    const { transferId } = only(body.transfers);
    const as = async (unitId: string, role: string, name: string) => ({
      authorization: `Bearer ${await local().token(unitId, role, { sub: 's', email: 's@x.example', name })}`,
    });
    const read = async (headers: Record<string, string>) =>
      (await send('GET', `/v1/transfers/${transferId}`, undefined, { headers })).status;
    // A namesake who is registered nowhere, in the clue's own region.
    expect(await read(await as(police, 'clerk', '陵城区扫黑办分管负责人'))).toBe(404);
    expect(await read(await as(police, 'clerk', '别的人'))).toBe(200);
  });
});
