import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AlgorithmSuiteIdentifier, buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleFunction } from '../../infra/function-bundle.ts';
import { serveKeys } from '../../infra/local/aws/key-service.ts';

/** Sealing as it is deployed: parts of the Encryption SDK are left out of bundles, and what is in them must do all the same. */

/** Of a key service of its own, as text of its file: nothing else was ever sealed under it. */
const key = 'yWr4enbXZtM+sazEFpsaRc6DvgE0OhYVnnMQ4VvLGgM=';

/** Sealed for the field `text` of `clue-1` under that key, by the release before parts were left out. */
const sealedBefore = `AgR4nWfHcqPdG0dBsBvIX5rpoJ9tJRz7pPzG3Lk9KjmIa44AHwACAAZjbHVlSWQABmNsdWUtMQAFZmllbGQABHRleHQAAQAHYXdzLWttcwBLYXJuOmF3czprbXM6dXMt
ZWFzdC0xOjAwMDAwMDAwMDAwMDprZXkvNmM3NTY1YjItNzQ3Mi00ZTczLTg2NjUtNzIyMDZjNmY2MzYxAExsdWWydHJOc4ZlciBsb2Nh2jJKlo0+rCYvEnyLZYrLOiTbdcK8IxNGoI7D4Mmh
yGjWesPYnDAJKOW3qZJwD1sazOkJNVsh7qdBjlF7AgAAEAA8ahtbaUadnNGZDJ9A2mFuTg0gP+fRRzF4iu2Qo975sU4NJzegTh1CBRogCddgU9P/////AAAAAQAAAAAAAAAAAAAAAQAAAB79
Y2uoh9d7kHMi1G+bMuDNgitnoI5ZY7x/ohHDp6qQDB+avsXXRipNdIv1CWFc`;
const value = { zh: '举报人张某', n: 7 };

let dir = '';
let keys: Awaited<ReturnType<typeof serveKeys>>;
let deployed: typeof import('../../functions/adapters/seal.ts');

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sealing-'));
  const keyFile = join(dir, 'master.key');
  await writeFile(keyFile, key);
  keys = await serveKeys({ port: 0, keyFile });
  vi.stubEnv('AWS_ENDPOINT_URL_KMS', keys.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('SEAL_KEY_ARN', keys.keyArn);
  bundleFunction(fileURLToPath(new URL('../../functions/adapters/seal.ts', import.meta.url)), join(dir, 'bundle'));
  deployed = await import(join(dir, 'bundle', 'index.mjs'));
});
afterAll(async () => {
  await keys.close();
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

/** The SDK whole, as it comes. */
const whole = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const keyring = () => new KmsKeyringNode({ generatorKeyId: keys.keyArn });
const suites = AlgorithmSuiteIdentifier;
const sealedWhole = async (text: unknown, suiteId: AlgorithmSuiteIdentifier): Promise<Uint8Array> => {
  const encryptionContext = { clueId: 'clue-1', field: 'text' };
  return (await whole.encrypt(keyring(), JSON.stringify(text), { encryptionContext, suiteId })).result;
};

describe('what is deployed to seal and open', () => {
  it.each([
    ['a short text', value],
    ['nothing', ''],
    ['a text of several frames', '线索'.repeat(25_000)],
  ])('opens what it sealed: %s', async (_, text) => {
    const sealed = await deployed.seal('clue-1', 'text', text);
    expect(Buffer.from(sealed).includes('举报人')).toBe(false);
    expect(await deployed.unseal('clue-1', 'text', sealed)).toEqual(text);
  });

  it('opens what was sealed before', async () => {
    expect(await deployed.unseal('clue-1', 'text', Buffer.from(sealedBefore, 'base64'))).toEqual(value);
  });

  it('opens what the whole SDK seals, and is opened by it', async () => {
    const suite = suites.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
    expect(await deployed.unseal('clue-1', 'text', await sealedWhole(value, suite))).toEqual(value);
    const { plaintext, messageHeader } = await whole.decrypt(keyring(), await deployed.seal('clue-1', 'text', value));
    expect(JSON.parse(plaintext.toString('utf8'))).toEqual(value);
    expect(messageHeader.suiteId).toBe(suite);
  });

  it('opens nothing that was moved, cut or changed', async () => {
    const sealed = Buffer.from(await deployed.seal('clue-1', 'text', value));
    await expect(deployed.unseal('clue-2', 'text', sealed)).rejects.toThrow('where it was not sealed for');
    await expect(deployed.unseal('clue-1', 'title', sealed)).rejects.toThrow('where it was not sealed for');
    await expect(deployed.unseal('clue-1', 'text', sealed.subarray(0, -1))).rejects.toThrow();
    for (const at of [5, sealed.length - 40, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(deployed.unseal('clue-1', 'text', changed)).rejects.toThrow();
    }
  });

  it('says of a signed text that it cannot prove it, and of another key what KMS says', async () => {
    const signed = await sealedWhole(value, suites.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384);
    await expect(deployed.unseal('clue-1', 'text', signed)).rejects.toThrow('this text is signed');
    const moved = Buffer.from(await deployed.seal('clue-1', 'text', value));
    moved.set(Buffer.from(randomUUID().slice(0, 6)), moved.indexOf('clue-1'));
    await expect(deployed.unseal('clue-1', 'text', moved)).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });
});
