import { describe, expect, it } from 'vitest';
import { auditing, ofClue, office, whole } from '../audit.ts';
import { correcting } from '../contents.ts';
import { clueWith, housing, only, police, type Submitted, useProvince } from '../province.ts';

/** Whom a corrected clue names hears of nothing from that moment on, and nothing ends it. */

const { local, send, submit, command } = useProvince('2026-09-24T10:00:00+08:00');
const { correct, clue } = correcting({ send });
const { auditAs } = auditing({ send, submit });

const was = clueWith();
const both = { kinds: ['organised-crime', 'misconduct'] };
const fresh = async (different: Record<string, unknown> = {}) => {
  const { body } = await submit(different);
  return { clueId: body.clueId, transferId: only(body.transfers).transferId };
};
const sendBack = (transferId: string) => command('return', transferId, { reason: 'incomplete', note: '材料不全' });
const verified = async () => {
  const { handler } = await import('../../functions/schedules/verify-records.ts');
  return (await local().as('verify-records', () => handler({ time: '2026-09-30T00:00:00Z' }))).faults;
};

describe('subjects that are corrected', () => {
  const reporter = { anonymous: false, name: '赵某', phone: '1' };
  const name = '德城区扫黑办';

  it('hear of nothing from then on, wherever they ask', async () => {
    const { body } = await submit({ ...both, reporter });
    const { clueId, reference } = body;
    const { replyId } = body.reply as { replyId: string };
    const ids = [...body.transfers.map(({ transferId }) => transferId), replyId];
    const paths = [`/v1/clues/${clueId}`, `/v1/readings?clue=${clueId}`, ...ids.map((id) => `/v1/transfers/${id}`)];
    const statuses = async (as: string) =>
      Promise.all(paths.map(async (path) => (await send('GET', path, undefined, { as })).status));
    const lists = async (as: string) => {
      const asked = ['ledgers/sent?unit=371402-housing&', 'ledgers/received?unit=371402-public-security&', 'overdue?'];
      const answers = asked.map((path) => send('GET', `/v1/${path}limit=200`, undefined, { as }));
      return (await Promise.all(answers)).some((answer) => JSON.stringify(answer.body).includes(reference));
    };
    const [first = ''] = ids;
    await sendBack(first);
    expect(await statuses(office)).toEqual([200, 200, 200, 200, 200]);
    expect(await lists(office)).toBe(true);
    const done = await correct(clueId, {
      subjects: [
        { name: '孙某', kind: '人员' },
        { name, kind: '单位' },
      ],
    });
    expect(done).toMatchObject({
      status: 200,
      body: {
        recusals: [
          { entry: '孙某', met: [] },
          { entry: name, met: [name] },
        ],
      },
    });
    expect(await statuses(office)).toEqual([404, 404, 404, 404, 404]);
    expect(await lists(office)).toBe(false);
    expect(ofClue(await auditAs(office, whole), clueId)).toEqual([]);
    expect((await statuses('371400-leading-group-office')).slice(0, 3)).toEqual([200, 200, 200]);
    // What it goes on in is kept from them as well.
    await command('dispatch', first, {}, { as: housing });
    await command('acknowledge', first);
    const filed = await command('case', first, { filedAt: '2026-09-24', caseNumber: '1' });
    const notice = `/v1/transfers/${filed.body.noticeId}`;
    expect((await send('GET', notice, undefined, { as: office })).status).toBe(404);
    expect(await verified()).toEqual([]);
  });

  it('stay so when they are taken out again', async () => {
    const { clueId, transferId } = await fresh({ dispatch: false, subjects: [{ name, kind: '单位' }] });
    const status = async () => (await send('GET', `/v1/transfers/${transferId}`, undefined, { as: office })).status;
    expect(await status()).toBe(404);
    expect((await correct(clueId, { subjects: [] })).body.recusals).toEqual([]);
    expect(await status()).toBe(404);
    expect((await clue(clueId, office)).status).toBe(404);
    expect((await clue(clueId)).body.subjects).toEqual([]);
  });

  it('may not be who has the clue: nothing changes', async () => {
    const { clueId, transferId } = await fresh();
    await sendBack(transferId);
    for (const unit of [housing, police]) {
      const subjects = [
        { name: '孙某', kind: '人员' },
        { name: unit, kind: '单位' },
      ];
      const { status, body } = await correct(clueId, { text: '改', subjects });
      expect([status, body.errors?.map(({ path }) => path)]).toEqual([422, ['subjects.1']]);
    }
    expect((await clue(clueId)).body).toMatchObject({ text: was.text, content: { version: 1 } });
  });

  it('are not told again what they were answered before', async () => {
    const { body } = await submit({}, {});
    const { clueId } = body;
    const { transferId } = only(body.transfers);
    const person = { unitId: police, role: 'clerk', sub: 'opaque', name: '林某', email: 'lin@idp.example' };
    const { token } = (await send<{ token: string }>('POST', '/_local/token', person)).body;
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'lin-1' };
    const back = () =>
      send('POST', `/v1/transfers/${transferId}/return`, { reason: 'incomplete', note: '1' }, { headers });
    expect([(await back()).status, (await back()).status]).toEqual([200, 200]);
    await correct(clueId, { subjects: [{ name: '林某', kind: '人员' }] });
    expect((await back()).status).toBe(404);
    const unknown = '00000000-0000-4000-8000-000000000000';
    const none = await send(
      'POST',
      `/v1/transfers/${unknown}/return`,
      {},
      { headers: { authorization: headers.authorization } },
    );
    expect(none.status).toBe(422);
    expect((await send<Submitted>('GET', `/v1/clues/${clueId}`, undefined, { headers })).status).toBe(404);
  });
});
