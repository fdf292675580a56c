import { describe, expect, it } from 'vitest';
import { auditing, office, whole } from '../audit.ts';
import { clueWith, discipline, housing, only, police, type Submitted, useProvince } from '../province.ts';

/** What a clue would come to, asked before it is handed over (`POST /v1/clues/preview`). Thursday 2026-09-24. */

const { local, send, submit, everyMail } = useProvince('2026-09-24T10:00:00+08:00');
const { audit, auditAs, auditor } = auditing({ send, submit });

interface Previewed extends Record<string, unknown> {
  transfers: (Record<string, unknown> & { rule: string; to: string; toName: string })[];
  kept: string[];
  reply?: Record<string, unknown>;
  recusals: Submitted['recusals'];
}

const preview = (different: Record<string, unknown> = {}, as = housing) =>
  send<Previewed>('POST', '/v1/clues/preview', clueWith(different), { as });

const both = ['organised-crime', 'misconduct'];
const reporter = { anonymous: false, name: '赵某', phone: '13800000000' };

/** What the preview says beside a submission. */
const withoutOwn = ({ dispatchBy: _by, lateBy: _late, ...transfer }: Previewed['transfers'][number]) => transfer;

/** Of a submission what a preview can say. */
const asPreviewed = ({ transfers, reply, recusals }: Submitted, fields: string[]) => ({
  transfers: transfers.map((one) => Object.fromEntries(Object.entries(one).filter(([name]) => fields.includes(name)))),
  ...(reply ? { reply: { status: reply.status, duty: reply.duty, daysLeft: reply.daysLeft } } : {}),
  recusals,
});

const previews = async (headers?: Record<string, string>) =>
  (await audit(whole, headers)).body.items.filter(({ event }) => event === 'clue-previewed');

describe('a preview', () => {
  it.each([
    ['of one kind', {}, housing],
    ['of both kinds', { kinds: both }, housing],
    ['that is late', { discoveredAt: '2026-09-01' }, housing],
    ['that is late and not handed over', { discoveredAt: '2026-09-01', dispatch: false }, housing],
    ['that is not handed over yet', { kinds: both, dispatch: false }, housing],
    ['with a reporter', { reporter }, housing],
    ['that names its receiver', { recuse: [police], subjects: [{ name: '钱某', kind: '人员' }] }, housing],
    ['that names its own unit', { recuse: [housing] }, housing],
    ['that names the office', { kinds: both, recuse: [office], reporter }, housing],
    ['of police, which keep one kind', { kinds: both }, police],
    ['of police, which keep it', {}, police],
    ['of discipline inspection, which keep one kind', { kinds: both }, discipline],
  ])('%s says what the submission after it comes to', async (_what, different, as) => {
    const said = await preview(different, as);
    expect(said.status).toBe(200);
    const submitted = await submit(different, { as });
    expect(submitted.status).toBe(201);
    const { kept, transfers, ...rest } = said.body;
    expect({ ...rest, transfers: transfers.map(withoutOwn) }).toEqual(
      asPreviewed(submitted.body, Object.keys(transfers[0] ?? {})),
    );
    const rules = submitted.body.transfers.map(({ rule }) => rule as string);
    const { kinds = ['organised-crime'] } = different as { kinds?: string[] };
    expect([...kept, ...rules].sort()).toEqual([...kinds].sort());
  });

  it('names receiver, duty and date, for each kind', async () => {
    const { body } = await preview({ kinds: both, discoveredAt: '2026-09-24T09:00:00+08:00' });
    expect(body.transfers).toMatchObject([
      {
        ...{
          rule: 'organised-crime',
          to: police,
          toName: 'Decheng District Public Security Branch',
          late: false,
          lateBy: null,
        },
        ...{ status: 'dispatched', dispatchBy: '2026-10-09', daysLeft: 5 },
        duty: { name: 'acknowledge', owedBy: police, dueDate: '2026-10-09' },
      },
      { rule: 'misconduct', to: discipline, duty: { name: 'acknowledge', owedBy: discipline } },
    ]);
    for (const name of ['transferId', 'clueId', 'reference', 'version']) {
      expect(JSON.stringify(body)).not.toContain(`"${name}"`);
    }
  });

  it('says of a clue that waits what its sender would owe', async () => {
    const { body } = await preview({ dispatch: false });
    const duty = { name: 'dispatch', owedBy: housing, dueDate: '2026-10-09' };
    expect(body.transfers).toMatchObject([{ status: 'registered', duty, dispatchBy: '2026-10-09' }]);
  });

  it('says by how much it is late, by the window that was missed', async () => {
    const found = { discoveredAt: '2026-09-11' };
    for (const dispatch of [true, false]) {
      const { body } = await preview({ ...found, dispatch });
      // Five working days after Friday the 11th end on the 18th; the Sunday after it works, and then four days do.
      expect(only(body.transfers)).toMatchObject({
        late: true,
        dispatchBy: '2026-09-18',
        lateBy: { count: 5, unit: 'working-days' },
      });
    }
  });

  it('goes above the organ that it names, and says whom each entry met', async () => {
    const { body } = await preview({ recuse: [police, '无此人'] });
    expect(only(body.transfers).to).toBe('371400-public-security');
    expect(body.recusals).toEqual([
      { entry: police, met: ['德城区公安分局'] },
      { entry: '无此人', met: [] },
    ]);
  });

  it.each([
    ['a title left out', { title: undefined }],
    ['a state secret', { classification: 'secret' }],
    ['a discovery that lies ahead', { discoveredAt: '2026-09-25' }],
    ['another region', { regionCode: '371403' }],
    ['an id that is not registered', { recuse: ['371402-public-securiti'] }],
    ['an own unit that would keep it', { recuse: [housing], dispatch: false }],
    ['an own unit with a reporter', { recuse: [housing], reporter }],
    ['every organ that could take it', { recuse: [police, '371400-public-security', '370000-public-security'] }],
  ])('refuses what a submission refuses: %s', async (_what, different) => {
    const [said, submitted] = [await preview(different), await submit(different)];
    expect(said.status).toBeGreaterThanOrEqual(400);
    expect(said.status).toBeLessThan(500);
    expect([said.status, said.body]).toEqual([submitted.status, submitted.body]);
  });

  it('is for who could submit', async () => {
    const asked = (as: string, role: string) => send('POST', '/v1/clues/preview', clueWith(), { as, role });
    expect((await asked(housing, 'supervisor')).status).toBe(200);
    expect((await asked('operator', 'operator')).status).toBe(403);
    expect((await asked(housing, 'auditor')).status).toBe(403);
  });

  it('registers nothing, starts nothing and mails nothing', async () => {
    const ledger = async () => (await send('GET', '/v1/ledgers/sent?limit=200', undefined, { as: housing })).body;
    await local().engine.settled();
    const before = [await ledger(), await everyMail()];
    await preview({ kinds: both, discoveredAt: '2026-09-01', reporter });
    await local().engine.settled();
    expect([await ledger(), await everyMail()]).toEqual(before);
  });
});

describe('the trace of a preview', () => {
  const title = '仅供预览的标题';

  it('says who asked and when, and nothing of what was asked', async () => {
    const before = await previews();
    await preview({ title, subjects: [{ name: '孙某某', kind: '人员' }], recuse: ['李某某'], reporter });
    const after = await previews();
    expect(after).toHaveLength(before.length + 1);
    const [entry] = after;
    expect(entry).toMatchObject({ by: { sub: `clerk@${housing}`, unitId: housing }, about: {} });
    expect(Object.keys(entry ?? {}).sort()).toEqual(['about', 'at', 'by', 'event']);
    expect(JSON.stringify(entry)).not.toMatch(/仅供|孙|李|赵|recused|hashes/);
  });

  it('is not there where it was refused', async () => {
    const before = await previews();
    await preview({ classification: 'secret' });
    expect(await previews()).toHaveLength(before.length);
  });

  it('is seen by the office where the clue would go, and not by whom it would name', async () => {
    const of = async (as: string) =>
      (await auditAs(as, whole)).body.items.filter(({ event }) => event === 'clue-previewed').length;
    const city = '371400-leading-group-office';
    const named = await auditor({ name: '周审计', sub: 'auditor-7' });
    const seen = async () => [await of(office), await of(city), (await previews(named)).length];
    const [first = 0, second = 0, third = 0] = await seen();
    await preview();
    expect(await seen()).toEqual([first + 1, second + 1, third + 1]);
    await preview({ recuse: [office, '周审计'] });
    expect(await seen()).toEqual([first + 1, second + 2, third + 1]);
    expect(await of('371403-leading-group-office')).toBe(0);
  });
});
