import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTable } from '../../../infra/local/aws/table.ts';
import { openRoles } from '../../../infra/local/roles.ts';
import { useRights } from '../../rights/use-rights.ts';
import { settingsWith } from '../domain/settings.ts';

/** As CloudFormation asks for it, and waits for the answer at an address of its own. */

const rights = useRights();
const answers: { method: string | undefined; type: string | undefined; body: Record<string, string> }[] = [];
let status = 200;
let listening: Server;
beforeAll(async () => {
  listening = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method, headers } = request;
    answers.push({ method, type: headers['content-type'], body: JSON.parse(Buffer.concat(parts).toString()) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
    TABLE_NAME: `put-settings-${randomUUID()}`,
  });
  await createTable(new DynamoDBClient(), process.env.TABLE_NAME ?? '');
});
afterAll(() => {
  listening.close();
});

const stack = 'arn:aws:cloudformation:us-east-1:210987654321:stack/ClueTransfer-370000/1';
const ask = async (RequestType: string, settings: object) => {
  const { handler } = await import('../../../functions/events/put-settings.ts');
  const event = {
    RequestType,
    ResponseURL: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/answer`,
    StackId: stack,
    RequestId: 'request-1',
    LogicalResourceId: 'SettingsPut',
    ResourceType: 'Custom::ProvinceSettings',
    ResourceProperties: { ServiceToken: 'x', Settings: gzipSync(JSON.stringify(settings)).toString('base64') },
  };
  const roles = openRoles({ tableName: process.env.TABLE_NAME ?? '', from: settingsWith().mailFrom }, rights);
  await roles.as('put-settings', () => handler(event));
  return answers.at(-1);
};
const inForce = async () => (await import('../../../functions/adapters/table/settings.ts')).readSettings();
const ids = {
  PhysicalResourceId: 'settings',
  StackId: stack,
  RequestId: 'request-1',
  LogicalResourceId: 'SettingsPut',
};

describe('a deployment', () => {
  it('puts its settings in force, once, and says so', async () => {
    const answer = { method: 'PUT', body: { Status: 'SUCCESS', ...ids } };
    expect(await ask('Create', settingsWith())).toMatchObject(answer);
    // Lambda calls again what it does not know to have been done.
    expect(await ask('Create', settingsWith())).toMatchObject(answer);
    expect(await inForce()).toMatchObject({
      ...{ version: 1, settings: settingsWith() },
      by: { sub: stack, role: 'operator', unitId: null },
    });
    expect(answers.at(-1)?.type ?? '').toBe('');
  });

  it('with wrong settings fails by the field to mend, and those before stay in force', async () => {
    const answer = await ask('Update', { ...settingsWith(), mailAt: '25:00' });
    expect(answer?.body).toMatchObject({ Status: 'FAILED', ...ids });
    expect(answer?.body.Reason).toMatch(/^The settings before these stay in force: mailAt: write a time of day/);
    expect((await inForce()).version).toBe(1);
  });

  it('that is rolled back puts those of before in force again, as a version of its own', async () => {
    await ask('Update', settingsWith({ mailAt: '10:00' }));
    await ask('Update', settingsWith());
    expect(await inForce()).toMatchObject({ version: 3, settings: settingsWith() });
  });

  it('that takes the stack away leaves the settings', async () => {
    expect(await ask('Delete', settingsWith({ mailAt: '11:00' }))).toMatchObject({ body: { Status: 'SUCCESS' } });
    expect((await inForce()).version).toBe(3);
  });

  it('whose answer is not taken fails, so that Lambda calls again', async () => {
    status = 403;
    await expect(ask('Update', settingsWith())).rejects.toThrow('CloudFormation refused the answer: 403');
  });
});
