import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headsBucket } from '../../../../infra/local/aws/account.ts';
import { serveObjects } from '../../../../infra/local/aws/object-store.ts';

/** The bucket of this machine, by the SDK's own client. */

let folder = '';
let store: Awaited<ReturnType<typeof serveObjects>>;
let client: S3Client;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clue-transfer-objects-'));
  store = await serveObjects({ port: 0, folder });
  client = new S3Client({
    endpoint: store.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterEach(async () => {
  client.destroy();
  await store.close();
  await rm(folder, { recursive: true });
});

const put = (Key: string, Body: string) =>
  client.send(new PutObjectCommand({ Bucket: headsBucket, Key, Body, IfNoneMatch: '*' }));
const get = async (Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket: headsBucket, Key }))).Body?.transformToString();
const list = (Prefix: string, ContinuationToken?: string) =>
  client.send(new ListObjectsV2Command({ Bucket: headsBucket, Prefix, ContinuationToken }));

describe('the local bucket', () => {
  it('gives what was put, and lists it in order', async () => {
    await put('heads/2.json', '二');
    await put('heads/1.json', 'one');
    await put('other/1.json', 'x');
    expect(await get('heads/2.json')).toBe('二');
    const { Contents = [], IsTruncated } = await list('heads/');
    expect([Contents.map(({ Key }) => Key), IsTruncated]).toEqual([['heads/1.json', 'heads/2.json'], false]);
  });

  it('lists nothing before anything was put, and a thousand at once', async () => {
    expect((await list('heads/')).Contents ?? []).toEqual([]);
    await put('heads/0000.json', '');
    await Promise.all(
      Array.from({ length: 1_000 }, (_, n) =>
        writeFile(join(folder, 'heads', `${String(n + 1).padStart(4, '0')}.json`), ''),
      ),
    );
    const first = await list('heads/');
    expect([first.Contents?.length, first.IsTruncated]).toEqual([1_000, true]);
    const rest = await list('heads/', first.NextContinuationToken);
    expect([rest.Contents?.map(({ Key }) => Key), rest.IsTruncated]).toEqual([['heads/1000.json'], false]);
  });

  it('lets one of many put under a key, and nobody after', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => put('heads/1.json', `writer ${n}`)));
    const won = tries.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
    expect(won).toHaveLength(1);
    expect(await get('heads/1.json')).toBe(`writer ${won[0]}`);
    await expect(put('heads/1.json', 'later')).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    expect(await readdir(join(folder, 'heads'))).toEqual(['1.json']);
  });

  it('knows no other bucket, no object that is not there, and no way out of its folder', async () => {
    await expect(get('heads/9.json')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(client.send(new GetObjectCommand({ Bucket: 'another', Key: 'heads/1.json' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    for (const path of ['%2e%2e/secret', 'heads/..%2f..%2fsecret', '.hidden']) {
      const { status } = await fetch(`${store.endpoint}/${headsBucket}/${path}`, { method: 'PUT', body: 'x' });
      expect([path, status]).toEqual([path, path.startsWith('%2e') ? 404 : 400]);
    }
    const { status } = await fetch(`${store.endpoint}/${headsBucket}/heads/1.json`, { method: 'DELETE' });
    expect(status).toBe(403);
  });
});
