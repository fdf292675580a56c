import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../infra/command.ts';
import { only, useProvince } from '../province.ts';
import { blamedOnAnother, whileSpoilt } from './forged.ts';

/** `npm run verify -- --export`: what DynamoDB exported, held against the signed heads without AWS. */

const { local, submit, command, dataDir } = useProvince('2026-09-17T10:00:00+08:00');
const folder = () => join(dataDir(), 'objects', 'heads');

describe('an export of the table', () => {
  const exported = async () => {
    const at = await mkdtemp(join(tmpdir(), 'clue-transfer-export-'));
    const data = join(at, 'AWSDynamoDB', '01', 'data');
    await mkdir(data, { recursive: true });
    const client = new DynamoDBClient();
    const lines: string[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: process.env.TABLE_NAME }))
      lines.push(
        ...Items.map((Item) =>
          JSON.stringify({ Item }, (_, value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
          ),
        ),
      );
    client.destroy();
    const half = Math.ceil(lines.length / 2);
    await writeFile(join(data, 'a.json.gz'), gzipSync(`${lines.slice(0, half).join('\n')}\n`));
    await writeFile(join(data, 'b.json.gz'), gzipSync(`${lines.slice(half).join('\n')}\n`));
    return at;
  };
  const keyFile = async () => {
    const { GetPublicKeyCommand, KMSClient } = await import('@aws-sdk/client-kms');
    const client = new KMSClient({});
    const { PublicKey = new Uint8Array() } = await client.send(
      new GetPublicKeyCommand({ KeyId: process.env.HEADS_KEY_ARN }),
    );
    client.destroy();
    const file = join(dataDir(), 'heads.pub.der');
    await writeFile(file, PublicKey);
    return file;
  };
  const offline = async (...more: string[]) =>
    runCommand('verify', more, { env: { PATH: process.env.PATH, HOME: process.env.HOME } });

  it('is held against them without AWS', async () => {
    const { transfers } = (await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' })).body;
    const { transferId } = only(transfers);
    await command('acknowledge', transferId);
    await local().engine.settled();
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const transfer = keys.transfer(transferId).pk;
    const { handler } = await import('../../functions/schedules/verify-records.ts');
    const signed = await local().as('verify-records', () => handler({ time: local().now() }));
    expect(signed.faults).toEqual([]);
    const key = await keyFile();
    const good = await exported();
    const fits = await offline('--export', good, '--heads', folder(), '--key', key);
    expect(fits).toMatchObject({ code: 0, err: '' });
    expect(fits.out).toMatch(/^\d+ records and lists of the export: all fits\n$/);

    await whileSpoilt(
      [transfer],
      () => blamedOnAnother(transfer),
      async () => {
        const forged = await exported();
        const found = await offline('--export', forged, '--heads', folder(), '--key', key);
        expect(found.code).toBe(1);
        expect(found.out).toMatch(
          new RegExp(`^${transfer}: its past is not the one that was signed on 2026-09-17$`, 'm'),
        );
        await rm(forged, { recursive: true });
      },
    );

    const other = join(dataDir(), 'other.pem');
    await writeFile(
      other,
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }),
    );
    const unsigned = await offline('--export', good, '--heads', folder(), '--key', other);
    expect(unsigned.code).toBe(1);
    expect(unsigned.out).toContain('00000001.json: this file of signed heads is not what was signed');
    await rm(good, { recursive: true });
  });

  it('is asked for whole, by folders and a key that there are', async () => {
    expect(await offline('--export', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--export, --heads and --key belong together'),
    });
    expect(await offline('--exprt', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--exprt') });
    const key = await keyFile();
    expect(await offline('--export', folder(), '--heads', folder(), '--key', key)).toMatchObject({
      code: 2,
      err: expect.stringContaining('no data/*.json.gz'),
    });
  });
});
