import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { bodyOf, listen } from './server.ts';

/** The verbs of KMS that sealing uses, with a master key in a file of this machine (AWS JSON 1.1). */

const keyArn = 'arn:aws:kms:us-east-1:000000000000:key/6f1b7c0e-2a54-4a0f-9d55-1c1ee7ed0001';

const context = z.record(z.string(), z.string()).default({});
const bytes = z.string().transform((text) => Buffer.from(text, 'base64'));

const masterKey = (file: string): Buffer => {
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
};

/** Additional data: the context, whatever the order of its fields. */
const aad = (of: Record<string, string>) => Buffer.from(JSON.stringify(Object.entries(of).sort()));

const encrypt = (key: Buffer, plain: Buffer, of: Record<string, string>): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad(of));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const decrypt = (key: Buffer, sealed: Buffer, of: Record<string, string>): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(aad(of));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
};

const verbs: Record<string, (key: Buffer, body: unknown) => object> = {
  GenerateDataKey: (key, body) => {
    const { EncryptionContext, NumberOfBytes } = z
      .object({ EncryptionContext: context, NumberOfBytes: z.int().min(1).max(1024).default(32) })
      .parse(body);
    const plain = randomBytes(NumberOfBytes);
    return {
      KeyId: keyArn,
      Plaintext: plain.toString('base64'),
      CiphertextBlob: encrypt(key, plain, EncryptionContext).toString('base64'),
    };
  },
  Decrypt: (key, body) => {
    const { EncryptionContext, CiphertextBlob } = z
      .object({ EncryptionContext: context, CiphertextBlob: bytes })
      .parse(body);
    return { KeyId: keyArn, Plaintext: decrypt(key, CiphertextBlob, EncryptionContext).toString('base64') };
  },
};

/** Serves the key kept in `keyFile`, which is made when it is missing. */
export const serveKeys = async ({ port, keyFile }: { port: number; keyFile: string }) => {
  const key = masterKey(keyFile);
  const server = await listen(port, 'port', async (request, response) => {
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    const verb = verbs[String(request.headers['x-amz-target']).replace('TrentService.', '')];
    const body = await bodyOf(request);
    if (!verb || !body) return reply(400, { __type: 'UnknownOperationException', message: 'not served here' });
    try {
      return reply(200, verb(key, JSON.parse(body.toString())));
    } catch {
      return reply(400, {
        __type: 'InvalidCiphertextException',
        message: 'it was not encrypted by this key for this context',
      });
    }
  });
  return { endpoint: `http://127.0.0.1:${server.port}`, keyArn, close: server.close };
};
