import { describe, expect, it } from 'vitest';
import { clueWith, housing, only, police, useProvince } from '../../province.ts';

const { send, submit } = useProvince();

describe('reading a clue', () => {
  it('shows the secret part to its units, and is on the record', async () => {
    const subjects = [{ name: '王五', kind: 'person', note: '工头' }];
    const reporter = { anonymous: false, name: '李四', phone: '13800000000' };
    const { body } = await submit({ subjects, reporter });
    const shown = await send<Record<string, unknown>>('GET', `/v1/clues/${body.clueId}`, undefined, { as: police });
    expect(shown.body).toMatchObject({ ...clueWith({ subjects, reporter }), unitId: housing, realName: true });
    const office = await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: '371400-leading-group-office' });
    expect(office.status).toBe(200);
    const { keys } = await import('../../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../../functions/adapters/table/table.ts');
    const { chainFaults } = await import('../../../functions/adapters/table/timeline.ts');
    const { QueryCommand } = await import('@aws-sdk/lib-dynamodb');
    const { pk } = keys.clue(body.clueId);
    const { Items = [] } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    const record = Items.find(({ sk }) => sk === 'RECORD');
    const events = Items.filter(({ sk }) => sk !== 'RECORD').map(
      ({ pk: _pk, sk: _sk, digest: _digest, ...event }) => event,
    );
    expect(events.map(({ event, by }) => [event, by.unitId])).toEqual([
      ['registered', housing],
      ['read', police],
      ['read', '371400-leading-group-office'],
    ]);
    expect(chainFaults(pk, { events: record?.events, head: record?.head }, events as never)).toEqual([]);
  });

  it('is not open to the receiver before dispatch', async () => {
    const { body } = await submit({ dispatch: false });
    expect((await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: police })).status).toBe(403);
  });
});

describe('ledgers', () => {
  it('show each side its own, by status, rule and month, page by page', async () => {
    const sender = '371403-water';
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { body } = await submit(
        { kinds: n % 2 ? ['misconduct'] : ['organised-crime'], dispatch: n !== 4 },
        { as: sender },
      );
      made.push(only(body.transfers).transferId);
    }
    type Page = { unit: string; items: { transferId: string; rule: string }[]; cursor?: string };
    const ledger = async (query: string, as = sender) =>
      (await send<Page>('GET', `/v1/ledgers/${query}`, undefined, { as })).body;
    const ids = ({ items }: Page) => items.map(({ transferId }) => transferId);
    expect(ids(await ledger('sent'))).toEqual([...made].reverse());
    expect(ids(await ledger('sent?status=registered'))).toEqual([made[4]]);
    expect(ids(await ledger('sent?rule=misconduct'))).toEqual([made[3], made[1]]);
    expect(ids(await ledger('sent?month=2026-09'))).toHaveLength(5);
    expect(ids(await ledger('sent?month=2026-10'))).toEqual([]);
    expect(ids(await ledger('sent?overdue=true'))).toEqual([]);
    expect(ids(await ledger('received', '371403-discipline-inspection'))).toEqual([made[3], made[1]]);
    expect(ids(await ledger('received?limit=1', '371403-public-security'))).toEqual([made[2]]);

    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger(`sent?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...ids(page));
      cursor = page.cursor;
    } while (cursor);
    expect(paged).toEqual([...made].reverse());
    const { cursor: second } = await ledger('received?limit=1', '371403-discipline-inspection');
    expect(ids(await ledger(`received?limit=1&cursor=${second}`, '371403-discipline-inspection'))).toEqual([made[1]]);
    const { cursor: foreign } = await ledger('sent?limit=1');
    const stolen = await send('GET', `/v1/ledgers/sent?cursor=${foreign}`, undefined, { as: housing });
    expect(stolen.status).toBe(422);
    expect(ids(await ledger(`sent?unit=${sender}`, '371400-leading-group-office'))).toEqual([...made].reverse());
  });
});
