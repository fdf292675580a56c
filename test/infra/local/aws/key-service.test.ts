import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headsKeyArn } from '../../../../infra/local/aws/account.ts';
import { serveKeys } from '../../../../infra/local/aws/key-service.ts';

const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

let dir = '';
let keys: Awaited<ReturnType<typeof serveKeys>>;
const open = async (port = 0) => {
  keys = await serveKeys({ port, keyFile: join(dir, 'master.key') });
  vi.stubEnv('AWS_ENDPOINT_URL_KMS', keys.endpoint);
};

beforeEach(async () => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-keys-'));
  await open();
});
afterEach(async () => {
  await keys.close();
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

const call = async (action: string, body: unknown) => {
  const response = await fetch(keys.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};

describe('the local key service', () => {
  it('seals and opens with the encryption SDK, over a restart', async () => {
    const encryptionContext = { clueId: 'c1', field: 'text' };
    const keyring = () => new KmsKeyringNode({ generatorKeyId: keys.keyArn });
    const { result } = await encrypt(keyring(), '举报人张某', { encryptionContext });
    await keys.close();
    // On the same port: the SDK's client remembers it.
    await open(Number(new URL(keys.endpoint).port));
    const { plaintext, messageHeader } = await decrypt(keyring(), result);
    expect(plaintext.toString('utf8')).toBe('举报人张某');
    expect(messageHeader.encryptionContext).toMatchObject(encryptionContext);

    const moved = Buffer.from(result);
    moved.set(Buffer.from('c2'), moved.indexOf('c1'));
    await expect(decrypt(keyring(), moved)).rejects.toThrow();
  });

  it('opens a data key only with the context it was made for, in any order', async () => {
    const made = await call('GenerateDataKey', {
      KeyId: keys.keyArn,
      NumberOfBytes: 32,
      EncryptionContext: { clueId: 'c1', field: 'text' },
    });
    expect(made).toMatchObject({ status: 200, body: { KeyId: keys.keyArn } });
    const open = (EncryptionContext: unknown, CiphertextBlob = made.body.CiphertextBlob) =>
      call('Decrypt', { CiphertextBlob, EncryptionContext });
    expect((await open({ field: 'text', clueId: 'c1' })).body.Plaintext).toBe(made.body.Plaintext);
    const refused = { status: 400, body: { __type: 'InvalidCiphertextException' } };
    expect(await open({ clueId: 'c2', field: 'text' })).toMatchObject(refused);
    expect(await open(undefined)).toMatchObject(refused);
    expect(await open({ clueId: 'c1', field: 'text' }, 'AAAA')).toMatchObject(refused);
  });

  it('encrypts, and refuses what KMS would refuse', async () => {
    const Plaintext = Buffer.from('data').toString('base64');
    const sealed = await call('Encrypt', { KeyId: keys.keyArn, Plaintext });
    const opened = await call('Decrypt', { KeyId: keys.keyArn, CiphertextBlob: sealed.body.CiphertextBlob });
    expect(opened.body.Plaintext).toBe(Plaintext);
    expect((await call('Encrypt', { KeyId: 'other', Plaintext })).body.__type).toBe('NotFoundException');
    expect((await call('GenerateDataKey', { KeyId: keys.keyArn })).body.__type).toBe('ValidationException');
    expect((await call('CreateKey', {})).body.__type).toBe('UnknownOperationException');
  });

  it('signs for whoever has the public key, over a restart, and with no other key', async () => {
    const Message = Buffer.from('a'.repeat(64));
    const asked = { KeyId: headsKeyArn, Message: Message.toString('base64'), SigningAlgorithm: 'ECDSA_SHA_256' };
    const signed = await call('Sign', asked);
    await keys.close();
    await open();
    const { PublicKey = '' } = (await call('GetPublicKey', { KeyId: headsKeyArn })).body;
    const key = createPublicKey({ key: Buffer.from(PublicKey, 'base64'), format: 'der', type: 'spki' });
    const proves = (message: Buffer) =>
      verify('sha256', message, key, Buffer.from(signed.body.Signature ?? '', 'base64'));
    expect(proves(Message)).toBe(true);
    expect(proves(Buffer.from('b'.repeat(64)))).toBe(false);
    expect((await call('Sign', { ...asked, KeyId: keys.keyArn })).body.__type).toBe('ValidationException');
    await writeFile(join(dir, 'heads.key'), 'no key');
    await expect(serveKeys({ port: 0, keyFile: join(dir, 'master.key') })).rejects.toThrow('heads.key');
  });

  it('keeps its key in a file for its owner alone, and refuses a broken one', async () => {
    const file = join(dir, 'master.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toHaveLength(32);
    await writeFile(file, 'short');
    await expect(serveKeys({ port: 0, keyFile: file })).rejects.toThrow(file);
  });
});
