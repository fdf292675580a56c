import { beforeAll, describe, expect, it } from 'vitest';
import { housing, only, useProvince } from '../province.ts';

const { send, submit, advanceTo } = useProvince('2026-09-17T10:00:00+08:00');

const city = '371400-leading-group-office';
const land = '371403-land';

interface Page extends Record<string, unknown> {
  items: Record<string, unknown>[];
  cursor?: string;
  errors?: { path: string }[];
}
const page = (path: string, as: string) =>
  send<Page>('GET', `/v1/${path}`, undefined, { as, ...(as === 'operator' ? { role: 'operator' } : {}) });

/** One list as one caller asks for it, with more than one page. */
interface Asked {
  path: string;
  as: string;
}
const sent: Asked = { path: 'ledgers/sent?limit=1', as: housing };
const overdue: Asked = { path: 'overdue?limit=1', as: city };
const units: Asked = { path: 'units?limit=1', as: 'operator' };

const cursorOf = async ({ path, as }: Asked): Promise<string> => (await page(path, as)).body.cursor ?? '';
const goOn = ({ path, as }: Asked, cursor: string) => page(`${path}&cursor=${encodeURIComponent(cursor)}`, as);

/** A cursor of that list and query, but with a position that no page of it ended at. */
const forged = async (asked: Asked, position: Record<string, unknown>) => {
  const content = JSON.parse(Buffer.from(await cursorOf(asked), 'base64url').toString());
  return Buffer.from(JSON.stringify({ ...content, position })).toString('base64url');
};

const refused = { status: 422, body: { errors: [{ path: 'cursor' }] } };

beforeAll(async () => {
  const discoveredAt = '2026-09-17T09:00:00+08:00';
  for (const as of [housing, housing, housing, land, land])
    only((await submit({ discoveredAt }, { as })).body.transfers);
  await advanceTo('2026-09-28T12:00:00+08:00');
});

describe('a cursor', () => {
  it.each([sent, overdue, units])('goes on in the list that gave it out: $path', async (asked) => {
    const first = await page(asked.path, asked.as);
    const second = await goOn(asked, first.body.cursor ?? '');
    expect(second.status).toBe(200);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.items).not.toEqual(first.body.items);
  });

  it.each([sent, overdue, units])('is of no use in another list than $path', async (asked) => {
    for (const other of [sent, overdue, units].filter((one) => one !== asked)) {
      expect(await goOn(other, await cursorOf(asked))).toMatchObject(refused);
    }
  });

  it.each([
    ['another unit', { ...sent, as: land }],
    ['the other side', { path: 'ledgers/received?limit=1', as: housing }],
    ['another status', { ...sent, path: `${sent.path}&status=dispatched` }],
    ['a rule', { ...sent, path: `${sent.path}&rule=organised-crime` }],
    ['a month', { ...sent, path: `${sent.path}&month=2026-08` }],
    ['what is overdue only', { ...sent, path: `${sent.path}&overdue=true` }],
  ])('of a ledger is refused for %s', async (_, other) => {
    expect(await goOn(other, await cursorOf(sent))).toMatchObject(refused);
  });

  it.each([
    ['another region', { ...overdue, path: `${overdue.path}&region=371403` }],
    ['another office', { ...overdue, as: '371402-leading-group-office' }],
    ['a unit of its own', { ...overdue, as: housing }],
  ])('of what is overdue is refused for %s', async (_, other) => {
    expect(await goOn(other, await cursorOf(overdue))).toMatchObject(refused);
  });

  it.each([
    ['a region', { ...units, path: `${units.path}&region=371402` }],
    ['an organ', { ...units, path: `${units.path}&organ=court` }],
  ])('of the units is refused for %s', async (_, other) => {
    expect(await goOn(other, await cursorOf(units))).toMatchObject(refused);
  });

  const transferId = '00000000-0000-4000-8000-000000000000';
  const september = { ...sent, path: `${sent.path}&month=2026-09` };
  it.each([
    ['no position', sent, {}],
    ['a month that was not asked for', september, { at: '2026-08-31T15:59:59.999Z', transferId }],
    ['a time that is none', sent, { at: 'yesterday', transferId }],
    ['a key of the table', sent, { at: '2026-09-17T02:00:00.000Z', transferId: 'x#y' }],
    ['something not yet due', overdue, { shard: 0, at: '2026-09-30T02:00:00.000Z', transferId }],
    ['a shard that there is not', overdue, { shard: 4, at: '2026-09-20T02:00:00.000Z', transferId }],
    ['something that is no unit', units, { unitId: 'UNIT' }],
    ['a unit elsewhere', { ...units, path: `${units.path}&region=371402` }, { unitId: '371403-land' }],
  ])('forged with %s is refused', async (_, asked, position) => {
    expect(await goOn(asked, await forged(asked, position))).toMatchObject(refused);
  });
});
