import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { functions } from '../../../../infra/functions.ts';
import { createTable } from '../../../../infra/local/aws/table.ts';
import { type FaultProxy, faultProxy } from '../../../faults/proxy.ts';
import { settingsWith } from '../../domain/settings.ts';

let wire: FaultProxy;
beforeAll(async () => {
  wire = await faultProxy(inject('dynamoDb'));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: wire.url,
  });
});
afterAll(() => wire.close());

/** Each test has a table of its own. */
beforeEach(async () => {
  process.env.TABLE_NAME = `settings-${randomUUID()}`;
  const client = new DynamoDBClient();
  await createTable(client, process.env.TABLE_NAME);
  client.destroy();
});
afterEach(() => {
  wire.heal();
  vi.restoreAllMocks();
});

const adapter = () => import('../../../../functions/adapters/table/settings.ts');
const { settings } = await import('../../../../functions/adapters/settings.ts');

const at = '2026-09-24T02:00:00.000Z';
const by = { sub: 'operator@desk', role: 'operator', unitId: null } as const;
const put = async (different: object = {}, more: object = {}) =>
  (await adapter()).putSettings({ settings: { ...settingsWith(), ...different }, at, by, ...more });

/** What a function would be told now, in a container that may have read them before. */
const told = async () => {
  const { withSettings } = await adapter();
  return withSettings(async () => settings().mailAt)();
};

describe('settings', () => {
  it('are kept in versions, each with who put it and when; the same again change nothing', async () => {
    const { readSettings, readSettingsVersions } = await adapter();
    expect(await put()).toEqual({ version: 1, changed: true });
    expect(await put()).toEqual({ version: 1, changed: false });
    expect(await put({ mailAt: '10:00' }, { at: '2026-09-25T02:00:00.000Z', by: 'clock' })).toMatchObject({
      version: 2,
    });
    const first = { version: 1, at, by, settings: settingsWith(), countsSince: null };
    const second = {
      version: 2,
      at: '2026-09-25T02:00:00.000Z',
      by: 'clock',
      settings: settingsWith({ mailAt: '10:00' }),
    };
    expect(await readSettingsVersions()).toMatchObject([first, second]);
    expect(await readSettings()).toMatchObject(second);
  });

  it('that are wrong are refused by the field to mend, and those before stay in force', async () => {
    await put();
    await expect(put({ mailAt: '25:00', closeOfBusiness: 17 })).rejects.toThrow(/^closeOfBusiness: .*\nmailAt: write/);
    const { readSettingsVersions } = await adapter();
    expect(await readSettingsVersions()).toHaveLength(1);
    expect(await told()).toBe('09:00');
  });

  it('put by ten at once become ten versions without a gap, and the last one is in force', async () => {
    const times = Array.from({ length: 10 }, (_, n) => `1${n}:00`);
    const done = await Promise.allSettled(times.map((mailAt) => put({ mailAt })));
    const { readSettings, readSettingsVersions } = await adapter();
    const versions = await readSettingsVersions();
    const won = done.filter(({ status }) => status === 'fulfilled').length;
    expect(won).toBeGreaterThan(1);
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: won }, (_, n) => n + 1));
    expect(await readSettings()).toEqual(versions.at(-1));
  });

  it('put by two who saw the same version: the second hears of the first', async () => {
    await put();
    await put({ mailAt: '10:00' }, { seen: 1 });
    await expect(put({ mailAt: '11:00' }, { seen: 1 })).rejects.toThrow(/^they were changed meanwhile: version 2 is/);
    expect(await told()).toBe('10:00');
  });

  it('whose put is cut off are in force with their version, or not at all', async () => {
    await put();
    const { readSettings, readSettingsVersions } = await adapter();
    wire.fail('TransactWriteItems', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 5);
    await expect(put({ mailAt: '10:00' })).rejects.toThrow();
    expect([(await readSettings()).version, (await readSettingsVersions()).length]).toEqual([1, 1]);
    // Carried out, but nobody hears of it: the SDK asks again, and it stays one version.
    wire.fail('TransactWriteItems', { kind: 'lose-answer' });
    expect(await put({ mailAt: '10:00' })).toMatchObject({ version: 2 });
    expect([(await readSettings()).version, (await readSettingsVersions()).length]).toEqual([2, 2]);
  });

  it('say since when deadlines are counted otherwise', async () => {
    const { readSettings } = await adapter();
    const later = { at: '2026-09-25T02:00:00.000Z' };
    await put();
    await put({ mailAt: '10:00' }, later);
    expect((await readSettings()).countsSince).toBeNull();
    await put({ closeOfBusiness: '17:00' }, later);
    expect((await readSettings()).countsSince).toBe(later.at);
    await put({ closeOfBusiness: '17:00', mailAt: '11:00' }, { at: '2026-09-26T02:00:00.000Z' });
    expect((await readSettings()).countsSince).toBe(later.at);
  });
});

describe('an invocation', () => {
  it('reads the settings once a minute and container, however many there are at once', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1_000_000);
    await put();
    const before = wire.calls('GetItem');
    const all = () => Promise.all(Array.from({ length: 20 }, told));
    expect(new Set(await all())).toEqual(new Set(['09:00']));
    now.mockReturnValue(1_059_999);
    await all();
    expect(wire.calls('GetItem') - before).toBe(1);
    now.mockReturnValue(1_060_000);
    await all();
    expect(wire.calls('GetItem') - before).toBe(2);
  });

  it('goes by what another process put as soon as the minute is over', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1_000_000);
    await put();
    await told();
    // As another process does it: this one does not know.
    const { keys } = await import('../../../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../../../functions/adapters/table/table.ts');
    const other = {
      version: 2,
      at,
      by,
      settings: JSON.stringify(settingsWith({ mailAt: '10:00' })),
      countsSince: null,
    };
    await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.settings, ...other } }));
    expect(await told()).toBe('09:00');
    now.mockReturnValue(1_060_001);
    expect(await told()).toBe('10:00');
  });

  it('that is under way when others are put ends under those that it began with', async () => {
    await put();
    const { withSettings } = await adapter();
    const seen: string[] = [];
    const slow = withSettings(async (until: Promise<unknown>) => {
      seen.push(settings().mailAt);
      await until;
      seen.push(settings().mailAt);
    });
    const others = Promise.withResolvers<void>();
    const running = slow(others.promise);
    await put({ mailAt: '10:00' });
    expect(await told()).toBe('10:00');
    others.resolve();
    await running;
    expect(seen).toEqual(['09:00', '09:00']);
  });

  it('that could not read them fails, and the next one looks again', async () => {
    await put();
    wire.fail('GetItem', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    await expect(told()).rejects.toThrow();
    expect(await told()).toBe('09:00');
  });

  it('of any function finds none in vain, and says how they come there', async () => {
    // Without settings it goes no further than this: the event is not even looked at.
    const mend = /has no settings\. Put them in: npm run settings -- <province>, or deploy/;
    const working = functions.filter((one) => !('path' in one) && one.name !== 'put-settings');
    for (const { name, handler } of working) {
      const error = await handler({}, {}).catch((one: Error) => one);
      expect([name, String(error)]).toEqual([name, expect.stringMatching(mend)]);
    }
    const closed = functions.filter((one) => 'path' in one && !one.open);
    const event = { headers: {}, requestContext: { http: { method: 'GET', path: '/' }, requestId: 'r' } };
    for (const { name, handler } of closed)
      expect([name, await handler(event, {})]).toMatchObject([name, { statusCode: 500 }]);
    expect(working.length + closed.length).toBeGreaterThan(50);
  });

  it('whose settings no longer fit this release names the field and the mend', async () => {
    await put();
    const { keys } = await import('../../../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../../../functions/adapters/table/table.ts');
    const damaged = {
      version: 2,
      at,
      by,
      settings: JSON.stringify({ ...settingsWith(), timeZone: 8 }),
      countsSince: null,
    };
    await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.settings, ...damaged } }));
    const { readSettings } = await adapter();
    await expect(readSettings()).rejects.toThrow(
      /^version 2 of the settings does not fit this release: timeZone: .*npm run/,
    );
    // What cannot be read can be replaced.
    expect(await put({ mailAt: '10:00' })).toEqual({ version: 3, changed: true });
    expect(await told()).toBe('10:00');
  });
});
