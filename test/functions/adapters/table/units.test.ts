import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { keys } from '../../../../functions/adapters/table/schema.ts';
import type { Unit } from '../../../../functions/domain/units/forms.ts';
import { createTable } from '../../../../infra/local/aws/table.ts';
import { plant } from '../../../../infra/local/plant.ts';
import { units as seeded } from '../../../../infra/local/seed.ts';

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
    TABLE_NAME: `units-${randomUUID()}`,
  });
  const client = new DynamoDBClient();
  await createTable(client, process.env.TABLE_NAME ?? '');
  await plant(client, process.env.TABLE_NAME ?? '', new Date('2026-09-24T02:00:00Z'));
});
afterEach(() => {
  vi.useRealTimers();
});

const adapters = async () => ({
  ...(await import('../../../../functions/adapters/table/units.ts')),
  ...(await import('../../../../functions/adapters/table/unit-changes.ts')),
  ...(await import('../../../../functions/adapters/table/table.ts')),
});
const change = { at: '2026-09-24T02:00:00.000Z', by: { sub: 'o', role: 'operator', unitId: null } } as const;
const changed = async (unitId: string, different: Partial<Unit>) => {
  const { putUnit } = await adapters();
  const [before] = seeded.filter((unit) => unit.unitId === unitId) as [Unit];
  await putUnit({ ...before, ...different }, change, null);
};

/** Runs something, and counts the calls that it made to the table by what they are. */
const calls = async <T>(run: () => Promise<T>): Promise<{ result: T; sent: string[] }> => {
  const { table } = await adapters();
  const sent: string[] = [];
  table.middlewareStack.add(
    (next, context) => (args) => {
      sent.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize', name: 'counted', override: true },
  );
  const result = await run();
  table.middlewareStack.remove('counted');
  return { result, sent };
};

describe('who is who', () => {
  const byId = (a: { unitId: string }, b: { unitId: string }) => (a.unitId < b.unitId ? -1 : 1);
  const shown = ({ unitId, name, emails, supervisors, desks, delegations }: Unit) => {
    return { unitId, name, emails, supervisors, desks, delegations };
  };

  it('is every unit with its people, by one query', async () => {
    const { readWhoIsWho } = await adapters();
    const { result, sent } = await calls(readWhoIsWho);
    expect(result.toSorted(byId)).toEqual(seeded.map(shown).toSorted(byId));
    expect(sent).toEqual(['QueryCommand']);
  });

  it('follows every change of people and stand-ins', async () => {
    const { readWhoIsWho, changeUnit } = await adapters();
    const unitId = '371402-land';
    const desks = [{ name: '吴某', email: 'wu@land.example', subject: 'u-7' }];
    await changed(unitId, { desks });
    const delegations = [
      {
        absent: 'supervisor.land@371402.example',
        to: { name: '代', email: 'd@land.example' },
        from: '2026-10-08',
        until: '2026-10-09',
      },
    ];
    await changeUnit(unitId, (before) => ({ ...(before as Unit), delegations }), change, null);
    expect((await readWhoIsWho()).find((one) => one.unitId === unitId)).toMatchObject({ desks, delegations });
  });

  it('has units whose entry is of before, with only an organ', async () => {
    const { readWhoIsWho, table, tableName } = await adapters();
    for (const id of ['371402-court', '371403-court']) {
      await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.unitEntry(id), organ: 'court' } }));
    }
    const { result, sent } = await calls(readWhoIsWho);
    expect(sent).toEqual(['QueryCommand', 'BatchGetItemCommand']);
    expect(result).toHaveLength(seeded.length);
    for (const id of ['371402-court', '371403-court']) {
      const [unit] = seeded.filter(({ unitId }) => unitId === id) as [Unit];
      expect(result.find(({ unitId }) => unitId === id)).toEqual(shown(unit));
    }
  });
});

describe('the unit of a caller', () => {
  const water = '371402-water';

  it('is read by one call, and kept for a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { registeredUnit } = await adapters();
    const read = () => calls(() => registeredUnit(water));
    expect(await read()).toMatchObject({ result: { unitId: water }, sent: ['GetItemCommand'] });
    vi.setSystemTime(Date.now() + 59_000);
    expect(await read()).toMatchObject({ result: { unitId: water }, sent: [] });
    vi.setSystemTime(Date.now() + 1_000);
    expect((await read()).sent).toEqual(['GetItemCommand']);
  });

  it('has the people that it has now, a minute after others changed them, and at once where they were changed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { registeredUnit, table, tableName } = await adapters();
    const desk = async () => (await registeredUnit(water))?.desks.map(({ name }) => name);
    await registeredUnit(water);
    await changed(water, { desks: [{ name: '这里', email: 'x@water.example' }] });
    expect(await desk()).toEqual(['这里']);
    const [unit] = seeded.filter(({ unitId }) => unitId === water) as [Unit];
    const elsewhere = { ...keys.unit(water), ...unit, desks: [{ name: '别处', email: 'y@water.example' }], version: 9 };
    await table.send(new PutCommand({ TableName: tableName(), Item: elsewhere }));
    vi.setSystemTime(Date.now() + 60_000);
    expect(await desk()).toEqual(['别处']);
  });

  it('that is not registered is looked for each time', async () => {
    const { registeredUnit, putUnit } = await adapters();
    const unitId = '371402-water-2';
    expect(await registeredUnit(unitId)).toBe(null);
    const [unit] = seeded.filter((one) => one.unitId === water) as [Unit];
    await putUnit({ ...unit, unitId }, change, null);
    expect((await registeredUnit(unitId))?.unitId).toBe(unitId);
  });

  it('is another one in another table', async () => {
    const { registeredUnit } = await adapters();
    const before = process.env.TABLE_NAME ?? '';
    await registeredUnit(water);
    process.env.TABLE_NAME = `units-${randomUUID()}`;
    await createTable(new DynamoDBClient(), process.env.TABLE_NAME);
    expect(await registeredUnit(water)).toBe(null);
    process.env.TABLE_NAME = before;
  });
});
